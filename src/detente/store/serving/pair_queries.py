"""What answers and pages ask of the events by pair: extents, what was done near a day or in a period, the likeliest for some words,
with whom an actor deals. Each is one statement beside the function that runs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from detente.store.serving.cubes import LONE, VAGUE
from detente.store.serving.queries import FIGURE_COLUMNS, PAIRS, Place, View, in_period

if TYPE_CHECKING:
    import pyarrow as pa

Period = tuple[date | None, date | None]

# How much there is between two states, and the first and the last of it; `told` is when an event was told where no text says its day.
EXTENT = f"""
WITH mine AS (
    SELECT event_id, quad, date, coalesce(date, published) AS told FROM {PAIRS}
    WHERE actor IN (?, ?) AND recipient IN (?, ?) AND actor <> recipient{{condition}}
)
SELECT count(DISTINCT event_id)::BIGINT AS n, count(DISTINCT event_id) FILTER (WHERE quad IN (3, 4))::BIGINT AS bad,
    min({{{{'told': told, 'event': event_id, 'date': date}}}}) AS first,
    max({{{{'told': told, 'event': event_id, 'date': date}}}}) FILTER (WHERE told IS NOT NULL) AS last
FROM mine
"""
# Events of two states around a day, whoever did them to whom.
NEAR = f"""
SELECT {FIGURE_COLUMNS} FROM {PAIRS} WHERE (actor IN (?, ?) OR recipient IN (?, ?))
    AND coalesce(date_last, published) >= ? AND coalesce(date, published) <= ? ORDER BY date, event_id, pair
"""
# The day on which the casebook begins.
FIRST = f"""
SELECT min(coalesce(date, published)) AS day FROM pairs WHERE status = 'happened' AND actor <> recipient
    AND coalesce(date_last - coalesce(date, published), 0) <= {VAGUE}
"""
# Events of either of two states from a day on.
OF_EITHER = f"""
SELECT {FIGURE_COLUMNS} FROM {PAIRS} WHERE (actor IN (?, ?) OR recipient IN (?, ?))
    AND coalesce(date, published) >= coalesce(?, DATE '0001-01-01')
"""
# Events of a period by their weight, whoever did them: id and first day.
IN_PERIOD = f"""
SELECT event_id, any_value(date) AS date FROM {PAIRS}
WHERE coalesce(date_last, published) >= ? AND coalesce(date, published) <= ? AND coalesce(date_last - date, 0) <= ?
GROUP BY event_id ORDER BY max((1 + abs(coalesce(intensity, 0))) * (1 + least(coalesce(sources, 1), 5) / 5)) DESC, event_id LIMIT ?
"""
# Events by what they have in common with a question, their weight deciding among equals.
SCORED = f"""
SELECT event_id, any_value(date) AS date, first({{{{'actor': actor, 'recipient': recipient}}}}) AS pair, {{score}} AS score
FROM {PAIRS} WHERE (({{sides}}) OR event_id IN ({{found}})){{days}} GROUP BY event_id ORDER BY score DESC, event_id LIMIT ?
"""
# Sums by partner; either direction counts, each event once for a pair.
PARTNERS = """
SELECT CASE WHEN actor = $1 THEN recipient ELSE actor END AS other,
    sum(CASE WHEN quad IN (1, 2) THEN events ELSE 0 END)::BIGINT AS cooperation,
    sum(CASE WHEN quad IN (3, 4) THEN events ELSE 0 END)::BIGINT AS conflict, sum(events)::BIGINT AS events
FROM cube WHERE (actor = $1 OR recipient = $1) AND actor <> recipient AND status = 'happened'
GROUP BY other ORDER BY events DESC, other
"""
LATEST = """
SELECT DISTINCT event_id, date FROM pairs WHERE (actor = $1 OR recipient = $1) AND (date >= $4 OR $4 IS NULL)
ORDER BY date DESC NULLS LAST, event_id LIMIT $2 OFFSET $3
"""
# Events between two actors of their own that have no day: a period leaves them out.
UNDATED = f"""
SELECT coalesce(sum(events), 0)::BIGINT AS events FROM months WHERE month IS NULL AND status = 'happened' AND actor <> recipient
    AND actor NOT IN ({LONE}) AND recipient NOT IN ({LONE})
"""
NEWEST = "SELECT max(date) AS day FROM pairs WHERE date <= current_date"
TOLD_BY = "SELECT DISTINCT event_id FROM pairs WHERE list_has_any(reports, ?::VARCHAR[])"


class Extent(NamedTuple):
    """How many events there are between two states, how many of them conflict, and the days of the first and the last, by id."""

    events: int
    conflict: int
    ends: Mapping[str, date | None]


class Partner(NamedTuple):
    """With whom an actor deals: cooperation, conflict and both, in events that happened. `other` is None where a side is unknown."""

    other: str | None
    cooperation: int
    conflict: int
    events: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an event may have in common with a question: codes of parties, ids found by its words, types and deeds (or parts of them)."""

    codes: Sequence[str]
    hits: Sequence[str]
    types: Sequence[str]
    deeds: Sequence[str]


