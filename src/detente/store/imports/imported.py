"""Events that other systems coded: imported tables, kept beside what was read, and seen by the same queries.

    imported/ID/part-00000.parquet ...  immutable, sorted by pair and day; visible once listed in `imported_part`
    imported/ID/rejected-00000.parquet  rows that were left out, with line, reason and the row as it stood
    imported/ID/cube-00000.parquet      counts by pair and month

An import is named by the content of its file, so that the same file is never taken twice; a part is listed together
with the place in the file it reaches to, so that a killed import goes on from there. Imported rows are not merged with
reports: they have no sentences to compare. What a source does not say (status, likelihood, deed) is null or empty.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from detente.store.imports.served import files_of, path_of, state
from detente.store.ledger import book as books
from detente.store.ledger.files import PARTIAL, flush

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

ROW_GROUP = 40_960
UNIQUE = {"event_id", "source_id", "key", "line", "url", "text"}  # hardly a value twice: no dictionary is tried
DOUBLE = "an event with this id was taken before"
TEXT = pa.string()
# One row an event. `key` tells doubles apart within a system; `line` is where the row stood in its file.
SCHEMA = pa.schema(
    [
        ("event_id", TEXT), ("coder", TEXT), ("source_id", TEXT), ("key", pa.uint64()), ("line", pa.int64()),
        ("date", pa.date32()), ("date_last", pa.date32()), ("edtf", TEXT), ("published", pa.date32()),
        ("actor", TEXT), ("actor_name", TEXT), ("actor_sectors", pa.list_(TEXT)),
        ("recipient", TEXT), ("recipient_name", TEXT), ("recipient_sectors", pa.list_(TEXT)),
        ("event", TEXT), ("mode", TEXT), ("quad", pa.int32()), ("intensity", pa.float64()), ("contexts", pa.list_(TEXT)),
        ("code", TEXT), ("both", pa.bool_()), ("status", TEXT), ("likelihood", TEXT), ("confidence", pa.float64()),
        ("sources", pa.int32()), ("site", TEXT), ("url", TEXT), ("text", TEXT),
        ("place_name", TEXT), ("place_country", TEXT), ("latitude", pa.float64()), ("longitude", pa.float64()),
        ("place_precision", TEXT),
    ]
)  # fmt: skip
# Where an event was told, one row a mention.
MENTIONS = pa.schema(
    [
        ("event_id", TEXT), ("coder", TEXT), ("line", pa.int64()), ("date", pa.date32()), ("site", TEXT), ("url", TEXT),
        ("sentence", pa.int32()), ("confidence", pa.float64()),
    ]
)  # fmt: skip
SCHEMAS = {"part": SCHEMA, "mentions": MENTIONS}
REJECTED = pa.schema([("line", pa.int64()), ("reason", TEXT), ("value", TEXT), ("row", TEXT)])
CUBE = """
SELECT actor, recipient, date_trunc('month', date)::DATE AS month, event, quad, status, "both", count(*) AS events,
    sum(intensity) AS intensity, sum(sources) AS sources, coder FROM {table} GROUP BY ALL ORDER BY actor, recipient, month
"""


@dataclass(slots=True)
class Import:
    """What an import did so far: the row of the ledger."""

    id: str
    source: str
    format: str
    coder: str
    taken: int = 0
    left_out: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    remarks: Counter[str] = field(default_factory=Counter)
    done: bool = False
    parts: int = 0
    reached: int = 0  # bytes of the (unpacked) file that are in listed parts
    line: int = 1  # line at which the next part begins


def listed(ledger: Connection) -> list[Import]:
    """All imports, oldest first."""
    query = "SELECT id, source, format, coder, done FROM imported ORDER BY sequence"
    return [filled(ledger, Import(a, b, c, d, done=bool(e))) for a, b, c, d, e in ledger.execute(query)]


def find(ledger: Connection, identity: str) -> Import | None:
    return next((found for found in listed(ledger) if found.id == identity), None)


def filled(ledger: Connection, found: Import) -> Import:
    """The import with the sums over its parts."""
    query = (
        "SELECT reached, line, taken, left_out, reasons, remarks FROM imported_part WHERE import = ? ORDER BY number"
    )
    for reached, line, taken, left_out, reasons, remarks in ledger.execute(query, (found.id,)):
        found.parts += 1
        found.reached, found.line = reached, line
        found.taken += taken
        found.left_out += left_out
        found.reasons.update(json.loads(reasons))
        found.remarks.update(json.loads(remarks))
    return found


def begin(ledger: Connection, fresh: Import) -> None:
    with books.transaction(ledger):
        ledger.execute(
            "INSERT OR IGNORE INTO imported (id, sequence, source, format, coder, done, at)"
            " VALUES (?, (SELECT coalesce(max(sequence), 0) + 1 FROM imported), ?, ?, ?, 0, ?)",
            (fresh.id, fresh.source, fresh.format, fresh.coder, books.now()),
        )


def finish(ledger: Connection, done: Import) -> None:
    with books.transaction(ledger):
        ledger.execute("UPDATE imported SET done = 1, at = ? WHERE id = ?", (books.now(), done.id))
    done.done = True


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that are listed together: events (or mentions), what was left out, and the place in the file they reach to."""

    events: pa.Table
    rejected: pa.Table
    reached: int
    line: int  # at which the next part begins
    reasons: Counter[str]
    remarks: Counter[str]
    kind: str = "part"  # or "mentions"


