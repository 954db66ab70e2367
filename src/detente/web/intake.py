"""A text or an address that comes in by the desk: read by the same reader as `detente add`, in a thread of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

from detente.errors import EmptyDocument, FetchFailed
from detente.records import Document
from detente.store.casebook import Casebook, default_reader
from detente.store.serving.summaries import document_of

ADDRESS = re.compile(r"https?://\S+")
_reader: list[Any] = []  # loads its models once


def add(folder: Path, given: str, title: str, published: str) -> str:
    """Read what was pasted into the casebook in `folder`; returns the id of its document, or of the first of several.

    Raises EmptyDocument where there is nothing to read, FetchFailed for an address that does not answer, BadDate.
    """
    from detente.sources import open_source

    text = given.replace("\r\n", "\n").strip()
    if not text:
        raise EmptyDocument("nothing was pasted: give a text, or the address of a page")
    address = bool(ADDRESS.fullmatch(text))
    name = text if address else f"pasted-{blake2b(text.encode(), digest_size=6).hexdigest()}"
    seen: list[str] = []

    def opener(source: str) -> Iterator[Document]:
        """What was pasted is never the name of a file: a line break says so."""
        for document in open_source(source if address else f"{text}\n", published=published.strip() or None):
            known = document if address else replace(document, source=name, title=title.strip() or document.title)
            seen.append(known.id)
            yield known

    if not _reader:
        _reader.append(default_reader())
    with Casebook.open(folder, create=False) as book:
        summary = book.add(name, reader=_reader[0], opener=opener)
        for _, reason in summary.unopened:
            raise FetchFailed(reason)
        for failure in summary.failed:
            raise EmptyDocument(str(failure.reason))
        if seen:
            return seen[0]
        found = document_of(book.ledger, name)
    if found is None:
        raise EmptyDocument("nothing was read of it: give a text with sentences, or the address of a page")
    return found


__all__ = ["add"]
