"""PDF with a text layer: pages in reading order, columns one after the other, running heads marked as repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, BinaryIO

from detente.errors import EmptyDocument, UndecodableDocument
from detente.records import Block, Document
from detente.sources.document import LIMIT, check_size, make_document, whole, why
from detente.sources.request import Request

DIVIDED = re.compile("[\x02\ufffe]")  # what PDFium writes for the hyphen of a divided word
MOST_PAGES = 2000
DIGITS = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
EDGE = 0.12  # of the height of a page: where running heads stand
REPEATED = 3  # pages
WIDE = 0.62  # of the width of the text: a line this wide crosses both columns


@dataclass(slots=True)
class Row:
    """A line of a page: its box in points, from the bottom left, and its words."""

    left: float
    bottom: float
    right: float
    top: float
    words: str
    page: int = 0
    edge: bool = False

    @property
    def height(self) -> float:
        return self.top - self.bottom


def read_pdf(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """One document of a PDF. Raises UndecodableDocument for a broken or locked one, EmptyDocument for a scan without text."""
    import pypdfium2 as pdfium

    data = whole(stream, request.source)
    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise UndecodableDocument(f"{request.source} cannot be read as a PDF: {why(error)}") from None
    try:
        pages, columns = _pages(pdf, request.source)
        known = {key: str(pdf.get_metadata_value(key) or "").strip() for key in ("Title", "Author", "CreationDate")}
    except pdfium.PdfiumError as error:
        raise UndecodableDocument(f"{request.source} is damaged: {why(error)}") from None
    finally:
        pdf.close()
    if not any(pages):
        raise EmptyDocument(f"{request.source} is a PDF without text (a scan?): recognise its characters first")
    text, parts, notes = compose(pages)
    if columns:
        notes = (*notes, f"{columns} pages were read in two columns")
    declared = request.declared()
    day = pdf_date(known["CreationDate"])
    if declared["published"] is None and day:
        declared["published"], declared["known"] = day, "metadata"
    declared["title"] = declared["title"] or known["Title"] or None
    declared["author"] = declared["author"] or known["Author"] or None
    yield make_document(request.source, text, parts=parts, notes=notes, **declared)


def pdf_date(value: str) -> date | None:
    """The day of a PDF's date (`D:20240626...`), or None."""
    match = re.match(r"D:(\d{4})(\d\d)(\d\d)", value)
    try:
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    except ValueError:
        return None


def _pages(pdf: Any, source: str) -> tuple[list[list[Row]], int]:
    """The lines of each page in reading order, and how many pages have two columns."""
    pages: list[list[Row]] = []
    columns = size = 0
    for number in range(min(len(pdf), MOST_PAGES)):
        page = pdf[number]
        text = page.get_textpage()
        rows = _rows(text, number, page.get_height())
        size += sum(len(row.words) for row in rows)
        check_size(min(size, LIMIT + 1) if size > LIMIT else size, source)
        ordered, two = in_order(rows)
        columns += two
        pages.append(ordered)
        text.close()
        page.close()
    return pages, columns


def _rows(text: Any, number: int, height: float) -> list[Row]:
    """The lines of a page: its boxes of text, those of one line and column together."""
    boxes = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        words = " ".join(DIVIDED.sub("-", text.get_text_bounded(left, bottom, right, top)).split())
        if words:
            boxes.append(Row(left, bottom, right, top, words, number))
    boxes.sort(key=lambda box: (-box.top, box.left))
    rows: list[Row] = []
    for box in boxes:
        row = next((row for row in rows[-6:] if _same_line(row, box)), None)
        if row is None:
            rows.append(box)
            continue
        row.words = f"{row.words} {box.words}" if box.left >= row.left else f"{box.words} {row.words}"
        row.left, row.right = min(row.left, box.left), max(row.right, box.right)
        row.bottom, row.top = min(row.bottom, box.bottom), max(row.top, box.top)
    for row in rows:
        row.edge = row.top > height * (1 - EDGE) or row.bottom < height * EDGE
    return rows


