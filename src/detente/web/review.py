"""The review queue: events whose words do not bear what was read, or of which the reader is unsure, one at a time, most useful first.

What is settled goes through the same corrections as any other word of an analyst, so it says who and when, changes the figures at
once, can be taken back, and comes out with `detente export --format corrections` as cases to train on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from detente.errors import BadQuery
from detente.store.analyst.corrections import correct
from detente.store.analyst.values import worded
from detente.store.casebook import Casebook
from detente.store.serving.summaries import corrections_of
from detente.telling.event import tell
from detente.web import figures
from detente.web.desk import short
from detente.web.doubts import doubt_of, settled

NEWEST = 2_000  # events of a large casebook that are looked at, the newest
AROUND = 400  # letters before and after the sentence
ACTS = ("yes", "no", "swap", "fix", "undo")
FIXED = ("actor", "recipient", "event", "date", "status")  # what the plain form of the queue may change
Row = dict[str, Any]


def queue(book: Casebook, tongue: str) -> tuple[list[Row], int]:
    """The events that wait, those first whose doubt and weight in figures are greatest, and how many were settled."""

    def ask() -> list[tuple[float, Row]]:
        rows = book.event_rows(limit=NEWEST, latest=True) if figures.large(book) else book.event_rows()
        found = [
            (doubt_of(row, tell(row, tongue).faults) * (1 + abs(row["intensity"] or 0.0)), row)
            for row in rows
            if row["told"]
        ]
        return sorted((one for one in found if one[0] > 0), key=lambda one: (-one[0], one[1]["event_id"]))

    said = settled(book)
    listed = [row for _, row in figures.kept(book, f"review {tongue}", ask) if row["event_id"] not in said]
    return listed, len(said)


def page(book: Casebook, tongue: str, at: int, wanted: str = "") -> dict[str, Any]:
    """One event with its sentence in its context, where it stands in the queue, and the last that was settled; `wanted` is one by id."""
    listed, done = queue(book, tongue)
    at = max(0, min(at, len(listed) - 1)) if listed else 0
    if wanted:
        at = next((n for n, row in enumerate(listed) if row["event_id"] == wanted), at)
    last = next(reversed(settled(book)), None)
    shown: dict[str, Any] = {
        "total": len(listed),
        "done": done,
        "at": at,
        "event": None,
        "last": last,
    }
    if listed:
        row = listed[at]
        shown["event"] = short(row, tongue)
        shown["parts"] = in_words(row, tongue)
        shown["around"] = around(book, row)
    return shown


def in_words(row: Row, tongue: str) -> dict[str, str]:
    """Who, did what, to whom, when, in words."""
    from detente.telling.clause import label
    from detente.telling.event import moment
    from detente.telling.names import side

    return {
        "who": ", ".join(side(row, "actors", tongue)) or "?",
        "what": label(row, tongue) or row["event"] or "?",
        "whom": ", ".join(side(row, "recipients", tongue)) or "?",
        "date": moment(row, tongue),
        "actor": worded("actor", row["actors"]),
        "recipient": worded("recipient", row["recipients"]),
        "day": row["edtf"] or "",
    }


def around(book: Casebook, row: Row) -> dict[str, str]:
    """The sentence of an event between the words before and after it."""
    report = row["told"][0]
    proof, text = report["evidence"][0], book.document(report["document"]).text
    begin, stop = proof["begin"], proof["stop"]
    return {
        "before": text[max(0, begin - AROUND) : begin],
        "words": text[begin:stop],
        "after": text[stop : stop + AROUND],
    }


def settle(
    book: Casebook, identity: str, act: str, *, author: str, reason: str = "", fixed: Mapping[str, str] | None = None
) -> None:
    """Confirm an event, say that its words do not bear it (it no longer counts), swap its sides, confirm it as `fixed` says, or take
    the last verdict back.

    Raises BadQuery for another act, NotFound for an event that is not there.
    """
    if act not in ACTS:
        raise BadQuery(f"{act!r} is not one of {', '.join(ACTS)}")
    row = book.event(identity)
    given: dict[str, Any] = {"verdict": "confirmed"}
    if act == "no":
        given = {"verdict": "disputed", "status": "negated"}
    elif act == "swap":
        parts = in_words(row, "en")
        given |= {"actor": parts["recipient"], "recipient": parts["actor"]}
    elif act == "fix":
        now = {
            "actor": worded("actor", row["actors"]),
            "recipient": worded("recipient", row["recipients"]),
            "event": row["event"],
            "date": row["edtf"] or "",
            "status": row["status"],
        }
        given |= {
            field: value for field, value in (fixed or {}).items() if field in FIXED and value.strip() != now[field]
        }
    elif act == "undo":
        given = {"verdict": "open"} | before(book, row["event_id"])
    correct(book, identity, given, author=author, reason=reason)


def before(book: Casebook, event: str) -> dict[str, Any]:
    """What the last verdict on an event changed with it, as it was before."""
    rows = corrections_of(book.ledger, event)
    at = next((when for field, _, when in rows if field == "verdict"), None)
    found: dict[str, Any] = {}
    for field, value, when in rows:
        if when == at and field in FIXED:
            found[field] = worded(field, json.loads(value))
    if "event" in found:  # its deed brings all that the type took away
        deed = book.event(event)["deed"]
        found |= {"deed": deed} if deed else {}
    return found


__all__ = ["page", "queue", "settle"]
