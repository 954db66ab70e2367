"""A reading as JSON, with the field names of the design; reading.schema.json is its published schema."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from typing import Any

from detente.records import Event, Reading, When


def as_dict(reading: Reading) -> dict[str, Any]:
    """Plain lists, dictionaries, strings and numbers. Dates are EDTF strings, with first and last day and anchor beside them."""
    return {
        "document": plain(reading.document),
        "blocks": [plain(block) for block in reading.blocks],
        "events": [event_dict(event) for event in reading.events],
        "leads": [event_dict(event) for event in reading.leads],
        "commitments": [plain(c) | {"date": c.date} for c in reading.commitments],
        "transfers": [plain(transfer) for transfer in reading.transfers],
        "questions": list(reading.questions),
        "unresolved": [plain(item) for item in reading.unresolved],
    }


def as_json(reading: Reading) -> str:
    return json.dumps(as_dict(reading), ensure_ascii=False, indent=1)


def event_dict(event: Event) -> dict[str, Any]:
    """An event; its date is flattened, since most readers want the EDTF string alone."""
    found = plain(event)
    when = event.date
    found["date"] = when.edtf if when else None
    found["date_first"] = plain(when.first) if when else None
    found["date_last"] = plain(when.last) if when else None
    found["date_anchor"] = when.anchor if when else None
    return {name: found[name] for name in ORDER if name in found}


ORDER = [
    *(f.name for f in dataclasses.fields(Event) if f.name not in ("evidence", "confidence", "contested")),
    "date_first", "date_last", "date_anchor", "confidence", "contested", "evidence",
]  # fmt: skip


def plain(value: Any) -> Any:
    """A record as JSON knows it."""
    if isinstance(value, When):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value) if not f.name.startswith("_")}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value
