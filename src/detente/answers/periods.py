"""The days that a question bounds itself to: one period, or two that it compares."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.answers.cues import cues
from detente.world.dates import Expression, find, resolve


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day asked for (None: open), each date of the question by itself, and the spans that say so."""

    since: date | None
    until: date | None
    dates: tuple[tuple[date, date], ...]
    spans: tuple[tuple[int, int], ...]


def period_of(text: str, language: str, on: date) -> Period:
    """First and last day asked for, and the spans that say so."""
    bounds: list[tuple[int, str]] = []
    bare = text
    for cue in cues(language):
        if cue.kind in ("since", "until"):
            for match in cue.pattern.finditer(text):
                bounds.append((match.end(), cue.kind))
                bare = bare[: match.start()] + " " * (match.end() - match.start()) + bare[match.end() :]
    # "from 2018 to 2020" is read with its bounds, "since June 2024" without them.
    whole = dates_in(text, language, on)
    ranges = any(expression.end for expression, _ in whole)
    first: list[date] = []
    last: list[date] = []
    spans = []
    chosen = whole if ranges else dates_in(bare, language, on)
    for expression, (begin, end) in chosen:
        spans.append((expression.begin, expression.stop))
        bound = "" if ranges else next((kind for at, kind in bounds if 0 <= expression.begin - at <= 4), "")
        if bound != "until":
            first.append(begin)
        if bound != "since":
            last.append(end)
    listed = tuple(days for _, days in chosen)
    return Period(min(first) if first else None, max(last) if last else None, listed, tuple(spans))


def dates_in(text: str, language: str, on: date) -> list[tuple[Expression, tuple[date, date]]]:
    """Date expressions with their first and last day; those that cannot be told are left out."""
    whens = [(expression, resolve(expression, on)) for expression in find(text, language)]
    return [(expression, (when.first, when.last)) for expression, when in whens if when and when.first and when.last]


__all__ = ["Period", "dates_in", "period_of"]
