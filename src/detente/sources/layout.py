"""The text of a whole HTML page as lines, each with what its markup says of it: hidden, menu, quotation, table, heading."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "title",
        "tr",
        "ul",
        "option",
        "select",
        "button",
        "textarea",
        "label",
    ]
)
SKIPPED = frozenset(
    ("script", "style", "noscript", "template", "svg", "iframe", "object", "math", "head", "audio", "video", "canvas")
)
FURNITURE = frozenset(("nav", "footer", "aside", "form", "header", "button", "select", "menu"))
ROLES = {"navigation": "nav", "contentinfo": "footer", "complementary": "aside", "banner": "header", "search": "form"}
COMMENTS = "comments"
# Class names and ids by which templates mark what readers say: the first kind anywhere, the second outside the article.
THREAD = re.compile(
    r"(?:^|(?<!no)(?<!has)[\s_-])(?:comments?|commentaires?|kommentare?|comentarios?|commenti|disqus|respond|replies)(?:$|[\s_-])",
    re.IGNORECASE,
)
REPLIES = re.compile(
    r"(?:^|[\s_-])(?:reactions?|discussions?|user-?(?:reviews|posts)|feedback|guestbook|forum)(?:$|[\s_-])",
    re.IGNORECASE,
)
LONG_CELL, LONGEST_CELL, MOST_CELLS = 120, 400, 2000  # characters of a cell; cells that are looked at
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?:px|em|pt|%)?\s*(?:;|!|$)"
    r"|(?:text-indent|left|top|right|margin-left|margin-top)\s*:\s*-\d{3,}|clip(?:-path)?\s*:\s*(?:rect\(\s*0|inset\(\s*(?:50|100)%)"
    r"|font-size\s*:\s*1px|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)|transform\s*:\s*scale\(\s*0\s*\)",
    re.IGNORECASE,
)
HIDING = frozenset(
    [
        "hidden",
        "hide",
        "d-none",
        "is-hidden",
        "invisible",
        "visually-hidden",
        "visuallyhidden",
        "sr-only",
        "screen-reader-text",
        "screenreader-only",
        "offscreen",
        "off-screen",
        "u-hidden",
    ]
)


class Line(NamedTuple):
    """A block of a page in its text."""

    begin: int
    stop: int
    hidden: str = ""  # why it cannot be seen, or ""
    furniture: str = ""  # the innermost element of page furniture it stands in, or ""
    quoted: bool = False
    heading: str = ""
    row: bool = False
    head: bool = False  # in the header of the article: where its lead stands


class _Layout:
    """Walks a tree and collects lines. No recursion: a page may be nested as deeply as it likes."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lines: list[Line] = []
        self.length = 0
        self.buffer: list[str] = []
        self.hidden: list[tuple[Any, str]] = []
        self.furniture: list[tuple[Any, str]] = []
        self.quotes = 0
        self.heading = ""
        self.tables: list[bool] = []  # of each table that is open, whether it holds data
        self.heads: list[Any] = []
        self.skipped: Any = None

    def add(self, text: str | None) -> None:
        if text and self.skipped is None:
            self.buffer.append(text)

    def flush(self) -> None:
        """End the line that is being collected."""
        if not self.buffer:
            return
        words = "".join(self.buffer)
        self.buffer.clear()
        if not words.isascii():
            words = words.replace("\u200b", "").replace("\ufeff", "")
        for line in words.split("\x00"):
            clean = " ".join(line.split())
            if not clean:
                continue
            if self.parts:
                self.parts.append("\n")
                self.length += 1
            begin = self.length
            self.parts.append(clean)
            self.length += len(clean)
            hidden = self.hidden[-1][1] if self.hidden else ""
            furniture = self.furniture[-1][1] if self.furniture else ""
            self.lines.append(
                Line(
                    begin,
                    self.length,
                    hidden,
                    furniture,
                    self.quotes > 0,
                    self.heading,
                    any(self.tables),
                    bool(self.heads),
                )
            )

    def start(self, element: Any) -> None:
        tag = element.tag
        if self.skipped is not None:
            return
        if tag in SKIPPED:
            self.skipped = element
            return
        if tag == "br":
            self.buffer.append("\x00")
        elif tag in ("td", "th"):
            if not any(self.tables):
                self.flush()
            elif self.buffer:
                self.buffer.append(" | ")
        elif tag in BLOCKS:
            self.flush()
        attributes = element.attrib
        role = None
        if attributes:
            reason = hiding(attributes)
            if reason:
                self.flush()
                self.hidden.append((element, reason))
            role = ROLES.get(attributes.get("role") or "")
            if role is None and is_comments(element):
                role = COMMENTS
        if tag == "header" and heads_article(element):
            self.heads.append(element)
        elif tag in FURNITURE or role:
            self.flush()
            self.furniture.append((element, role or tag))
        elif tag == "blockquote":
            self.quotes += 1
        elif tag in HEADINGS:
            self.heading = tag
        elif tag == "table":
            self.tables.append(holds_data(element))
        self.add(element.text)

    def end(self, element: Any) -> None:
        tag = element.tag
        if self.skipped is not None:
            if self.skipped is not element:
                return
            self.skipped = None
            self.add(element.tail)
            return
        hides = bool(self.hidden) and self.hidden[-1][0] is element
        if tag in BLOCKS or hides:
            self.flush()
        if hides:
            self.hidden.pop()
        if self.furniture and self.furniture[-1][0] is element:
            self.flush()
            self.furniture.pop()
        elif tag == "blockquote":
            self.quotes -= 1
        elif tag in HEADINGS:
            self.heading = ""
        elif tag == "table" and self.tables:
            self.tables.pop()
        if self.heads and self.heads[-1] is element:
            self.heads.pop()
        self.add(element.tail)