class Scored(NamedTuple):
    """An event with its first day, the codes of one of its pairs (actor, recipient), and what it has in common with a question."""

    event_id: str
    date: date | None
    pair: Mapping[str, str | None]
    score: float


def extent(view: View, a: str, b: str, since: date | None, until: date | None) -> Extent:
    """How much the ledger carries between two states in a period; bounds are days, inclusive."""
    condition, values = "", [a, b, a, b]
    if since:
        condition += " AND coalesce(date_last, published) >= ?"
        values.append(str(since))
    if until:
        condition += " AND coalesce(date, published) <= ?"
        values.append(str(until))
    (row,) = view.rows(EXTENT.format(condition=condition), values, in_period(since, until, (a, b)))
    return Extent(row["n"], row["bad"], {end["event"]: end["date"] for end in (row["first"], row["last"]) if end})


def near_day(view: View, a: str, b: str, since: date, until: date) -> pa.Table:
    """The events of two states, whoever did them to whom, in a period: the columns that figures compute on."""
    return view.query(NEAR, [a, b, a, b, since, until], in_period(since, until))


def first_day(view: View) -> date | None:
    """The day on which the casebook begins; None where nothing has a day."""
    day: date | None = view.rows(FIRST)[0]["day"]
    return day


def newest_day(view: View) -> date | None:
    """The last day of which something is told, the days to come left out."""
    day: date | None = view.rows(NEWEST)[0]["day"]
    return day


def of_either(view: View, a: str, b: str, since: date | None) -> pa.Table:
    """The events of either of two states from a day on (None: all): the columns that figures compute on."""
    return view.query(OF_EITHER, [a, b, a, b, since], in_period(since, None))


def weightiest(view: View, since: date | None, until: date | None, span: int, most: int) -> list[Place]:
    """The events of a period that weigh most, whoever did them; those whose own day is vaguer than `span` days are left out."""
    bounds = [since or date.min, until or date.max]
    rows = view.rows(IN_PERIOD, [*bounds, span, most], in_period(since, until))
    return [(row["event_id"], row["date"]) for row in rows]


def scored(view: View, wanted: Wanted, period: Period, *, both: bool, most: int) -> list[Scored]:
    """Events with a party among the codes (`both`: two of them), or among the hits, those first that have most in common."""
    marks, found, kinds = (", ".join("?" * len(listed)) or "''" for listed in (wanted.codes, wanted.hits, wanted.types))
    likes = " + ".join(["CASE WHEN contains(deed, ?) THEN 2 ELSE 0 END"] * len(wanted.deeds)) or "0"
    score = (
        f"max((CASE WHEN event IN ({kinds}) THEN 1 ELSE 0 END) + {likes} + (CASE WHEN event_id IN ({found}) THEN 3 ELSE 0 END)"
        f" + (CASE WHEN actor IN ({marks}) THEN 1 ELSE 0 END) + (CASE WHEN recipient IN ({marks}) THEN 1 ELSE 0 END)"
        " + abs(coalesce(intensity, 0)) / 20 + least(coalesce(sources, 1), 5) / 20)"
    )
    sides = f"actor IN ({marks}) {'AND' if both else 'OR'} recipient IN ({marks})"
    bounds = ("coalesce(date_last, published) >= ?", "coalesce(date, published) <= ?")
    days = "".join(f" AND {bound}" for bound, day in zip(bounds, period, strict=True) if day)
    codes, hits = wanted.codes, wanted.hits
    asked = [*wanted.types, *wanted.deeds, *hits, *codes, *codes, *codes, *codes, *hits, *filter(None, period), most]
    sql = SCORED.format(score=score, sides=sides, found=found, days=days)
    return [Scored(**row) for row in view.rows(sql, asked, in_period(*period))]


def partners(view: View, code: str) -> list[Partner]:
    """With whom a code deals, most first."""
    return [Partner(**row) for row in view.rows(PARTNERS, [code])]


def latest_of(view: View, code: str, most: int, after: int = 0, since: date | None = None) -> pa.Table:
    """Ids and days of an actor's events, the newest first and those without a day last: columns event_id, date."""
    return view.query(LATEST, [code, most, after, since])


def undated(view: View) -> int:
    """How many events that happened between two actors have no day."""
    count: int = view.rows(UNDATED)[0]["events"]
    return count


def told_by(view: View, reports: Iterable[str]) -> list[str]:
    """The events that some reports tell, by id."""
    listed = list(reports)
    return [row["event_id"] for row in view.rows(TOLD_BY, [listed])] if listed else []


__all__ = [
    "Extent", "Partner", "Period", "Scored", "Wanted", "extent", "first_day", "latest_of", "near_day", "newest_day", "of_either", "partners",
    "scored", "told_by", "undated", "weightiest",
]  # fmt: skip
