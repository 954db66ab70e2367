"""What queries read: merged events by pair of countries, sorted, with counts by month, year and day. Derived, and rebuilt at will.

A generation holds all events of the segments up to its watermark. What came later stands in an overlay: the events it
changes or brings, the ids of the events of the generation that these replace, and the difference it makes to the counts.
Both are complete folders before the ledger points to them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from sqlite3 import Connection

from detente.store.ledger import book as books

FORMAT = 3  # of the serving files; those of another are built anew by the next writer
REBUILD_AT_LEAST = 20_000  # fresh reports before a generation is built anew ...
REBUILD_SHARE = 4  # ... and their share of what it holds: one in four


@dataclass(frozen=True, slots=True)
class Pointer:
    """What readers see: the generation, the overlay over it, and how far into the segments they reach."""

    generation: str
    watermark: int  # the last segment (`sequence`) in the generation
    overlay: str | None
    seen: int  # the last segment in generation and overlay
    events: int  # reports in the generation
    changes: str  # state of corrections and verdicts
    format: int = FORMAT


def pointer_of(ledger: Connection) -> Pointer | None:
    """What readers see; None where there is nothing yet, or what there is was built in another format."""
    value = books.setting(ledger, "serve")
    pointer = Pointer(**({"format": 0} | json.loads(value))) if value else None
    return pointer if pointer and pointer.format == FORMAT else None


def changes_of(ledger: Connection) -> str:
    """Tells one state of corrections and verdicts from the next."""
    corrections = ledger.execute("SELECT coalesce(max(id), 0) FROM correction").fetchone()[0]
    verdicts = ledger.execute("SELECT count(*) || ' ' || coalesce(max(at), '') || ' ' || total(same) FROM verdict")
    return f"{corrections} {verdicts.fetchone()[0]}"


def live(ledger: Connection) -> list[tuple[str, int, int]]:
    """Segments that count: id, sequence, number of events."""
    query = "SELECT id, sequence, events FROM segment WHERE state = 'live' ORDER BY sequence"
    return ledger.execute(query).fetchall()


def refresh(folder: Path, ledger: Connection, *, rebuild: bool = False) -> Pointer | None:
    """Bring what queries read up to date with the ledger. Needs to be the only writer."""
    segments, pointer, changes = live(ledger), pointer_of(ledger), changes_of(ledger)
    rebuild = rebuild or books.setting(ledger, "rebuild") == "1"
    if not segments and pointer is None:
        return None
    seen = max((sequence for _, sequence, _ in segments), default=0)
    if pointer and not rebuild and pointer.seen == seen and pointer.changes == changes:
        return pointer
    fresh = [(name, events) for name, sequence, events in segments if pointer and sequence > pointer.watermark]
    waiting = sum(events for _, events in fresh)
    total = sum(events for _, _, events in segments)
    if rebuild or pointer is None or waiting > max(REBUILD_AT_LEAST, pointer.events // REBUILD_SHARE):
        from detente.store.serving.generation import build

        name = build(folder, ledger, [name for name, _, events in segments if events])
        new = Pointer(name, seen, None, seen, total, changes)
    else:
        from detente.store.serving.overlay import overlay

        overlaid = overlay(folder, ledger, pointer.generation, [name for name, events in fresh if events])
        new = Pointer(pointer.generation, pointer.watermark, overlaid, seen, pointer.events, changes)
    with books.transaction(ledger):
        books.set_setting(ledger, "serve", json.dumps(asdict(new)))
        books.set_setting(ledger, "rebuild", "0")
    return new


__all__ = ["Pointer", "live", "pointer_of", "refresh"]
