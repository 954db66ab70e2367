"""A generation of the serving files: all events merged, by pair of codes and year, with the cube of months."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from detente.store.analyst.in_force import in_force
from detente.store.fusion.fuse import FUSED, correct, fuse
from detente.store.fusion.merge import Cluster, Link, order, partition, sweep
from detente.store.fusion.reports import Told, told
from detente.store.ledger import book as books
from detente.store.ledger.files import PARTIAL, flush
from detente.store.serving import shelves as shelf
from detente.store.serving.cubes import write_cubes
from detente.store.serving.duck import files_as, run, step
from detente.store.tables import EVENTS, Row

CHUNK = 50_000  # rows in memory at a time
ROW_GROUP = 20_480
PART = 500_000  # rows of a year that are sorted in memory at a time

# The codes of one side: members of a collective each for itself; null where nobody is named.
SIDE = """CASE WHEN len({side}) = 0 OR {side} IS NULL THEN [NULL] ELSE
    list_distinct(flatten([CASE WHEN len(x.members) > 0 THEN x.members ELSE [x.country] END FOR x IN {side}])) END"""
# An event as it is served: columns to compute on, and all the rest as JSON in one column that sorts fast.
SLIM = f"""
SELECT event_id, {SIDE.format(side="actor")} AS a, {SIDE.format(side="recipient")} AS r0, date.first AS date,
    coalesce(date.last, date.first) AS date_last, date.edtf AS edtf, event, mode, quad, intensity, contexts, deed, "both",
    status, likelihood, sources, contested, confidence, sites, published, place.name AS place_name,
    place.country AS place_country, place.latitude AS latitude, place.longitude AS longitude,
    place.precision AS place_precision, hull_first, hull_last, component, [t.report FOR t IN told] AS reports,
    [t.source FOR t IN told] AS origins,
    len(told) = 1 AND component = event_id AND NOT corrected AND NOT linked AS lone,
    CASE WHEN len(told) = 1 AND NOT corrected THEN to_json({{'told': told}}) ELSE to_json({{'actors': actor,
        'recipients': recipient, 'said_by': said_by, 'condition': condition, 'dated': date, 'place': place,
        'links': links, 'updates': updates, 'told': told}}) END::VARCHAR AS detail
FROM fused
"""
# One row for every pair of codes of an event; `pair` numbers them.
EXPLODE = f"""
SELECT * EXCLUDE (a, r, p, pairs, pair, actor, recipient), pair::SMALLINT AS pair, p.a AS actor, p.r AS recipient FROM (
    SELECT *, unnest(pairs) AS p, unnest(range(len(pairs))) AS pair, NULL AS actor, NULL AS recipient FROM (
        SELECT * EXCLUDE (every), [p FOR p IN every IF len(every) = 1 OR ((p.a IS NULL OR p.r IS NULL OR p.a <> p.r)
            AND NOT ("both" AND p.a > p.r AND list_contains(r, p.a) AND list_contains(a, p.r)))] AS pairs FROM (
            SELECT *, flatten([[{{'a': x, 'r': y}} FOR y IN r] FOR x IN a]) AS every FROM (
                SELECT * EXCLUDE (r0) REPLACE (CASE WHEN len(a) = 0 THEN [NULL] ELSE a END AS a),
                    CASE WHEN len(r0) > 0 AND r0 <> [NULL] THEN r0 WHEN "both" AND len(a) > 1 THEN a
                        ELSE [NULL] END AS r FROM ({SLIM})))))
