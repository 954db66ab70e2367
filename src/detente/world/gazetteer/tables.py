"""The tables of the gazetteer: their rows with the place each stands in, and what their cells hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from detente.errors import DataError
from detente.text import tables

HERE = Path(__file__).parent


class Row(NamedTuple):
    """A row with the place it stands in, for messages."""

    where: str
    cells: list[str]


def rows(name: str, columns: str, folder: Path | None = None) -> Iterator[Row]:
    """Rows of a table of this folder, or of another. `columns` is the header it must have, space-separated."""
    path = (folder or HERE) / name
    for number, cells in tables.lines(path, columns.split(), full=True):
        yield Row(f"{path}:{number}", cells)


def names(cell: str) -> list[str]:
    """The names of a cell, separated by bars."""
    return [part for part in cell.split("|") if part]


@lru_cache(maxsize=10_000)
def _date(cell: str, last: bool) -> date:
    parts = cell.split("-")
    year = int(parts[0])
    month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        return date(year, month, int(parts[2]))
    return date(year, month, _days(year, month) if last else 1)


def day(cell: str, where: str, *, last: bool = False) -> date | None:
    """A date of the tables: a day, a month or a year; its first day, or its last with `last`."""
    if not cell:
        return None
    try:
        return _date(cell, last)
    except ValueError as error:
        raise DataError(f"{where}: {cell!r} is no date; expected YYYY, YYYY-MM or YYYY-MM-DD") from error


def _days(year: int, month: int) -> int:
    return (date(year + month // 12, month % 12 + 1, 1) - date(year, month, 1)).days


__all__ = ["HERE", "Row", "day", "names", "rows"]
