"""Keeping a casebook well: check and repair, compact, back up, import another, and a fingerprint of its content."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from detente.cleaning.repeated import unmark
from detente.errors import CasebookError
from detente.records import Document
from detente.store.imports.care import Finding, check_imported, copy_imported, join_imported
from detente.store.intake.read_again import tables_of
from detente.store.intake.writer import join
from detente.store.ledger import book as books
from detente.store.ledger import site_lines as lines
from detente.store.ledger.files import PARTIAL, hash_of, publish
from detente.store.ledger.segments import list_segment
from detente.store.serving.refresh import pointer_of
from detente.store.tables import SCHEMAS

if TYPE_CHECKING:
    from detente.store.casebook import Casebook

GRACE = timedelta(hours=1)  # a reader may still hold files that were replaced
SMALL, FULL = 100_000, 500_000  # events: segments below are compacted, up to this size


def check(casebook: Casebook) -> list[Finding]:
    """Verify hashes, rows and pointers; repair what is derived; documents of a damaged segment are to be read anew."""
    with books.writing(casebook.folder):
        found = [*check_ledger(casebook), *check_segments(casebook), *sweep(casebook)]
        imports = list(check_imported(casebook.folder, casebook.ledger))
        if all(finding.repaired for finding in imports):  # else no query can be asked
            found += check_serving(casebook)
    return found + imports


def check_ledger(casebook: Casebook) -> Iterator[Finding]:
    for (answer,) in casebook.ledger.execute("PRAGMA integrity_check").fetchall():
        if answer != "ok":
            yield Finding(answer, books.FILE, "")
    for row in casebook.ledger.execute("PRAGMA foreign_key_check").fetchall():
        yield Finding(f"a row of {row[0]} points to no row of {row[2]}", books.FILE, "")
    for (identity,) in casebook.ledger.execute("SELECT id FROM document").fetchall():
        try:
            books.get_document(casebook.ledger, identity)
        except Exception as error:
            yield Finding(f"the text of document {identity} cannot be unpacked: {error}", books.FILE, "")


def check_segments(casebook: Casebook) -> Iterator[Finding]:
    """Files against their hashes; a damaged segment is dropped and its documents become pending."""
    query = "SELECT id, events FROM segment WHERE state <> 'retired'"
    for name, events in casebook.ledger.execute(query).fetchall():
        folder = casebook.folder / "segments" / name
        wrong = damage(folder, name, events)
        if wrong is None:
            continue
        with books.transaction(casebook.ledger):
            lost = casebook.ledger.execute("DELETE FROM coded WHERE segment = ?", (name,)).rowcount
            casebook.ledger.execute("DELETE FROM segment WHERE id = ?", (name,))
            books.set_setting(casebook.ledger, "rebuild", "1")
        shutil.rmtree(folder, ignore_errors=True)
        yield Finding(wrong, f"segments/{name}", f"dropped; the next `detente add` reads its {lost} documents anew")


def damage(folder: Path, name: str, events: int) -> str | None:
    """What is wrong with a segment's files."""
    if not folder.is_dir():
        return "the files are missing"
    if hash_of(folder) != name:
        return "the files are not those that were written"
    path = folder / "events.parquet"
    rows = pq.read_metadata(path).num_rows if path.exists() else 0
    return None if rows == events else f"{rows} events, the ledger lists {events}"


def sweep(casebook: Casebook) -> Iterator[Finding]:
    """Rubbish of runs that were killed, and files that were replaced and that nobody reads any more."""
    folder, ledger = casebook.folder, casebook.ledger
    for path in [*folder.glob(f"{PARTIAL}*"), *folder.glob(f"*/{PARTIAL}*")]:
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
        yield Finding("left by a run that was killed", str(path.relative_to(folder)), "removed")
    listed = {row[0] for row in ledger.execute("SELECT id FROM segment")}
    for path in (folder / "segments").glob("*"):
        if path.name not in listed:
            shutil.rmtree(path)
            yield Finding("written but never listed", f"segments/{path.name}", "removed")
    remove_old(casebook)


def remove_old(casebook: Casebook, grace: timedelta = GRACE) -> None:
    """Remove retired segments and older serving folders after the grace."""
    limit = datetime.now(UTC) - grace
    old = "SELECT id FROM segment WHERE state = 'retired' AND changed <= ?"
    for (name,) in casebook.ledger.execute(old, (limit.isoformat(timespec="seconds"),)).fetchall():
        with books.transaction(casebook.ledger):
            casebook.ledger.execute("UPDATE coded SET segment = NULL WHERE segment = ?", (name,))
            casebook.ledger.execute("DELETE FROM segment WHERE id = ?", (name,))
        shutil.rmtree(casebook.folder / "segments" / name, ignore_errors=True)
    pointer = pointer_of(casebook.ledger)
    used = {pointer.generation, pointer.overlay} if pointer else set()
    for path in (casebook.folder / "serve").glob("*"):
        if path.name not in used and path.stat().st_mtime <= limit.timestamp():
            shutil.rmtree(path, ignore_errors=True)


