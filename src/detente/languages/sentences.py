"""Where sentences end, by punctuation alone: the parser's own cuts fall too often before ", a déclaré".

A semicolon ends one too: what it joins are two statements, and the parser takes one for the complement of the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# The end of a sentence: terminal signs with what closes after them, then white space and something that can begin.
# Each run of signs and of white space is taken whole, once: the time grows with the text, whatever it is made of.
END = re.compile(
    r"[ \u00a0\u202f]?;(?=\s)"
    r"|(?:(?<![.!?…])[.!?…]++|(?<![ \u00a0\u202f])[ \u00a0\u202f]++[!?…]++)(?:[ \u00a0\u202f]?»|[\"”’')\]])*+"
    r"(?=\s++[«“\"'‘(\[—–-]*+\s*+\w)"
    r"|(?<!\n)\n(?:[^\S\n]*+\n)++\s*+",
    re.UNICODE,
)
SIGNS = re.compile(r"(?:[^\w\s]\s?+){30,}+")
UNIT = re.compile(r"\w+|[^\w\s]")
SHORT = 120  # characters: whatever is shorter is within bounds
LONGEST = 240  # words and signs of a sentence: beyond them there is no syntax, only a list or an attack
WORD = 30  # characters: no word that is cut short is longer
LAST_WORD = re.compile(r"([^\s«“\"'‘’(\[]+)$")


def split(text: str, abbreviations: frozenset[str] = frozenset()) -> list[tuple[int, int]]:
    """Spans of the sentences of a text, without the white space around them.

    A full stop ends no sentence after one of the `abbreviations` (lower-case, without the stop), after an initial, or before a
    lower-case letter; a question or exclamation mark ends none before a lower-case letter (*« Pourquoi ? » demande-t-il*).
    """
    spans, begin = [], 0
    for match in END.finditer(text):
        if match[0].strip() and not ends(text, match, abbreviations):
            continue
        spans.append((begin, match.end()))
        begin = match.end()
    spans.append((begin, len(text)))
    whole = (part for span in spans for part in within_bounds(text, *span))
    return [trimmed for span in whole if (trimmed := trim(text, *span))]


def within_bounds(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """A sentence without rows of signs, which belong to none, and one that is longer than any is in parts that can be parsed."""
    if stop - begin < SHORT:
        yield begin, stop
        return
    at = begin
    for row in [*SIGNS.finditer(text, begin, stop), None]:
        end = row.start() if row else stop
        units = 0
        for unit in UNIT.finditer(text, at, end):
            units += 1
            if units > LONGEST:
                yield at, unit.start()
                at, units = unit.start(), 1
        if at < end:
            yield at, end
        at = row.end() if row else stop


def ends(text: str, match: re.Match[str], abbreviations: frozenset[str]) -> bool:
    """Whether terminal punctuation does end a sentence here."""
    if match[0].strip() == ";":
        return True
    following = re.match(r"\s+[«“\"'‘(\[—–-]*\s*(\w)", text[match.end() : match.end() + 12])
    if following and following[1].islower():
        return False
    if match[0][0] != "." or match[0].startswith(".."):
        return True
    word = last_word(text, match.start())
    if word.lower() in abbreviations:
        return False
    return not (len(word) == 1 and word.isalpha() and word.isupper())


def last_word(text: str, stop: int) -> str:
    """The word that ends before an offset; nothing where none does."""
    found = LAST_WORD.search(text, max(0, stop - WORD), stop)
    return found[1] if found else ""


def trim(text: str, begin: int, stop: int) -> tuple[int, int] | None:
    """A span without the white space at its ends; None where nothing is left."""
    while begin < stop and text[begin].isspace():
        begin += 1
    while stop > begin and text[stop - 1].isspace():
        stop -= 1
    return (begin, stop) if begin < stop else None