def heads_article(header: Any) -> bool:
    """Whether a `header` is that of an article, not the banner of the site: it stands in one, or holds the page's heading."""
    if any(above.tag in ("article", "main") for above in header.iterancestors()):
        return True
    return next(header.iter("h1"), None) is not None and next(header.iter("nav"), None) is None


def is_comments(element: Any) -> bool:
    """Whether an element holds what readers say of the article, by the names that templates give it."""
    names = " ".join((element.get("class") or "", element.get("id") or ""))
    if not names.strip() or element.tag in ("body", "html", "main"):
        return False
    if THREAD.search(names):
        return next(element.iter("h1"), None) is None
    outside = not any(above.tag in ("article", "main") for above in element.iterancestors())
    return outside and REPLIES.search(names) is not None and next(element.iter("h1"), None) is None


def holds_data(table: Any) -> bool:
    """Whether a table holds data in rows and columns. One of a single column, or with paragraphs in its cells, is layout."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return False
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows: dict[Any, int] = {}
    for count, cell in enumerate(table.iterdescendants("td", "th")):
        if count > MOST_CELLS:
            break
        if cell.tag == "th":
            return True
        size = sum(len(words.strip()) for words in cell.itertext())
        if size > LONGEST_CELL or (
            size > LONG_CELL and next(cell.iterdescendants("p", "h1", "h2", "article"), None) is not None
        ):
            return False
        if size:
            row = cell.getparent()
            rows[row] = rows.get(row, 0) + 1
    return any(cells >= 2 for cells in rows.values())


def hiding(attributes: Any) -> str:
    """Why an element with these attributes cannot be seen on the page, or ""."""
    if "hidden" in attributes:
        return "hidden attribute"
    style = attributes.get("style")
    if style:
        match = HIDDEN.search(style)
        if match:
            return f"style {match[0].strip(' ;')}"
    names = attributes.get("class")
    if names:
        for name in names.lower().split():
            if name in HIDING:
                return f"class {name}"
    return ""


def page_text(tree: Any) -> tuple[str, list[Line]]:
    """The visible and hidden text of a page, a line a block, and what the markup says of each line."""
    from lxml import etree

    layout = _Layout()
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            layout.add(element.tail)
        elif not isinstance(element.tag, str):
            continue
        elif event == "start":
            layout.start(element)
        else:
            layout.end(element)
    layout.flush()
    return "".join(layout.parts), layout.lines
