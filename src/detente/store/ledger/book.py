"""The ledger: one SQLite file that says what was read, what is coded and which files hold it.

Many readers and one writer at a time. A reader's transaction sees one state; the writer lists a segment and its coded
documents in one transaction, flushed to the disk, so that a kill at any moment loses only what was not yet listed.
"""

from __future__ import annotations

import errno
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from detente.errors import CasebookError
from detente.records import Block, Document

FILE = "ledger.sqlite"
VERSION = 7
# MIGRATIONS[n] takes version n to n + 1
MIGRATIONS: dict[int, str] = {
    1: """
CREATE TABLE imported (id TEXT PRIMARY KEY, sequence INTEGER NOT NULL UNIQUE, source TEXT NOT NULL, format TEXT NOT NULL,
    coder TEXT NOT NULL, done INTEGER NOT NULL, at TEXT NOT NULL) STRICT;
CREATE TABLE imported_part (import TEXT NOT NULL REFERENCES imported (id), number INTEGER NOT NULL, reached INTEGER NOT NULL,
    line INTEGER NOT NULL, taken INTEGER NOT NULL, left_out INTEGER NOT NULL, reasons TEXT NOT NULL, remarks TEXT NOT NULL,
    PRIMARY KEY (import, number)) STRICT
""",
    2: """
CREATE TABLE grade (source TEXT PRIMARY KEY, reliability TEXT NOT NULL CHECK (reliability IN ('A', 'B', 'C', 'D', 'E', 'F')),
    author TEXT NOT NULL, reason TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID
""",
    3: """
CREATE TABLE watch (name TEXT PRIMARY KEY, query TEXT NOT NULL, feeds TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE told (watch TEXT NOT NULL REFERENCES watch (name), kind TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (watch, kind, key)) STRICT, WITHOUT ROWID;
CREATE TABLE notice (id TEXT PRIMARY KEY, watch TEXT NOT NULL REFERENCES watch (name), kind TEXT NOT NULL, event TEXT NOT NULL,
    text TEXT NOT NULL, proofs TEXT NOT NULL, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE delivery (notice TEXT NOT NULL REFERENCES notice (id), channel TEXT NOT NULL, done TEXT,
    PRIMARY KEY (notice, channel)) STRICT, WITHOUT ROWID
""",
    4: """
CREATE TABLE site (key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, documents INTEGER NOT NULL) STRICT;
CREATE TABLE line (site INTEGER NOT NULL REFERENCES site (key), line INTEGER NOT NULL,
    document INTEGER NOT NULL REFERENCES document (key), aside INTEGER NOT NULL, PRIMARY KEY (site, line, document)) STRICT, WITHOUT ROWID;
CREATE INDEX line_aside ON line (document) WHERE aside
""",
    5: """
CREATE TABLE imported_file (import TEXT NOT NULL REFERENCES imported (id), part INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('part', 'mentions', 'cube', 'rejected')), hash TEXT, PRIMARY KEY (import, part, kind)) STRICT, WITHOUT ROWID;
INSERT INTO imported_file SELECT p.import, p.number, k.column1, NULL FROM imported_part p JOIN imported i ON i.id = p.import
    JOIN (VALUES ('part'), ('cube'), ('mentions'), ('rejected')) k ON CASE k.column1 WHEN 'rejected' THEN p.left_out > 0
    WHEN 'mentions' THEN p.taken > 0 AND i.format = 'gdelt2-mentions' ELSE p.taken > 0 AND i.format <> 'gdelt2-mentions' END
""",
    6: "ALTER TABLE correction ADD COLUMN anchor TEXT",
}
APPLICATION = 0x44657465  # "Dete": tells a casebook from any other SQLite file
DOCUMENT_COLUMNS = "id, source, title, author, site, published, published_known, language, notes, parts, text"


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def create(folder: Path) -> None:
    """Make an empty casebook. The ledger appears under its name only when it is complete."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if strangers := [path.name for path in folder.iterdir() if not path.name.startswith((FILE, ".partial-"))]:
            raise CasebookError(
                f"{folder} holds other files ({strangers[0]}, ...) and no casebook: give an empty or a new folder"
            )
        partial = folder / f".partial-{FILE}"
        partial.unlink(missing_ok=True)
        ledger = sqlite3.connect(partial, isolation_level=None)
        schema = Path(__file__).with_name("schema.sql").read_text(encoding="utf-8")
        ledger.executescript(
            f"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN; {schema}; "
            f"PRAGMA user_version = {VERSION}; PRAGMA application_id = {APPLICATION}; COMMIT;"
        )
        ledger.close()
        partial.rename(folder / FILE)
    except (OSError, sqlite3.Error) as error:
        raise CasebookError(
            f"cannot make a casebook in {folder}: {error}. Give a folder that you may write to"
        ) from error


def connect(folder: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the ledger of an existing casebook, migrating it where it is older and may be written."""
    path = folder / FILE
    if not path.exists():
        raise CasebookError(f"{folder} is no casebook: `detente add SOURCE --casebook {folder}` makes one")
    try:
        ledger = open_file(path, write)
        version = ledger.execute("PRAGMA user_version").fetchone()[0]
        application = ledger.execute("PRAGMA application_id").fetchone()[0]
    except sqlite3.Error as error:
        raise CasebookError(f"{path} cannot be opened: {error}. `detente casebook check` tells more") from error
    if application != APPLICATION:
        raise CasebookError(f"{path} is a SQLite file of another program, not the ledger of a casebook")
    if version > VERSION:
        raise CasebookError(
            f"{folder} is a casebook of version {version}, this Détente knows up to {VERSION}: upgrade Détente"
        )
    if version < VERSION:
        migrate(path, ledger, version)
    return ledger


