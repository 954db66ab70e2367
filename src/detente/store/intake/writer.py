"""Adding documents: from sources through the engine into segments, so that a kill at any moment loses nothing.

A text enters the ledger before it is coded. Its rows become visible in one transaction: the segment is listed and its
documents are marked as coded together. What has neither a coded nor a failed row is taken up by the next run.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from inspect import signature
from pathlib import Path
from sqlite3 import Connection

import pyarrow as pa

from detente.errors import CasebookError, DetenteError
from detente.records import Document
from detente.store.intake.engine import Batch, Done, Engine, Failure, Outcome, Reader, batches_of, run
from detente.store.ledger import book as books
from detente.store.ledger import site_lines as lines
from detente.store.ledger.files import publish
from detente.store.ledger.segments import list_segment
from detente.store.tables import Tables

# Documents of a source; where it takes `on_error`, it goes on after a bad document of a source that holds many
Opener = Callable[..., Iterable[Document]]

COMMIT_SECONDS, COMMIT_DOCUMENTS, COMMIT_EVENTS = 10.0, 4_000, 100_000
ENTER_DOCUMENTS = 64  # documents entered in the ledger in one transaction


@dataclass(slots=True)
class Summary:
    """What a run did, in numbers and reasons."""

    added: int = 0  # documents coded
    events: int = 0
    known: int = 0  # documents that were there already
    anew: int = 0  # documents read again, as their site turned out to repeat lines in them
    resumed: int = 0  # of those added: entered by an earlier run that was cut short
    set_aside: int = 0  # blocks in quarantine
    read: int = 0  # documents that came back from the engine, committed or not yet
    sources_done: int = 0
    sources_left: int = 0  # known so far
    skipped: int = 0  # sources unchanged since they were read to their end
    failed: list[Failure] = field(default_factory=list)  # documents
    unopened: list[tuple[str, str]] = field(default_factory=list)  # sources, with the reason
    stopped: bool = False
    seconds: float = 0.0

    def why(self) -> Counter[str]:
        """Reasons of failure, counted."""
        kinds = Counter(failure.kind for failure in self.failed)
        kinds.update("source not read" for _ in self.unopened)
        return kinds


Progress = Callable[[Summary], None]


@dataclass(slots=True)
class Run:
    """One writing run over an open ledger."""

    folder: Path
    ledger: Connection
    reader: Reader
    coder: str
    engine: Engine
    opener: Opener
    progress: Progress | None = None
    stop: Callable[[], bool] = lambda: False
    state: str = "live"
    summary: Summary = field(default_factory=Summary)
    _waiting: list[Outcome] = field(default_factory=list)
    _last: float = field(default_factory=time.monotonic)

    def add(self, sources: Iterable[str]) -> Summary:
        """Read what earlier runs left, then the sources."""
        began = time.monotonic()
        self.learn_older()
        self.work(self.pending_and_new(sources))
        self.summary.seconds = time.monotonic() - began
        return self.summary

    def learn_older(self) -> None:
        """Enter the lines of documents that came by an older version."""
        for portion in lines.unlearned(self.ledger):
            with books.transaction(self.ledger):
                for identity in portion:
                    document = books.get_document(self.ledger, identity)
                    assert document is not None
                    lines.learn(self.ledger, document, read=True)

    def settle(self) -> None:
        """Read anew the documents in which a line is set aside, or is not, otherwise than all documents together say."""
        from detente.store.intake.read_again import set_anew

        rows = lines.wrong(self.ledger)
        keys = sorted({document for _, _, document in rows})
        query = "SELECT id FROM document WHERE key = ?"
        names = [self.ledger.execute(query, (key,)).fetchone()[0] for key in keys]
        set_anew(self.folder, self.ledger, names)  # first: after a kill between the two they wait, and are found again
        with books.transaction(self.ledger):
            lines.settle(self.ledger, rows)
        if not names:
            return
        told = self.summary.added, self.summary.events, self.summary.set_aside
        self.work(document for name in names if (document := books.get_document(self.ledger, name)))
        self.summary.anew = self.summary.added - told[0]
        self.summary.added, self.summary.events, self.summary.set_aside = told

    def work(self, documents: Iterator[Document]) -> None:
        """Code documents and commit what comes back; on a stop, what is done is committed and the rest left pending."""
        outcomes = run(batches_of(documents), self.reader, self.engine, stop=self.stop)
        try:
            for outcome in outcomes:
                self.take(outcome)
        finally:
            outcomes.close()  # type: ignore[attr-defined]
            self.commit()
        self.summary.stopped = self.stop()

    def take(self, outcome: Outcome) -> None:
        self._waiting.append(outcome)
        documents = sum(len(one.done) for one in self._waiting)
        events = sum(row.events for one in self._waiting for row in one.done)
        late = time.monotonic() - self._last > COMMIT_SECONDS
        if late or documents >= COMMIT_DOCUMENTS or events >= COMMIT_EVENTS:
            self.commit()
        self.summary.read += len(outcome.done) + len(outcome.failed)
        if self.progress is not None:
            self.progress(self.summary)

    def commit(self) -> None:
        """Publish what waits as one segment and list it, with its documents, in one transaction."""
        waiting, self._waiting = self._waiting, []
        self._last = time.monotonic()
        done = [row for outcome in waiting for row in outcome.done]
        failed = [failure for outcome in waiting for failure in outcome.failed]
        if not done and not failed:
            return
        tables = join(outcome.tables for outcome in waiting)
        segment = publish(tables, self.folder / "segments") if tables else None
        with books.transaction(self.ledger):
            if segment is not None:
                list_segment(self.ledger, *segment, self.coder, len(done), tables, self.state)
            for row in done:
                note_done(self.ledger, row, self.coder, segment[0] if segment else None)
            for failure in failed:
                note_failure(self.ledger, failure, self.coder)
        self.summary.added += len(done)
        self.summary.events += sum(row.events for row in done)
        self.summary.set_aside += sum(row.set_aside for row in done)
        self.summary.failed += failed

    def pending_and_new(self, sources: Iterable[str]) -> Iterator[Document]:
        for document in pending(self.ledger):
            self.summary.resumed += 1
            yield document
        listed = list(sources)
        for position, source in enumerate(listed):
            self.summary.sources_done, self.summary.sources_left = position, len(listed) - position
            if self.stop():
                return
            yield from self.new(source)
        self.summary.sources_done, self.summary.sources_left = len(listed), 0

    def new(self, source: str) -> Iterator[Document]:
        """Documents of a source that the casebook does not know, entered before they are handed out."""
        mark = mark_of(source)
        row = self.ledger.execute("SELECT mark, documents, reason FROM source WHERE name = ?", (source,)).fetchone()
        if row and mark is not None and row[0] == mark and row[2] is None:
            self.summary.skipped += 1
            self.summary.known += row[1]
            return
        count, fresh = 0, list[Document]()
        problem: Exception | None = None
        documents: Iterator[Document] | None = None
        while problem is None:
            try:
                documents = iter(self.open(source)) if documents is None else documents
                document = next(documents, None)
            except Exception as error:  # a hostile file must not end a run of thousands
                problem, document = error, None
            if document is not None:
                count += 1
                fresh.append(document)
            if fresh and (document is None or len(fresh) >= ENTER_DOCUMENTS):
                yield from self.enter(fresh)
                fresh = []
            if document is None:
                break
        self.close_source(source, mark, count, problem)

    def open(self, source: str) -> Iterable[Document]:
        if "on_error" in signature(self.opener).parameters:
            return self.opener(source, on_error=self.note_bad)
        return self.opener(source)

    def note_bad(self, name: str, problem: Exception) -> None:
        """A document of a source that could not be opened; the rest of the source goes on."""
        self.close_source(name, None, 0, problem)

    def enter(self, documents: Sequence[Document]) -> list[Document]:
        """Enter texts in the ledger; returns those that are new."""
        new = []
        with books.transaction(self.ledger):
            for document in documents:
                query = "SELECT 1 FROM document WHERE id = ?"
                if self.ledger.execute(query, (document.id,)).fetchone():
                    books.add_copy(self.ledger, document.id, document.source, document.site)
                    self.summary.known += 1
                else:
                    books.add_documents(self.ledger, [document])
                    lines.learn(self.ledger, document, read=False)
                    new.append(lines.marked(self.ledger, document))
        return new

    def close_source(self, source: str, mark: str | None, count: int, problem: Exception | None) -> None:
        kind = reason = None
        if problem is not None:
            kind, reason = type(problem).__name__, str(problem) or type(problem).__name__
            self.summary.unopened.append((source, reason))
        with books.transaction(self.ledger):
            row = (source, mark, count, kind, reason, books.now())
            self.ledger.execute("INSERT OR REPLACE INTO source VALUES (?,?,?,?,?,?)", row)


def mark_of(source: str) -> str | None:
    """Size and time of a local file; None for what may have changed whenever it is asked (URLs, folders, streams)."""
    try:
        path = Path(source)
        if path.is_file():
            stat = path.stat()
            return f"{stat.st_size} {stat.st_mtime_ns}"
    except (OSError, ValueError):
        pass
    return None


def pending(ledger: Connection) -> Iterator[Document]:
    """Documents that were entered and neither coded nor failed, and those whose reading died with its process."""
    rows = ledger.execute(
        "SELECT id FROM document d WHERE NOT EXISTS (SELECT 1 FROM coded WHERE document = d.id)"
        " AND NOT EXISTS (SELECT 1 FROM failed WHERE document = d.id AND (kind <> 'died' OR tries >= 3)) ORDER BY key"
    ).fetchall()
    for (identity,) in rows:
        document = books.get_document(ledger, identity)
        if document is not None:
            yield document


def note_done(ledger: Connection, row: Done, coder: str, segment: str | None) -> None:
    """Mark a document as coded, and keep what the reading found out about it."""
    ledger.execute(
        "INSERT OR REPLACE INTO coded VALUES (?,?,?,?,?)", (row.document, coder, segment, row.events, row.set_aside)
    )
    ledger.execute("DELETE FROM failed WHERE document = ? AND coder = ?", (row.document, coder))
    ledger.execute(
        "UPDATE document SET language = coalesce(language, ?), title = coalesce(title, ?), author = coalesce(author, ?)"
        " WHERE id = ?",
        (row.language, row.title, row.author, row.document),
    )


def note_failure(ledger: Connection, failure: Failure, coder: str) -> None:
    """Record why a document could not be read, and how often it was tried."""
    ledger.execute(
        "INSERT INTO failed VALUES (?,?,?,?,1,?) ON CONFLICT (document, coder)"
        " DO UPDATE SET kind = excluded.kind, reason = excluded.reason, tries = tries + 1, at = excluded.at",
        (failure.document, coder, failure.kind, failure.reason, books.now()),
    )


def join(parts: Iterable[Tables]) -> Tables:
    """One set of tables from many, in an order that does not depend on who was done first."""
    import pyarrow.compute as pc  # a tenth of a second that no reader of a casebook should pay

    gathered: dict[str, list[pa.Table]] = {}
    for tables in parts:
        for name, table in tables.items():
            gathered.setdefault(name, []).append(table)
    joined: Tables = {}
    for name, several in gathered.items():
        table = pa.concat_tables(several)
        # a stable sort: rows of one document stay in the order of the text
        order = pc.sort_indices(table.column("document"))
        joined[name] = table.take(order).combine_chunks()
    return joined


__all__ = ["Batch", "CasebookError", "DetenteError", "Run", "Summary", "join", "pending"]
