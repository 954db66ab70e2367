"""Which files of a generation can hold what is asked for: a question about two states in a month opens one file of sixty."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

FILE = "files.json"


@dataclass(frozen=True, slots=True)
class Shelf:
    """One file of pairs, and what its rows lie between. Days are ISO, empty where no row has one."""

    file: str
    first: str  # first and last day on which an event of it begins
    latest: str
    last: str  # last day on which one ends
    hull_first: str  # the widest time its events may be of, as merging sees it
    hull_last: str
    codes: tuple[str, ...]  # of each pair the code that comes first in the alphabet; empty where nobody is named


def describe(file: str, table: pa.Table) -> Shelf:
    """The shelf of a file from its rows."""
    import pyarrow.compute as pc

    def bound(name: str, side: str) -> str:
        day = pc.min_max(table.column(name))[side].as_py()
        return day.isoformat() if day else ""

    sides = (pc.cast(table.column(name), "string") for name in ("actor", "recipient"))
    codes = pc.unique(pc.fill_null(pc.min_element_wise(*sides), ""))
    return Shelf(
        file,
        bound("date", "min"),
        bound("date", "max"),
        bound("date_last", "max"),
        bound("hull_first", "min"),
        bound("hull_last", "max"),
        tuple(sorted(codes.to_pylist())),
    )


def write(shelves: Iterable[Shelf], folder: Path) -> None:
    (folder / FILE).write_text(json.dumps([asdict(shelf) for shelf in shelves]), encoding="utf-8")


@lru_cache(maxsize=8)  # the folders of generations never change
def read(folder: Path) -> tuple[Shelf, ...]:
    """The shelves of a generation by time."""
    rows = json.loads((folder / FILE).read_text(encoding="utf-8"))
    return tuple(sorted((Shelf(**row | {"codes": tuple(row["codes"])}) for row in rows), key=lambda one: one.file))


def of_codes(shelves: Sequence[Shelf], codes: Iterable[str]) -> list[Shelf]:
    """Those that can hold a pair of which one code is among these."""
    wanted = set(codes)
    return [shelf for shelf in shelves if not wanted.isdisjoint(shelf.codes)]


def of_days(shelves: Sequence[Shelf], since: date | None, until: date | None) -> list[Shelf]:
    """Those with events that end on or after a day, and begin on or before another."""
    low, high = since.isoformat() if since else "", until.isoformat() if until else "9999"
    if since is None and until is None:
        return list(shelves)
    return [shelf for shelf in shelves if shelf.first and shelf.last >= low and shelf.first <= high]


def of_period(shelves: Sequence[Shelf], since: date | None, until: date | None) -> list[Shelf]:
    """Those with events of a time, and those with events whose day is not known."""
    dated = of_days(shelves, since, until)
    return [shelf for shelf in shelves if not shelf.first or shelf in dated]


def with_days(shelves: Sequence[Shelf], days: Iterable[date | None]) -> list[Shelf]:
    """Those with events that begin on one of some days; None stands for an event whose day is not known."""
    wanted = {day.isoformat() if day else "" for day in days}
    return [shelf for shelf in shelves if any(shelf.first <= day <= shelf.latest for day in wanted)]


def of_hulls(shelves: Sequence[Shelf], first: date, last: date) -> list[Shelf]:
    """Those with events that merging may compare with something of this time."""
    low, high = first.isoformat(), last.isoformat()
    return [shelf for shelf in shelves if shelf.hull_first and shelf.hull_last >= low and shelf.hull_first <= high]


__all__ = ["Shelf", "describe", "of_codes", "of_days", "of_hulls", "of_period", "read", "with_days", "write"]