def check_serving(casebook: Casebook) -> Iterator[Finding]:
    """What queries read must hold exactly the reports of the live segments; otherwise it is built anew."""
    wrong = serving_wrong(casebook)
    casebook.derive(rebuild=wrong is not None)
    if wrong is not None:
        yield Finding(wrong, "serve", "built anew")
    try:
        casebook.search("check", 1)
    except Exception as error:
        shutil.rmtree(casebook.folder / "search", ignore_errors=True)
        casebook.derive()
        yield Finding(f"cannot be searched: {error}", "search", "built anew")


def serving_wrong(casebook: Casebook) -> str | None:
    reports = casebook.counts_of("reports")
    try:
        sql = "SELECT coalesce(sum(len(reports)), 0)::BIGINT AS n FROM pairs WHERE pair = 0"
        served = casebook.sql(sql).column("n")[0].as_py()
        pointer = pointer_of(casebook.ledger)
        newest = casebook.ledger.execute(
            "SELECT coalesce(max(sequence), 0) FROM segment WHERE state = 'live'"
        ).fetchone()
    except Exception as error:
        return f"cannot be read: {error}"
    if pointer and pointer.seen < newest[0]:
        return None  # behind, not wrong
    return None if served == reports else f"{served} reports served, {reports} coded"


def compact(casebook: Casebook, *, grace: timedelta = GRACE) -> int:
    """Join small segments into large ones and build the serving files anew; returns how many segments were joined."""
    with books.writing(casebook.folder):
        joined = 0
        query = "SELECT id, coder, events, documents FROM segment WHERE state = 'live' AND events < ? ORDER BY coder, sequence"
        groups: list[list[tuple[str, str, int, int]]] = []
        for row in casebook.ledger.execute(query, (SMALL,)).fetchall():
            fits = groups and groups[-1][0][1] == row[1] and sum(r[2] for r in groups[-1]) + row[2] <= FULL
            if fits:
                groups[-1].append(row)
            else:
                groups.append([row])
        for group in groups:
            if len(group) > 1:
                replace_segments(casebook, group)
                joined += len(group)
        casebook.derive(rebuild=True)
        remove_old(casebook, grace)
    return joined


def replace_segments(casebook: Casebook, group: list[tuple[str, str, int, int]]) -> None:
    """Write the rows of some segments as one, and let it take their place in one transaction."""
    names, coder = [row[0] for row in group], group[0][1]
    tables = join(tables_of(casebook.folder, name) for name in names)
    name, size = publish(tables, casebook.folder / "segments")
    with books.transaction(casebook.ledger):
        list_segment(casebook.ledger, name, size, coder, sum(row[3] for row in group), tables, "live")
        for old in names:
            casebook.ledger.execute("UPDATE coded SET segment = ? WHERE segment = ?", (name, old))
            sql = "UPDATE segment SET state = 'retired', changed = ? WHERE id = ?"
            casebook.ledger.execute(sql, (books.now(), old))
        books.set_setting(casebook.ledger, "rebuild", "1")


def backup(casebook: Casebook, target: Path) -> None:
    """A complete copy of one state, while others read and write."""
    if target.exists() and any(target.iterdir()):
        raise CasebookError(f"{target} is not empty: give a new folder for the backup")
    try:
        target.mkdir(parents=True, exist_ok=True)
        copy = sqlite3.connect(target / f"{PARTIAL}{books.FILE}")
        casebook.ledger.backup(copy)
        pointer = pointer_of(copy)
        segments = [row[0] for row in copy.execute("SELECT id FROM segment WHERE state <> 'retired'")]
        for name in segments:
            shutil.copytree(casebook.folder / "segments" / name, target / "segments" / name)
        for served in filter(None, (pointer.generation, pointer.overlay) if pointer else ()):
            shutil.copytree(casebook.folder / "serve" / served, target / "serve" / served)
        copy_imported(casebook.folder, copy, target)
        copy.close()
        (target / f"{PARTIAL}{books.FILE}").rename(target / books.FILE)
    except OSError as error:
        raise CasebookError(f"cannot back up to {target}: {error}") from error
    with type(casebook).open(target, create=False) as copied:
        copied.refresh()


