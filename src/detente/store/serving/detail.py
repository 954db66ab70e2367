"""The nested fields of a served event, which lie packed as JSON in one column."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
NESTED = ("actors", "recipients", "place", "said_by", "condition", "dated", "links", "updates", "told")
OF_REPORT = {
    "actors": "actor",
    "recipients": "recipient",
    "place": "place",
    "said_by": "said_by",
    "condition": "condition",
}


def revive(detail: str | None) -> Row:
    """The nested fields of a served event from its JSON, days as dates; empty where an event has none."""
    row: Row = json.loads(detail) if detail else dict.fromkeys(NESTED)
    if "links" not in row:  # one report is the event: nothing is written twice
        (only,) = row["told"]
        row |= {name: only[kept] for name, kept in OF_REPORT.items()} | {"links": [], "updates": []}
        row["dated"] = dict(only["date"]) if only["date"] else None
    for item in row["told"] or ():
        revive_days(item, "published")
        revive_days(item["date"], "first", "last")
    for item in row["updates"] or ():
        revive_days(item, "published")
    revive_days(row["dated"], "first", "last")
    return row


def revive_days(item: Row | None, *names: str) -> None:
    for name in names:
        if item and item[name]:
            item[name] = date.fromisoformat(item[name])


ABOUT = ("report", "document", "source", "site", "language", "published")


def proofs_of(event: Mapping[str, Any]) -> list[Row]:
    """Every sentence that tells an event, given as a row of `Casebook.event_rows`, by day of publication."""
    rows = [
        {name: report[name] for name in ABOUT} | proof for report in event["told"] or () for proof in report["evidence"]
    ]
    return sorted(rows, key=lambda row: (row["published"] or date.max, row["report"], row["begin"]))


def evidence_of(event: Mapping[str, Any]) -> pa.Table:
    """The rows of `proofs_of` as a table."""
    import pyarrow as pa

    from detente.store.tables import EVENTS

    fields = [EVENTS.field(name) for name in ABOUT]
    fields += [field for field in EVENTS.field("evidence").type.value_type if field.name != "document"]
    return pa.Table.from_pylist(proofs_of(event), schema=pa.schema(fields))


__all__ = ["NESTED", "evidence_of", "proofs_of", "revive"]
