"""How doubtful an event is, and which of them a person has looked at already."""

from __future__ import annotations

from typing import Any

from detente.store.casebook import Casebook
from detente.store.serving.summaries import verdicts
from detente.telling.event import SURE, confidence, tell

# Doubt that each part of the check raises, by how much a figure suffers where it is wrong: an inverted or denied event counts
# on the wrong side, a party that stands elsewhere is most often right. Set by hand; a smaller weight puts it later in the queue.
DOUBT = {
    "roles": 1.0,
    "polarity": 1.0,
    "status": 0.9,
    "end": 0.9,
    "what": 0.7,
    "who": 0.6,
    "chain": 0.5,
    "partner": 0.5,
    "whom": 0.4,
    "language": 0.3,
}
Row = dict[str, Any]


def doubt_of(row: Row, faults: tuple[str, ...]) -> float:
    """How doubtful an event is, 0 to 1: the worst of what its words do not bear, and what its confidence leaves open."""
    return max([DOUBT.get(part, 0.0) for part in faults] + [1.0 - confidence(row) if confidence(row) < SURE else 0.0])


def doubtful(row: Row, tongue: str) -> bool:
    """Whether the words of an event do not bear all that was read, or its reader is less sure than `TOLD`."""
    return bool(row["told"]) and bool(tell(row, tongue).faults)


def settled(book: Casebook) -> dict[str, str]:
    """Event -> its last verdict, confirmed or disputed."""
    return verdicts(book.ledger)


__all__ = ["DOUBT", "doubt_of", "doubtful", "settled"]