"""
# The pairs by year and part, unsorted: how many parts a year has, and the folder, are bound.
STAGED = f"""
COPY (SELECT *, coalesce(year(date), 0) AS y, hash(least(actor, recipient)) % ? AS part FROM ({EXPLODE}))
TO ? (FORMAT parquet, COMPRESSION lz4, PARTITION_BY (y, part))
"""
# What merging needs (`told.told`), a row per report and unordered pair of codes, pair by pair.
PARTY = "[{{'country': x.country, 'members': x.members, 'begin': x.\"begin\", 'stop': x.stop}} FOR x IN {side}]"
BY_PAIR = f"""
WITH sides AS (
    SELECT report, document, published, language, status, event, mode, deed, "both",
        {PARTY.format(side="actor")} AS actor, {PARTY.format(side="recipient")} AS recipient,
        {{'first': date.first, 'last': date.last, 'begin': date."begin", 'stop': date.stop}} AS date,
        CASE WHEN place IS NOT NULL THEN {{'name': place.name, 'country': place.country, 'precision': place.precision}} END AS place,
        [{{'text': x.text, 'begin': x."begin"}} FOR x IN evidence[1:1]] AS evidence,
        {SIDE.format(side="actor")} AS a, {SIDE.format(side="recipient")} AS r FROM reports_all
), crossed AS (
    SELECT *, unnest(list_distinct(flatten([[{{'one': least(coalesce(x, ''), coalesce(y, '')),
        'two': greatest(coalesce(x, ''), coalesce(y, ''))}} FOR y IN
        CASE WHEN "both" AND (r = [NULL] OR len(r) = 0) THEN a WHEN len(r) = 0 THEN [NULL] ELSE r END]
        FOR x IN CASE WHEN len(a) = 0 THEN [NULL] ELSE a END]))) AS p FROM sides
)
SELECT * EXCLUDE (a, r, p), p.one AS one, p.two AS two FROM crossed ORDER BY one, two
"""
# A report alone is its own event: the same row as `fuse` makes of it, without leaving DuckDB.
ALONE = """
SELECT report AS event_id, event, mode, quad, intensity, contexts, deed, actor, recipient, "both", status, likelihood,
    condition, date, place, said_by, confidence, contested OR disputed AS contested, published, 1 AS sources,
    CASE WHEN site IS NULL THEN [] ELSE [site] END AS sites,
    CASE WHEN date.first IS NOT NULL THEN date.first ELSE published - 30 END AS hull_first,
    CASE WHEN date.first IS NOT NULL THEN coalesce(date.last, date.first) ELSE published + 1 END AS hull_last,
    report AS component, false AS corrected, false AS linked, [] AS links, [] AS updates, [{row}] AS told
FROM (SELECT *, len(list_distinct([x.status FOR x IN evidence IF x.status IN ('negated', 'happened')])) > 1
        OR (status = 'happened' AND len([x FOR x IN evidence IF x.status = 'negated']) > 0)
        OR (status = 'negated' AND len([x FOR x IN evidence IF x.status = 'happened']) > 0) AS disputed FROM reports)
"""


def engine(folder: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB in memory with bounds: what does not fit goes to the casebook's own folder."""
    spill = folder / f"{PARTIAL}spill"
    return duckdb.connect(
        config={"memory_limit": "1GB", "temp_directory": str(spill), "preserve_insertion_order": False}
    )


def paths(folder: Path, segments: Iterable[str]) -> list[str]:
    found = (folder / "segments" / name / "events.parquet" for name in segments)
    return [str(path) for path in found if path.exists()]


