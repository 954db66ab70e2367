"""Plain text: a file, standard input, or the text itself; one document, or several where the text says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from detente.records import Document
from detente.sources.characters import left_out, readable
from detente.sources.decode import decode
from detente.sources.document import check_size, make_document, whole
from detente.sources.request import Request
from detente.sources.split import split_text


def read_text(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """The documents of a text file; their characters are the file's own, without those that nobody sees."""
    text, _, notes = decode(whole(stream, request.source), request.source, declared=request.charset)
    yield from read_words(text, request, notes)


def read_words(text: str, request: Request, notes: tuple[str, ...] = ()) -> Iterator[Document]:
    """The documents of a text given as such. A list of addresses is fetched, where the user gave it as the source."""
    check_size(len(text), request.source)
    addresses = addresses_of(text) if request.addresses else []
    if addresses:
        from detente.sources.web import read_addresses

        yield from read_addresses(addresses, request)
        return
    raw, text = text, readable(text)
    notes = (*notes, *left_out(raw, text))
    parts, note = split_text(text) if request.split else ([text], None)
    more = (*notes, note) if note else notes
    if len(parts) == 1:
        yield make_document(request.source, text, notes=more, **request.declared())
        return
    for number, part in enumerate(parts, 1):
        yield make_document(f"{request.source}#{number}", part, notes=more, **request.declared())


def addresses_of(text: str) -> list[str]:
    """The addresses of a text that is nothing but a list of them, one a line; comments begin with #."""
    lines = [line.strip() for line in text[:200_000].splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if lines and all(line.startswith(("http://", "https://")) and " " not in line for line in lines):
        return [line.strip() for line in text.splitlines() if line.strip().startswith("http")]
    return []
