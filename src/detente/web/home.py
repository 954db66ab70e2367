"""The first page: what moved since a day, who stands how, what is new, and what waits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from detente.dyads.sentences import Language
from detente.store.casebook import Casebook
from detente.store.filters import day_of
from detente.store.serving.summaries import Paper, Quarter, papers, published, quarters
from detente.web import figures, turns

PAIRS = 8  # pairs of states that are drawn
QUARTERS = 16  # of a small drawing
LEAST = 3  # events of either year, below which nothing is said of a change
NEW = 6  # documents and commitments
Row = dict[str, Any]


def pairs(book: Casebook) -> list[Row]:
    """The pairs of states with most between them in the last four years: their course by quarter, and the last year beside the one before."""
    last = figures.newest(book)
    if last is None:
        return []
    first = date(last.year - QUARTERS // 4, (last.month - 1) // 3 * 3 + 1, 1)
    rows: list[Quarter] = figures.kept(book, "quarters", lambda: quarters(book.view, first, last))
    found: dict[tuple[str, str], list[Quarter]] = {}
    for row in rows:
        found.setdefault((row.a, row.b), []).append(row)
    weight = {pair: good(mine) + bad(mine) for pair, mine in found.items()}
    most = sorted(found, key=lambda pair: (-weight[pair], pair))[:PAIRS]
    return [standing(*pair, found[pair], last) for pair in most]


def standing(a: str, b: str, rows: list[Quarter], last: date) -> Row:
    """One pair: bars of a small drawing (16 by 20), sums of the last year and of the one before, and whether it went better or worse."""
    year = last - timedelta(days=365)
    before = year - timedelta(days=365)
    now = [row for row in rows if row.quarter > year]
    past = [row for row in rows if before < row.quarter <= year]
    sums = {"good": good(now), "bad": bad(now), "good_before": good(past), "bad_before": bad(past)}
    highest = max(max(row.good, row.bad) for row in rows)
    bars = []
    for row in rows:
        x = QUARTERS - 1 - ((last.year - row.quarter.year) * 4 + (last.month - 1) // 3 - (row.quarter.month - 1) // 3)
        up, down = (round(10 * getattr(row, way) / highest, 1) for way in ("good", "bad"))
        bars += [{"x": x * 5, "y": 10 - up, "height": up, "way": "good"}] if up else []
        bars += [{"x": x * 5, "y": 11, "height": down, "way": "bad"}] if down else []
    change = share(sums["good"], sums["bad"]) - share(sums["good_before"], sums["bad_before"])
    enough = min(good(now) + bad(now), good(past) + bad(past)) >= LEAST
    mood = "same" if not enough else "up" if change > 0.15 else "down" if change < -0.15 else "same"
    return {"a": a, "b": b, "bars": bars, "change": mood, "since": str(year), "before": str(before), **sums}


def good(rows: list[Quarter]) -> int:
    return sum(row.good for row in rows)


def bad(rows: list[Quarter]) -> int:
    return sum(row.bad for row in rows)


def share(well: int, ill: int) -> float:
    """Cooperation less conflict, -1 to 1, drawn towards 0 where there is little."""
    return (well - ill) / (well + ill + 2)


def moved(book: Casebook, since: str, tongue: Language) -> Row:
    """The newest turning points, told by their main event, since a day where one is given. Raises BadQuery for a day that is none."""
    found = figures.moved(book)
    first = day_of(since, "since") if since else None
    listed = [turn for turn in found["turns"] if first is None or turn["date"] >= first]
    ids = [turn["trigger"] for turn in listed]
    rows = (
        figures.kept(book, f"moved {ids}", lambda: {row["event_id"]: row for row in book.event_rows(ids=ids)})
        if ids
        else {}
    )
    return found | {"turns": turns.told(book, listed, tongue, rows)}


def documents(book: Casebook) -> list[Paper]:
    """What was read last."""
    return papers(book.ledger, NEW)


def stated(book: Casebook) -> list[Row]:
    """The commitments that texts stated last, with their words."""

    def ask() -> list[Row]:
        told = published(book.ledger)
        rows = [
            row | {"published": told.get(row["document"])} for row in book.commitments().to_pylist() if row["evidence"]
        ]
        return sorted(rows, key=lambda row: (row["published"] or "", row["id"]), reverse=True)[:NEW]

    found: list[Row] = figures.kept(book, "stated", ask)
    return found


__all__ = ["documents", "moved", "pairs", "stated"]
