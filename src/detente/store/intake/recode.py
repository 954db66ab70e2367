"""Reading all documents anew after an upgrade: beside the old reading, compared with it, and only then in its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from detente.records import Document
from detente.store.casebook import Casebook, default_reader
from detente.store.intake.coder import coder_of
from detente.store.intake.engine import Engine, Here, Reader
from detente.store.intake.read_again import tables_of
from detente.store.intake.writer import Progress, Run, Summary
from detente.store.ledger import book as books
from detente.store.ledger.files import publish
from detente.store.ledger.segments import list_segment


@dataclass(slots=True)
class Change:
    """What another coder makes of the same documents."""

    coder: str
    documents: int = 0  # read by it so far
    waiting: int = 0  # still to be read
    same: int = 0  # reports
    gone: Counter[str] = field(default_factory=Counter)  # reports by event type
    come: Counter[str] = field(default_factory=Counter)
    examples: list[tuple[str, str, str]] = field(default_factory=list)  # "-" or "+", event and deed, sentence
    failed: int = 0  # documents that it cannot read: these keep their old reading


def waiting(casebook: Casebook, coder: str) -> list[str]:
    """Documents that are coded, but not by this coder."""
    query = (
        "SELECT id FROM document d WHERE EXISTS (SELECT 1 FROM coded WHERE document = d.id) AND NOT EXISTS"
        " (SELECT 1 FROM coded WHERE document = d.id AND coder = ?)"
        " AND NOT EXISTS (SELECT 1 FROM failed WHERE document = d.id AND coder = ?) ORDER BY key"
    )
    return [row[0] for row in casebook.ledger.execute(query, (coder, coder)).fetchall()]


def recode(
    casebook: Casebook,
    *,
    reader: Reader | None = None,
    engine: Engine | None = None,
    progress: Progress | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Summary:
    """Read with today's coder what another one read, into staged segments that no query sees; resumes after a stop."""
    reader = reader or default_reader()
    with books.writing(casebook.folder):
        coder = coder_of(reader)
        work = Run(
            casebook.folder, casebook.ledger, reader, coder, engine or Here(), no_source, progress, stop, "staged"
        )
        names = waiting(casebook, coder)
        work.work(document for name in names if (document := books.get_document(casebook.ledger, name)))
    return work.summary


def no_source(_: str) -> list[Document]:
    return []


def reports(casebook: Casebook, state: str, documents: pa.Array | None = None) -> dict[str, dict[str, Any]]:
    """Reports of the segments in a state, by id."""
    found: dict[str, dict[str, Any]] = {}
    for (name,) in casebook.ledger.execute("SELECT id FROM segment WHERE state = ?", (state,)).fetchall():
        table = tables_of(casebook.folder, name).get("events")
        if table is None:
            continue
        if documents is not None:
            table = table.filter(pa.compute.is_in(table.column("document"), documents))
        kept = table.select(["report", "event", "deed", "status", "evidence"])
        found.update((row["report"], row) for row in kept.to_pylist())
    return found


def compare(casebook: Casebook, *, reader: Reader | None = None, examples: int = 20) -> Change:
    """What the staged reading changes: reports that are the same, gone and come."""
    coder = coder_of(reader or default_reader())
    change = Change(coder, waiting=len(waiting(casebook, coder)))
    change.failed = casebook.ledger.execute("SELECT count(*) FROM failed WHERE coder = ?", (coder,)).fetchone()[0]
    staged = "SELECT DISTINCT document FROM coded c WHERE coder = ? AND EXISTS (SELECT 1 FROM coded o WHERE o.document = c.document AND o.coder <> c.coder)"
    documents = [row[0] for row in casebook.ledger.execute(staged, (coder,)).fetchall()]
    change.documents = len(documents)
    old = reports(casebook, "live", pa.array(documents, pa.string()))
    new = reports(casebook, "staged")
    change.same = len(old.keys() & new.keys())
    for sign, names, rows, counter in (
        ("-", old.keys() - new.keys(), old, change.gone),
        ("+", new.keys() - old.keys(), new, change.come),
    ):
        for name in sorted(names):
            row = rows[name]
            counter[row["event"]] += 1
            if counter.total() <= examples:
                text = row["evidence"][0]["text"] if row["evidence"] else ""
                change.examples.append(
                    (sign, f"{row['event']} {row['deed']} ({row['status']})", " ".join(text.split()))
                )
    return change


def accept(casebook: Casebook, *, reader: Reader | None = None) -> None:
    """Put the staged reading in the place of the old one; documents that the new coder cannot read keep the old."""
    coder = coder_of(reader or default_reader())
    with books.writing(casebook.folder):
        fresh = {row[0] for row in casebook.ledger.execute("SELECT document FROM coded WHERE coder = ?", (coder,))}
        replaced = "SELECT id, coder FROM segment WHERE state = 'live' AND coder <> ?"
        old = casebook.ledger.execute(replaced, (coder,)).fetchall()
        kept = [carried for name, by in old if (carried := carry(casebook, name, by, fresh))]
        with books.transaction(casebook.ledger):
            for name, size, by, documents, tables in kept:
                list_segment(casebook.ledger, name, size, by, len(documents), tables, "live")
                for document in documents:
                    sql = "UPDATE coded SET segment = ? WHERE document = ? AND coder = ?"
                    casebook.ledger.execute(sql, (name, document, by))
            for name, _ in old:
                if name not in {row[0] for row in kept}:
                    sql = "UPDATE segment SET state = 'retired', changed = ? WHERE id = ?"
                    casebook.ledger.execute(sql, (books.now(), name))
            casebook.ledger.execute(
                "UPDATE segment SET state = 'live', changed = ? WHERE state = 'staged'", (books.now(),)
            )
            for document in fresh:
                casebook.ledger.execute("DELETE FROM coded WHERE document = ? AND coder <> ?", (document, coder))
            books.set_setting(casebook.ledger, "rebuild", "1")
        casebook.derive(rebuild=True)


def carry(
    casebook: Casebook, segment: str, coder: str, fresh: set[str]
) -> tuple[str, int, str, list[str], dict[str, pa.Table]] | None:
    """The rows of a segment whose documents have no new reading, published as a segment of their own."""
    query = "SELECT document FROM coded WHERE segment = ?"
    left = [row[0] for row in casebook.ledger.execute(query, (segment,)).fetchall() if row[0] not in fresh]
    if not left:
        return None
    mine = pa.array(sorted(left))
    tables = {
        name: kept
        for name, table in tables_of(casebook.folder, segment).items()
        if len(kept := table.filter(pa.compute.is_in(table.column("document"), mine)))
    }
    name, size = publish(tables, casebook.folder / "segments")
    return name, size, coder, left, tables


def reject(casebook: Casebook, *, reader: Reader | None = None) -> None:
    """Throw the staged reading away."""
    coder = coder_of(reader or default_reader())
    with books.writing(casebook.folder), books.transaction(casebook.ledger):
        names = [row[0] for row in casebook.ledger.execute("SELECT id FROM segment WHERE state = 'staged'").fetchall()]
        for name in names:
            casebook.ledger.execute("DELETE FROM coded WHERE segment = ?", (name,))
            sql = "UPDATE segment SET state = 'retired', changed = ? WHERE id = ?"
            casebook.ledger.execute(sql, (books.now(), name))
        only = "coder = ? AND segment IS NULL AND document IN (SELECT document FROM coded WHERE coder <> ?)"
        casebook.ledger.execute(f"DELETE FROM coded WHERE {only}", (coder, coder))


__all__ = ["Change", "accept", "compare", "recode", "reject"]
