"""What came after the generation: the events that fresh reports bring or change, and what these replace."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import duckdb
import pyarrow as pa

from detente.store.fusion.fuse import FUSED
from detente.store.fusion.merge import Cluster, links, partition
from detente.store.fusion.reports import NEAR_DAYS, told
from detente.store.ledger import book as books
from detente.store.ledger.files import PARTIAL, flush
from detente.store.serving import shelves as shelf
from detente.store.serving.cubes import write_cubes
from detente.store.serving.detail import revive
from detente.store.serving.duck import files_as, marks, run
from detente.store.serving.generation import EXPLODE, engine, fuse_all, paths, rows_of, rules_of
from detente.store.tables import Row

TOUCHED = """
SELECT event_id, actor, recipient, date, component, lone FROM {base} WHERE event_id IN ({marks}) OR component IN ({marks})
"""
NEAR = """
SELECT DISTINCT b.event_id, b.actor, b.recipient, b.date, b.component, b.lone FROM {base} b JOIN windows w
ON least(coalesce(b.actor, ''), coalesce(b.recipient, '')) = w.one
    AND greatest(coalesce(b.actor, ''), coalesce(b.recipient, '')) = w.two
    AND b.hull_first <= w.last AND b.hull_last >= w.first
WHERE ({codes}) AND b.hull_first <= ? AND b.hull_last >= ?
"""


def overlay(folder: Path, ledger: Connection, base: str, segments: Sequence[str]) -> str | None:
    """Events that fresh segments, corrections and verdicts bring or change; returns the folder's name."""
    verdicts, corrections = rules_of(ledger)
    generation = folder / "serve" / base
    shelves = shelf.read(generation)
    connection = engine(folder)
    try:
        files = paths(folder, segments)
        fresh = (
            list(rows_of(connection, f"FROM {files_as(connection, 'fresh_reports', files, union=True)}"))
            if files
            else []
        )
        names = {name for pair in verdicts for name in pair} | set(corrections)
        loaded = touched(connection, generation, shelves, fresh, names) if shelves else {}
        rows = {
            row["report"]: row
            for row in [*(row for event in loaded.values() for row in revive(event["detail"])["told"]), *fresh]
        }
        seen = {name: report for name, row in rows.items() if (report := told(row)) is not None}
        clusters = partition(seen, links(seen.values()), verdicts)
        alone = sorted(set(rows) - {name for cluster in clusters for name in cluster.members})
        clusters += [Cluster((name,), (), name) for name in alone]
        table = pa.Table.from_pylist(list(fuse_all(rows, clusters, corrections)), schema=FUSED)
        days = [row["date"] for row in loaded.values()]
        base_files = files_of(generation, shelf.with_days(shelves, days)) if loaded else []
        return write_overlay(connection, folder, table, sorted(loaded), base_files)
    finally:
        connection.close()
        shutil.rmtree(folder / f"{PARTIAL}spill", ignore_errors=True)


def files_of(generation: Path, shelves: Iterable[shelf.Shelf]) -> list[Path]:
    """Files of a generation."""
    return [generation / one.file for one in shelves]


def touched(
    connection: duckdb.DuckDBPyConnection,
    generation: Path,
    shelves: Sequence[shelf.Shelf],
    fresh: Sequence[Row],
    names: set[str],
) -> dict[str, Row]:
    """Events of the generation that fresh reports may join, with all that these could be confused with: date and detail by id.

    First the ids by narrow columns, then the wide rows of these alone.
    """
    places = near(connection, generation, shelves, fresh)
    components = {row["component"] for row in places if not row["lone"]}
    if names or components:
        wanted = sorted(names | components)
        base = files_as(connection, "all_pairs", files_of(generation, shelves))
        sql = TOUCHED.format(base=base, marks=marks(wanted))
        places += rows_of(connection, sql, [*wanted, *wanted])
    if not places:
        return {}
    ids = sorted({row["event_id"] for row in places})
    days = [row["date"] for row in places]
    condition, values = f"event_id IN ({marks(ids)})", list[Any](ids)
    if all(row["actor"] for row in places):  # constants on bare columns let whole row groups be passed over
        for side in ("actor", "recipient"):
            codes = sorted({row[side] for row in places if row[side]})
            if all(row[side] for row in places):
                condition, values = f"{condition} AND {side} IN ({marks(codes)})", [*values, *codes]
        if all(days):
            condition, values = f"{condition} AND date BETWEEN ? AND ?", [*values, min(days), max(days)]
    base = files_as(connection, "their_pairs", files_of(generation, shelf.with_days(shelves, days)))
    found = rows_of(connection, f"SELECT event_id, date, detail FROM {base} WHERE {condition}", values)
    return {row["event_id"]: row for row in found}


