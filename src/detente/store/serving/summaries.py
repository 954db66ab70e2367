"""What a page says at its head and in its margin: on how much a pair rests, the course of pairs, what was read last, who settled what."""

from __future__ import annotations

import json
from datetime import date
from sqlite3 import Connection
from typing import NamedTuple

from detente.store.serving.cubes import LONE
from detente.store.serving.queries import View

# All events between two actors, those that happened, and who told them, since when.
BETWEEN = """
SELECT count(DISTINCT event_id)::BIGINT AS events, count(DISTINCT event_id) FILTER (WHERE status = 'happened')::BIGINT AS happened,
    len(list_distinct(flatten(list(sites))))::BIGINT AS sites, min(date) AS first, max(date) AS last
FROM pairs WHERE actor IN ($1, $2) AND recipient IN ($1, $2) AND actor <> recipient
"""
# What happened between two actors of their own, by quarter.
QUARTERS = f"""
SELECT least(actor, recipient) AS a, greatest(actor, recipient) AS b, date_trunc('quarter', month)::DATE AS quarter,
    sum(CASE WHEN quad IN (1, 2) THEN events ELSE 0 END)::BIGINT AS good,
    sum(CASE WHEN quad IN (3, 4) THEN events ELSE 0 END)::BIGINT AS bad
FROM months WHERE status = 'happened' AND month >= $1 AND month <= $2 AND actor <> recipient
    AND actor NOT IN ({LONE}) AND recipient NOT IN ({LONE})
GROUP BY ALL ORDER BY ALL
"""


class Between(NamedTuple):
    """How many events stand between two actors, how many of them happened, from how many sites, from when to when."""

    events: int
    happened: int
    sites: int
    first: date | None
    last: date | None


class Quarter(NamedTuple):
    """What happened between two actors in a quarter: cooperation and conflict, in events."""

    a: str
    b: str
    quarter: date
    good: int
    bad: int


class Paper(NamedTuple):
    """A document without its text."""

    id: str
    title: str | None
    source: str
    site: str | None
    published: str | None


def between(view: View, a: str, b: str) -> Between:
    (row,) = view.rows(BETWEEN, [a, b])
    return Between(**row)


def quarters(view: View, first: date, last: date) -> list[Quarter]:
    """By pair and quarter, in that order."""
    return [Quarter(**row) for row in view.rows(QUARTERS, [first, last])]


def papers(ledger: Connection, most: int) -> list[Paper]:
    """What was read last."""
    ask = "SELECT id, title, source, site, published FROM document ORDER BY added DESC, key DESC LIMIT ?"
    return [Paper(*row) for row in ledger.execute(ask, (most,))]


def published(ledger: Connection) -> dict[str, str | None]:
    """Document -> its day."""
    return dict(ledger.execute("SELECT id, published FROM document"))


def newest_documents(ledger: Connection) -> list[str]:
    """All documents by id, the newest first and those without a day last."""
    ask = "SELECT id FROM document ORDER BY published IS NULL, published DESC, key DESC"
    return [row[0] for row in ledger.execute(ask)]


def documents_of(ledger: Connection, since: date | None, until: date | None, most: int) -> list[str]:
    """The documents of a period by id, by day; those without a day stand in no period that is bounded."""
    ask = "SELECT id FROM document WHERE (? IS NULL OR published >= ?) AND (? IS NULL OR published <= ?) ORDER BY published LIMIT ?"
    first, last = (str(day) if day else None for day in (since, until))
    return [row[0] for row in ledger.execute(ask, (first, first, last, last, most))]


def document_of(ledger: Connection, source: str) -> str | None:
    """The document that was first found at a source; of several the first."""
    row = ledger.execute("SELECT id FROM document WHERE source = ? ORDER BY key LIMIT 1", (source,)).fetchone()
    return row[0] if row else None


def verdicts(ledger: Connection) -> dict[str, str]:
    """Event -> its last verdict, confirmed or disputed, the last one given last; one that was taken back is not settled."""
    rows = ledger.execute("SELECT event, after FROM correction WHERE field = 'verdict' ORDER BY id")
    found: dict[str, str] = {}
    for event, after in rows:
        found.pop(event, None)
        found[event] = json.loads(after)
    return {event: verdict for event, verdict in found.items() if verdict != "open"}


class Correction(NamedTuple):
    """A field of an event as it was before a correction (JSON), and when that was entered."""

    field: str
    before: str
    at: str


def corrections_of(ledger: Connection, event: str) -> list[Correction]:
    """What was corrected of an event, the newest first."""
    ask = "SELECT field, before, at FROM correction WHERE event = ? ORDER BY id DESC"
    return [Correction(*row) for row in ledger.execute(ask, (event,))]


def corrections(ledger: Connection) -> int:
    """How many words analysts entered."""
    count: int = ledger.execute("SELECT count(*) FROM correction").fetchone()[0]
    return count


__all__ = [
    "Between", "Correction", "Paper", "Quarter", "between", "corrections", "corrections_of", "document_of", "documents_of",
    "newest_documents", "papers", "published", "quarters", "verdicts",
]  # fmt: skip
