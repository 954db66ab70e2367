"""Plain text: a file, standard input, or the text itself."""

from __future__ import annotations

from collections.abc import Iterator

from detente.records import Document
from detente.sources.decode import decode
from detente.sources.document import check_size, make_document
from detente.sources.request import Request


def read_text(data: bytes, request: Request) -> Iterator[Document]:
    """One document of a text file; its characters are the file's own, untouched."""
    check_size(len(data), request.source)
    text, _, notes = decode(data, request.source, declared=request.charset)
    yield make_document(request.source, text, notes=notes, **request.declared())


def read_words(text: str, request: Request) -> Iterator[Document]:
    """One document of a text given as such."""
    check_size(len(text), request.source)
    yield make_document(request.source, text, **request.declared())
