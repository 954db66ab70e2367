"""A file that holds several documents: where one ends and the next begins."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from detente.sources.days import text_date
from detente.sources.header import DATELINE, by, is_name, words_of

RULE = re.compile(r"^[ \t]*(?:[=_*#~-]{5,}|(?:[*#] ){2,}[*#]|\f.*)[ \t]*$", re.MULTILINE)
SHORTEST = 200  # characters of a document worth its own record
MOST = 5000


@cache
def counted() -> re.Pattern[str]:
    """*Document 3 of 20*, alone in its line."""
    document, of = ("|".join(sorted(words_of(kind))) for kind in ("counter", "counted"))
    return re.compile(rf"^[ \t]*(?:{document})\s+\d+\s+(?:{of})\s+\d+[ \t]*$", re.IGNORECASE | re.MULTILINE)


def split_text(text: str) -> tuple[list[str], str | None]:
    """The documents of a text, and a note where there is something to say.

    Rules across the page or counters (*Document 3 of 20*) part documents when what follows each begins like one: with a
    title, a byline, a date or a dateline. Datelines alone part them when there are three or more, each after a blank line.
    A text that has rules but does not look like several documents stays whole, and the note says so.
    """
    counters = list(counted().finditer(text))
    marks = sorted(counters or RULE.finditer(text), key=lambda mark: mark.start())
    if marks:
        edges = [0, *(mark.end() for mark in marks[:MOST])]
        stops = [*(mark.start() for mark in marks[:MOST]), len(text)]
        parts = [text[begin:stop] for begin, stop in zip(edges, stops, strict=True)]
        parts = [part for part in parts if part.strip()]
        heads = [part for part in parts if begins_like_a_document(part)]
        if len(parts) >= 2 and len(heads) == len(parts) and all(len(part.strip()) >= SHORTEST for part in parts):
            return parts, f"split at the marks between its {len(parts)} documents"
        if len(parts) >= 2:
            return [
                text
            ], f"has {len(marks)} dividing marks, but what they part does not begin like documents: kept whole"
        return [text], None
    lines = [mark.start() for mark in DATELINE.finditer(text)]
    starts = [
        _title_above(text, begin)
        for begin in lines
        if begin == 0 or text[max(0, begin - 2) : begin] == "\n\n" or _titled(text, begin)
    ]
    if len(starts) >= 3 and starts[0] < SHORTEST:
        edges = [0, *starts[1:], len(text)]
        parts = [text[begin:stop] for begin, stop in pairwise(edges)]
        if all(len(part.strip()) >= SHORTEST for part in parts):
            return parts, f"split at the datelines of its {len(parts)} dispatches"
        return [text], "has several datelines, but too little text between them: kept whole"
    return [text], None


def begins_like_a_document(part: str) -> bool:
    """Whether the first lines are a title (short, no full stop), a byline, a date or a dateline."""
    lines = [line.strip() for line in part.strip().split("\n", 6)[:6] if line.strip()]
    if len(lines) < 2:
        return False
    first = lines[0]
    if DATELINE.match(first) or by().fullmatch(first) or is_name(first):
        return True
    title = len(first) <= 200 and not first.endswith((".", ",", ";", ":")) and first[0].isupper()
    return title and (
        any(text_date(line) or by().fullmatch(line) or is_name(line) or DATELINE.match(line) for line in lines[1:4])
        or len(lines[-1]) > len(first)
    )


def _titled(text: str, begin: int) -> bool:
    """Whether the line above a dateline is a title after a blank line."""
    above = text.rfind("\n", 0, max(0, begin - 1)) + 1
    return text[max(0, above - 2) : above] in ("\n\n", "\n", "") and begin - above < 200


def _title_above(text: str, begin: int) -> int:
    """Where the dispatch of this dateline begins: at its title, when a short line that is no sentence stands above."""
    above = text.rstrip("\n")[:begin].rstrip()
    start = above.rfind("\n") + 1
    line = above[start:]
    return start if 0 < len(line) <= 200 and not line.endswith((".", "”", "»", '"')) else begin
