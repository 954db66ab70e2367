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
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|font-size\s*:\s*0(?:px|em|pt|%)?\s*(?:;|!|$)"
    r"|(?:text-indent|left|top|right|margin-left|margin-top)\s*:\s*-\d{3,}|clip(?:-path)?\s*:\s*(?:rect\(\s*0|inset\(\s*(?:50|100)%)"
    r"|(?:max-)?(?:height|width)\s*:\s*0(?:px)?\s*(?:;|!|$)|transform\s*:\s*scale\(\s*0\s*\)",
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
        self.rows = 0
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
            self.lines.append(Line(begin, self.length, hidden, furniture, self.quotes > 0, self.heading, self.rows > 0))

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
            if self.buffer:
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
        if tag in FURNITURE or role:
            if not (tag == "header" and _inside_article(element)):
                self.furniture.append((element, role or tag))
        elif tag == "blockquote":
            self.quotes += 1
        elif tag in HEADINGS:
            self.heading = tag
        elif tag == "tr":
            self.rows += 1
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
            self.furniture.pop()
        elif tag == "blockquote":
            self.quotes -= 1
        elif tag in HEADINGS:
            self.heading = ""
        elif tag == "tr":
            self.rows -= 1
        self.add(element.tail)


def _inside_article(element: Any) -> bool:
    return any(above.tag in ("article", "main") for above in element.iterancestors())


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
    if attributes.get("aria-hidden") == "true":
        return "aria-hidden"
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
