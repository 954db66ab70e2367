"""Cleaning: a document's text as blocks, kept or set aside with reasons. Nothing is removed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from detente.cleaning.page import clean
from detente.cleaning.repeated import RESTORED
from detente.errors import InputError
from detente.records import Block, Document, Span


def settle(document: Document, blocks: Iterable[Block]) -> Document:
    """The document with what cleaning has found out: its main language, and its title and byline where spam stood before them.

    What the source declared itself stays. `blocks` are those of `clean(document)`.
    """
    from detente.sources.header import read_header

    rows = list(blocks)
    language, note = _language(document, rows)
    gone = [Span(block.begin, block.stop) for block in rows if not block.kept]
    title = document.title
    header = read_header(document.text, gone)
    first = document.text.find(title) if title else -1
    if title is None or (first >= 0 and any(span.begin <= first < span.stop for span in gone)):
        title = header.title_text(document.text)
    return replace(
        document,
        language=language,
        language_known="given",
        notes=(*document.notes, *note),
        title=title,
        author=document.author or header.author,
        site=document.site or header.site,
        published=document.published or header.published,
        published_known=document.published_known if document.published else "text" if header.published else "unknown",
    )


def restore(document: Document, begin: int, stop: int) -> Document:
    """The document with a block taken back: `clean` keeps whatever stands between these offsets from now on.

    What was restored is a part of the document (`Document.parts`), so whoever stores the document remembers it.
    Raises InputError where the offsets are not of its text.
    """
    if not 0 <= begin < stop <= len(document.text):
        raise InputError(
            f"{begin}-{stop} is no stretch of {document.source}, which has {len(document.text)} characters"
        )
    parts: list[Block] = []
    for part in document.parts:
        if part.stop <= begin or stop <= part.begin or part.kept:
            parts.append(part)
            continue
        if part.begin < begin:
            parts.append(replace(part, stop=begin))
        if stop < part.stop:
            parts.append(replace(part, begin=stop))
    mended = [part for part in parts if not (part.kept and begin <= part.begin and part.stop <= stop)]
    mended.append(Block(begin, stop, "article", None, True, (RESTORED,)))
    return replace(document, parts=tuple(sorted(mended, key=lambda part: part.begin)))


def recover(document: Document, block: Block) -> Document:
    """Prose in another language as a document of its own, with what is known of the page it stood in.

    Its source is that of the page with the offsets (`page.html#120-480`); its spans count in its own text.
    """
    from detente.sources.document import make_document

    return make_document(
        f"{document.source}#{block.begin}-{block.stop}",
        document.text[block.begin : block.stop],
        published=document.published,
        known=document.published_known,
        site=document.site,
        language=block.language,
        notes=(f"stood in {document.source}",),
    )


def _language(document: Document, rows: list[Block]) -> tuple[str | None, tuple[str, ...]]:
    """The language to read a document in, and a note where it declares another."""
    declared = document.language
    if declared and document.language_known == "given":
        return declared, ()
    found = _most(rows) or declared
    differs = declared and found != declared
    return found, (f"declares the language {declared}, but is written in {found}",) if differs else ()


def _most(blocks: list[Block]) -> str | None:
    """The language of most kept characters."""
    sizes: dict[str, int] = {}
    for block in blocks:
        if block.kept and block.language:
            sizes[block.language] = sizes.get(block.language, 0) + block.stop - block.begin
    return max(sizes, key=lambda key: sizes[key]) if sizes else None


__all__ = ["clean", "recover", "restore", "settle"]
