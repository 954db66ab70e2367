"""The map: sources -> cleaning -> languages -> coding -> a reading. Read it as the table of contents of the house."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from detente.errors import InputError, UnknownLanguage
from detente.records import Document, Reading


def read(source: str, *, published: date | str | None = None, language: str | None = None) -> Reading:
    """Read one document: a path, a URL, "-" or the text itself. Raises a subclass of `InputError` for what cannot be read."""
    readings = list(read_source(source, published=published, language=language))
    if len(readings) != 1:
        raise InputError(f"{source} holds {len(readings)} documents, one was expected; `detente add` takes many")
    return readings[0]


def read_source(
    source: str, *, published: date | str | None = None, language: str | None = None, allow_private: bool = False
) -> Iterator[Reading]:
    """Read every document of a source, in order; `allow_private` lets a URL be of this machine or a private network."""
    from detente.sources import open_source

    if language is not None:
        checked(language)
    for document in open_source(source, published=published, language=language, allow_private=allow_private):
        yield read_document(document)


def read_document(document: Document) -> Reading:
    """Clean and code one document: the work of one task of a casebook."""
    from detente.cleaning import clean, settle

    blocks = tuple(clean(document))
    document = settle(document, blocks)
    if not any(block.kept for block in blocks):
        return Reading(document, blocks, (), (), (), (), ())
    if document.language is None:
        document = guessed(document)
    from detente.reading.document import code

    coded = code(document, blocks, checked(document.language))
    return Reading(
        document, blocks, coded.events, coded.commitments, coded.transfers, coded.questions, coded.unresolved
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
    from detente.languages import PACKS, pack

    if language is None:
        known = ", ".join(sorted(PACKS))
        raise UnknownLanguage(f"the language cannot be told from the text; give it with --language ({known})")
    return pack(language).code