def _same_line(row: Row, box: Row) -> bool:
    """Whether a box goes on with a line: level with it, and no wider apart than words are."""
    overlap = min(row.top, box.top) - max(row.bottom, box.bottom)
    apart = max(box.left - row.right, row.left - box.right)
    return overlap > 0.5 * min(row.height, box.height) and apart < 1.2 * max(row.height, box.height)


def in_order(rows: list[Row]) -> tuple[list[Row], bool]:
    """Lines in reading order: down the page, and in two columns where a gutter parts most lines."""
    body = [row for row in rows if not row.edge] or rows
    gutter = find_gutter(body)
    down = sorted(rows, key=lambda row: (-row.top, row.left))
    if gutter is None:
        return down, False
    ordered: list[Row] = []
    left: list[Row] = []
    right: list[Row] = []
    for row in down:
        if row.left < gutter < row.right:  # across both columns: what stands above comes first
            ordered += [*left, *right, row]
            left, right = [], []
        else:
            (left if row.right <= gutter else right).append(row)
    return [*ordered, *left, *right], True


def find_gutter(rows: list[Row]) -> float | None:
    """Where the gap between two columns is: a line down the middle that few lines cross and that parts many."""
    if len(rows) < 8:
        return None
    low, high = min(row.left for row in rows), max(row.right for row in rows)
    best: tuple[float, float] | None = None
    for step in range(30, 71):
        x = low + (high - low) * step / 100
        crossing = sum(row.left < x < row.right for row in rows)
        left = sum(row.right <= x for row in rows)
        right = sum(row.left >= x for row in rows)
        if left < 0.25 * len(rows) or right < 0.25 * len(rows) or crossing > 0.25 * len(rows):
            continue
        cost = crossing + abs(step - 50) / 100
        if best is None or cost < best[0]:
            best = (cost, x)
    return best[1] if best else None


def compose(pages: list[list[Row]]) -> tuple[str, list[Block], tuple[str, ...]]:
    """The text of all pages, the running heads in it, and notes."""
    counts = Counter(key for rows in pages for key in {_key(row) for row in rows if row.edge})
    need = min(REPEATED, max(2, len(pages)))
    running = {key for key, count in counts.items() if count >= need and len(pages) > 1}
    pieces: list[str] = []
    parts: list[Block] = []
    length = joined = 0
    before: Row | None = None
    for row in (row for rows in pages for row in rows):
        repeat = row.edge and _key(row) in running
        glue = "" if before is None else _glue(before, row, repeat or bool(parts and parts[-1].stop == length))
        if glue == "-":
            pieces[-1] = pieces[-1][:-1]
            length, joined, glue = length - 1, joined + 1, ""
        pieces += [glue, row.words]
        length += len(glue)
        if repeat:
            parts.append(
                Block(
                    length, length + len(row.words), "boilerplate", None, False, ("running head or foot of the pages",)
                )
            )
        length += len(row.words)
        before = row
    notes = [f"{len(parts)} running heads or feet"] if parts else []
    notes += [f"{joined} words divided at line ends were joined"] if joined else []
    return "".join(pieces), parts, tuple(notes)


def _key(row: Row) -> str:
    return DIGITS.sub("#", row.words.lower())


def _glue(before: Row, row: Row, apart: bool) -> str:
    """What stands between two lines: nothing but a dropped hyphen, a space within a paragraph, a line break."""
    if apart:
        return "\n"
    gap = before.bottom - row.top
    turned = row.page != before.page or gap < -0.5 * row.height  # next column or page
    if not turned and (
        gap > 0.9 * min(row.height, before.height) or abs(row.height - before.height) > 0.35 * row.height
    ):
        return "\n\n"
    divided = before.words.endswith("-") and before.words[-2:-1].isalpha() and row.words[:1].islower()
    if divided:
        return "-"
    if turned:
        return " " if row.words[:1].islower() else "\n\n"
    ended = before.words.endswith((".", "!", "?", "»", "”", ":"))
    indented = row.left - before.left > 0.8 * row.height
    return "\n" if indented and ended else " "
