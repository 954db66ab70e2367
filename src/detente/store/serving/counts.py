"""Questions that the counts of `cubes` answer without a look at the events."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from detente.errors import BadQuery
from detente.store.filters import Filter, day_of, where
from detente.store.serving.queries import View

if TYPE_CHECKING:
    import pyarrow as pa

NETWORK = """
SELECT actor, recipient, sum(events)::BIGINT AS events,
    sum(CASE WHEN quad IN (1, 2) THEN events ELSE 0 END)::BIGINT AS cooperative,
    sum(CASE WHEN quad IN (3, 4) THEN events ELSE 0 END)::BIGINT AS conflictual, sum(intensity) / sum(events) AS intensity
FROM {counts} WHERE actor IS NOT NULL AND recipient IS NOT NULL AND {condition}
GROUP BY actor, recipient HAVING sum(events) > 0 ORDER BY events DESC, actor, recipient
"""
MOVERS = """
WITH moved AS (
    SELECT one, two, year AS y, sum(events)::BIGINT AS n, sum(intensity) / sum(events) AS mean
    FROM years WHERE year IN ($1, $2) GROUP BY ALL HAVING n >= 12
)
SELECT b.one, b.two, b.mean AS before, a.mean AS after, a.mean - b.mean AS change, a.n + b.n AS events
FROM moved b JOIN moved a USING (one, two) WHERE b.y = $1 AND a.y = $2
ORDER BY abs(a.mean - b.mean) DESC, b.one, b.two LIMIT $3
"""


def cube(view: View, chosen: Filter) -> pa.Table:
    condition, values = cube_condition(chosen)
    return view.query(f"SELECT * FROM cube WHERE {condition} ORDER BY month, actor, recipient, event", values)


def network(view: View, chosen: Filter) -> pa.Table:
    condition, values = cube_condition(chosen)
    counts = "months" if chosen.event is None and chosen.coder is None else "cube"  # the months know neither
    return view.query(NETWORK.format(counts=counts, condition=condition), values)


def movers(view: View, before: int, after: int, limit: int) -> pa.Table:
    return view.query(MOVERS, [before, after, limit])


def volume(view: View, count: str) -> pa.Table:
    if count not in ("events", "spoken"):
        raise BadQuery(f"volume {count!r} is not one of events, spoken")
    return view.query(
        f"SELECT date, sum({count})::BIGINT AS events FROM days GROUP BY date HAVING sum({count}) > 0 ORDER BY date"
    )


def cube_condition(chosen: Filter) -> tuple[str, list[Any]]:
    """A filter on the cube, whose days are the first of their months. Raises BadQuery for what the cube does not know."""
    for name in ("mode", "deed", "likelihood", "source", "contested", "ids"):
        if getattr(chosen, name) is not None:
            raise BadQuery(f"the cube of months knows no {name}: use events_table for that filter")
    since, until = chosen.since and day_of(chosen.since, "since").replace(day=1), chosen.until
    condition, values = where(replace(chosen, since=None, until=None))
    for sign, bound in ((">=", since), ("<=", until and day_of(until, "until", last=True))):
        if bound:
            condition, values = f"{condition} AND month {sign} ?", [*values, bound]
    return condition, values


__all__ = ["cube", "movers", "network", "volume"]
