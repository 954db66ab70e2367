"""What must stay though it looks foreign: quotations, bibliographies, verse, tables."""

from __future__ import annotations

import re
from bisect import bisect_right

from detente.cleaning.pieces import Page, Piece

QUOTED = re.compile(
    r"«[^«»]{1,2000}»|“[^“”]{1,2000}”|„[^„“”]{1,2000}[“”]|»[^«»\n]{1,600}«|\"[^\"\n]{1,1500}\"|‹[^‹›]{1,600}›"
    r"|‘[^‘’\n]{12,600}’(?!\w)|「[^」]{1,1000}」|『[^』]{1,1000}』|(?m:^)[^\S\n]*+(?:>|&gt;).{1,2000}"
)
LONGEST_REFERENCE = 500
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b")
SOURCE_MARKS = re.compile(
    r"\bpp?\.\s?\d|\bvol\.|\bn[°ºo]\.?\s?\d|\beds?\.|\bdir\.|\bin:|\bet al\b|\bdoi\b|\bisbn\b|\bissn\b|\bhttps?://|\bpress\b|\béditions?\b"
    r"|\bverlag\b|\beditorial\b|\beditore\b|\buniversity\b|\bjournal\b|\breview\b|\brevue\b|\bzeitschrift\b|\brevista\b|\bрubl\b|\bизд\b"
    r"|: [^\W\d_][^,:;.]{2,40}, (?:1[5-9]|20)\d\d"
    r"|\(dir\.\)|\(eds?\.\)|\d+\s?\(\d+\)|\d+[-–]\d+",
    re.IGNORECASE,
)
AUTHOR = re.compile(
    r"^[\[\d.\]\s•*-]*(?:[^\W\d_][\w’'-]+,?\s+(?:[^\W\d_]\.[\s,-]?)+|[A-ZÀ-Ý][\w’'-]+,\s+[A-ZÀ-Ý]|[A-ZÀ-Ý’'-]{3,},?\s)"
)
POSTER = re.compile(r"(?:[—–-]|^)[^\n—–]{2,60}\(@\w+\)", re.MULTILINE)
COLUMNS = re.compile(r"\t|\s\|\s|\|| {3,}|;\s")


class Quotations:
    """The spans of a page that stand in quotation marks."""

    def __init__(self, text: str) -> None:
        self.spans = [match.span() for match in QUOTED.finditer(text)]
        self.begins = [begin for begin, _ in self.spans]

    def covered(self, begin: int, stop: int) -> int:
        """How many characters between `begin` and `stop` are quoted."""
        total = 0
        for first, last in self.inside(begin, stop):
            total += min(last, stop) - max(first, begin)
        return total

    def inside(self, begin: int, stop: int) -> list[tuple[int, int]]:
        """The quoted spans that touch this stretch."""
        index = max(0, bisect_right(self.begins, begin) - 1)
        found = []
        while index < len(self.spans) and self.spans[index][0] < stop:
            if self.spans[index][1] > begin:
                found.append(self.spans[index])
            index += 1
        return found


def is_reference(words: str) -> bool:
    """A line of a bibliography: begins with an author, holds a year and another mark of a reference."""
    if len(words) > LONGEST_REFERENCE or not YEAR.search(words):
        return False
    marks = len(SOURCE_MARKS.findall(words))
    return (marks >= 1 and bool(AUTHOR.match(words))) or marks >= 3


def is_introduced(page: Page, piece: Piece) -> bool:
    """Whether what stands before announces a quotation: a colon at the end of it."""
    before = page.text[max(0, piece.begin - 12) : piece.begin].rstrip()
    return before.endswith((":", "：")) and piece.begin > 0


def is_posted(page: Page, piece: Piece) -> bool:
    """A post quoted with its author: a line that begins with a dash and ends in (@name) stands a little below."""
    return bool(POSTER.search(page.text, piece.begin, piece.stop + 400))


def columns(words: str) -> int:
    """How many columns a line has, when it is a row of a table."""
    return len(COLUMNS.findall(words)) + 1
