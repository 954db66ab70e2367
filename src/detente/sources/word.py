"""Word documents (`.docx`): paragraphs and tables in their order, headers and footers marked as such."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, BinaryIO

from detente.errors import DocumentTooLarge, EmptyDocument, UndecodableDocument
from detente.records import Block, Document, Span
from detente.sources.characters import readable
from detente.sources.document import LIMIT, MEGABYTE, make_document, whole, why
from detente.sources.header import read_header
from detente.sources.request import Request
from detente.sources.word_flow import WORD, Paragraph, flow, styles_of

UNPACKED = 20 * LIMIT  # bytes of all members together, once unpacked
LIBRARY = date(2013, 12, 23)  # on which the template of python-docx was made
SAME = timedelta(days=60)  # between the making and the last change of a file that is one piece of work
# Why a kind of block is set aside.
REASONS = {
    "boilerplate": "header or footer of the pages",
    "injected": "cannot be seen: hidden in Word",
    "remark": "remark in the margin",
}
PRESSED = 200  # times that a member may be larger than it is in the archive


def read_docx(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """One document of a Word file. Raises UndecodableDocument for a broken one, DocumentTooLarge for one that unfolds."""
    data = whole(stream, request.source)
    _check_archive(data, request.source)
    import docx

    try:
        word = docx.Document(io.BytesIO(data))
        blocks = [(part.kind, readable(part.words)) for part in _blocks(word, data)]
        furniture = list(_furniture(word))
        properties = word.core_properties
        created, modified, title, author = (
            properties.created,
            properties.modified,
            properties.title,
            properties.author,
        )
    except Exception as error:  # what lies in a broken archive makes the library raise anything
        raise UndecodableDocument(f"{request.source} cannot be read as a Word document: {why(error)}") from None
    text, parts = _compose([*blocks, *(("boilerplate", words) for words in furniture)])
    if not text.strip():
        raise EmptyDocument(f"{request.source} is a Word document without words")
    declared = request.declared()
    header = read_header(text, [Span(part.begin, part.stop) for part in parts if not part.kept])
    notes: tuple[str, ...] = ()
    if declared["published"] is None and header.published is None and created is not None:
        day, notes = _day(created, modified)
        declared["published"], declared["known"] = day, "metadata"
    declared["title"] = declared["title"] or (title or "").strip() or None
    declared["author"] = declared["author"] or (author or "").strip() or None
    yield make_document(request.source, text, header=header, parts=parts, notes=notes, **declared)


def _compose(blocks: list[tuple[str, str]]) -> tuple[str, list[Block]]:
    """The text of all blocks, one a line, and what is known of those that are no plain paragraphs."""
    parts: list[Block] = []
    length = 0
    for kind, words in blocks:
        if kind != "article":
            kept = kind not in REASONS
            name = "boilerplate" if kind == "remark" else kind
            parts.append(Block(length, length + len(words), name, None, kept, (REASONS.get(kind, kind),)))  # type: ignore[arg-type]
        length += len(words) + 1
    return "\n".join(words for _, words in blocks), parts


def _day(created: datetime, modified: datetime | None) -> tuple[date | None, tuple[str, ...]]:
    """The day on which a file was made, where it can be that of its text, and a note where it cannot.

    A file keeps the day of the template or of the older file that it was made from: one that was changed long after tells nothing.
    """
    if created.date() == LIBRARY or (modified is not None and modified - created > SAME):
        return None, (f"the file says {created.date()}, the day of its template or of an older file: passed over",)
    return created.date(), ()


def _check_archive(data: bytes, source: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise UndecodableDocument(f"{source} cannot be read as a Word document: {why(error)}") from None
    size = sum(member.file_size for member in members)
    pressed = any(
        member.file_size > MEGABYTE and member.file_size > PRESSED * max(1, member.compress_size) for member in members
    )
    if size > UNPACKED or pressed:
        raise DocumentTooLarge(f"{source} would unfold to {size / MEGABYTE:.0f} MB: it is not opened")


def _blocks(word: Any, data: bytes) -> Iterator[Paragraph]:
    """Each paragraph and table row, in order; then the notes, then the remarks in the margin."""
    styles = styles_of(word.styles.element)
    yield from flow(word.element.body, styles)
    for name, kind in (("footnotes", ""), ("endnotes", ""), ("comments", "remark")):
        tree = _member(data, f"word/{name}.xml")
        for note in tree if tree is not None else ():
            if (note.get(f"{WORD}type") or "normal") == "normal":
                for part in flow(note, styles):
                    yield Paragraph(kind or part.kind, part.words)


def _member(data: bytes, name: str) -> Any:
    """A part of the archive as XML, None where there is none."""
    from lxml import etree

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if name not in archive.namelist():
            return None
        content = archive.read(name)
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))


def _furniture(word: Any) -> Iterator[str]:
    """The words of headers and footers, each once."""
    seen = set()
    for section in word.sections:
        for part in (section.header, section.footer):
            for paragraph in part.paragraphs:
                words = " ".join(paragraph.text.split())
                if words and words not in seen:
                    seen.add(words)
                    yield words