def add_part(folder: Path, ledger: Connection, to: Import, part: Part) -> None:
    """Write one part and list it."""
    list_part(ledger, to, part, write_part(folder, to.id, to.parts, part))


def write_part(folder: Path, identity: str, number: int, part: Part) -> dict[str, str]:
    """Write the files of a part; returns their hashes by kind. Those of a killed run that were never listed are written over."""
    place = folder / "imported" / identity
    place.mkdir(parents=True, exist_ok=True)
    cube = cube_of(part.events) if part.kind == "part" else part.events[:0]
    tables = {part.kind: part.events, "cube": cube, "rejected": part.rejected}
    hashes = {
        kind: write(table, path_of(folder, identity, number, kind)) for kind, table in tables.items() if len(table)
    }
    flush(place)
    return hashes


def list_part(ledger: Connection, to: Import, part: Part, hashes: Mapping[str, str]) -> None:
    """Enter a part whose files are written: from here on queries see it."""
    taken, left_out = len(part.events), len(part.rejected)
    with books.transaction(ledger):
        row = (
            to.id,
            to.parts,
            part.reached,
            part.line,
            taken,
            left_out,
            json.dumps(part.reasons),
            json.dumps(part.remarks),
        )
        ledger.execute("INSERT INTO imported_part VALUES (?,?,?,?,?,?,?,?)", row)
        for kind, found in hashes.items():
            ledger.execute("INSERT INTO imported_file VALUES (?,?,?,?)", (to.id, to.parts, kind, found))
        changed(ledger)
    to.parts += 1
    to.reached, to.line = part.reached, part.line
    to.taken += taken
    to.left_out += left_out
    to.reasons.update(part.reasons)
    to.remarks.update(part.remarks)


def write(table: pa.Table, path: Path) -> str:
    """Write one file whole or not at all; returns its hash."""
    partial = path.with_name(PARTIAL + path.name)
    pq.write_table(
        table, partial, compression="zstd", compression_level=1, row_group_size=ROW_GROUP,
        use_dictionary=[name for name in columns_of(table.schema) if name not in UNIQUE],
    )  # fmt: skip
    flush(partial)
    found = hash_of(partial)
    partial.rename(path)
    return found


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()


def columns_of(schema: pa.Schema) -> list[str]:
    """Columns as Parquet names them."""
    return [f"{f.name}.list.element" if pa.types.is_list(f.type) else f.name for f in schema]


def cube_of(events: pa.Table) -> pa.Table:
    columns = ["actor", "recipient", "date", "event", "quad", "status", "both", "intensity", "sources", "coder"]
    with duck().cursor() as cursor:
        cursor.register("fresh", events.select(columns))
        return cursor.sql(CUBE.format(table="fresh")).to_arrow_table()


@cache
def duck() -> duckdb.DuckDBPyConnection:
    """A database in memory, one thread a query; each use takes a cursor of its own."""
    import duckdb

    return duckdb.connect(config={"threads": 1})


def remove(folder: Path, ledger: Connection, identity: str) -> None:
    """Take an import out of the casebook, rows and all."""
    with books.transaction(ledger):
        ledger.execute("DELETE FROM imported_file WHERE import = ?", (identity,))
        ledger.execute("DELETE FROM imported_part WHERE import = ?", (identity,))
        ledger.execute("DELETE FROM imported WHERE id = ?", (identity,))
        changed(ledger)
    shutil.rmtree(folder / "imported" / identity, ignore_errors=True)


def rejected(folder: Path, ledger: Connection, identity: str) -> Iterator[dict[str, Any]]:
    """Rows that an import left out, with line, reason and the row as it stood."""
    for path in files_of(folder, ledger, "rejected", identity):
        yield from pq.read_table(path, schema=REJECTED).to_pylist()


def keys(folder: Path, ledger: Connection, coder: str) -> list[NDArray[np.uint64]]:
    """The keys of all rows of a system, one sorted array a part."""
    import numpy as np

    ids = [found.id for found in listed(ledger) if found.coder == coder]
    paths = [path for name in ids for path in files_of(folder, ledger, of=name)]
    return [np.sort(pq.read_table(path, columns=["key"]).column("key").to_numpy()) for path in paths]


def changed(ledger: Connection) -> None:
    """Make readers look again; inside a transaction."""
    books.set_setting(ledger, "imported", str(int(state(ledger)) + 1))


__all__ = ["DOUBLE", "MENTIONS", "REJECTED", "SCHEMA", "SCHEMAS", "Import", "Part", "add_part", "begin", "changed", "cube_of", "duck", "find", "finish", "hash_of", "keys", "list_part", "listed", "rejected", "remove", "write", "write_part"]  # fmt: skip
