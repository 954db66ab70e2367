"""What queries read: merged events by pair of countries, sorted, with a cube of months. Derived, and rebuilt at will.

A generation holds all events of the segments up to its watermark. What came later stands in an overlay: the events it
changes or brings, the ids of the events of the generation that these replace, and the difference it makes to the cube.
Both are complete folders before the ledger points to them.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from detente.store import ledger as books
from detente.store.files import PARTIAL, flush
from detente.store.fuse import FUSED, correct, fuse
from detente.store.merge import NEAR_DAYS, Cluster, Told, links, partition, told
from detente.store.tables import EVENTS, Row

REBUILD_AT_LEAST = 20_000  # fresh reports before a generation is built anew ...
REBUILD_SHARE = 4  # ... and their share of what it holds: one in four
CHUNK = 50_000  # rows in memory at a time
ROW_GROUP = 20_480

# The codes of one side: members of a collective each for itself; null where nobody is named.
SIDE = """CASE WHEN len({side}) = 0 OR {side} IS NULL THEN [NULL] ELSE
    list_distinct(flatten([CASE WHEN len(x.members) > 0 THEN x.members ELSE [x.country] END FOR x IN {side}])) END"""
EXPLODE = f"""
WITH sides AS (
    SELECT *, {SIDE.format(side="actor")} AS a, {SIDE.format(side="recipient")} AS r0 FROM fused
), named AS (
    SELECT * REPLACE (CASE WHEN len(a) = 0 THEN [NULL] ELSE a END AS a),
        CASE WHEN len(r0) > 0 AND r0 <> [NULL] THEN r0 WHEN "both" AND len(a) > 1 THEN a ELSE [NULL] END AS r FROM sides
), crossed AS (
    SELECT *, flatten([[{{'a': x, 'r': y}} FOR y IN r] FOR x IN a]) AS every FROM named
), paired AS (
    SELECT *, [p FOR p IN every IF len(every) = 1 OR ((p.a IS NULL OR p.r IS NULL OR p.a <> p.r)
        AND NOT ("both" AND p.a > p.r AND list_contains(r, p.a) AND list_contains(a, p.r)))] AS pairs FROM crossed
), flat AS (
    SELECT *, unnest(pairs) AS p, unnest(range(len(pairs))) AS pair FROM paired
)
SELECT event_id, pair::SMALLINT AS pair, date.first AS date, coalesce(date.last, date.first) AS date_last, date.edtf AS edtf,
    p.a AS actor, p.r AS recipient, event, mode, quad, intensity, contexts, deed, "both", status, likelihood, sources,
    contested, confidence, sites, published, place.name AS place_name, place.country AS place_country,
    place.latitude AS latitude, place.longitude AS longitude, place.precision AS place_precision,
    actor AS actors, recipient AS recipients, said_by, condition, date AS dated, place, hull_first, hull_last,
    component, links, updates, told
FROM flat
"""
CUBE = """
SELECT actor, recipient, date_trunc('month', date)::DATE AS month, event, quad, status, "both",
    {sign} * count(*) AS events, {sign} * sum(intensity) AS intensity, {sign} * sum(sources) AS sources
FROM {table} WHERE date IS NOT NULL GROUP BY ALL ORDER BY ALL
"""
# A report alone is its own event: the same row as `fuse` makes of it, without leaving DuckDB.
ALONE = """
SELECT report AS event_id, event, mode, quad, intensity, contexts, deed, actor, recipient, "both", status, likelihood,
    condition, date, place, said_by, confidence, contested OR disputed AS contested, published, 1 AS sources,
    CASE WHEN site IS NULL THEN [] ELSE [site] END AS sites,
    CASE WHEN date.first IS NOT NULL THEN date.first ELSE published - 30 END AS hull_first,
    CASE WHEN date.first IS NOT NULL THEN coalesce(date.last, date.first) ELSE published + 1 END AS hull_last,
    report AS component, [] AS links, [] AS updates, [{row}] AS told
FROM (SELECT *, len(list_distinct([x.status FOR x IN evidence IF x.status IN ('negated', 'happened')])) > 1
        OR (status = 'happened' AND len([x FOR x IN evidence IF x.status = 'negated']) > 0)
        OR (status = 'negated' AND len([x FOR x IN evidence IF x.status = 'happened']) > 0) AS disputed FROM reports)
