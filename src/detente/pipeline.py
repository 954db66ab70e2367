"""The map: sources -> cleaning -> languages -> coding -> a reading. Read it as the table of contents of the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from detente.errors import InputError, UnknownLanguage
from detente.records import Document, Reading

ALONE = "the second reader's model is not installed: read by the rules alone (quick)"


def read(
    source: str,
    *,
    published: date | str | None = None,
    language: str | None = None,
    quick: bool = False,
    line: float | None = None,
) -> Reading:
    """Read one document: a path, a URL, "-" or the text itself. Raises a subclass of `InputError` for what cannot be read."""
    readings = list(read_source(source, published=published, language=language, quick=quick, line=line))
    if len(readings) != 1:
        raise InputError(f"{source} holds {len(readings)} documents, one was expected; `detente add` takes many")
    return readings[0]


def read_source(
    source: str,
    *,
    published: date | str | None = None,
    language: str | None = None,
    allow_private: bool = False,
    quick: bool = False,
    line: float | None = None,
) -> Iterator[Reading]:
    """Read every document of a source, in order; `allow_private` lets a URL be of this machine or a private network; `quick` reads
    by the rules alone; `line` is the confidence from which an event is told, where it is not the usual one."""
    from detente.sources import open_source

    if language is not None:
        checked(language)
    for document in open_source(source, published=published, language=language, allow_private=allow_private):
        yield read_quick(document) if quick else read_document(document, line=line)


def read_document(document: Document, *, line: float | None = None) -> Reading:
    """Clean and code one document with both readers: the work of one task of a casebook. Without the second reader's model it is
    read by the rules alone, and a note says so."""
    from detente.reading.learned import installed

    if not installed():
        return read_quick(replace(document, notes=(*document.notes, ALONE)))
    return coded(document, careful=True, line=line)


def read_quick(document: Document) -> Reading:
    """Clean and code one document by the rules alone: for bulk."""
    return coded(document, careful=False)


def coded(document: Document, *, careful: bool, line: float | None = None) -> Reading:
    """Clean a document and read what is kept."""
    from detente.cleaning import clean, settle

    blocks = tuple(clean(document))
    document = settle(document, blocks)
    if not any(block.kept for block in blocks):
        return Reading(document, blocks, (), (), (), (), ())
    if document.language is None:
        document = guessed(document)
    from detente.reading.document import code

    read = code(document, blocks, checked(document.language), careful=careful, line=line)
    return Reading(
        document, blocks, read.events, read.commitments, read.transfers, read.questions, read.unresolved, read.leads
    )


def guessed(document: Document) -> Document:
    """A document of a few words with the language that is likeliest, and a note that says so."""
    from detente.cleaning.language import likely

    language = likely(document.text)
    if language is None:
        return document
    note = f"few words tell the language: taken for {language}; --language says otherwise"
    return replace(document, language=language, notes=(*document.notes, note))


def checked(language: str | None) -> str:
    """A language that has a pack. Raises `UnknownLanguage`, which names those that exist."""
    from detente.languages import pack, packs

    if language is None:
        known = ", ".join(sorted(packs()))
        raise UnknownLanguage(f"the language cannot be told from the text; give it with --language ({known})")
    return pack(language).code
