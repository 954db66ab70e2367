"""Word documents (`.docx`): paragraphs and tables in their order, headers and footers marked as such."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from detente.errors import DocumentTooLarge, EmptyDocument, UndecodableDocument
from detente.records import Block, Document
from detente.sources.document import LIMIT, MEGABYTE, make_document, whole, why
from detente.sources.request import Request

UNPACKED = 20 * LIMIT  # bytes of all members together, once unpacked
PRESSED = 200  # times that a member may be larger than it is in the archive


def read_docx(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """One document of a Word file. Raises UndecodableDocument for a broken one, DocumentTooLarge for one that unfolds."""
    data = whole(stream, request.source)
    _check_archive(data, request.source)
    import docx

    try:
        word = docx.Document(io.BytesIO(data))
        blocks = list(_blocks(word))
        furniture = list(_furniture(word))
        properties = word.core_properties
        created, title, author = properties.created, properties.title, properties.author
    except Exception as error:  # what lies in a broken archive makes the library raise anything
        raise UndecodableDocument(f"{request.source} cannot be read as a Word document: {why(error)}") from None
    parts: list[Block] = []
    pieces: list[str] = []
    length = 0
    for kind, words in [*blocks, *(("boilerplate", words) for words in furniture)]:
        if pieces:
            length += 1
        if kind != "article":
            reasons = ("header or footer of the pages",) if kind == "boilerplate" else (kind,)
            parts.append(Block(length, length + len(words), kind, None, kind != "boilerplate", reasons))  # type: ignore[arg-type]
        pieces.append(words)
        length += len(words)
    text = "\n".join(pieces)
    if not text.strip():
        raise EmptyDocument(f"{request.source} is a Word document without words")
    declared = request.declared()
    if declared["published"] is None and created is not None:
        declared["published"], declared["known"] = created.date(), "metadata"
    declared["title"] = declared["title"] or (title or "").strip() or None
    declared["author"] = declared["author"] or (author or "").strip() or None
    yield make_document(request.source, text, parts=parts, **declared)


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


def _blocks(word: Any) -> Iterator[tuple[str, str]]:
    """Kind and words of each paragraph and table row, in their order."""
    for item in word.iter_inner_content():
        rows = getattr(item, "rows", None)
        if rows is not None:
            for row in rows:
                cells = list(dict.fromkeys(" ".join(cell.text.split()) for cell in row.cells))
                if any(cells):
                    yield "table", " | ".join(cells)
        elif item.text.strip():
            style = (item.style.name or "") if item.style is not None else ""
            kind = "title" if style == "Title" else "quote" if "Quote" in style else "article"
            yield kind, " ".join(item.text.split())


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
