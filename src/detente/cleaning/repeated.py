"""Lines that a site repeats on its pages: which lines of a document count, from how many documents on, and what is set aside.

A casebook counts them over all its documents (`detente.store.ledger.site_lines`); nothing is learned here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from hashlib import blake2b

from detente.cleaning.lexicon import fold
from detente.records import Block, Document, Span

DIGITS = re.compile(r"\d+")
LINE = re.compile(r"[^\n]+")
MOST, LONGEST = 20, 200  # words and characters: a longer line that comes back is a text told again, not furniture
NEEDED = 4  # documents of a site
SHARE = 5  # one in so many of its documents
REPEATED = "line that the site repeats on its pages"
RESTORED = "restored"  # the reason of a part that an analyst took back


def needed(documents: int) -> int:
    """How many of a site's documents must have a line for it to count as repeated: four, and one in five.

    The share is taken of the largest power of two that is not above `documents`: while a site grows, a line at the border
    is judged anew when the site has doubled, not with every document.
    """
    return max(NEEDED, -(-(1 << max(0, documents.bit_length() - 1)) // SHARE))


def key_of(line: str) -> int:
    """A line as it is compared, as a number of 64 bits: lower case, no accents or punctuation, digits alike; 0 for no words."""
    words = DIGITS.sub("0", " ".join(fold(line).split()))
    return int.from_bytes(blake2b(words.encode(), digest_size=8).digest(), "big", signed=True) if words else 0


def lines_of(document: Document) -> dict[int, list[Span]]:
    """Key -> where it stands, of the short lines that may be furniture.

    Title and byline are left out, they may well come back; and what the reader of the source knows already.
    """
    from detente.sources.header import read_header

    known = [part for part in document.parts if RESTORED not in part.reasons]
    header = read_header(document.text, [Span(part.begin, part.stop) for part in known if not part.kept])
    out = [Span(part.begin, part.stop) for part in known]
    out += [*header.lines, *([header.title] if header.title else [])]
    title = key_of(document.title or "")
    found: dict[int, list[Span]] = {}
    for match in LINE.finditer(document.text):
        line = match[0].strip()
        if not line or len(line) > LONGEST or len(line.split()) > MOST:
            continue
        begin = match.start() + match[0].index(line)
        span = Span(begin, begin + len(line))
        key = key_of(line)
        if key not in (0, title) and not any(_touch(span, other) for other in out):
            found.setdefault(key, []).append(span)
    return found


def mark(document: Document, keys: Collection[int]) -> Document:
    """The document with the lines of these keys as parts to be set aside, but where an analyst restored one.

    Where they make up more than half of what is left of the document, none is marked: it is its text that comes back.
    """
    spans = sorted(span for key, spans in lines_of(document).items() if key in keys for span in spans)
    spans = [span for span in spans if not any(_touch(span, part) for part in document.parts)]
    size = len(document.text) - sum(part.stop - part.begin for part in document.parts if not part.kept)
    if not spans or 2 * sum(span.stop - span.begin for span in spans) > size:
        return document
    parts = [*document.parts, *(Block(*span, "boilerplate", None, False, (REPEATED,)) for span in spans)]
    return replace(document, parts=tuple(sorted(parts, key=lambda part: part.begin)))


def unmark(document: Document) -> Document:
    """The document without the parts that `mark` gave it."""
    return replace(document, parts=tuple(part for part in document.parts if REPEATED not in part.reasons))


def _touch(one: Span, other: Span | Block) -> bool:
    return one.begin < other.stop and other.begin < one.stop
