"""Taking back a block that cleaning set aside: the document keeps it from now on and is read anew."""

from __future__ import annotations

import json
from dataclasses import asdict

from detente.cleaning import restore as keep
from detente.errors import BadQuery
from detente.store import ledger as books
from detente.store.casebook import Casebook
from detente.store.engine import Reader
from detente.store.recode import carry
from detente.store.writer import Summary, list_segment


def restore(casebook: Casebook, document: str, begin: int, stop: int, *, reader: Reader | None = None) -> Summary:
    """Keep what stands between two offsets of a document's text, and read the document again.

    The casebook remembers it with the document, so a later coder keeps it too. An interruption leaves the document to be
    read by the next `add`. Raises BadQuery for a document that the casebook does not have, InputError for offsets that
    are not of its text.
    """
    with books.writing(casebook.folder):
        known = books.get_document(casebook.ledger, document)
        if known is None:
            raise BadQuery(f"the casebook has no document {document!r}: `detente casebook quarantine` lists them")
        mended = keep(known, begin, stop)
        query = "SELECT DISTINCT s.id, s.coder FROM segment s JOIN coded c ON c.segment = s.id WHERE c.document = ?"
        old = casebook.ledger.execute(query, (document,)).fetchall()
        kept = [carried for name, by in old if (carried := carry(casebook, name, by, {document}))]
        with books.transaction(casebook.ledger):
            for name, size, by, documents, tables in kept:
                list_segment(casebook.ledger, name, size, by, len(documents), tables, "live")
                for other in documents:
                    sql = "UPDATE coded SET segment = ? WHERE document = ? AND coder = ?"
                    casebook.ledger.execute(sql, (name, other, by))
            for name, _ in old:
                sql = "UPDATE segment SET state = 'retired', changed = ? WHERE id = ?"
                casebook.ledger.execute(sql, (books.now(), name))
            casebook.ledger.execute("DELETE FROM coded WHERE document = ?", (document,))
            casebook.ledger.execute("DELETE FROM failed WHERE document = ?", (document,))
            parts = json.dumps([asdict(part) for part in mended.parts], ensure_ascii=False)
            casebook.ledger.execute("UPDATE document SET parts = ? WHERE id = ?", (parts, document))
            books.set_setting(casebook.ledger, "rebuild", "1")
    return casebook.add([], reader=reader)


__all__ = ["restore"]