def near(
    connection: duckdb.DuckDBPyConnection, generation: Path, shelves: Sequence[shelf.Shelf], fresh: Sequence[Row]
) -> list[Row]:
    """Where the events stand whose pair and time touch those of fresh reports."""
    windows: dict[tuple[str, str], tuple[date, date]] = {}
    for seen in filter(None, map(told, fresh)):
        for pair in seen.pairs:
            first, last = seen.first - timedelta(NEAR_DAYS), seen.last + timedelta(NEAR_DAYS)
            old = windows.get(pair, (first, last))
            windows[pair] = (min(first, old[0]), max(last, old[1]))
    if not windows:
        return []
    spans = [(*pair, *span) for pair, span in sorted(windows.items())]
    kinds = [pa.string(), pa.string(), pa.date32(), pa.date32()]
    columns = [pa.array(values, kind) for values, kind in zip(zip(*spans, strict=True), kinds, strict=True)]
    connection.register("windows", pa.table(columns, names=["one", "two", "first", "last"]))
    named = {code for pair in windows for code in pair if code}
    # constants on bare columns let whole row groups be passed over; pairs with nobody named are looked up apart
    listed = sorted(named)
    codes = [f"b.actor IN ({marks(listed)}) AND b.recipient IN ({marks(listed)})"] if named else []
    if any("" in pair for pair in windows):
        codes += ["b.recipient IS NULL", "b.actor IS NULL"]
    low, high = min(span[2] for span in spans), max(span[3] for span in spans)
    chosen = shelf.of_hulls(shelf.of_codes(shelves, {code for pair in windows for code in pair}), low, high)
    if not chosen:
        return []
    base = files_as(connection, "near_pairs", files_of(generation, chosen))
    sql = NEAR.format(base=base, codes=" OR ".join(codes))
    return list(rows_of(connection, sql, [*listed, *listed, high, low]))


def write_overlay(
    connection: duckdb.DuckDBPyConnection, folder: Path, fused: pa.Table, replaced: Sequence[str], base: Sequence[Path]
) -> str:
    """The overlay's folder: `fused` events, and the ids of those of the generation (in the files `base`) that they replace."""
    partial = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=folder / "serve"))
    try:
        connection.register("fused", fused)
        fresh = f"CREATE TABLE fresh AS {EXPLODE} ORDER BY actor, recipient, date, event_id, pair"
        run(connection, "fresh pairs", fresh)
        whole = "COPY fresh TO ? (FORMAT parquet, COMPRESSION zstd)"
        run(connection, "write the fresh pairs", whole, [str(partial / "pairs.parquet")])
        connection.register("gone", pa.table({"event_id": pa.array(replaced, pa.string())}))
        left = "COPY gone TO ? (FORMAT parquet)"
        run(connection, "write what is replaced", left, [str(partial / "replaced.parquet")])
        write_cubes(connection, "fresh", 1, partial)
        if replaced:
            old = f"SELECT * EXCLUDE (detail) FROM {files_as(connection, 'old_pairs', base)} SEMI JOIN gone USING (event_id)"
            run(connection, "pairs that are replaced", f"CREATE TABLE replaced_pairs AS {old}")
            write_cubes(connection, "replaced_pairs", -1, partial, "-replaced")
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
