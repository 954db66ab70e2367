"""Questions to a casebook: DuckDB over the serving files, every answer an Arrow table.

A view holds one state. It looks at the ledger before each question and moves to a newer state when there is one; files
of the older state stay on disk for a grace, so that no reader is cut off.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import Any

import duckdb
import pyarrow as pa

from detente.errors import BadQuery, CasebookError
from detente.store import imported
from detente.store import ledger as books
from detente.store.serve import Pointer, pointer_of
from detente.store.tables import SCHEMAS

# One row per event and pair of codes: what `events_table` gives, and every stage to the right computes on.
PAIR_COLUMNS = (
    "event_id, date, date_last, edtf, actor, recipient, event, mode, quad, intensity, deed, status, likelihood, sources,"
    ' place_country, place_name, latitude, longitude, "both", contested, confidence, contexts, sites, published, coder'
)
# One row per event: the same, with what `fuse.DETAIL` lists in full.
EVENT_COLUMNS = (
    'event_id, date, date_last, edtf, event, mode, quad, intensity, contexts, deed, status, likelihood, "both", contested,'
    " confidence, sources, sites, published, coder, detail"
)
STATUSES = ("happened", "planned", "conditional", "demanded", "negated")
LIKELIHOODS = ("certain", "probable", "possible")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which events. Empty fields do not restrict. Codes are ISO alpha-3 or PLOVER groups; days are inclusive."""

    actor: str | Sequence[str] | None = None
    recipient: str | Sequence[str] | None = None
    dyad: tuple[str, str] | str | None = None  # either direction: ("RUS", "PRK") or "RUS-PRK"
    event: str | Sequence[str] | None = None  # PLOVER type
    mode: str | Sequence[str] | None = None
    quad: int | Sequence[int] | None = None
    deed: str | None = None  # the chain or a part of it: "provide-weapons" finds "promise(provide-weapons)"
    since: date | str | None = None
    until: date | str | None = None
    status: str | Sequence[str] | None = None
    likelihood: str | Sequence[str] | None = None
    source: str | None = None  # part of the site's or the source's name
    contested: bool | None = None
    ids: Sequence[str] | None = None  # events by id
    coder: str | Sequence[str] | None = None  # "detente" for what was read, else the system of an import: "ICEWS"


def many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]