"""


@dataclass(frozen=True, slots=True)
class Pointer:
    """What readers see: the generation, the overlay over it, and how far into the segments they reach."""

    generation: str
    watermark: int  # the last segment (`sequence`) in the generation
    overlay: str | None
    seen: int  # the last segment in generation and overlay
    events: int  # reports in the generation
    changes: str  # state of corrections and verdicts


def pointer_of(ledger: Connection) -> Pointer | None:
    value = books.setting(ledger, "serve")
    return Pointer(**json.loads(value)) if value else None


def changes_of(ledger: Connection) -> str:
    """Tells one state of corrections and verdicts from the next."""
    corrections = ledger.execute("SELECT coalesce(max(id), 0) FROM correction").fetchone()[0]
    verdicts = ledger.execute("SELECT count(*) || ' ' || coalesce(max(at), '') || ' ' || total(same) FROM verdict")
    return f"{corrections} {verdicts.fetchone()[0]}"


def engine(folder: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB in memory with bounds: what does not fit goes to the casebook's own folder."""
    spill = folder / f"{PARTIAL}spill"
    return duckdb.connect(
        config={"memory_limit": "1GB", "temp_directory": str(spill), "preserve_insertion_order": False}
    )


def live(ledger: Connection) -> list[tuple[str, int, int]]:
    """Segments that count: id, sequence, number of events."""
    query = "SELECT id, sequence, events FROM segment WHERE state = 'live' ORDER BY sequence"
    return ledger.execute(query).fetchall()


