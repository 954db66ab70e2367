"""The timeline of two states as coordinates: cooperation above, conflict below, turning points across, events between.

Nothing is told by colour alone: a channel has its side, a turning point its number, an event its shape (round certain, square
probable, pointed possible; hollow where it did not happen). Every mark leads to the words of a document, and none lies on another.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

WIDTH, HEIGHT = 1000, 380
TOP, UPPER, LOWER, BOTTOM = 34, 138, 246, 350  # edges of the two channels; events lie between UPPER and LOWER
LEFT, RIGHT = 16, 984
LANES, LANE = 4, 12  # rows of marks on either side of the middle, and how far apart they and their marks are
SHAPES = {"certain": "round", "probable": "square", "possible": "pointed"}
LETTER, LONGEST = 6.9, 96  # width of a letter of what a mark says, and how many letters that may have
Row = dict[str, Any]
Across = Callable[[date], float]


def timeline(course: list[Row], turns: list[Row], events: list[Row]) -> Row:
    """Bars (rate of a quarter with its 90 % band), marks of turning points and events, and the years below.

    `course` are quarters with something in them, `turns` and `events` those of `desk.dyad`.
    """
    days = [row["start"] for row in course] + [row["end"] for row in course] + [turn["date"] for turn in turns]
    if not days:
        return {"bars": [], "turns": [], "events": [], "years": []}
    first, last = min(days).toordinal(), max(days).toordinal()

    def across(day: date) -> float:
        share = (day.toordinal() - first) / max(last - first, 1)
        return round(LEFT + (RIGHT - LEFT) * float(min(max(share, 0.0), 1.0)), 1)

    highest = max((row[f"{way}_high"] or 0.0 for row in course for way in ("cooperation", "conflict")), default=0.0)
    years = [date(year, 1, 1) for year in range(min(days).year + 1, max(days).year + 1)]
    step = max(1, len(years) // 12)
    bars = [bar(row, way, highest or 1.0, across) for row in course for way in ("cooperation", "conflict")]
    numbered = [
        turn | {"x": across(turn["date"]), "number": n, "tip": tip(across(turn["date"]), 60, f"{turn.get('when', turn['date'])} · {turn.get('title') or ''}")}
        for n, turn in enumerate(turns, 1)
    ]  # fmt: skip
    return {
        "bars": bars,
        "turns": spread_turns(numbered),
        "events": spread([mark for event in events if (mark := mark_of(event, across, first, last))]),
        "years": [{"year": day.year, "x": across(day)} for day in years[::step]],
    }


def mark_of(event: Row, across: Across, first: int, last: int) -> Row | None:
    """The mark of an event; None for one without a day, or of a day that the chart does not show."""
    when = day_of(event["date"])
    if when is None or not first <= when.toordinal() <= last:
        return None
    x = across(when)
    return {
        "x": x,
        "way": "good" if event["quad"] in (1, 2) else "bad",
        "shape": SHAPES[event["likelihood"]],
        "hollow": event["status"] != "happened",
        "said": f"{event.get('when') or event['date']} · {event.get('title') or event['event']}",
        **{key: event[key] for key in ("id", "document", "date", "event")},
    }


def spread(marks: list[Row]) -> list[Row]:
    """Marks in rows away from the middle, so that none covers another; where the rows are full, one moves to the right."""
    ends: dict[str, list[float]] = {"good": [-1e9] * LANES, "bad": [-1e9] * LANES}
    for mark in sorted(marks, key=lambda one: (one["x"], one["id"])):
        lanes = ends[mark["way"]]
        lane = next((n for n in range(LANES) if mark["x"] >= lanes[n] + LANE), None)
        if lane is None:
            lane = min(range(LANES), key=lambda n: lanes[n])
            mark["x"] = round(min(lanes[lane] + LANE, RIGHT), 1)
        lanes[lane] = mark["x"]
        mark["y"] = UPPER + 8 + lane * LANE if mark["way"] == "good" else LOWER - 8 - lane * LANE
        mark["tip"] = tip(mark["x"], mark["y"] - 24 if mark["way"] == "bad" else mark["y"] + 24, mark.pop("said"))
    return sorted(marks, key=lambda one: (one["x"], one["y"]))


def spread_turns(turns: list[Row], apart: float = 24.0) -> list[Row]:
    """The numbers of turning points, side by side where their days are close."""
    at = -1e9
    for turn in sorted(turns, key=lambda one: one["x"]):
        at = turn["at"] = round(min(max(turn["x"], at + apart), RIGHT), 1)
    return turns


def tip(x: float, y: float, text: str) -> Row:
    """What a mark says at hover and at focus: its words, and a box for them that stays within the frame."""
    words = text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
    width = round(len(words) * LETTER + 12, 1)
    return {"text": words, "x": round(min(max(x - width / 2, 2), WIDTH - width - 2), 1), "y": y, "width": width}


def bar(row: Row, way: str, highest: float, across: Across) -> Row:
    """A quarter of one channel: where the bar stands, and from where to where its band goes."""
    foot, far = (UPPER, TOP) if way == "cooperation" else (LOWER, BOTTOM)

    def away(rate: float | None) -> float:
        return round(foot + (far - foot) * min((rate or 0.0) / highest, 1.0), 1)

    left, right = across(row["start"]), across(row["end"])
    end = away(row[f"{way}_rate"])
    return {
        "way": "good" if way == "cooperation" else "bad",
        "x": left,
        "width": round(max(right - left - 1, 1.5), 1),
        "y": min(foot, end),
        "height": round(abs(end - foot), 1),
        "middle": round((left + right) / 2, 1),
        "low": away(row[f"{way}_low"]),
        "high": away(row[f"{way}_high"]),
        "period": row["period"],
        "number": row[way],
    }


def day_of(edtf: str | None) -> date | None:
    """The first day of a date as it is written; None where it names no year, month or day of the calendar."""
    parts = (edtf or "").split("-")
    try:
        year, month, day = (int(part) for part in [*parts, "1", "1"][:3])
        return date(year, month, day)
    except ValueError:
        return None


__all__ = ["HEIGHT", "WIDTH", "timeline"]