def import_casebook(casebook: Casebook, other: Casebook) -> int:
    """Take over the documents of another casebook that are new here, as they were coded, and its imports; returns how many
    documents."""
    with books.writing(casebook.folder):
        known = {row[0] for row in casebook.ledger.execute("SELECT id FROM document")}
        new = [row[0] for row in other.ledger.execute("SELECT id FROM document ORDER BY key") if row[0] not in known]
        wanted = set(new)
        for start in range(0, len(new), 256):
            with books.transaction(casebook.ledger):
                found = (books.get_document(other.ledger, identity) for identity in new[start : start + 256])
                add_read(casebook.ledger, other.ledger, [document for document in found if document])
        live = "SELECT id, coder FROM segment WHERE state = 'live' ORDER BY sequence"
        for segment, coder in other.ledger.execute(live).fetchall():
            import_segment(casebook, other, segment, coder, wanted)
        with books.transaction(casebook.ledger):
            import_rest(casebook, other, wanted)
        join_imported(casebook.folder, casebook.ledger, other.folder, other.ledger)
        casebook.derive()
    return len(new)


def add_read(ledger: sqlite3.Connection, other: sqlite3.Connection, documents: list[Document]) -> None:
    """Enter documents that another casebook has read, with the lines of their sites; within a transaction."""
    books.add_documents(ledger, documents)
    for document in documents:
        lines.learn(ledger, unmark(document), read=True)
    lines.copy_asides(ledger, other, [document.id for document in documents])


def import_segment(casebook: Casebook, other: Casebook, segment: str, coder: str, wanted: set[str]) -> None:
    """Publish the rows of wanted documents of a segment here."""
    import pyarrow as pa

    query = "SELECT document, coder, segment, events, set_aside FROM coded WHERE segment = ?"
    rows = [row for row in other.ledger.execute(query, (segment,)).fetchall() if row[0] in wanted]
    if not rows:
        return
    mine = pa.array(sorted(row[0] for row in rows))
    tables = {
        name: kept
        for name, table in tables_of(other.folder, segment).items()
        if len(kept := table.filter(pa.compute.is_in(table.column("document"), mine)))
    }
    name, size = publish(tables, casebook.folder / "segments")
    with books.transaction(casebook.ledger):
        list_segment(casebook.ledger, name, size, coder, len(rows), tables, "live")
        for document, by, _, events, aside in rows:
            row = (document, by, name, events, aside)
            casebook.ledger.execute("INSERT OR REPLACE INTO coded VALUES (?,?,?,?,?)", row)


def import_rest(casebook: Casebook, other: Casebook, wanted: set[str]) -> None:
    """Empty readings and failures of the imported documents, corrections and verdicts."""
    empty = "SELECT document, coder, segment, events, set_aside FROM coded WHERE segment IS NULL"
    for row in other.ledger.execute(empty).fetchall():
        if row[0] in wanted:
            casebook.ledger.execute("INSERT OR IGNORE INTO coded VALUES (?,?,?,?,?)", row)
    for row in other.ledger.execute("SELECT * FROM failed").fetchall():
        if row[0] in wanted:
            casebook.ledger.execute("INSERT OR IGNORE INTO failed VALUES (?,?,?,?,?,?)", row)
    columns = "event, field, before, after, author, reason, at, anchor"
    there = set(casebook.ledger.execute(f"SELECT {columns} FROM correction").fetchall())
    for row in other.ledger.execute(f"SELECT {columns} FROM correction ORDER BY id").fetchall():
        if row not in there:
            casebook.ledger.execute(f"INSERT INTO correction ({columns}) VALUES (?,?,?,?,?,?,?,?)", row)
    for row in other.ledger.execute("SELECT * FROM verdict").fetchall():
        casebook.ledger.execute("INSERT OR IGNORE INTO verdict VALUES (?,?,?,?,?,?)", row)


def fingerprint(casebook: Casebook) -> str:
    """A hash over every row that was read and every event as served, in a fixed order: equal content, equal hash."""
    total = hashlib.blake2b(digest_size=16)
    for name in SCHEMAS:
        table = casebook.view.segment_table(name)
        rows = sorted(repr(row) for row in table.to_pylist())
        total.update(f"{name} {len(rows)}\n".encode() + "\n".join(rows).encode())
    for row in sorted(repr(row) for row in casebook.sql("FROM pairs").to_pylist()):
        total.update(row.encode())
    return total.hexdigest()


__all__ = ["Finding", "backup", "check", "compact", "fingerprint", "import_casebook"]