def refresh(folder: Path, ledger: Connection, *, rebuild: bool = False) -> Pointer | None:
    """Bring what queries read up to date with the ledger. Needs to be the only writer."""
    segments, pointer, changes = live(ledger), pointer_of(ledger), changes_of(ledger)
    rebuild = rebuild or books.setting(ledger, "rebuild") == "1"
    if not segments and pointer is None:
        return None
    seen = max((sequence for _, sequence, _ in segments), default=0)
    if pointer and not rebuild and pointer.seen == seen and pointer.changes == changes:
        return pointer
    fresh = [(name, events) for name, sequence, events in segments if pointer and sequence > pointer.watermark]
    waiting = sum(events for _, events in fresh)
    total = sum(events for _, _, events in segments)
    if rebuild or pointer is None or waiting > max(REBUILD_AT_LEAST, pointer.events // REBUILD_SHARE):
        name = build(folder, ledger, [name for name, _, events in segments if events])
        new = Pointer(name, seen, None, seen, total, changes)
    else:
        overlaid = overlay(folder, ledger, pointer, [name for name, events in fresh if events])
        new = Pointer(pointer.generation, pointer.watermark, overlaid, seen, pointer.events, changes)
    with books.transaction(ledger):
        books.set_setting(ledger, "serve", json.dumps(asdict(new)))
        books.set_setting(ledger, "rebuild", "0")
    return new


def paths(folder: Path, segments: Iterable[str]) -> list[str]:
    found = (folder / "segments" / name / "events.parquet" for name in segments)
    return [str(path) for path in found if path.exists()]


def rows_of(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[Row]:
    """Rows of a query as dicts, a chunk in memory at a time."""
    for batch in connection.sql(query).to_arrow_reader(CHUNK):
        yield from batch.to_pylist()


def rules_of(ledger: Connection) -> tuple[dict[tuple[str, str], bool], dict[str, list[tuple[str, Any]]]]:
    """An analyst's verdicts by pair of reports, and corrections by event, oldest first."""
    verdicts = {(a, b): bool(same) for a, b, same in ledger.execute("SELECT a, b, same FROM verdict")}
    corrections: dict[str, list[tuple[str, Any]]] = {}
    for event, field, after in ledger.execute("SELECT event, field, after FROM correction ORDER BY id"):
        corrections.setdefault(event, []).append((field, json.loads(after)))
    return verdicts, corrections


def fuse_all(
    rows: Mapping[str, Row], clusters: Sequence[Cluster], corrections: Mapping[str, list[tuple[str, Any]]]
) -> Iterator[Row]:
    """Rows of events from rows of reports; a correction follows the report it was made on."""
    for cluster in clusters:
        event = fuse([rows[name] for name in cluster.members], cluster)
        changes = [change for name in cluster.members for change in corrections.get(name, ())]
        yield correct(event, changes) if changes else event


def build(folder: Path, ledger: Connection, segments: Sequence[str]) -> str:
    """A new generation from all reports; returns its name."""
    verdicts, corrections = rules_of(ledger)
    files = paths(folder, segments)
    (folder / "serve").mkdir(exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=folder / "serve"))
    connection = engine(folder)
    try:
        if files:
            connection.execute(f"CREATE VIEW reports_all AS FROM read_parquet({files!r}, union_by_name = true)")
            clusters = find_clusters(connection, verdicts, corrections)
            merged = partial / "merged.parquet"
            write_merged(connection, clusters, corrections, merged)
            alone = ALONE.format(row=struct_of("reports"))
            connection.execute("CREATE VIEW reports AS FROM reports_all ANTI JOIN taken USING (report)")
            connection.execute(f"CREATE VIEW fused AS FROM read_parquet('{merged}') UNION ALL BY NAME {alone}")
            write_generation(connection, partial)
            merged.unlink()
        name = f"g{books.now().replace(':', '').replace('+0000', '')}-{partial.name[len(PARTIAL) :]}"
        flush(partial)
        partial.chmod(0o755)
        partial.rename(folder / "serve" / name)
        return name
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    finally:
        connection.close()
        shutil.rmtree(folder / f"{PARTIAL}spill", ignore_errors=True)


def struct_of(table: str) -> str:
    """A row of reports as one struct, fields in the order of the schema."""
    return "{" + ", ".join(f"'{field.name}': \"{field.name}\"" for field in EVENTS) + "}" if table else ""


def find_clusters(
    connection: duckdb.DuckDBPyConnection, verdicts: Mapping[tuple[str, str], bool], corrections: Mapping[str, Any]
) -> list[Cluster]:
    """Clusters among all reports; reports in clusters, or with corrections, are listed in the table `taken`."""
    needed = (
        'report, document, published, language, status, event, mode, deed, actor, recipient, "both", date, place,'
        " evidence[1:1] AS evidence"
    )
    seen = {
        report.report: report
        for row in rows_of(connection, f"SELECT {needed} FROM reports_all")
        if (report := told(row)) is not None
    }
    clusters = partition(seen, links(seen.values()), verdicts)
    taken = {name for cluster in clusters for name in cluster.members}
    for name in sorted(set(corrections) - taken):
        if connection.execute("SELECT 1 FROM reports_all WHERE report = ?", [name]).fetchall():
            clusters.append(Cluster((name,), (), name))
            taken.add(name)
    connection.register("taken_list", pa.table({"report": pa.array(sorted(taken), pa.string())}))
    connection.execute("CREATE TABLE taken AS FROM taken_list")
    return clusters


def write_merged(
    connection: duckdb.DuckDBPyConnection,
    clusters: Sequence[Cluster],
    corrections: Mapping[str, list[tuple[str, Any]]],
    target: Path,
) -> None:
    """Fused rows of all clusters, a chunk of clusters at a time."""
    with pq.ParquetWriter(target, FUSED, compression="zstd") as writer:
        for start in range(0, len(clusters), CHUNK):
            chunk = clusters[start : start + CHUNK]
            names = pa.table({"report": [name for cluster in chunk for name in cluster.members]})
            connection.register("wanted", names)
            rows = {
                row["report"]: row for row in rows_of(connection, "FROM reports_all SEMI JOIN wanted USING (report)")
            }
            writer.write_table(pa.Table.from_pylist(list(fuse_all(rows, chunk, corrections)), schema=FUSED))


def write_generation(connection: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Pairs by year, sorted by pair and day, and the cube."""
    stage = target / "stage.parquet"
    connection.execute(f"COPY ({EXPLODE}) TO '{stage}' (FORMAT parquet, COMPRESSION lz4)")
    years = connection.execute(f"SELECT DISTINCT coalesce(year(date), 0) FROM read_parquet('{stage}') ORDER BY 1")
    for (year,) in years.fetchall():
        file = target / f"pairs-{year:04}.parquet"
        connection.execute(
            f"COPY (FROM read_parquet('{stage}') WHERE coalesce(year(date), 0) = {year}"
            f" ORDER BY actor, recipient, date, event_id, pair)"
            f" TO '{file}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
        flush(file)
    write_cube(connection, f"read_parquet('{stage}')", 1, target / "cube.parquet")
    stage.unlink()


def write_cube(connection: duckdb.DuckDBPyConnection, table: str, sign: int, target: Path) -> None:
    query = CUBE.format(sign=sign, table=table)
    connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})")
    flush(target)


def overlay(folder: Path, ledger: Connection, pointer: Pointer, segments: Sequence[str]) -> str | None:
    """Events that fresh segments, corrections and verdicts bring or change; returns the folder's name."""
    verdicts, corrections = rules_of(ledger)
    generation = folder / "serve" / pointer.generation
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
        rows = {row["report"]: row for row in [*(row for event in loaded.values() for row in event["told"]), *fresh]}
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
        query = f"""SELECT b.event_id, b.told, b.component FROM base b JOIN span w
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
            "SELECT event_id, told, component FROM base WHERE event_id IN (FROM wanted) OR component IN (FROM wanted)"
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


__all__ = ["Pointer", "Told", "date", "pointer_of", "refresh"]
