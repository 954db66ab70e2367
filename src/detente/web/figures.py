"""What the pages compute on, read so that a casebook of millions of events answers as a small one does.

A dyad's figures need its own events and, of all the others, only how many were read on each day. What holds for the whole
casebook is kept until its state changes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from threading import Lock
from typing import TYPE_CHECKING, Any

from detente.store.casebook import LARGE, Casebook
from detente.store.filters import Filter
from detente.store.imports import served as taken
from detente.store.serving.pair_queries import newest_day
from detente.store.serving.refresh import pointer_of
from detente.store.serving.summaries import Between, between

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.dyads.table import Events

KEPT = 48  # answers that are kept, the oldest goes first; a dyad of 60,000 events takes some 10 MB
Row = dict[str, Any]
_guard = Lock()
_answers: dict[tuple[Any, ...], Any] = {}


def kept(book: Casebook, name: str, ask: Callable[[], Any]) -> Any:
    """An answer that holds for a state of a casebook, asked once for each state."""
    key = (str(book.folder), name, str(pointer_of(book.ledger)), taken.state(book.ledger))
    with _guard:
        if key in _answers:
            return _answers[key]
    found = ask()  # two that ask at once both compute it; neither waits for the other
    with _guard:
        while len(_answers) >= KEPT:
            _answers.pop(next(iter(_answers)))
        return _answers.setdefault(key, found)


def large(book: Casebook) -> bool:
    """Whether a casebook holds so much that a page should look at a part of it."""
    size: int = kept(book, "size", book.size)
    return size > LARGE


def newest(book: Casebook) -> date | None:
    """The last day of which something is told, the days to come left out."""
    day: date | None = kept(book, "newest", lambda: newest_day(book.view))
    return day


def dyad_table(book: Casebook, a: str, b: str) -> pa.Table:
    """The events of two actors with the columns that figures need; the last few pairs are kept."""
    pair = (min(a, b), max(a, b))
    return kept(book, f"dyad {pair}", lambda: book.dyad_table(*pair))


def dyad_events(book: Casebook, a: str, b: str) -> Events:
    """The same as the columns that series and turning points both compute on."""
    from detente.dyads.table import events

    columns: Events = kept(book, f"columns {min(a, b), max(a, b)}", lambda: events(dyad_table(book, a, b)))
    return columns


def course(book: Casebook, a: str, b: str) -> pa.Table:
    """The series of two actors by quarter, equal to that over the whole casebook. Raises BadQuery where there is nothing."""
    from detente.dyads import series

    read = kept(book, "volume", book.volume)
    days = read.column("date")
    bounds = {"first": days[0].as_py(), "last": days[-1].as_py()} if len(days) else {}
    mine = dyad_events(book, a, b)
    return kept(book, f"course {a} {b}", lambda: series(mine, a, b, by="quarter", volume=read, **bounds))


def turns(book: Casebook, a: str, b: str) -> pa.Table:
    """The turning points of two actors, equal to those over the whole casebook."""
    from detente.dyads import turning_points

    spoken = kept(book, "spoken", lambda: book.volume("spoken"))
    pair, mine = (min(a, b), max(a, b)), dyad_events(book, a, b)
    return kept(book, f"turns {a} {b}", lambda: turning_points(mine, dyad=pair, volume=spoken))


def newest_first(table: pa.Table) -> pa.Table:
    """Each event of a table once, with its id and day, the newest first and the undated last: as `View.ids` lists them."""
    listed = table.select(["event_id", "date"]).group_by("event_id").aggregate([("date", "min")])
    listed = listed.rename_columns(["event_id", "date"])
    return listed.sort_by([("date", "descending"), ("event_id", "ascending")])


def listed_events(book: Casebook, listed: pa.Table) -> list[dict[str, Any]]:
    """Events of a list of ids and days, in that order of days."""
    places = list(zip(*(listed.column(name).to_pylist() for name in ("event_id", "date")), strict=True))
    return book.view.wide(places, True, Filter())


def triggers(book: Casebook, a: str, b: str, ids: list[str]) -> dict[str, Row]:
    """Event -> its row, for some events of two actors."""

    def ask() -> dict[str, Row]:
        rows = book.event_rows(ids=ids, dyad=(a, b)) if ids else []
        return {row["event_id"]: row for row in rows}

    found: dict[str, Row] = kept(book, f"triggers {a} {b} {' '.join(ids)}", ask)
    return found


def rests(book: Casebook, a: str, b: str) -> Between:
    """On how much the figures of two actors rest."""
    found: Between = kept(book, f"rests {min(a, b)} {max(a, b)}", lambda: between(book.view, a, b))
    return found


def moved(book: Casebook) -> dict[str, Any]:
    """What moved: the newest turning points; in a large casebook the pairs whose tone changed most from one year to the next."""
    from detente.dyads import turning_points

    day = newest(book)
    if large(book) and day is not None:
        year = day.year if day.month > 6 else day.year - 1
        rows = kept(book, "movers", lambda: book.movers(year - 1, year, limit=10).to_pylist())
        return {"turns": [], "movers": rows, "years": [year - 1, year]}
    found = list(kept(book, "turns", lambda: turning_points(book.events_table()).to_pylist()))
    found.sort(key=lambda turn: (turn["date"], turn["score"]), reverse=True)
    return {"turns": found[:10], "movers": [], "years": []}


def latest(book: Casebook, limit: int) -> list[dict[str, Any]]:
    """The newest events; the days before the newest are looked at first, which is all that a large casebook needs."""
    day = newest(book)
    for back in (7, 365):
        if day is not None and large(book):
            rows = book.event_rows(limit=limit, latest=True, since=day - timedelta(days=back))
            if len(rows) == limit:
                return rows
    return book.event_rows(limit=limit, latest=True)


def period(book: Casebook, since: str, until: str) -> tuple[str, str]:
    """The period that was asked for; where none was, the last year of a large casebook, all of a small one."""
    day = newest(book)
    if since or until or day is None or not large(book):
        return since, until
    return f"{day.year - 1}-{day.month:02}", until


__all__ = [
    "course", "dyad_table", "kept", "large", "latest", "listed_events", "moved", "newest", "newest_first", "period", "rests", "triggers",
    "turns",
]  # fmt: skip
