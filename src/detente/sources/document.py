"""How a reader of a source makes a Document: the identity of a text, and the limit on its size."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import BinaryIO

from detente.errors import BadDate, DocumentTooLarge, EmptyDocument
from detente.records import Block, DateKnown, Document, LanguageKnown
from detente.sources.days import can_be
from detente.sources.header import Header, read_header

MEGABYTE = 1_000_000
LIMIT = 10 * MEGABYTE  # bytes of one document: a book of 1,500 pages is 4


def identity(text: str, published: date | None = None) -> str:
    """The id of a canonical text: blake2b of its UTF-8 bytes, with the day that was given or declared, in 32 hexadecimal digits.

    The same words on another day tell of another day: *yesterday* moves with it.
    """
    known = f"{text}\n{published.isoformat()}" if published else text
    return blake2b(known.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def as_date(value: date | str | None) -> date | None:
    """A publication date as the user gives it. Raises BadDate for a text that is no ISO date."""
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise BadDate(
            f"the publication date {value!r} is no date: write year-month-day, such as --published 2024-06-26"
        ) from None


def check_size(size: int, source: str) -> None:
    """Raise DocumentTooLarge where a document of `size` bytes is over the limit."""
    if size > LIMIT:
        raise DocumentTooLarge(
            f"{source} holds {size / MEGABYTE:.1f} MB, more than the {LIMIT // MEGABYTE} MB that one document may hold: "
            "cut it into its documents, or give it as a table (JSONL, CSV, Parquet) or WARC"
        )


def why(error: Exception) -> str:
    """What a library says of its failure, as part of one sentence."""
    return " ".join(str(error).split())[:200] or type(error).__name__


def whole(stream: BinaryIO, source: str) -> bytes:
    """All bytes of one document. Raises DocumentTooLarge before reading more than the limit."""
    data = stream.read(LIMIT + 1)
    if len(data) > LIMIT:
        check_size(_size(stream, len(data)), source)
    return data


def _size(stream: BinaryIO, at_least: int) -> int:
    """How long a stream is, where it can tell."""
    try:
        return max(at_least, stream.seek(0, 2))
    except (OSError, ValueError):
        return at_least


def make_document(
    source: str,
    text: str,
    *,
    header: Header | None = None,
    published: date | None = None,
    known: DateKnown = "unknown",
    title: str | None = None,
    author: str | None = None,
    site: str | None = None,
    language: str | None = None,
    language_known: LanguageKnown = "given",
    notes: Iterable[str] = (),
    parts: Iterable[Block] = (),
) -> Document:
    """A Document from what its source declares; what it does not declare is sought in the head of the text.

    `published` with `known` is what the user gave or the source declares; a date in the header line or in the address
    comes after it. A day that cannot be (year 1, year 9999) is none, and a note says so. Raises EmptyDocument where the text
    holds no word.
    """
    if not any(character.isalnum() for character in text[:10_000]) and not any(map(str.isalnum, text)):
        raise EmptyDocument(f"{source} holds no word: give a file, a URL or a text with something to read")
    header = read_header(text) if header is None else header
    if published is not None and not can_be(published):
        notes = (*notes, f"{published} is no day of publication but a placeholder: passed over")
        published = None
    if published is None:
        published, known = header.date_of(source)
    return Document(
        id=identity(text, published if known != "text" else None),
        source=source,
        text=text,
        title=title or header.title_text(text),
        author=author or header.author,
        site=site or header.site,
        published=published,
        published_known=known if published else "unknown",
        language=language,
        language_known=language_known,
        notes=tuple(notes),
        parts=tuple(parts),
    )
