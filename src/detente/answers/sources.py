"""Where a sentence of an answer comes from: events of a casebook, texts that state commitments, records of pacts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from detente.store.casebook import Casebook
from detente.store.serving.detail import proofs_of


@dataclass(frozen=True, slots=True)
class Citation:
    """An event (or pact) by id, the source that tells it, the day of its publication (of a pact: its signature), its words."""

    event: str
    source: str
    date: str | None
    text: str
    document: str | None = None  # id in the casebook; None for the record of a pact


def cite(event: Mapping[str, Any], most: int = 2) -> list[Citation]:
    """Sentences that tell an event, one a source as far as they go round; none where it was imported without words."""
    found: dict[str, Citation] = {}
    for row in proofs_of(event):
        source = row["site"] or row["source"]
        published = str(row["published"]) if row["published"] else None
        text = " ".join(row["text"].split())
        found.setdefault(source, Citation(event["event_id"], source, published, text, row["document"]))
    return list(found.values())[:most]


def cited_texts(book: Casebook, stated: Iterable[Mapping[str, Any]]) -> dict[str, Citation]:
    """Sentences that state commitments, each with its document."""
    found = {}
    for row in stated:
        for proof in row["evidence"] or ():
            document = book.document(proof["document"])
            published = str(document.published) if document.published else None
            words = " ".join(proof["text"].split())
            found[proof["text"]] = Citation(row["id"], document.site or document.source, published, words, document.id)
    return found
