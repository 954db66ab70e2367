"""Turning points of all dyads of a table, each with its interval, size, trigger, events and a sentence in French and English."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from detente.dyads import sentences
from detente.dyads.daily import Dyad, dyads, reading, sparse
from detente.dyads.online import online_turns
from detente.dyads.pelt import pelt_turns
from detente.dyads.scan import Tuning, Turn, back_to_usual, drifts, turns
from detente.dyads.table import Counting, Events, Ints, events, to_date
from detente.errors import BadQuery

if TYPE_CHECKING:
    import pyarrow as pa

Detector = Literal["scan", "pelt", "online"]
DETECTORS: dict[str, tuple[Callable[[Dyad, Tuning], list[Turn]], float]] = {
    "scan": (turns, 7.4),
    "pelt": (pelt_turns, 7.0),
    "online": (online_turns, 7.4),
}
YEAR = 365
HAND_PICKED = 0.65  # share of the threshold that holds for a table of few, chosen events, in which noise is less
UNDATED = (
    0.8  # what the weight of an event counts of which no text tells the day, where a turn is named by its main event
)
NEARLY = 0.9  # share of the greatest weight from which on the first in time is taken
QUAD_WEIGHT = np.array([0.0, 3.0, 6.0, 4.0, 8.0])  # stands in for the intensity of a table that has none


@dataclass(frozen=True, slots=True)
class Carried:
    """A turning point with the events that carry it: positions in the dyad's events, the trigger first."""

    turn: Turn
    day: int
    carriers: Ints
    kind: Literal["turn", "drift"] = "turn"


def turning_points(
    table: Any,
    *,
    dyad: tuple[str, str] | None = None,
    counting: Counting = "spoken",
    detector: Detector = "scan",
    threshold: float | None = None,
    least: int = 10,
    tuning: Tuning | None = None,
    volume: Any = None,
    slow: bool | None = None,
) -> pa.Table:
    """When dyads turned, over any table with date, actor, recipient and event, CAMEO code or quad.

    `dyad` limits to one pair; `counting` says which certainty counts; `detector` is `scan` (default), `pelt` or `online`; `threshold`
    overrides how strong a turn must be; `volume` (columns date, events) tells how much was read where the table holds less; dyads with fewer than `least` events are passed over; `slow` adds drifts of half a year (None: in tables of few events, where a turn takes its time to be told). Returns an Arrow table sorted by dyad and
    date: a, b (sorted), date (of the main event), first and last (interval of the date), direction (up: towards cooperation,
    down: towards conflict), kind (turn, or drift where it is slow), called (last day of the window: when it could be known), until (the day from which the dyad was back at its level of before;
    null where it is not yet), size (events beyond what was expected), score, days, cooperation and conflict expected and seen,
    deed (of the main event), reports (how many tell the events that count, by day and site; null where the table does not tell),
    trigger (the main event: id or row), events (ids or rows), sentence_en, sentence_fr. Raises `BadTable`, `BadQuery`.
    """
    if detector not in DETECTORS:
        raise BadQuery(f"detector {detector!r} is not known: {', '.join(DETECTORS)}")
    find, usual = DETECTORS[detector]
    known = events(table).counted(counting)
    few = bool(len(known)) and sparse(reading(known, volume)[1])
    if few:
        usual, tuning = usual * HAND_PICKED, tuning or Tuning(windows=(3, 14, 28))
    tuned = replace(tuning or Tuning(), threshold=usual if threshold is None else threshold)
    rows: list[dict[str, Any]] = []
    for pair in dyads(known, least=least, only=dyad, volume=volume):
        found = [carried(pair, turn) for turn in find(pair, tuned)]
        if few if slow is None else slow:
            found += [carried(pair, turn, "drift") for turn in drifts(pair, tuned)]
        rows += [_row(pair, one) for one in sorted(found, key=lambda one: one.day)]
    return to_arrow(rows)


