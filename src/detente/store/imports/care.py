"""Keeping imported tables well: files against the ledger, copies for a backup, and the imports of another casebook."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Connection

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from detente.store.imports import imported
from detente.store.imports import served as taken
from detente.store.imports.imported import Import
from detente.store.imports.served import path_of
from detente.store.ledger import book as books


@dataclass(frozen=True, slots=True)
class Finding:
    """Something `check` found wrong, and what was done about it."""

    what: str
    place: str
    repaired: str = ""  # what was done; empty where it needs a person

    def __str__(self) -> str:
        return f"{self.place}: {self.what}" + (f" -> {self.repaired}" if self.repaired else " -> NOT repaired")


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that the ledger lists, and the rows it must hold; the rows of a cube must count as many events."""

    id: str
    source: str
    part: int
    kind: str
    hash: str | None
    rows: int

    @property
    def place(self) -> str:
        return path_of(Path(), self.id, self.part, self.kind).as_posix()


def listed(ledger: Connection) -> list[Listed]:
    """All files of imports, the cubes after the parts they are made from."""
    query = """
        SELECT f.import, i.source, f.part, f.kind, f.hash, CASE f.kind WHEN 'rejected' THEN p.left_out ELSE p.taken END
        FROM imported_file f JOIN imported i ON i.id = f.import JOIN imported_part p ON p.import = f.import AND p.number = f.part
        ORDER BY f.kind = 'cube', f.import, f.part, f.kind
    """
    return [Listed(*row) for row in ledger.execute(query)]


def check_imported(folder: Path, ledger: Connection) -> Iterator[Finding]:
    """Files against the ledger: cubes are made anew, what nobody listed is removed, a lost part needs its source again."""
    files, lost = listed(ledger), set[tuple[str, int]]()
    for file in files:
        wrong = damage(folder, file)
        if wrong is None or (file.kind == "cube" and (file.id, file.part) in lost):
            continue
        if file.kind == "cube":
            count_anew(folder, ledger, file)
            yield Finding(wrong, file.place, "counted anew")
        else:
            lost |= {(file.id, file.part)} if file.kind == "part" else set()
            again = f"`detente import --remove {file.id} --casebook {folder}`, then import {file.source} again"
            yield Finding(f"{wrong}; to bring its {file.rows} rows back: {again}", file.place)
    known = {file.place for file in files}
    for path in sorted((folder / "imported").glob("*/*")):
        place = path.relative_to(folder).as_posix()
        if place not in known:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
            yield Finding("written but never listed", place, "removed")


def damage(folder: Path, file: Listed) -> str | None:
    """What is wrong with a file."""
    path = folder / file.place
    if not path.exists():
        return "the file is missing"
    if file.hash is not None and imported.hash_of(path) != file.hash:
        return "the file is not the one that was written"
    try:
        if file.kind == "cube":
            rows = pc.sum(pq.read_table(path, columns=["events"]).column("events")).as_py() or 0
        else:
            rows = pq.read_metadata(path).num_rows
    except (OSError, pa.ArrowException) as error:
        return f"the file cannot be read ({error})"
    return None if rows == file.rows else f"{rows} rows, the ledger lists {file.rows}"


def count_anew(folder: Path, ledger: Connection, file: Listed) -> None:
    """Make the cube of a part again."""
    events = pq.read_table(path_of(folder, file.id, file.part, "part"), schema=imported.SCHEMA)
    found = imported.write(imported.cube_of(events), folder / file.place)
    with books.transaction(ledger):
        change = "UPDATE imported_file SET hash = ? WHERE import = ? AND part = ? AND kind = 'cube'"
        ledger.execute(change, (found, file.id, file.part))
        imported.changed(ledger)


def copy_imported(folder: Path, ledger: Connection, target: Path) -> None:
    """All files that a ledger lists, into another folder. Raises CasebookError where one is missing."""
    for kind in ("part", "mentions", "cube", "rejected"):
        for path in taken.files_of(folder, ledger, kind):
            copy = target / Path(path).relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, copy)


def join_imported(folder: Path, ledger: Connection, other: Path, theirs: Connection) -> None:
    """Take over the imports of another casebook of which less is here; an event whose id is here already is left out."""
    for found in imported.listed(theirs):
        known = imported.find(ledger, found.id)
        if known and (known.done or (known.reached >= found.reached and not found.done)):
            continue
        if known:
            imported.remove(folder, ledger, found.id)
        fresh = Import(found.id, found.source, found.format, found.coder)
        imported.begin(ledger, fresh)
        seen = [np.zeros(0, np.uint64), *imported.keys(folder, ledger, found.coder)]
        for number in range(found.parts):
            join_part(folder, ledger, other, theirs, fresh, np.concatenate(seen), number)
        if found.done:
            imported.finish(ledger, fresh)


def join_part(
    folder: Path, ledger: Connection, other: Path, theirs: Connection, to: Import, seen: NDArray[np.uint64], number: int
) -> None:
    """One part of another casebook's import, without the events that are here already."""
    query = "SELECT reached, line, reasons, remarks FROM imported_part WHERE import = ? AND number = ?"
    reached, line, reasons, remarks = theirs.execute(query, (to.id, number)).fetchone()
    query = "SELECT kind FROM imported_file WHERE import = ? AND part = ?"
    kinds = {row[0] for row in theirs.execute(query, (to.id, number))}
    kind = "mentions" if "mentions" in kinds else "part"

    def table(name: str, schema: pa.Schema) -> pa.Table:
        place = path_of(other, to.id, number, name)
        return pq.read_table(place, schema=schema) if name in kinds else schema.empty_table()

    events, rejected = table(kind, imported.SCHEMAS[kind]), table("rejected", imported.REJECTED)
    why = Counter(json.loads(reasons))
    if kind == "part":
        known = np.isin(events.column("key").to_numpy(), seen)
        double, events = events.filter(pa.array(known)), events.filter(pa.array(~known))
        if len(double):
            why[imported.DOUBLE] += len(double)
            texts = [
                double.column("line"),
                [imported.DOUBLE] * len(double),
                double.column("source_id"),
                [""] * len(double),
            ]
            rejected = pa.concat_tables([rejected, pa.table(texts, schema=imported.REJECTED)])
    part = imported.Part(events, rejected, reached, line, why, Counter(json.loads(remarks)), kind)
    imported.add_part(folder, ledger, to, part)


__all__ = ["Finding", "check_imported", "copy_imported", "join_imported"]
