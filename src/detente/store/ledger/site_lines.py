"""The lines that the sites of a casebook repeat, counted over all its documents.

Each short line of a document is a row; whether the document is read with the line set aside stands in the same row. While
documents come in, what is repeated so far is set aside at once; after a run `wrong` finds the rows that all documents
together say otherwise, and their documents are read anew. So the outcome depends on the set of documents alone, whatever
their order and whoever reads them. (Of a text found at two sites, the first site counts: that is the one it is known by.)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sqlite3 import Connection

from detente.cleaning.repeated import lines_of, mark, needed
from detente.records import Document

LEARNED, SETTLED = (
    "lines learned",
    "lines settled",
)  # settings: the last document of which the lines are rows, are settled
CHUNK = 256  # documents learned in one transaction


def watermark(ledger: Connection, name: str) -> int:
    row = ledger.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return int(row[0]) if row else 0


def advance(ledger: Connection, name: str, key: int) -> None:
    ledger.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, str(key)))


def learn(ledger: Connection, document: Document, *, read: bool) -> None:
    """Enter the lines of a document that the ledger holds; within a transaction.

    `read`: it was read already, by an older version or in another casebook, with none of them set aside. Otherwise those that its
    site repeats so far are.
    """
    (key,) = ledger.execute("SELECT key FROM document WHERE id = ?", (document.id,)).fetchone()
    advance(ledger, LEARNED, key)
    if not document.site:
        return
    ledger.execute(
        "INSERT INTO site (name, documents) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET documents = documents + 1",
        (document.site,),
    )
    site, documents = ledger.execute("SELECT key, documents FROM site WHERE name = ?", (document.site,)).fetchone()
    for line in lines_of(document):
        aside = not read and seems_repeated(ledger, site, line, needed(documents) - 1)
        ledger.execute("INSERT INTO line VALUES (?,?,?,?)", (site, line, key, int(aside)))


def seems_repeated(ledger: Connection, site: int, line: int, others: int) -> bool:
    """Whether a line is set aside in the document that had it last, or so many others have it."""
    where = "FROM line WHERE site = ? AND line = ?"
    last = ledger.execute(f"SELECT aside {where} ORDER BY document DESC LIMIT 1", (site, line)).fetchone()
    if last is None or last[0]:
        return last is not None
    found = ledger.execute(f"SELECT count(*) FROM (SELECT 1 {where} LIMIT ?)", (site, line, others)).fetchone()
    return bool(found[0] >= others)


def marked(ledger: Connection, document: Document) -> Document:
    """The document as it is to be read: with the lines that its site repeats as parts to be set aside."""
    query = "SELECT line FROM line WHERE aside AND document = (SELECT key FROM document WHERE id = ?)"
    keys = {row[0] for row in ledger.execute(query, (document.id,)).fetchall()}
    return mark(document, keys) if keys else document


def unlearned(ledger: Connection) -> Iterator[list[str]]:
    """Ids of the documents whose lines are not entered (of older casebooks, and imported ones), in portions."""
    while rows := ledger.execute(
        "SELECT id FROM document WHERE key > ? ORDER BY key LIMIT ?", (watermark(ledger, LEARNED), CHUNK)
    ).fetchall():
        yield [row[0] for row in rows]


def copy_asides(ledger: Connection, other: Connection, documents: Iterable[str]) -> None:
    """Take over with which lines set aside documents of another casebook were read; within a transaction."""
    for identity in documents:
        query = "SELECT line FROM line WHERE aside AND document = (SELECT key FROM document WHERE id = ?)"
        for (line,) in other.execute(query, (identity,)).fetchall():
            same = "line = ? AND document = (SELECT key FROM document WHERE id = ?)"
            site = "site = (SELECT key FROM site WHERE name = (SELECT site FROM document WHERE id = ?))"
            ledger.execute(f"UPDATE line SET aside = 1 WHERE {site} AND {same}", (identity, line, identity))


def wrong(ledger: Connection) -> list[tuple[int, int, int]]:
    """Rows that are set aside and should not be, or the other way round: site, line, document.

    Only sites with documents that came since the last time are looked at.
    """
    query = "SELECT key, documents FROM site WHERE name IN (SELECT DISTINCT site FROM document WHERE key > ?)"
    found: list[tuple[int, int, int]] = []
    for site, documents in ledger.execute(query, (watermark(ledger, SETTLED),)).fetchall():
        counted = ledger.execute(
            "SELECT line, count(*) AS n, sum(aside) AS aside FROM line WHERE site = ? GROUP BY line"
            " HAVING (n >= ? AND aside < n) OR (n < ? AND aside > 0)",
            (site, needed(documents), needed(documents)),
        ).fetchall()
        for line, count, _ in counted:
            rows = "SELECT document FROM line WHERE site = ? AND line = ? AND aside <> ?"
            is_repeated = int(count >= needed(documents))
            found += [(site, line, row[0]) for row in ledger.execute(rows, (site, line, is_repeated)).fetchall()]
    return found


def settle(ledger: Connection, rows: Iterable[tuple[int, int, int]]) -> None:
    """Turn wrong rows over, and remember up to where the lines are settled; within a transaction."""
    ledger.executemany("UPDATE line SET aside = 1 - aside WHERE site = ? AND line = ? AND document = ?", rows)
    advance(ledger, SETTLED, ledger.execute("SELECT coalesce(max(key), 0) FROM document").fetchone()[0])


__all__ = ["copy_asides", "learn", "marked", "settle", "unlearned", "wrong"]
