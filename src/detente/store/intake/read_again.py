"""Reading documents anew: their rows are taken out of the segments, and they wait for a reader like new ones."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from sqlite3 import Connection

from detente.store.ledger import book as books
from detente.store.ledger.files import publish, read_table
from detente.store.ledger.segments import list_segment
from detente.store.tables import SCHEMAS, Tables


def set_anew(folder: Path, ledger: Connection, documents: Collection[str]) -> None:
    """Take the readings of some documents out of the segments, so that the next run reads them. Needs to be the only writer."""
    wanted = set(documents)
    if not wanted:
        return
    query = "SELECT id, coder FROM segment WHERE state = 'live' ORDER BY sequence"
    for old, coder in ledger.execute(query).fetchall():
        held = {row[0] for row in ledger.execute("SELECT document FROM coded WHERE segment = ?", (old,)).fetchall()}
        if gone := held & wanted:
            leave_out(folder, ledger, (old, coder), gone, len(held - gone))
    with books.transaction(ledger):
        for table in ("coded", "failed"):
            ledger.executemany(f"DELETE FROM {table} WHERE document = ?", [(document,) for document in sorted(wanted)])


def leave_out(folder: Path, ledger: Connection, segment: tuple[str, str], documents: set[str], left: int) -> None:
    """Replace a segment (id, coder) by one without the rows of some documents; `left` documents stay in it."""
    import pyarrow as pa
    import pyarrow.compute as pc

    old, coder = segment
    gone = pa.array(sorted(documents))
    tables = {
        name: kept
        for name, table in tables_of(folder, old).items()
        if len(kept := table.filter(pc.invert(pc.is_in(table.column("document"), gone))))
    }
    published = publish(tables, folder / "segments") if tables else None
    with books.transaction(ledger):
        ledger.executemany("DELETE FROM coded WHERE document = ?", [(document,) for document in sorted(documents)])
        if published is not None:
            list_segment(ledger, *published, coder, left, tables, "live")
        name = published[0] if published else None
        ledger.execute("UPDATE coded SET segment = ? WHERE segment = ?", (name, old))
        ledger.execute("UPDATE segment SET state = 'retired', changed = ? WHERE id = ?", (books.now(), old))
        books.set_setting(ledger, "rebuild", "1")


def tables_of(folder: Path, segment: str) -> Tables:
    """All tables of a segment that have rows."""
    place = folder / "segments" / segment
    read = {name: read_table(place, name, schema) for name, schema in SCHEMAS.items()}
    return {name: table for name, table in read.items() if len(table)}