def open_file(path: Path, write: bool) -> sqlite3.Connection:
    """A connection; on a medium that cannot be written, SQLite must be told that nobody else writes either."""
    ledger = sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)
    try:
        ledger.execute("PRAGMA synchronous = FULL")
        ledger.execute("PRAGMA foreign_keys = ON")
        ledger.execute("SELECT count(*) FROM setting").fetchone()
    except sqlite3.OperationalError:
        ledger.close()
        if write:
            raise
        ledger = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    return ledger


def migrate(path: Path, ledger: sqlite3.Connection, version: int) -> None:
    """Take an older ledger to today's version, all steps in one transaction."""
    try:
        with transaction(ledger):
            for step in range(version, VERSION):
                for statement in MIGRATIONS[step].split(";\n"):
                    ledger.execute(statement)
            ledger.execute(f"PRAGMA user_version = {VERSION}")
    except (KeyError, sqlite3.Error) as error:
        raise CasebookError(
            f"{path} is of version {version} and cannot be brought to {VERSION}: {error!r}. It was left as it was"
        ) from error


@contextmanager
def transaction(ledger: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, taken for writing at once."""
    ledger.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if ledger.in_transaction:
            ledger.execute("ROLLBACK")
        raise
    ledger.execute("COMMIT")


@contextmanager
def snapshot(ledger: sqlite3.Connection) -> Iterator[None]:
    """Several queries on one state of the ledger, whatever a writer does meanwhile."""
    ledger.execute("BEGIN")
    try:
        yield
    finally:
        ledger.execute("ROLLBACK")


@contextmanager
def spoken(folder: Path) -> Iterator[None]:
    """Turn what the disk and the database say while writing into one sentence that tells the remedy."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        text = str(error)
        full = getattr(error, "errno", None) in (errno.ENOSPC, errno.EDQUOT) or "disk is full" in text
        if full:
            remedy = "The disk is full: make room, then give the same command again; nothing is lost"
        elif "readonly" in text or getattr(error, "errno", None) in (errno.EACCES, errno.EPERM, errno.EROFS):
            remedy = "Check the rights of the folder"
        else:
            remedy = "`detente casebook check` tells more"
        raise CasebookError(f"cannot write to {folder}: {text}. {remedy}") from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Be the only writer. Held by a lock that the system frees when the process dies, whatever the way."""
    path = folder / ".lock"
    try:
        lock = sqlite3.connect(path, timeout=0, isolation_level=None)
        lock.execute("PRAGMA journal_mode = MEMORY")
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise CasebookError(
                f"another process is writing to {folder}: wait until it is done, or stop it; reading goes on meanwhile"
            ) from error
        raise CasebookError(f"{folder} cannot be written to: {error}. Check the rights of the folder") from error
    try:
        with spoken(folder):
            yield
    finally:
        lock.close()


def pack_text(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 6)


def unpack_text(data: bytes) -> str:
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


def add_documents(ledger: sqlite3.Connection, documents: Iterable[Document]) -> None:
    """Enter texts that are new, and the further places of those that are known."""
    for document in documents:
        published = document.published.isoformat() if document.published else None
        fresh = ledger.execute(
            f"INSERT OR IGNORE INTO document ({DOCUMENT_COLUMNS}, added) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            (
                document.id,
                document.source,
                document.title,
                document.author,
                document.site,
                published,
                document.published_known,
                document.language,
                json.dumps(document.notes, ensure_ascii=False),
                pack_parts(document),
                pack_text(document.text),
                now(),
            ),
        ).rowcount
        if not fresh:
            add_copy(ledger, document.id, document.source, document.site)


def add_copy(ledger: sqlite3.Connection, document: str, source: str, site: str | None) -> None:
    """Note a further place of a known text."""
    first = ledger.execute("SELECT source FROM document WHERE id = ?", (document,)).fetchone()
    if first and first[0] != source:
        ledger.execute("INSERT OR IGNORE INTO copy VALUES (?, ?, ?)", (document, source, site))


def to_document(row: Sequence[Any]) -> Document:
    """The document of a row of DOCUMENT_COLUMNS."""
    identity, source, title, author, site, published, known, language, notes, parts, text = row
    return Document(
        id=identity,
        source=source,
        text=unpack_text(text),
        title=title,
        author=author,
        site=site,
        published=date.fromisoformat(published) if published else None,
        published_known=known,
        language=language,
        notes=tuple(json.loads(notes)),
        parts=tuple(Block(**part | {"reasons": tuple(part["reasons"])}) for part in json.loads(parts)),
    )


def set_parts(ledger: sqlite3.Connection, document: Document) -> None:
    """Write what is known of a document's layout anew."""
    ledger.execute("UPDATE document SET parts = ? WHERE id = ?", (pack_parts(document), document.id))


def pack_parts(document: Document) -> str:
    """What the reader of the source and the analyst say of it; which lines the site repeats stands elsewhere."""
    from detente.cleaning.repeated import unmark

    document = unmark(document)
    return json.dumps([asdict(part) for part in document.parts], ensure_ascii=False)


def get_document(ledger: sqlite3.Connection, identity: str) -> Document | None:
    """A document as it is read: with the lines that its site repeats among its parts."""
    from detente.store.ledger.site_lines import marked

    row = ledger.execute(f"SELECT {DOCUMENT_COLUMNS} FROM document WHERE id = ?", (identity,)).fetchone()
    return marked(ledger, to_document(row)) if row else None


def setting(ledger: sqlite3.Connection, name: str) -> str | None:
    row = ledger.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return row[0] if row else None


def set_setting(ledger: sqlite3.Connection, name: str, value: str) -> None:
    ledger.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))
