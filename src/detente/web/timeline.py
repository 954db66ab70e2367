"""The timeline of two states as coordinates: cooperation above, conflict below, turning points across, events between.

Nothing is told by colour alone: a channel has its side, a turning point its arrow, an event its shape (round certain, square
probable, pointed possible; hollow where it did not happen). Every mark leads to the words of a document.
"""

from __future__ import annotations

from datetime import date
from typing import Any

WIDTH, HEIGHT = 1000, 340
TOP, UPPER, LOWER, BOTTOM = 34, 148, 184, 302  # edges of the two channels; events lie between UPPER and LOWER
LEFT, RIGHT = 16, 984
SHAPES = {"certain": "round", "probable": "square", "possible": "pointed"}


def timeline(
    course: list[dict[str, Any]], turns: list[dict[str, Any]], events: list[dict[str, Any]], documents: dict[str, str]
) -> dict[str, Any]:
    """Bars (rate of a quarter with its 90 % band), marks of turning points and events, and the years below.

    `course` are quarters with something in them, `events` those of `desk.short`, `documents` the document that tells the trigger of
    each turning point.
    """
    days = [row["start"] for row in course] + [row["end"] for row in course] + [turn["date"] for turn in turns]
    if not days:
        return {"bars": [], "turns": [], "events": [], "years": []}
    first, last = min(days).toordinal(), max(days).toordinal()

    def across(day: date) -> float:
        share = (day.toordinal() - first) / max(last - first, 1)
        return round(LEFT + (RIGHT - LEFT) * float(min(max(share, 0.0), 1.0)), 1)

    highest = max((row[f"{way}_high"] or 0.0 for row in course for way in ("cooperation", "conflict")), default=0.0)
    marks = [
        {
            "x": across(when),
            "y": UPPER + 9 if event["quad"] in (1, 2) else LOWER - 9,
            "way": "good" if event["quad"] in (1, 2) else "bad",
            "shape": SHAPES[event["likelihood"]],
            "hollow": event["status"] != "happened",
            **{key: event[key] for key in ("id", "document", "date", "event")},
        }
        for event in events
        if (when := day_of(event["date"])) is not None and first <= when.toordinal() <= last
    ]
    years = [date(year, 1, 1) for year in range(min(days).year + 1, max(days).year + 1)]
    step = max(1, len(years) // 12)
    return {
        "bars": [bar(row, way, highest or 1.0, across) for row in course for way in ("cooperation", "conflict")],
        "turns": [turn | {"x": across(turn["date"]), "document": documents.get(turn["trigger"])} for turn in turns],
        "events": marks,
        "years": [{"year": day.year, "x": across(day)} for day in years[::step]],
    }


def bar(row: dict[str, Any], way: str, highest: float, across: Any) -> dict[str, Any]:
    """A quarter of one channel: where the bar stands, and from where to where its band goes."""
    foot, far = (UPPER, TOP) if way == "cooperation" else (LOWER, BOTTOM)

    def away(rate: float | None) -> float:
        return round(foot + (far - foot) * min((rate or 0.0) / highest, 1.0), 1)

    left, right = across(row["start"]), across(row["end"])
    tip = away(row[f"{way}_rate"])
    return {
        "way": "good" if way == "cooperation" else "bad",
        "x": left,
        "width": round(max(right - left - 1, 1.5), 1),
        "y": min(foot, tip),
        "height": round(abs(tip - foot), 1),
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
