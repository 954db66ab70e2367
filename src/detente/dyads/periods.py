"""Calendar periods as day numbers: the borders of days, weeks (from Monday), months, quarters and years, and their names."""

from __future__ import annotations

from datetime import date
from typing import Literal

import numpy as np

from detente.dyads.table import Ints, to_date
from detente.errors import BadQuery

Period = Literal["day", "week", "month", "quarter", "year"]
PERIODS: tuple[Period, ...] = ("day", "week", "month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def borders(first: int, last: int, by: Period) -> Ints:
    """First days of all periods from that of day `first` to that of day `last`, and the first day after them."""
    if by not in PERIODS:
        raise BadQuery(f"period {by!r} is not known: {', '.join(PERIODS)}")
    if by == "day":
        return np.arange(first, last + 2, dtype=np.int64)
    if by == "week":
        monday = first - (first + 3) % 7  # 1970-01-01 was a Thursday
        return np.arange(monday, last + 8, 7, dtype=np.int64)
    step = MONTHS[by]
    start = _month(first) // step * step
    months = np.arange(start, _month(last) // step * step + step + 1, step)
    return (months.astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64)


def _month(day: int) -> int:
    when = to_date(day)
    return (when.year - 1970) * 12 + when.month - 1


def label(day: int, by: Period) -> str:
    """The name of the period that begins on a day: 2024-06-19, 2024-W25, 2024-06, 2024-Q2, 2024."""
    when: date = to_date(day)
    if by == "week":
        year, week, _ = when.isocalendar()
        return f"{year}-W{week:02d}"
    if by == "quarter":
        return f"{when.year}-Q{(when.month + 2) // 3}"
    return when.isoformat()[: {"day": 10, "month": 7, "year": 4}[by]]
