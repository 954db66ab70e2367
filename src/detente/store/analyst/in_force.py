"""What analysts' corrections change: read by those who build the serving files."""

from __future__ import annotations

import json
from sqlite3 import Connection
from typing import Any

from detente.store.analyst.values import KEPT

Row = dict[str, Any]


def in_force(ledger: Connection) -> dict[str, list[tuple[str, Any]]]:
    """What changes events: report -> fields and values, oldest first."""
    found: dict[str, list[tuple[str, Any]]] = {}
    for event, field, after in ledger.execute("SELECT event, field, after FROM correction ORDER BY id"):
        if field.partition(".")[0] in KEPT:
            found.setdefault(event, []).append(
                (field, dated(json.loads(after)) if field == "date" else json.loads(after))
            )
    return found


def dated(value: Row | None) -> Row | None:
    """A date with its days as days."""
    from datetime import date

    return value and value | {end: date.fromisoformat(value[end]) for end in ("first", "last") if value.get(end)}
