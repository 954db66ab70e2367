"""What came after the generation: the events that fresh reports bring or change, and what these replace."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from sqlite3 import Connection

import duckdb
import pyarrow as pa

from detente.store import ledger as books
from detente.store.files import PARTIAL, flush
from detente.store.fuse import FUSED, revive
from detente.store.generation import EXPLODE, engine, fuse_all, paths, rows_of, rules_of, write_cube
from detente.store.merge import NEAR_DAYS, Cluster, links, partition, told
from detente.store.tables import Row


def overlay(folder: Path, ledger: Connection, base: str, segments: Sequence[str]) -> str | None:
    """Events that fresh segments, corrections and verdicts bring or change; returns the folder's name."""
    verdicts, corrections = rules_of(ledger)
    generation = folder / "serve" / base
    connection = engine(folder)
    try:
        files = [str(path) for path in sorted(generation.glob("pairs-*.parquet"))]
        if files:
            connection.execute(f"CREATE VIEW base AS FROM read_parquet({files!r})")
        fresh = (
            list(rows_of(connection, f"FROM read_parquet({paths(folder, segments)!r}, union_by_name = true)"))
            if paths(folder, segments)
            else []
        )
        names = {name for pair in verdicts for name in pair} | set(corrections)
        loaded = touched(connection, fresh, names) if files else {}
        rows = {
            row["report"]: row
            for row in [*(row for event in loaded.values() for row in revive(event["detail"])["told"]), *fresh]
        }
        seen = {name: report for name, row in rows.items() if (report := told(row)) is not None}
        clusters = partition(seen, links(seen.values()), verdicts)
        alone = sorted(set(rows) - {name for cluster in clusters for name in cluster.members})
        clusters += [Cluster((name,), (), name) for name in alone]
        table = pa.Table.from_pylist(list(fuse_all(rows, clusters, corrections)), schema=FUSED)
        return write_overlay(connection, folder, table, sorted(loaded))
    finally:
        connection.close()
        shutil.rmtree(folder / f"{PARTIAL}spill", ignore_errors=True)


def touched(connection: duckdb.DuckDBPyConnection, fresh: Sequence[Row], names: set[str]) -> dict[str, Row]:
    """Events of the generation that fresh reports may join, with all that these could be confused with."""
    windows = [
        (*pair, seen.first - timedelta(NEAR_DAYS), seen.last + timedelta(NEAR_DAYS))
        for seen in filter(None, map(told, fresh))
        for pair in seen.pairs
    ]
    found: dict[str, Row] = {}
    if windows:
        one, two, first, last = zip(*sorted(set(windows)), strict=True)
        columns = {"one": one, "two": two, "first": pa.array(first, pa.date32()), "last": pa.array(last, pa.date32())}
        connection.register("windows", pa.table(columns))
        connection.execute(
            "CREATE OR REPLACE TABLE span AS SELECT one, two, min(first) AS first, max(last) AS last FROM windows GROUP BY ALL"
        )
        codes = sorted({code or None for pair in zip(one, two, strict=True) for code in pair}, key=str)
        listed = ", ".join("''" if code is None else f"'{code}'" for code in codes)
        query = f"""SELECT b.event_id, b.detail, b.component FROM base b JOIN span w
            ON least(coalesce(b.actor, ''), coalesce(b.recipient, '')) = w.one
            AND greatest(coalesce(b.actor, ''), coalesce(b.recipient, '')) = w.two
            AND b.hull_first <= w.last AND b.hull_last >= w.first
            WHERE coalesce(b.actor, '') IN ({listed}) AND b.hull_first <= DATE '{max(last)}' AND b.hull_last >= DATE '{min(first)}'"""
        found = {row["event_id"]: row for row in rows_of(connection, query)}
    names = names | set(found)
    components = {row["component"] for row in found.values()}
    if names or components:
        connection.register("wanted", pa.table({"name": pa.array(sorted(names | components), pa.string())}))
        query = (
            "SELECT event_id, detail, component FROM base WHERE event_id IN (FROM wanted) OR component IN (FROM wanted)"
        )
        found |= {row["event_id"]: row for row in rows_of(connection, query)}
    return found


def write_overlay(connection: duckdb.DuckDBPyConnection, folder: Path, fused: pa.Table, replaced: Sequence[str]) -> str:
    partial = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=folder / "serve"))
    try:
        connection.register("fused", fused)
        connection.execute(f"CREATE TABLE fresh AS {EXPLODE} ORDER BY actor, recipient, date, event_id, pair")
        connection.execute(f"COPY fresh TO '{partial / 'pairs.parquet'}' (FORMAT parquet, COMPRESSION zstd)")
        connection.register("gone", pa.table({"event_id": pa.array(replaced, pa.string())}))
        connection.execute(f"COPY gone TO '{partial / 'replaced.parquet'}' (FORMAT parquet)")
        write_cube(connection, "fresh", 1, partial / "cube.parquet")
        if replaced:
            old = "(FROM base SEMI JOIN gone USING (event_id))"
            write_cube(connection, old, -1, partial / "cube-replaced.parquet")
        for path in partial.iterdir():
            flush(path)
        flush(partial)
        partial.chmod(0o755)
        name = f"o{books.now().replace(':', '').replace('+0000', '')}-{partial.name[len(PARTIAL) :]}"
        partial.rename(folder / "serve" / name)
        return name
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise


__all__ = ["overlay"]
