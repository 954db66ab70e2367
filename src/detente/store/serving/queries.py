"""Questions to a casebook: DuckDB over the serving files, every answer an Arrow table.

A view holds one state. It looks at the ledger before each question and moves to a newer state when there is one; files
of the older state stay on disk for a grace, so that no reader is cut off.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from detente.errors import BadQuery, CasebookError
from detente.store.filters import Filter, day_of, dyad_of, where
from detente.store.imports import served as taken
from detente.store.ledger import book as books
from detente.store.serving import cubes
from detente.store.serving import shelves as shelf
from detente.store.serving.duck import files_as, marks, run
from detente.store.serving.refresh import Pointer, pointer_of
from detente.store.serving.shelves import Shelf

if TYPE_CHECKING:
    import pyarrow as pa

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
# What series, turning points, reactions and outlooks compute on.
FIGURE_COLUMNS = "event_id, date, date_last, published, actor, recipient, event, quad, intensity, status, likelihood, deed, confidence"
SITE_COLUMN = (
    ", array_to_string(sites, '|') AS site"  # by it reports are counted; of millions it costs half as much again
)
WORD = re.compile(r"\w+")
PAIRS = "@pairs"  # in SQL: the files that can hold what is asked for
CHOSEN = "read_parquet(getvariable('chosen'))"  # these files, bound for one query
MANY_DAYS = 64  # from here on a condition names the first and the last day instead of each
REACHES = (31, 366, 3000)  # days next to an end of the time that are looked at first


@dataclass(frozen=True, slots=True)
class State:
    """What a view reads until something is written: a database in memory with the views over one state of the folder."""

    pointer: Pointer | None
    imports: str
    duck: duckdb.DuckDBPyConnection
    generation: Path | None
    shelves: tuple[Shelf, ...]  # files of the generation
    over: Path | None  # the overlay
    parts: tuple[str, ...]  # files of imports
    waiting: dict[
        str, str | Sequence[str]
    ]  # SQL or files of views that nobody asked for yet: to make one costs a look at its files

    def make(self, sql: str) -> None:
        """Make the views that a query names."""
        for name in self.waiting.keys() & set(WORD.findall(sql)):
            text = self.waiting.pop(name, None)
            if text is None:  # one before it stands on it, and has made it
                continue
            if not isinstance(text, str):
                files_as(self.duck, name, text)
                continue
            self.make(text)
            run(self.duck, f"view {name}", f"CREATE OR REPLACE VIEW {name} AS {text}")

    def files(self, chosen: Sequence[Shelf]) -> list[str]:
        """The files of the generation that are read for some shelves: one at least, so that something says what the columns are."""
        return [str(self.generation / one.file) for one in chosen or self.shelves[: not self.over] if self.generation]

    def pairs(self, files: str) -> str:
        """The pairs of the overlay, of imports, and of some files of the generation (a table in SQL, or nothing), in SQL."""
        parts = ["FROM overlay_pairs"] if self.over else []
        if files:
            parts.append(f"FROM {files} {'ANTI JOIN replaced USING (event_id)' if self.over else ''}")
        read = [f"SELECT *, 'detente' AS coder FROM ({' UNION ALL BY NAME '.join(parts or ['FROM nothing'])})"]
        return " UNION ALL BY NAME ".join([*read, *filter(None, [self.imported()])])

    def imported(self) -> str:
        """The pairs of imports as a table in SQL; empty where there are none."""
        return taken.PAIRS if self.parts else ""


T = TypeVar("T")
Among = Callable[[State], Sequence[Shelf]]
Place = tuple[str, date | None]  # an event by its id, and the day on which it begins


class View:
    """One reader's window on a casebook."""

    def __init__(self, folder: Path, ledger: Connection):
        self.folder, self.ledger = folder, ledger
        self._state: State | None = None
        self._guard = threading.Lock()

    def query(self, sql: str, values: Sequence[Any] = (), among: Among | None = None) -> pa.Table:
        """Run SQL over the views `pairs`, `cube`, `months`, `years`, `days` and `replaced`; the state is looked up first.

        `among` says which files can hold what is asked for; the SQL then names them as PAIRS.
        """
        return self.ask(sql, values, among, lambda answer: answer.to_arrow_table())

    def rows(self, sql: str, values: Sequence[Any] = (), among: Among | None = None) -> list[dict[str, Any]]:
        """The same as dicts, which does without Arrow: a command that lists a few events need not load it."""

        def dicts(answer: duckdb.DuckDBPyRelation) -> list[dict[str, Any]]:
            names = answer.columns
            return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]

        return self.ask(sql, values, among, dicts)

    def ask(
        self, sql: str, values: Sequence[Any], among: Among | None, give: Callable[[duckdb.DuckDBPyRelation], T]
    ) -> T:
        for attempt in (1, 2, 3):
            state = self.state()
            try:
                cursor, text = state.duck.cursor(), sql
                if among:
                    files = state.files(among(state))
                    cursor.execute("SET VARIABLE chosen = ?", [files])
                    text = sql.replace(PAIRS, f"({state.pairs(CHOSEN if files else '')})")
                with self._guard:
                    state.make(text)
                return give(cursor.sql(text, params=list(values)))
            except (duckdb.IOException, CasebookError) as error:
                # a file went while we looked away longer than the grace
                if attempt == 3 or not isinstance(error.__cause__ or error, duckdb.IOException):
                    raise lost(error) from error
                with self._guard:
                    self._state = None
            except duckdb.Error as error:
                raise BadQuery(f"the query cannot be answered: {str(error).splitlines()[0]}") from error
        raise AssertionError

    def state(self) -> State:
        """The newest state."""
        with self._guard:
            pointer, imports = pointer_of(self.ledger), taken.state(self.ledger)
            if self._state is None or (pointer, imports) != (self._state.pointer, self._state.imports):
                self._state = self.open(pointer, imports)
            return self._state

    def open(self, pointer: Pointer | None, imports: str) -> State:
        """A database in memory with the views over one state."""
        if pointer is None and books.setting(self.ledger, "serve"):
            raise CasebookError(
                f"{self.folder} was served by another version of Détente: `detente casebook check {self.folder}` builds it anew"
            )
        duck = duckdb.connect(config={"memory_limit": "1500MB"})
        duck.execute("SET parquet_metadata_cache = true")  # files never change: their footers are read once
        serve = self.folder / "serve"
        base = serve / pointer.generation if pointer else None
        over = serve / pointer.overlay if pointer and pointer.overlay else None
        if over is not None:
            run(
                duck,
                "what is replaced",
                "CREATE TABLE replaced AS FROM read_parquet(?)",
                [str(over / "replaced.parquet")],
            )
        parts = taken.files_of(self.folder, self.ledger)
        try:
            shelves = shelf.read(base) if base else ()
        except FileNotFoundError as error:
            raise duckdb.IOException(str(error)) from error
        state = State(pointer, imports, duck, base, shelves, over, tuple(parts), {})
        if not shelves and over is None:
            from detente.store.fusion.fuse import FUSED
            from detente.store.serving.generation import EXPLODE

            duck.register("fused", FUSED.empty_table())
            run(duck, "no events", f"CREATE TABLE nothing AS {EXPLODE}")
        told = taken.files_of(self.folder, self.ledger, "mentions")
        files = state.files(shelves)
        named: dict[str, Sequence[str]] = {
            "generation_pairs": files,
            "imported_mentions": told,
            taken.PARTS: state.parts,
        }
        named["overlay_pairs"] = [str(over / "pairs.parquet")] if over else []
        state.waiting.update({name: listed for name, listed in named.items() if listed})
        state.waiting["pairs"] = state.pairs("generation_pairs" if files else "")
        state.waiting["mentions"] = f"FROM {'imported_mentions' if told else taken.NO_MENTIONS}"
        imports_cubes = taken.files_of(self.folder, self.ledger, "cube")
        state.waiting.update(cubes.views(folders(base, over), imports_cubes, state.imported()))
        return state

    def events_table(self, chosen: Filter, columns: str = PAIR_COLUMNS) -> pa.Table:
        """One row per event and pair of codes, sorted by day."""
        condition, values = where(chosen)
        sql = f"SELECT {columns} FROM {PAIRS} WHERE {condition} ORDER BY date, event_id, pair"
        return self.query(sql, values, lambda state: narrowed(state.shelves, chosen))

    def ids(self, chosen: Filter, latest: bool = False) -> pa.Table:
        """Ids and days of events, by day."""
        return self.query(*listing(chosen, None, latest))

    def places(self, chosen: Filter, limit: int | None, latest: bool) -> list[Place]:
        """Ids and days of the first events, by day."""
        if limit is not None and chosen.ids is None:
            for days in REACHES:  # the time next to the end that is asked for mostly holds enough
                found = self.reach(chosen, limit, latest, days)
                if len(found) == limit:
                    return found
        return as_places(self.rows(*listing(chosen, limit, latest)))

    def reach(self, chosen: Filter, limit: int, latest: bool, days: int) -> list[Place]:
        """The first of those that lie within so many days of one end of the time."""
        ends = [one.latest if latest else one.first for one in narrowed(self.state().shelves, chosen) if one.first]
        if not ends:
            return []
        end = date.fromisoformat(max(ends) if latest else min(ends)).toordinal()
        edge = date.fromordinal(max(end - days, 1) if latest else end + days)
        return as_places(self.rows(*listing(chosen, limit, latest, edge)))

    def events(self, chosen: Filter, limit: int | None, latest: bool) -> list[dict[str, Any]]:
        """One row per event, with its nested fields. The ids are found first: the wide columns are read for these alone."""
        return self.wide(self.places(chosen, limit, latest), latest, chosen)

    def wide(self, places: Sequence[Place], latest: bool, chosen: Filter) -> list[dict[str, Any]]:
        """All columns of listed events, by day. `chosen` must hold for all: it tells which files can have them."""
        from detente.store.serving.detail import revive

        condition, values = where(chosen)
        names, days = [name for name, _ in places], [day for _, day in places]
        told, told_days = on_days(days)
        sql = (
            f"SELECT {EVENT_COLUMNS} FROM {PAIRS} WHERE event_id IN ({marks(names)}) AND {told} AND {condition}"
            f" QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY pair) = 1"
            f" ORDER BY date {'DESC' if latest else 'ASC'} NULLS LAST, event_id"
        )
        bound = [*names, *told_days, *values]
        rows = self.rows(sql, bound, lambda state: shelf.with_days(narrowed(state.shelves, chosen), days))
        return [row | revive(row.pop("detail")) for row in rows]

    def segment_table(
        self,
        name: str,
        document: str | None = None,
        *,
        documents: Sequence[str] | None = None,
        kept: bool | None = None,
    ) -> pa.Table:
        """A table of the live segments as it was read: blocks, commitments, transfers, unresolved, questions, events.

        Of one document or of some; `kept` chooses among blocks.
        """
        files = self.segment_files(name, document)
        if not files:
            from detente.store.tables import SCHEMAS

            return SCHEMAS[name].empty_table()
        asked: tuple[tuple[str, Any], ...] = (
            ("document = ?", document),
            ("list_contains(?, document)", None if documents is None else list(documents)),
            ("kept = ?", kept),
        )
        conditions = ["true", *(condition for condition, value in asked if value is not None)]
        values = [files, *(value for _, value in asked if value is not None)]
        sql = f"FROM read_parquet(?, union_by_name = true) WHERE {' AND '.join(conditions)} ORDER BY document"
        return self.query(sql, values)

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
        sql = f"SELECT {columns} FROM read_parquet(?, union_by_name = true) GROUP BY ALL"
        return [tuple(row.values()) for row in self.query(sql, [*values, files]).to_pylist()]