def rows_of(connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> Iterator[Row]:
    """Rows of a query as dicts, a chunk in memory at a time."""
    with step("rows for merging"):
        for batch in connection.sql(query, params=list(values)).to_arrow_reader(CHUNK):
            yield from batch.to_pylist()


def rules_of(ledger: Connection) -> tuple[dict[tuple[str, str], bool], dict[str, list[tuple[str, Any]]]]:
    """An analyst's verdicts by pair of reports, and corrections by event, oldest first."""
    verdicts = {(a, b): bool(same) for a, b, same in ledger.execute("SELECT a, b, same FROM verdict")}
    return verdicts, in_force(ledger)


def fuse_all(
    rows: Mapping[str, Row], clusters: Sequence[Cluster], corrections: Mapping[str, list[tuple[str, Any]]]
) -> Iterator[Row]:
    """Rows of events from rows of reports; a correction follows the report it was made on."""
    for cluster in clusters:
        event = fuse([rows[name] for name in cluster.members], cluster)
        changes = [change for name in cluster.members for change in corrections.get(name, ())]
        event |= {"corrected": bool(changes), "linked": cluster.linked}
        yield correct(event, changes) if changes else event


def build(folder: Path, ledger: Connection, segments: Sequence[str], *, merging: bool = True) -> str:
    """A new generation from all reports; returns its name. Without `merging`, every report is its own event."""
    verdicts, corrections = rules_of(ledger)
    files = paths(folder, segments)
    (folder / "serve").mkdir(exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=folder / "serve"))
    connection = engine(folder)
    try:
        if files:
            files_as(connection, "reports_all", files, union=True)
            clusters = find_clusters(connection, verdicts, corrections) if merging else no_clusters(connection)
            merged = partial / "merged.parquet"
            write_merged(connection, clusters, corrections, merged)
            alone = ALONE.format(row=struct_of("reports"))
            run(connection, "reports alone", "CREATE VIEW reports AS FROM reports_all ANTI JOIN taken USING (report)")
            files_as(connection, "merged", [merged])
            run(connection, "events", f"CREATE VIEW fused AS FROM merged UNION ALL BY NAME {alone}")
            write_generation(connection, partial)
            merged.unlink()
        else:
            shelf.write([], partial)
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
    """Clusters among all reports; reports in clusters, or with corrections, are listed in the table `taken`.

    Reports pass by, a pair of codes at a time; only those that link to another are kept in memory.
    """
    seen: dict[str, Told] = {}
    found: list[Link] = []
    judged = {name for pair in verdicts for name in pair}
    for _, group in groupby(rows_of(connection, BY_PAIR), key=lambda row: (row["one"], row["two"])):
        reports = {
            report.report: report
            for row in group
            if (report := told(row)) is not None and (row["one"], row["two"]) in report.pairs
        }
        fresh = list(sweep(list(reports.values())))
        found += fresh
        names = {name for link in fresh for name in (link.a, link.b)} | (judged & reports.keys())
        seen.update((name, reports[name]) for name in names)
    clusters = partition(seen, order(found), verdicts)
    taken = {name for cluster in clusters for name in cluster.members}
    for name in sorted(set(corrections) - taken):
        if list(rows_of(connection, "SELECT 1 AS here FROM reports_all WHERE report = ?", [name])):
            clusters.append(Cluster((name,), (), name))
            taken.add(name)
    connection.register("taken_list", pa.table({"report": pa.array(sorted(taken), pa.string())}))
    run(connection, "reports in clusters", "CREATE TABLE taken AS FROM taken_list")
    return clusters


def no_clusters(connection: duckdb.DuckDBPyConnection) -> list[Cluster]:
    run(connection, "no clusters", "CREATE TABLE taken (report VARCHAR)")
    return []


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
    """Pairs by year, sorted by pair and day, and the counts. A file holds what fits in memory: years have several parts."""
    stage = target / "stage"
    (size,) = rows_of(connection, "SELECT count(*) AS events, count(DISTINCT year(date.first)) AS years FROM fused")
    parts = 1 + size["events"] // (PART * max(1, size["years"]))
    run(connection, "one thread", "SET threads = 1")  # every thread holds rows of every year
    run(connection, "small buffers", "SET partitioned_write_flush_threshold = 5000")
    run(connection, "pairs by year", STAGED, [parts, str(stage)])
    shelves = []
    for part in sorted(stage.glob("*/*")):
        year, number = int(part.parent.name.removeprefix("y=")), int(part.name.removeprefix("part="))
        shelves.append(write_sorted(part, target / f"pairs-{year:04}-{number:02}.parquet"))
        shutil.rmtree(part)
    shutil.rmtree(stage)
    shelf.write(shelves, target)
    written = sorted(target.glob("pairs-*.parquet"))
    if written:
        write_cubes(connection, files_as(connection, "pairs_written", written), 1, target)


def write_sorted(part: Path, target: Path) -> shelf.Shelf:
    """One file of pairs from the unsorted files of its part."""
    import pyarrow.compute as pc

    table = pa.concat_tables(pq.ParquetFile(path).read() for path in sorted(part.glob("*.parquet")))
    keys = [(name, "ascending") for name in ("actor", "recipient", "date", "event_id", "pair")]
    order_ = pc.sort_indices(table.select([name for name, _ in keys]), sort_keys=keys)
    with pq.ParquetWriter(target, table.schema, compression="zstd") as writer:
        for start in range(0, len(table), ROW_GROUP):
            writer.write_table(table.take(order_.slice(start, ROW_GROUP)), row_group_size=ROW_GROUP)
    flush(target)
    return shelf.describe(target.name, table)
