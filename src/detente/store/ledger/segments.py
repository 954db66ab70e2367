"""Segments in the ledger: what is listed is what is read."""

from __future__ import annotations

from sqlite3 import Connection

from detente.store.ledger import book as books
from detente.store.tables import SCHEMAS, Tables


def list_segment(
    ledger: Connection, name: str, size: int, coder: str, documents: int, tables: Tables, state: str
) -> None:
    """Make a published segment part of the casebook."""
    import pyarrow.compute as pc

    events = tables.get("events", SCHEMAS["events"].empty_table())
    days = pc.struct_field(events.column("date"), "first")
    first, last = pc.min_max(days).as_py().values() if len(events) else (None, None)
    ledger.execute(
        "INSERT INTO segment (id, sequence, coder, documents, events, bytes, first, last, state, changed)"
        " VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM segment), ?,?,?,?,?,?,?,?)"
        " ON CONFLICT (id) DO UPDATE SET state = excluded.state, changed = excluded.changed",
        (
            name,
            coder,
            documents,
            len(events),
            size,
            first.isoformat() if first else None,
            last.isoformat() if last else None,
            state,
            books.now(),
        ),
    )