def in_period(since: date | None, until: date | None, dyad: tuple[str, str] | None = None) -> Among:
    """The files that can hold events of a period (of two states), those without a day among them."""
    chosen = Filter(dyad=dyad)
    return lambda state: shelf.of_period(narrowed(state.shelves, chosen), since, until)


def narrowed(shelves: Sequence[Shelf], chosen: Filter) -> Sequence[Shelf]:
    """The files of a generation that can hold events of a filter."""
    if chosen.dyad is not None:
        shelves = shelf.of_codes(shelves, [min(dyad_of(chosen.dyad))])
    since = None if chosen.since is None else day_of(chosen.since, "since")
    until = None if chosen.until is None else day_of(chosen.until, "until", last=True)
    return shelf.of_days(shelves, since, until)


def folders(base: Path | None, over: Path | None) -> dict[str, list[str]]:
    """The files of counts by name, of the generation and of the overlay."""
    places = [place for place in (base, over) if place is not None]
    return {
        name: [str(path) for place in places for path in sorted(place.glob(f"{name}*.parquet"))] for name in cubes.NAMES
    }


def listing(chosen: Filter, limit: int | None, latest: bool, edge: date | None = None) -> tuple[str, list[Any], Among]:
    """The query for ids and days of events, by day; `edge` leaves out what lies beyond it from the end that is asked for."""
    condition, values = where(chosen)
    window = "true" if edge is None else f"date {'>=' if latest else '<='} ?"
    values = values if edge is None else [edge, *values]
    sql = (
        f"SELECT event_id, any_value(date) AS date FROM {PAIRS} WHERE {window} AND {condition} GROUP BY event_id"
        f" ORDER BY date {'DESC' if latest else 'ASC'} NULLS LAST, event_id {'' if limit is None else f'LIMIT {int(limit)}'}"
    )
    since, until = (edge, None) if latest else (None, edge)
    return sql, values, lambda state: shelf.of_days(narrowed(state.shelves, chosen), since, until)


def on_days(days: Sequence[date | None]) -> tuple[str, list[date]]:
    """The condition that an event begins on one of some days, and its values; None stands for a day that is not known."""
    known = sorted({day for day in days if day})
    if len(known) > MANY_DAYS:
        told, known = "date BETWEEN ? AND ?", [known[0], known[-1]]
    else:
        told = f"date IN ({marks(known)})" if known else "false"
    return (f"({told} OR date IS NULL)" if None in days else told), known


def lost(error: Exception) -> CasebookError:
    """What is said where a file of the casebook cannot be read."""
    if isinstance(error, CasebookError):
        return error
    return CasebookError(f"{str(error).splitlines()[0]}. `detente casebook check` builds what can be built anew")


def as_places(rows: Sequence[dict[str, Any]]) -> list[Place]:
    return [(row["event_id"], row["date"]) for row in rows]


__all__ = [
    "EVENT_COLUMNS",
    "FIGURE_COLUMNS",
    "PAIRS",
    "PAIR_COLUMNS",
    "SITE_COLUMN",
    "Place",
    "View",
    "in_period",
]
