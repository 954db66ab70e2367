"""How reliable an analyst holds each source to be, by the Admiralty scale: A (completely) to E (unreliable), F (cannot be judged)."""

from __future__ import annotations

from detente.errors import BadQuery
from detente.store.casebook import Casebook
from detente.store.ledger import book as books

SCALE = ("A", "B", "C", "D", "E", "F")
UNSET = "F"


def set_grade(book: Casebook, source: str, reliability: str, *, author: str, reason: str) -> None:
    """Grade a source of the casebook; the last word counts. Raises BadQuery for a source or a letter that is not there."""
    if reliability not in SCALE:
        raise BadQuery(f"reliability {reliability!r} is not on the scale: give one of {', '.join(SCALE)}")
    if source not in (known := sources(book)):
        from difflib import get_close_matches

        near = get_close_matches(source, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else "`detente grade` lists them"
        raise BadQuery(f"no source {source!r} in {book.folder}: {hint}")
    with books.writing(book.folder), books.transaction(book.ledger):
        book.ledger.execute(
            "INSERT OR REPLACE INTO grade VALUES (?, ?, ?, ?, ?)", (source, reliability, author, reason, books.now())
        )


def grades(book: Casebook) -> dict[str, str]:
    """Source to reliability, of those that were graded."""
    return dict(book.ledger.execute("SELECT source, reliability FROM grade").fetchall())


def sources(book: Casebook) -> dict[str, int]:
    """Each source (its site, else the place it was read from) and how many documents it gave, the fullest first."""
    query = "SELECT coalesce(site, source) AS name, count(*) AS n FROM document GROUP BY name ORDER BY n DESC, name"
    return dict(book.ledger.execute(query).fetchall())


__all__ = ["SCALE", "UNSET", "grades", "set_grade", "sources"]
