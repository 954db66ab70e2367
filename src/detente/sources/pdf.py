"""PDF with a text layer: pages in reading order, columns one after the other, running heads marked as repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, BinaryIO

from detente.errors import EmptyDocument, UndecodableDocument
from detente.records import Block, Document, Span
from detente.sources.characters import readable
from detente.sources.days import can_be_published
from detente.sources.document import LIMIT, check_size, make_document, whole, why
from detente.sources.header import read_header
from detente.sources.request import Request
from detente.text import tables

DIVIDED = re.compile("[\x02\ufffe]")  # what PDFium writes for the hyphen of a divided word
MOST_PAGES = 2000
HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
LAST_PART = re.compile(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$")
FIRST_PART = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
ENDED = re.compile(r"[.!?:;…][»”\"’')\]\s\d]*$")
RUNNING = "running head or foot of the pages"
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
    header = read_header(text, [Span(part.begin, part.stop) for part in parts])
    day = pdf_date(known["CreationDate"])
    if declared["published"] is None and header.published is None and day and can_be_published(day):
        declared["published"], declared["known"] = day, "metadata"
    declared["title"] = declared["title"] or known["Title"] or None
    declared["author"] = declared["author"] or known["Author"] or None
    yield make_document(request.source, text, header=header, parts=parts, notes=notes, **declared)


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
        rows = rows_of(_boxes(text, number), page.get_height())
        size += sum(len(row.words) for row in rows)
        check_size(min(size, LIMIT + 1) if size > LIMIT else size, source)
        ordered, two = in_order(rows)
        columns += two
        pages.append(ordered)
        text.close()
        page.close()
    return pages, columns


def _boxes(text: Any, number: int) -> list[Row]:
    """The boxes of text of a page, in the order in which the file holds them; their white space is kept."""
    boxes = []
    for index in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(index)
        words = re.sub(r"\s+", " ", readable(DIVIDED.sub("-", text.get_text_bounded(left, bottom, right, top))))
        if words.strip():
            bottom, top = _letter_height(text, left, bottom, right, top)
            boxes.append(Row(left, bottom, right, top, words, number))
    return boxes


def _letter_height(text: Any, left: float, bottom: float, right: float, top: float) -> tuple[float, float]:
    """Bottom and top of a line of the font that a box is set in: a hyphen is as high as its neighbours, a heading higher."""
    index = text.get_index((left + right) / 2, (bottom + top) / 2, right - left, top - bottom + 1)
    if index is None:
        return bottom, top
    _, low, _, high = text.get_charbox(index, loose=True)
    return (
        (low, high)
        if low <= bottom + 1 and high >= top - 1 and high - low < 4 * max(top - bottom, 8)
        else (bottom, top)
    )


def rows_of(boxes: list[Row], height: float) -> list[Row]:
    """The lines of a page: boxes that follow one another in the file on one line; in a file without order, by their places."""
    rows = _joined(boxes, 1)
    if _disorder(rows) > max(3, len(rows) // 8):
        rows = _joined(sorted(boxes, key=lambda box: (-(box.top + box.bottom) / 2, box.left)), 6)
    for row in rows:
        row.words = " ".join(row.words.split())
        row.edge = row.top > height * (1 - EDGE) or row.bottom < height * EDGE
    return rows


def _joined(boxes: list[Row], back: int) -> list[Row]:
    """Lines made of boxes, each put to one of the last `back` lines where it goes on with it; left to right within a line."""
    lines: list[list[Row]] = []
    for box in boxes:
        line = next((line for line in lines[: -back - 1 : -1] if _same_line(_around(line), box)), None)
        if line is None:
            lines.append([box])
        else:
            line.append(box)
    return [_line(sorted(line, key=lambda box: box.left)) for line in lines]


def _around(line: list[Row]) -> Row:
    """The box around the boxes of a line."""
    return Row(
        min(box.left for box in line[-8:]),
        min(box.bottom for box in line[-8:]),
        max(box.right for box in line[-8:]),
        max(box.top for box in line[-8:]),
        "",
    )


def _line(boxes: list[Row]) -> Row:
    """One line: its boxes with a space between those that stand apart. A hyphen in a box of its own belongs to its word."""
    whole = max(boxes, key=lambda box: box.height)
    words = boxes[0].words
    for before, box in pairwise(boxes):
        gap = box.left - before.right
        hyphen = box.words.strip() == "-" or before.words.strip() == "-"
        apart = gap > (0.35 if hyphen else 0.12) * whole.height or (
            not hyphen and (words[-1:] == " " or box.words[:1] == " ")
        )
        words = f"{words.rstrip()}{' ' if apart else ''}{box.words.lstrip()}"
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    return Row(left, whole.bottom, right, whole.top, words, whole.page)


def _same_line(row: Row, box: Row) -> bool:
    """Whether a box goes on with a line: level with it, and no wider apart than words are."""
    overlap = min(row.top, box.top) - max(row.bottom, box.bottom)
    apart = max(box.left - row.right, row.left - box.right)
    return overlap > 0.5 * min(row.height, box.height) and apart < 1.2 * max(row.height, box.height)


def _disorder(rows: list[Row]) -> int:
    """How often a line does not stand below the one before it: once a column in a file that is in reading order."""
    return sum(row.top > before.top - 0.3 * before.height for before, row in pairwise(rows))


def in_order(rows: list[Row]) -> tuple[list[Row], bool]:
    """Lines in reading order, and whether in two columns: as the file has them where that goes down, else by their places."""
    body = [row for row in rows if not row.edge] or rows
    gutter = find_gutter(body)
    if _disorder(body) <= max(2, len(body) // 12):
        return rows, gutter is not None
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
    """The text of all pages, the running heads and feet after it, and notes: a sentence goes on over the end of a page."""
    counts = Counter(key for rows in pages for key in {_key(row) for row in rows if row.edge})
    need = min(REPEATED, max(2, len(pages)))
    running = {key for key, count in counts.items() if count >= need and len(pages) > 1}
    body = [row for rows in pages for row in rows if not (row.edge and _key(row) in running)]
    heads = [row.words for rows in pages for row in rows if row.edge and _key(row) in running]
    if not body:
        body, heads = [row for rows in pages for row in rows], []
    pitch = _pitch(body)
    hyphened = {word.lower() for row in body for word in HYPHENED.findall(row.words)}
    pieces: list[str] = []
    joined = 0
    before: Row | None = None
    for row in body:
        glue = "" if before is None else _glue(before, row, pitch)
        if glue == "-" and not _keeps_hyphen(pieces[-1], row.words, hyphened):
            pieces[-1] = pieces[-1][:-1]
            joined += 1
        pieces += ["" if glue == "-" else glue, row.words]
        before = row
    text = "".join(pieces)
    parts: list[Block] = []
    for words in heads:
        parts.append(Block(len(text) + 1, len(text) + 1 + len(words), "boilerplate", None, False, (RUNNING,)))
        text = f"{text}\n{words}"
    notes = [f"{len(parts)} running heads or feet, put after the text"] if parts else []
    notes += [f"{joined} words divided at line ends were joined"] if joined else []
    return text, parts, tuple(notes)


def _keeps_hyphen(before: str, after: str, hyphened: set[str]) -> bool:
    """Whether the hyphen at the end of a line is of the word: the document has the word so, or its first part always takes one."""
    first, second = LAST_PART.search(before), FIRST_PART.match(after)
    if first is None or second is None:
        return False
    word = f"{first[1]}-{second[0]}".lower()
    return word in hyphened or first[1].lower().split("-")[-1] in compounds() or not second[0][0].islower()


@cache
def compounds() -> frozenset[str]:
    """The first parts of words that keep their hyphen, in all languages."""
    rows = tables.rows(Path(__file__).with_name("compounds.tsv"), ("language", "parts"))
    return frozenset(word for _, parts in rows for word in parts.split())


def _key(row: Row) -> str:
    return DIGITS.sub("#", row.words.lower())


def _pitch(rows: list[Row]) -> float:
    """The usual gap between lines, as a share of their height: the middle one of those between lines that follow one another."""
    gaps = sorted(
        (before.bottom - row.top) / max(row.height, 1.0)
        for before, row in pairwise(rows)
        if row.page == before.page and before.bottom - row.top > -0.5 * row.height
    )
    return gaps[len(gaps) // 2] if len(gaps) >= 6 else 0.4


def _glue(before: Row, row: Row, pitch: float) -> str:
    """What stands between two lines: a hyphen that divides a word, a space within a paragraph, a line break."""
    gap = before.bottom - row.top
    turned = row.page != before.page or gap < -0.5 * row.height  # next column or page
    sized = abs(row.height - before.height) > 0.15 * max(row.height, before.height)
    if not turned and (gap > min(0.9, pitch + 0.25) * min(row.height, before.height) or sized):
        return "\n\n"
    if LAST_PART.search(before.words) and row.words[:1].isalpha():
        return "-"
    ended = ENDED.search(before.words) is not None
    if turned:
        full = before.right - before.left >= 0.7 * (row.right - row.left)
        return " " if row.words[:1].islower() or (full and not ended and not sized) else "\n\n"
    indented = row.left - before.left > 0.8 * row.height
    return "\n" if indented and ended else " "
