"""Casebooks of older versions, made from one of today by undoing the steps of MIGRATIONS."""

import sqlite3
from pathlib import Path

from detente.store.ledger import book as books

# What takes version n + 1 back to n.
UNDO = {
    6: "ALTER TABLE correction DROP COLUMN anchor",
    5: "DROP TABLE imported_file",
    4: "DROP TABLE line; DROP TABLE site; DELETE FROM setting WHERE name LIKE 'lines%'",
    3: "DROP TABLE delivery; DROP TABLE notice; DROP TABLE told; DROP TABLE watch",
    2: "DROP TABLE grade",
    1: "DROP TABLE imported_part; DROP TABLE imported",
}


def age(folder: Path, version: int) -> None:
    """Make a closed casebook one of an older version."""
    ledger = sqlite3.connect(folder / books.FILE)
    for step in range(books.VERSION - 1, version - 1, -1):
        ledger.executescript(UNDO[step])
    ledger.execute(f"PRAGMA user_version = {version}")
    ledger.close()
