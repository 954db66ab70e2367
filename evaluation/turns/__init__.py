"""Dated turns of 1995 to 2025 that history knows, half of them blind, and how many of them a detector finds.

`known.tsv` was written from general knowledge before a detector was changed for it: breaks, wars, treaties, expulsions, recalls of
ambassadors, and visits that were the first in years; its dyads are others than those of the list that comes with the data. Half of the
rows are blind by the hash of what they say (`half_of`): of those only sums are printed, and nothing is set by them. A row counts where
the data reach over its day and hold at least `LEAST` events of its dyad, whatever they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import Any, Literal

from detente.text import tables

KNOWN = Path(__file__).parent / "known.tsv"
COLUMNS = ("date", "a", "b", "direction", "what", "source", "half")
DAYS, LEAST = 31, 30
Half = Literal["open", "blind"]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Point:
    """A turn that history knows."""

    date: date
    pair: Pair  # ISO alpha-3, sorted
    direction: str  # up (rapprochement) or down (rift)
    what: str


def half_of(day: str, a: str, b: str, direction: str) -> Half:
    """The half of a row: drawn by its hash, so that nobody chooses which rows are seen."""
    drawn = blake2b("\t".join((day, a, b, direction)).encode(), digest_size=8).digest()[0]
    return "blind" if drawn % 2 else "open"


def known(half: Half) -> list[Point]:
    """The rows of a half of `known.tsv`."""
    return [
        Point(date.fromisoformat(day), (a, b), direction, what)
        for day, a, b, direction, what, _, its in tables.rows(KNOWN, COLUMNS)
        if its == half
    ]


def within(points: Iterable[Point], days: Sequence[date], volume: dict[Pair, int], least: int = LEAST) -> list[Point]:
    """The points that a table can show: of the time from its first day to its last, of dyads with enough events."""
    first, last = min(days), max(days)
    return [point for point in points if first <= point.date <= last and volume.get(point.pair, 0) >= least]


@dataclass(frozen=True, slots=True)
class Found:
    """How a point was found: days from it to the nearest turn (negative: before) and to the day on which that could be known, and
    whether one of the right sign is near."""

    point: Point
    delay: int | None
    called: int | None
    signed: bool


def find(points: Iterable[Point], turns: Sequence[dict[str, Any]], days: int = DAYS) -> list[Found]:
    """Each point with the nearest turn of its dyad within so many days, if any."""
    found = []
    for point in points:
        near = [turn for turn in turns if (turn["a"], turn["b"]) == point.pair]
        near = [turn for turn in near if abs((turn["date"] - point.date).days) <= days]
        nearest = min(near, key=lambda turn: abs((turn["date"] - point.date).days), default=None)
        delays = [None if nearest is None else (nearest[day] - point.date).days for day in ("date", "called")]
        found.append(Found(point, *delays, any(turn["direction"] == point.direction for turn in near)))
    return found
