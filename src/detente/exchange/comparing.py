"""Two systems that coded the same time: how far they agree, by dyad, type and month.

Counts are compared in cells of directed pair, PLOVER type and month. What both have is the sum over cells of the smaller
count; agreement is Dice's coefficient, 2 x both / (first + second): 1 where all counts are equal, 0 where no cell is shared
(Dice 1945, Ecology 26: 297-302). It says nothing of which system is right. Only months in which both coded anything count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from detente.errors import BadQuery

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.store.casebook import Casebook

BY = ("all", "type", "dyad", "month")
CELLS = """
WITH counted AS (
    SELECT actor, recipient, month, event, coder, sum(events)::BIGINT AS n FROM cube
    WHERE coder IN (?, ?) AND actor IS NOT NULL AND recipient IS NOT NULL AND event IS NOT NULL
        AND (status IS NULL OR status = 'happened') AND {condition} GROUP BY ALL
), shared AS (
    SELECT month FROM counted GROUP BY month HAVING count(DISTINCT coder) = 2
), cells AS (
    SELECT actor, recipient, month, event, coalesce(sum(n) FILTER (coder = ?), 0) AS a,
        coalesce(sum(n) FILTER (coder = ?), 0) AS b FROM counted SEMI JOIN shared USING (month) GROUP BY ALL
)
SELECT {key} AS "by", sum(a)::BIGINT AS first, sum(b)::BIGINT AS second, sum(least(a, b))::BIGINT AS both,
    2 * sum(least(a, b)) / sum(a + b) AS agreement FROM cells GROUP BY 1 ORDER BY sum(a + b) DESC, 1
"""
KEYS = {"all": "'all'", "type": "event", "dyad": "actor || '-' || recipient", "month": "strftime(month, '%Y-%m')"}


def coders(casebook: Casebook) -> list[str]:
    """The systems whose events a casebook holds."""
    found: list[str] = casebook.sql("SELECT DISTINCT coder FROM cube ORDER BY 1").column("coder").to_pylist()
    return found


def compare(casebook: Casebook, first: str, second: str, by: str = "all", *, dyad: str | None = None) -> pa.Table:
    """Agreement of two systems: by, first, second (events), both, agreement (0 to 1); the most events first.

    `by`: all, type, dyad or month. `dyad` restricts to two actors, in either direction. What was read counts where it
    happened; imported events have no status and all count. Raises BadQuery for a system that the casebook does not hold.
    """
    if by not in BY:
        raise BadQuery(f"by {by!r} is not one of {', '.join(BY)}")
    known = coders(casebook)
    for name in (first, second):
        if name not in known:
            raise BadQuery(f"no events of {name!r} here: the casebook holds {', '.join(known) or 'none'}")
    if first == second:
        raise BadQuery(f"{first!r} cannot be compared with itself: give two of {', '.join(known)}")
    condition, values = "true", list[Any]()
    if dyad is not None:
        one, _, two = dyad.upper().partition("-")
        condition = "((actor = ? AND recipient = ?) OR (actor = ? AND recipient = ?))"
        values = [one, two, two, one]
    return casebook.sql(CELLS.format(condition=condition, key=KEYS[by]), [first, second, *values, first, second])


__all__ = ["BY", "coders", "compare"]
