"""The paragraphs of a Word document's XML in the order in which they are read, with all words that Word shows.

Insertions, content controls, smart tags, fields, links, boxes and nested tables are words like any others; deletions and the
codes of fields are none; what Word hides is given apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
GONE = frozenset(
    ("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "sdtEndPr", "rt", "tblPr")
)
SPACES = frozenset(("tab", "br", "cr", "ptab"))
BOXES = frozenset(("drawing", "pict", "object"))
LONG_CELL = 200  # characters: a cell that holds more is a column of text, not a field of data


class Paragraph(NamedTuple):
    """What kind of block it is (article, title, quote, table, injected) and its words."""

    kind: str
    words: str


class Styles(NamedTuple):
    """What the styles of a document say: the names of those of paragraphs by id, and the ids of those that hide."""

    names: dict[str, str]
    hidden: frozenset[str]


def styles_of(tree: Any) -> Styles:
    """Read `word/styles.xml`."""
    names: dict[str, str] = {}
    hidden = set()
    for style in tree.iter(f"{WORD}style") if tree is not None else ():
        code = style.get(f"{WORD}styleId") or ""
        name = style.find(f"{WORD}name")
        names[code] = (name.get(f"{WORD}val") or "") if name is not None else ""
        if _vanishes(style.find(f"{WORD}rPr")):
            hidden.add(code)
    return Styles(names, frozenset(hidden))


def flow(container: Any, styles: Styles) -> Iterator[Paragraph]:
    """The paragraphs and rows below an element, in order."""
    for child in container:
        name = _name(child)
        if name == "p":
            yield from _paragraph(child, styles)
        elif name == "tbl":
            yield from _table(child, styles)
        elif name == "AlternateContent":
            chosen = next(iter(child), None)
            if chosen is not None:
                yield from flow(chosen, styles)
        elif name not in GONE:
            yield from flow(child, styles)


def _name(element: Any) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _vanishes(properties: Any) -> bool:
    """Whether the properties of a run or style hide it."""
    mark = properties.find(f"{WORD}vanish") if properties is not None else None
    return mark is not None and (mark.get(f"{WORD}val") or "true").lower() not in ("0", "false", "off")


def _paragraph(element: Any, styles: Styles) -> Iterator[Paragraph]:
    """A paragraph, what of it is hidden, and the boxes that hang on it."""
    properties = element.find(f"{WORD}pPr")
    marked = properties.find(f"{WORD}pStyle") if properties is not None else None
    code = marked.get(f"{WORD}val") if marked is not None else ""
    seen: list[str] = []
    hidden: list[str] = []
    boxes: list[Any] = []
    _words(element, styles, hidden if code in styles.hidden else seen, hidden, boxes)
    style = styles.names.get(code, code or "").lower()
    kind = "title" if style == "title" else "quote" if "quote" in style else "article"
    for each, words in ((kind, seen), ("injected", hidden)):
        text = " ".join("".join(words).split())
        if text:
            yield Paragraph(each, text)
    for box in boxes:
        yield from flow(box, styles)


def _words(element: Any, styles: Styles, seen: list[str], hidden: list[str], boxes: list[Any]) -> None:
    """Collect the words below an element, and the contents of boxes."""
    for child in element:
        name = _name(child)
        if name == "t":
            seen.append(child.text or "")
        elif name in SPACES:
            seen.append(" ")
        elif name == "noBreakHyphen":
            seen.append("-")
        elif name in BOXES:
            boxes += child.iter(f"{WORD}txbxContent")
        elif name == "AlternateContent":
            chosen = next(iter(child), None)
            if chosen is not None:
                _words(chosen, styles, seen, hidden, boxes)
        elif name == "r":
            properties = child.find(f"{WORD}rPr")
            marked = properties.find(f"{WORD}rStyle") if properties is not None else None
            hides = _vanishes(properties) or (marked is not None and marked.get(f"{WORD}val") in styles.hidden)
            _words(child, styles, hidden if hides else seen, hidden, boxes)
        elif name and name not in GONE:
            _words(child, styles, seen, hidden, boxes)


def _table(table: Any, styles: Styles) -> Iterator[Paragraph]:
    """The rows of a table of data; of one that only lays out text, its paragraphs."""
    rows = [_cells(row, styles) for row in _below(table, "tr")]
    data = any(sum(bool(words) for _, words in row) >= 2 for row in rows) and not any(
        len(words) > LONG_CELL or next(cell.iterdescendants(f"{WORD}tbl"), None) is not None
        for row in rows
        for cell, words in row
    )
    for row in rows:
        if data:
            words = list(dict.fromkeys(words for _, words in row))
            if any(words):
                yield Paragraph("table", " | ".join(words))
        else:
            for cell, _ in row:
                yield from flow(cell, styles)


def _cells(row: Any, styles: Styles) -> list[tuple[Any, str]]:
    """The cells of a row with their words."""
    return [
        (cell, " ".join(part.words for part in flow(cell, styles) if part.kind != "injected"))
        for cell in _below(row, "tc")
    ]


def _below(element: Any, wanted: str) -> Iterator[Any]:
    """The rows of a table or cells of a row, also where they were inserted or stand in content controls."""
    for child in element:
        name = _name(child)
        if name == wanted:
            yield child
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"):
            yield from _below(child, wanted)
