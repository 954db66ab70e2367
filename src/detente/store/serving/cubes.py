"""Counts that stand ready, so that a question about millions of events reads thousands of rows.

    cube    by pair and month, with the kind of event: the course of two actors
    months  by month and pair, with the quad class: the network of a period
    years   by year and pair in either direction: whose tone changed
    days    how much was read on each day: what rates are held against

Each is a file of the generation, and one or two of the overlay: what it brings counts up, what it replaces counts down. An event
without a day has no month; the cube and the months count it there, the years leave it out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

ROW_GROUP = 122_880  # looking at the bounds of a group costs as much as reading a thousand rows
WRITTEN = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP}"
VAGUE = 62  # days: an event known no better than that has no place in a series
GROUPS = frozenset({"IGO", "IMG", "ISM", "MNC", "NGO", ""})  # codes that name no single actor
LONE = ", ".join(f"'{code}'" for code in sorted(GROUPS))
# As `relations.table` reads a table: dated by the text or else by its publication, not too vaguely, between two single actors.
DAY = "CASE WHEN date_last - date > 7 AND published >= date THEN least(published, date_last) ELSE coalesce(date, published) END"
DAYS = f"""
SELECT {DAY} AS date, {{sign}} * count(*)::BIGINT AS events, {{sign}} * count(*) FILTER (WHERE likelihood = 'certain'
    AND (status = 'happened' OR (quad IN (1, 3) AND status <> 'negated')))::BIGINT AS spoken
FROM {{source}} WHERE coalesce(date, published) IS NOT NULL AND coalesce(date_last - coalesce(date, published), 0) <= {VAGUE}
    AND actor NOT IN ({LONE}) AND recipient NOT IN ({LONE}) AND actor <> recipient AND quad BETWEEN 1 AND 4
GROUP BY ALL ORDER BY ALL
"""
CUBE = """
SELECT actor, recipient, date_trunc('month', date)::DATE AS month, event, quad, status, "both",
    {sign} * count(*) AS events, {sign} * sum(intensity) AS intensity, {sign} * sum(sources) AS sources
FROM {source} GROUP BY ALL ORDER BY ALL
"""
MONTHS = """
SELECT month, actor, recipient, quad, status, sum(events)::BIGINT AS events, sum(intensity) AS intensity
FROM {source} GROUP BY ALL ORDER BY month NULLS FIRST, actor, recipient, quad, status
"""
YEARS = """
SELECT year(month) AS year, least(actor, recipient) AS one, greatest(actor, recipient) AS two,
    sum(events)::BIGINT AS events, sum(intensity) AS intensity
FROM {source} WHERE actor <> recipient AND month IS NOT NULL GROUP BY ALL ORDER BY ALL
"""
NAMES = ("cube", "months", "years", "days")


def write_cubes(connection: duckdb.DuckDBPyConnection, pairs: str, sign: int, target: Path, suffix: str = "") -> None:
    """The four files of some pairs (a table or view by name); `sign` -1 for pairs that are replaced."""
    from detente.store.ledger.files import flush
    from detente.store.serving.duck import files_as, run

    for name, query in (("cube", CUBE), ("months", MONTHS), ("years", YEARS), ("days", DAYS)):
        path = target / f"{name}{suffix}.parquet"
        source = pairs if name in ("cube", "days") else "cube_written"
        sql = query.format(sign=sign, source=source)
        run(connection, f"write the counts {path.name}", f"COPY ({sql}) TO ? ({WRITTEN})", [str(path)])
        if name == "cube":
            files_as(connection, "cube_written", [path])
        flush(path)


EMPTY = """
SELECT actor, recipient, date AS month, event, quad, status, "both", 1::BIGINT AS events, intensity, 1::HUGEINT AS sources
FROM pairs WHERE false
"""


def views(
    served: Mapping[str, Sequence[str]], imported: Sequence[str], imported_pairs: str
) -> Iterator[tuple[str, str | Sequence[str]]]:
    """The views by name, each as SQL or as the files that it shows, from the served files of each, the cubes of imports and
    their pairs (SQL, empty where there are none).

    `months`, `years` and `days` have a row for each file that speaks of a cell: whoever sums them gets what is left.
    """
    for name in NAMES:
        if served[name]:
            yield f"{name}_served", served[name]
    if imported:
        yield "cube_imported", imported
    theirs = "FROM cube_imported" if imported else ""
    mine = "FROM cube_served" if served["cube"] else EMPTY
    yield (
        "cube",
        (
            'SELECT actor, recipient, month, event, quad, status, "both", coder, sum(events)::BIGINT AS events,'
            " sum(intensity) AS intensity, sum(sources)::BIGINT AS sources"
            f" FROM (SELECT *, 'detente' AS coder FROM ({mine}){f' UNION ALL BY NAME {theirs}' if theirs else ''})"
            " GROUP BY ALL HAVING sum(events) > 0"
        ),
    )
    for name, query, more, all_of_it in (
        ("months", MONTHS, theirs, "cube"),
        ("years", YEARS, theirs, "cube"),
        ("days", DAYS, imported_pairs, "pairs"),
    ):
        parts = [f"FROM {name}_served"] if served[name] else []
        if more or not parts:
            parts.append(f"FROM ({query.format(sign=1, source=f'({more})' if parts else all_of_it)})")
        yield name, " UNION ALL BY NAME ".join(parts)


__all__ = ["DAYS", "GROUPS", "LONE", "NAMES", "VAGUE", "views", "write_cubes"]
