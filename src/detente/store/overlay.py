"""What came after the generation: the events that fresh reports bring or change, and what these replace."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import Connection

import duckdb
import pyarrow as pa

from detente.store import ledger as books
from detente.store import shelf
from detente.store.cubes import write_cubes
from detente.store.detail import revive
from detente.store.files import PARTIAL, flush
from detente.store.fuse import FUSED
from detente.store.generation import EXPLODE, engine, fuse_all, paths, rows_of, rules_of
from detente.store.merge import Cluster, links, partition
from detente.store.tables import Row
from detente.store.told import NEAR_DAYS, told


def overlay(folder: Path, ledger: Connection, base: str, segments: Sequence[str]) -> str | None:
    """Events that fresh segments, corrections and verdicts bring or change; returns the folder's name."""
    verdicts, corrections = rules_of(ledger)
    generation = folder / "serve" / base
    shelves = shelf.read(generation)
    connection = engine(folder)
    try:
        fresh = (
            list(rows_of(connection, f"FROM read_parquet({paths(folder, segments)!r}, union_by_name = true)"))
            if paths(folder, segments)
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
        return write_overlay(
            connection, folder, table, sorted(loaded), files_of(generation, shelf.with_days(shelves, days))
        )
    finally:
        connection.close()
        shutil.rmtree(folder / f"{PARTIAL}spill", ignore_errors=True)


def files_of(generation: Path, shelves: Iterable[shelf.Shelf]) -> str:
    """Files as a table in SQL."""
    return f"read_parquet({[str(generation / one.file) for one in shelves]!r})"


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
        listed = ", ".join(f"'{name}'" for name in sorted(names | components))
        wanted = f"event_id IN ({listed}) OR component IN ({listed})"
        base = files_of(generation, shelves)
        places += rows_of(
            connection, f"SELECT event_id, actor, recipient, date, component, lone FROM {base} WHERE {wanted}"
        )
    if not places:
        return {}
    ids = ", ".join(f"'{name}'" for name in sorted({row["event_id"] for row in places}))
    days = [row["date"] for row in places]
    condition = f"event_id IN ({ids}) AND actor {among(row['actor'] for row in places)}"
    condition += (
        f" AND recipient {among(row['recipient'] for row in places)}" if all(r["recipient"] for r in places) else ""
    )
    condition += f" AND date BETWEEN DATE '{min(days)}' AND DATE '{max(days)}'" if all(days) else ""
    if not all(row["actor"] for row in places):
        condition = f"event_id IN ({ids})"
    base = files_of(generation, shelf.with_days(shelves, days))
    found = rows_of(connection, f"SELECT event_id, date, detail FROM {base} WHERE {condition}")
    return {row["event_id"]: row for row in found}


def among(codes: Iterable[str]) -> str:
    return "IN (" + ", ".join(f"'{code}'" for code in sorted(set(codes))) + ")"


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
    codes = [f"b.actor {among(named)} AND b.recipient {among(named)}"] if named else []
    if any("" in pair for pair in windows):
        codes += ["b.recipient IS NULL", "b.actor IS NULL"]
    low, high = min(span[2] for span in spans), max(span[3] for span in spans)
    chosen = shelf.of_hulls(shelf.of_codes(shelves, {code for pair in windows for code in pair}), low, high)
    if not chosen:
        return []
    sql = f"""SELECT DISTINCT b.event_id, b.actor, b.recipient, b.date, b.component, b.lone
        FROM {files_of(generation, chosen)} b JOIN windows w
        ON least(coalesce(b.actor, ''), coalesce(b.recipient, '')) = w.one
        AND greatest(coalesce(b.actor, ''), coalesce(b.recipient, '')) = w.two
        AND b.hull_first <= w.last AND b.hull_last >= w.first
        WHERE ({" OR ".join(codes)}) AND b.hull_first <= DATE '{high}' AND b.hull_last >= DATE '{low}'"""
    return list(rows_of(connection, sql))


def write_overlay(
    connection: duckdb.DuckDBPyConnection, folder: Path, fused: pa.Table, replaced: Sequence[str], base: str
) -> str:
    """The overlay's folder: `fused` events, and the ids of those of the generation (in the files `base`) that they replace."""
    partial = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=folder / "serve"))
    try:
        connection.register("fused", fused)
        connection.execute(f"CREATE TABLE fresh AS {EXPLODE} ORDER BY actor, recipient, date, event_id, pair")
        connection.execute(f"COPY fresh TO '{partial / 'pairs.parquet'}' (FORMAT parquet, COMPRESSION zstd)")
        connection.register("gone", pa.table({"event_id": pa.array(replaced, pa.string())}))
        connection.execute(f"COPY gone TO '{partial / 'replaced.parquet'}' (FORMAT parquet)")
        write_cubes(connection, "fresh", 1, partial)
        if replaced:
            old = f"SELECT * EXCLUDE (detail) FROM {base} SEMI JOIN gone USING (event_id)"
            connection.execute(f"CREATE TABLE replaced_pairs AS {old}")
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