def day_of(value: date | str, field: str, last: bool = False) -> date:
    """A day; a month or a year stands for its first or last day."""
    if isinstance(value, date):
        return value
    try:
        parts = [int(part) for part in value.split("-")]
        if len(parts) == 3:
            return date(*parts)
        year, month = parts[0], parts[1] if len(parts) == 2 else (12 if last else 1)
        if not last:
            return date(year, month, 1)
        return date.fromordinal((date(year + month // 12, month % 12 + 1, 1)).toordinal() - 1)
    except (ValueError, IndexError):
        raise BadQuery(f"{field} {value!r} is no day: give 2024-06-19, 2024-06 or 2024") from None


def dyad_of(value: tuple[str, str] | str) -> tuple[str, str]:
    codes = value.upper().split("-") if isinstance(value, str) else [code.upper() for code in value]
    if len(codes) != 2 or not all(codes):
        raise BadQuery(f"dyad {value!r} is not a pair of codes: give RUS-PRK")
    return codes[0], codes[1]


def where(chosen: Filter) -> tuple[str, list[Any]]:
    """The condition of a filter in SQL, and its values."""
    parts, values = [], list[Any]()

    def among(column: str, given: Any, allowed: Sequence[str] = ()) -> None:
        if given is None:
            return
        listed = many(given)
        if allowed and (wrong := [value for value in listed if value not in allowed]):
            raise BadQuery(f"{column} {wrong[0]!r} is not one of {', '.join(allowed)}")
        parts.append(f"{column} IN ({', '.join('?' * len(listed))})")
        values.extend(listed)

    for column, given in (("actor", chosen.actor), ("recipient", chosen.recipient), ("event", chosen.event)):
        among(column, None if given is None else [str(code).upper() for code in many(given)])
    among("mode", chosen.mode)
    among("coder", chosen.coder)
    among("quad", chosen.quad)
    among("status", chosen.status, STATUSES)
    among("likelihood", chosen.likelihood, LIKELIHOODS)
    among("event_id", list(chosen.ids) if chosen.ids is not None else None) if chosen.ids != [] else parts.append(
        "false"
    )
    if chosen.dyad is not None:
        one, two = dyad_of(chosen.dyad)
        # the first two say nothing new, but let whole row groups be passed over
        parts.append("actor IN (?, ?) AND recipient IN (?, ?)")
        parts.append("((actor = ? AND recipient = ?) OR (actor = ? AND recipient = ?))")
        values += [one, two, one, two, one, two, two, one]
    if chosen.deed is not None:
        parts.append("contains(deed, ?)")
        values.append(chosen.deed)
    if chosen.since is not None:
        parts.append("date_last >= ?")
        values.append(day_of(chosen.since, "since"))
    if chosen.until is not None:
        parts.append("date <= ?")
        values.append(day_of(chosen.until, "until", last=True))
    if chosen.source is not None:
        parts.append("len([x FOR x IN list_concat(sites, origins) IF contains(x, ?)]) > 0")
        values.append(chosen.source)
    if chosen.contested is not None:
        parts.append("contested = ?")
        values.append(chosen.contested)
    return " AND ".join(parts) or "true", values


class View:
    """One reader's window on a casebook."""

    def __init__(self, folder: Path, ledger: Connection):
        self.folder, self.ledger = folder, ledger
        self._pointer: Pointer | None = None
        self._imports = "0"
        self._duck: duckdb.DuckDBPyConnection | None = None
        self._guard = threading.Lock()

    def query(self, sql: str, values: Sequence[Any] = ()) -> pa.Table:
        """Run SQL over the views `pairs`, `cube` and `replaced`; the state is looked up first."""
        for attempt in (1, 2, 3):
            connection = self.connection()
            try:
                return connection.sql(sql, params=list(values)).to_arrow_table()
            except duckdb.IOException:  # a file went while we looked away longer than the grace
                if attempt == 3:
                    raise
                with self._guard:
                    self._pointer = None
        raise AssertionError

    def connection(self) -> duckdb.DuckDBPyConnection:
        """A cursor on the newest state."""
        with self._guard:
            pointer, imports = pointer_of(self.ledger), imported.state(self.ledger)
            if self._duck is None or pointer != self._pointer or imports != self._imports:
                self._duck = self.open(pointer)
                self._pointer, self._imports = pointer, imports
            return self._duck.cursor()

    def open(self, pointer: Pointer | None) -> duckdb.DuckDBPyConnection:
        """A database in memory with the views over one state."""
        duck = duckdb.connect(config={"memory_limit": "1500MB"})
        duck.execute("SET parquet_metadata_cache = true")  # files never change: their footers are read once
        serve = self.folder / "serve"
        if pointer is None and books.setting(self.ledger, "serve"):
            raise CasebookError(
                f"{self.folder} was served by another version of Détente: `detente casebook check {self.folder}` builds it anew"
            )
        base = sorted((serve / pointer.generation).glob("pairs-*.parquet")) if pointer else []
        over = serve / pointer.overlay if pointer and pointer.overlay else None
        pairs, cubes = [], []
        if over is not None:
            duck.execute(f"CREATE TABLE replaced AS FROM read_parquet('{over / 'replaced.parquet'}')")
            pairs.append(f"FROM read_parquet('{over / 'pairs.parquet'}')")
            cubes += [str(path) for path in over.glob("cube*.parquet")]
        if base and pointer:
            gone = "ANTI JOIN replaced USING (event_id)" if over else ""
            pairs.append(f"FROM read_parquet({[str(path) for path in base]!r}) {gone}")
            cubes.append(str(serve / pointer.generation / "cube.parquet"))
        if not pairs:
            from detente.store.fuse import FUSED
            from detente.store.generation import EXPLODE

            duck.register("fused", FUSED.empty_table())
            duck.execute(f"CREATE TABLE nothing AS {EXPLODE}")
            pairs.append("FROM nothing")
        read = f"SELECT *, 'detente' AS coder FROM ({' UNION ALL BY NAME '.join(pairs)})"
        taken = imported.files_of(self.folder, self.ledger)
        taken_sql = f" UNION ALL BY NAME {imported.PAIRS.replace(imported.FILES, repr(taken))}" if taken else ""
        duck.execute(f"CREATE VIEW pairs AS {read}{taken_sql}")
        told = imported.files_of(self.folder, self.ledger, "mentions")
        duck.register("no_mentions", imported.MENTIONS.empty_table())
        duck.execute(f"CREATE VIEW mentions AS FROM {f'read_parquet({told!r})' if told else 'no_mentions'}")
        counted = imported.files_of(self.folder, self.ledger, "cube")
        imported_cube = f" UNION ALL BY NAME FROM read_parquet({counted!r})" if counted else ""
        empty = 'SELECT actor, recipient, date AS month, event, quad, status, "both", 1::BIGINT AS events, intensity, 1::HUGEINT AS sources FROM pairs WHERE false'
        cube = f"FROM read_parquet({cubes!r})" if cubes else empty
        duck.execute(
            'CREATE VIEW cube AS SELECT actor, recipient, month, event, quad, status, "both", coder, sum(events)::BIGINT AS events,'
            " sum(intensity) AS intensity, sum(sources)::BIGINT AS sources"
            f" FROM (SELECT *, 'detente' AS coder FROM ({cube}){imported_cube})"
            " GROUP BY ALL HAVING sum(events) > 0"
        )
        return duck

    def events_table(self, chosen: Filter, columns: str = PAIR_COLUMNS) -> pa.Table:
        """One row per event and pair of codes, sorted by day."""
        condition, values = where(chosen)
        return self.query(f"SELECT {columns} FROM pairs WHERE {condition} ORDER BY date, event_id, pair", values)

    def ids(self, chosen: Filter, limit: int | None = None, latest: bool = False) -> pa.Table:
        """Ids and days of events, by day."""
        condition, values = where(chosen)
        order, most = "DESC" if latest else "ASC", "" if limit is None else f"LIMIT {int(limit)}"
        sql = (
            f"SELECT event_id, any_value(date) AS date FROM pairs WHERE {condition}"
            f" GROUP BY event_id ORDER BY date {order} NULLS LAST, event_id {most}"
        )
        return self.query(sql, values)

    def events(self, chosen: Filter, limit: int | None, latest: bool) -> pa.Table:
        """One row per event. The ids are found first: the wide columns are read for these alone."""
        condition, values = where(chosen)
        return self.wide(self.ids(chosen, limit, latest), "DESC" if latest else "ASC", condition, values)

    def wide(self, listed: pa.Table, order: str, condition: str, values: Sequence[Any]) -> pa.Table:
        """All columns of listed events. `condition` is repeated so that whole row groups can be passed over."""
        names = listed.column("event_id").to_pylist()
        days = [day for day in listed.column("date").to_pylist() if day]
        window = (
            f"AND date BETWEEN DATE '{min(days)}' AND DATE '{max(days)}'" if days and len(days) == len(names) else ""
        )
        marks = ", ".join(f"'{name}'" for name in names) or "''"
        sql = (
            f"SELECT {EVENT_COLUMNS} FROM pairs WHERE event_id IN ({marks}) {window} AND {condition}"
            f" QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY pair) = 1"
            f" ORDER BY date {order} NULLS LAST, event_id"
        )
        return unpacked(self.query(sql, values))

    def segment_table(self, name: str, document: str | None = None, condition: str = "true") -> pa.Table:
        """A table of the live segments as it was read: blocks, commitments, transfers, unresolved, questions, events."""
        files = self.segment_files(name, document)
        if not files:
            return SCHEMAS[name].empty_table()
        condition += " AND document = ?" if document is not None else ""
        sql = f"FROM read_parquet({files!r}, union_by_name = true) WHERE {condition} ORDER BY document"
        return self.query(sql, [document] if document is not None else [])

    def segment_files(self, name: str, document: str | None = None) -> list[str]:
        """The files of the live segments that hold a table, or of those with a document."""
        with books.snapshot(self.ledger):
            query = "SELECT id FROM segment WHERE state = 'live'"
            if document is not None:
                query += " AND id IN (SELECT segment FROM coded WHERE document = ?)"
            live = [row[0] for row in self.ledger.execute(query, (document,) if document is not None else ())]
        return [str(path) for key in live if (path := self.folder / "segments" / key / f"{name}.parquet").exists()]

    def counted(self, name: str, columns: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a table of the live segments, grouped by those columns that are no sums."""
        files = self.segment_files(name)
        if not files:
            return []
        sql = f"SELECT {columns} FROM read_parquet({files!r}, union_by_name = true) GROUP BY ALL"
        return [tuple(row.values()) for row in self.query(sql, values).to_pylist()]


def unpacked(table: pa.Table) -> pa.Table:
    """Events with their nested fields as columns."""
    from detente.store.fuse import DETAIL, revive

    rows = [revive(detail) for detail in table.column("detail").to_pylist()]
    table = table.drop_columns("detail")
    for name, kind in DETAIL.items():
        table = table.append_column(name, pa.array([row.get(name) for row in rows], kind))
    return table


__all__ = ["EVENT_COLUMNS", "PAIR_COLUMNS", "Filter", "View", "day_of", "where"]
