"""The questions that the texts of a casebook ask themselves: those of the newest documents first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.store.serving.summaries import newest_documents

if TYPE_CHECKING:
    from detente.store.casebook import Casebook

MOST = 12
LONGEST = 300  # letters of a question that is offered


def offered(book: Casebook, most: int = MOST) -> list[str]:
    """Interrogative sentences of the documents, each once; their words are those of the texts."""
    asked: dict[str, list[str]] = {}
    for row in book.view.segment_table("questions").to_pylist():
        asked.setdefault(row["document"], []).append(" ".join(row["question"].split()))
    order = [one for one in newest_documents(book.ledger) if one in asked] if asked else []
    found = dict.fromkeys(text for document in order for text in asked[document] if len(text) <= LONGEST)
    return list(found)[:most]


__all__ = ["offered"]