def carried(dyad: Dyad, turn: Turn, kind: Literal["turn", "drift"] = "turn") -> Carried:
    """The events of the window that drive the turn, and its main event, by which it is dated and named.

    The main event is the weightiest (by intensity, or quad where a table has none, and confidence): of the window, where each event is
    weighed (the first of those that weigh about as much, dated ones before others), else of the days in which the first tenth of the window's events has come in and the three that follow; the others follow in
    the order of time.
    """
    mine = dyad.events
    here = np.flatnonzero((mine.day >= turn.start) & (mine.day < turn.start + turn.days))
    drives = (mine.quad[here] >= 3) == (turn.direction == "down")
    here = here[drives] if drives.any() else here
    soon = here
    if not dyad.few or kind == "drift":
        days, counts = np.unique(mine.day[here], return_counts=True)
        begin = days[counts.cumsum() >= counts.sum() / 10][0]
        soon = here[(mine.day[here] >= begin) & (mine.day[here] <= begin + 3)]
    heavy = weight(mine, soon)
    if dyad.few:
        heavy = np.where(mine.dated[soon], heavy, heavy * UNDATED)
        heavy = np.where(heavy >= NEARLY * heavy.max(), 1.0, 0.0)
    trigger = int(soon[heavy.argmax()])
    return Carried(turn, int(mine.day[trigger]), np.array([trigger, *here[here != trigger]], dtype=np.int64), kind)


def weight(mine: Events, which: Ints) -> Any:
    """How weighty events are: the size of their intensity, or a stand-in by quad class where the table has none, by their confidence."""
    size = np.abs(mine.intensity[which])
    return np.where(np.isnan(size), QUAD_WEIGHT[mine.quad[which]], size) * mine.confidence[which]


def _counts(dyad: Dyad, turn: Turn) -> tuple[float, float, float, float]:
    """Cooperation expected (from the year before) and seen in the window, and conflict likewise, in events as given."""
    mine, begin = dyad.events, turn.start - dyad.first
    now = (mine.day >= turn.start) & (mine.day < turn.start + turn.days)
    past = (mine.day < turn.start) & (mine.day >= turn.start - YEAR)
    share = dyad.exposure[begin : begin + turn.days].sum() / (dyad.exposure[max(0, begin - YEAR) : begin].sum() + 7.0)
    bad = mine.quad >= 3
    good_past, bad_past = int((past & ~bad).sum()), int((past & bad).sum())
    good_now, bad_now = float((now & ~bad).sum()), float((now & bad).sum())
    return round(good_past * share, 1), good_now, round(bad_past * share, 1), bad_now


def _row(dyad: Dyad, found: Carried) -> dict[str, Any]:
    turn = found.turn
    channel = int(turn.direction == "down")
    carriers = dyad.events.take(found.carriers)
    handles = carriers.handles()
    when = to_date(found.day)
    counts = _counts(dyad, turn)
    deed = dyad.events.deeds[carriers.deed[0]] if dyad.events.deeds else ""
    known = carriers.report[carriers.report >= 0]
    reports = len(np.unique(known)) if len(known) else None
    until = back_to_usual(dyad, turn)
    said = {
        f"sentence_{tongue}": sentences.turn(
            *(dyad.a, dyad.b, when, turn.direction, counts, turn.days, tongue),
            slow=found.kind == "drift",
            deed=sentences.deed_words(deed, tongue),
            reports=reports,
        )
        for tongue in sentences.LANGUAGES
    }
    return {
        "a": dyad.a,
        "b": dyad.b,
        "date": when,
        "first": to_date(min(turn.low, found.day)),
        "last": to_date(max(turn.high, found.day)),
        "direction": turn.direction,
        "kind": found.kind,
        "called": to_date(turn.start + turn.days - 1),
        "until": None if until is None else to_date(until),
        "size": round(counts[2 * channel + 1] - counts[2 * channel], 1),
        "score": round(turn.score, 2),
        "days": turn.days,
        "cooperation_expected": counts[0],
        "cooperation": counts[1],
        "conflict_expected": counts[2],
        "conflict": counts[3],
        "deed": deed or None,
        "reports": reports,
        "trigger": handles[0],
        "events": handles,
        **said,
    }


def to_arrow(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows of turning points as an Arrow table, with its schema even where there are none."""
    import pyarrow as pa

    number, text = pa.float64(), pa.string()
    fields = [("a", text), ("b", text), ("date", pa.date32()), ("first", pa.date32()), ("last", pa.date32())]
    fields += [
        ("direction", text),
        ("kind", text),
        ("called", pa.date32()),
        ("until", pa.date32()),
        ("size", number),
        ("score", number),
        ("days", pa.int64()),
    ]
    fields += [(name, number) for name in ("cooperation_expected", "cooperation", "conflict_expected", "conflict")]
    fields += [("deed", text), ("reports", pa.int64())]
    fields += [("trigger", text), ("events", pa.list_(text)), ("sentence_en", text), ("sentence_fr", text)]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))
