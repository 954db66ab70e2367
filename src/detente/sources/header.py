"""Title, byline, site and date in the head of a plain text, and the date in an address."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from detente.errors import DataError
from detente.records import DateKnown, Span

SITE = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,24})(?:/\S*)?", re.IGNORECASE)
BY = re.compile(
    r"(?:by|par|von|por|di|door|de|da|av|od|autor|auteur|author|автор|текст|propos recueillis par|written by)\s*:?\s+"
    r"(?P<name>\S.*)",
    re.IGNORECASE,
)
PARTICLES = frozenset(
    (
        "de",
        "du",
        "des",
        "d",
        "la",
        "le",
        "van",
        "von",
        "der",
        "den",
        "di",
        "da",
        "dos",
        "el",
        "al",
        "bin",
        "and",
        "et",
        "und",
        "y",
        "e",
        "och",
        "en",
        "и",
    )
)
ROLE_SEPARATOR = re.compile(r"\s*(?:[,|–—•/]| - )\s*")
WORD_DATE = re.compile(
    r"\b(\d{1,2})(?:er|st|nd|rd|th|º|\.)?\s+(?:de\s+|di\s+)?([^\W\d_]{3,12})\.?,?\s+(?:de\s+|del\s+)?(\d{4})\b"
)
DATE_WORD = re.compile(r"\b([^\W\d_]{3,12})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
ISO_DATE = re.compile(r"\b(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\b")
DAY_DATE = re.compile(r"\b(\d{1,2})[./](\d{1,2})[./](\d{4})\b")
EAST_DATE = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]")
URL_DATE = re.compile(r"/((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=[/_.-]|$)")
SENTENCE_END = (".", "!", ";", ":", ",")
LINES = 14  # a header is over after so many lines
LONGEST_TITLE = 220
LONGEST_BYLINE = 110


@dataclass(frozen=True, slots=True)
class Header:
    """What the first lines of a text say of it. Spans are of the text."""

    title: Span | None = None
    lines: tuple[Span, ...] = ()  # byline, site and date lines
    author: str | None = None
    site: str | None = None
    published: date | None = None

    def title_text(self, text: str) -> str | None:
        return None if self.title is None else text[self.title.begin : self.title.stop]

    def date_of(self, source: str) -> tuple[date | None, DateKnown]:
        """The date of the header lines, else that of the address, and how it is known."""
        if self.published:
            return self.published, "text"
        in_address = url_date(source)
        return in_address, "url" if in_address else "unknown"


@cache
def months() -> dict[str, int]:
    """Name of a month, in lower case -> its number."""
    name = "months.tsv"
    found: dict[str, int] = {}
    rows = files("detente.sources").joinpath(name).read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(rows, 1):
        if row.startswith(("#", "language\t")) or not row.strip():
            continue
        cells = row.split("\t")
        if len(cells) != 3 or not cells[1].isdigit():
            raise DataError(
                f"{name}, line {number}: expected language, number of the month and its names, tab-separated"
            )
        found.update(dict.fromkeys(cells[2].replace("\u200c", " ").split(), int(cells[1])))
    return found


def _day(year: str, month: int | None, day: str) -> date | None:
    try:
        found = date(int(year), month or 0, int(day))
    except ValueError:
        return None
    return found if 1800 <= found.year <= 2200 else None


def text_date(line: str) -> date | None:
    """The first complete date of a line, in words or digits (day before month where only digits say), or None."""
    for match in WORD_DATE.finditer(line):
        if found := _day(match[3], months().get(match[2].lower()), match[1]):
            return found
    for match in DATE_WORD.finditer(line):
        if found := _day(match[3], months().get(match[1].lower()), match[2]):
            return found
    for pattern in (ISO_DATE, EAST_DATE):
        for match in pattern.finditer(line):
            if found := _day(match[1], int(match[2]), match[3]):
                return found
    for match in DAY_DATE.finditer(line):
        if found := _day(match[3], int(match[2]), match[1]):
            return found
    return None


def url_date(address: str) -> date | None:
    """The date in the path of an address (`/2024/06/26/`), or None."""
    match = URL_DATE.search(address) if "//" in address else None
    return _day(match[1], int(match[2]), match[3]) if match else None


def is_name(line: str) -> bool:
    """Whether a line is one to three names of persons and nothing else: *Emmanuel Hache*, *Jane Doe and Mark Smith*."""
    words = re.findall(r"[^\s,&]+", line)
    if not 2 <= len(words) <= 9 or any(character.isdigit() for character in line):
        return False
    own = [word for word in words if word.lower() not in PARTICLES]
    return 2 <= len(own) <= 8 and all(
        (word[0].isupper() and word.strip(".-’'").replace("-", "").isalpha())
        or re.fullmatch(r"[A-Z]\.|[DOL]['’]\w+", word)
        for word in own
    )


def byline_name(line: str) -> str | None:
    """The author that a byline names, without the word *by* and what he is, or None where the line is no byline."""
    match = BY.fullmatch(line)
    name = ROLE_SEPARATOR.split(match["name"] if match else line)[0].strip()
    if is_name(name) and (match or len(line) <= LONGEST_BYLINE):
        return name
    return None


def read_header(text: str, set_aside: Iterable[Span] = ()) -> Header:
    """The header of a text. `set_aside` are spans that do not count (what cleaning quarantined)."""
    first = _first_lines(text)
    gone = [span for span in set_aside if first and span.begin < first[-1].stop]
    lines: list[Span] = []
    for span in first:
        cut = [out for out in gone if out.begin < span.stop and span.begin < out.stop]
        if not cut:
            lines.append(span)
        elif not any(out.begin <= span.begin and span.stop <= out.stop for out in cut):
            lines += _left(text, span, sorted(cut))
    title = None
    rest = lines
    if len(lines) > 1 and _is_title(text, lines):
        title, rest = lines[0], lines[1:]
    found: list[Span] = []
    author = site = published = None
    for span in rest:
        line = text[span.begin : span.stop]
        if len(line) > LONGEST_BYLINE:
            break
        name, where, day = byline_name(line), SITE.fullmatch(line), text_date(line)
        if not (name or where or day) or (day and line.endswith(".") and len(line) > 60):
            if found or (span is not rest[0] and line.endswith(SENTENCE_END)):
                break
            if title is None:
                break
            continue  # a subtitle between title and byline
        if where:
            site = site or where[1].lower()
        elif name:
            author = author or name
        published = published or day
        found.append(span)
    return Header(title, tuple(found), author, site, published)


def _first_lines(text: str) -> list[Span]:
    found: list[Span] = []
    begin = 0
    while begin < len(text) and len(found) < LINES:
        stop = text.find("\n", begin)
        stop = len(text) if stop < 0 else stop
        line = text[begin:stop]
        if line.strip():
            found.append(Span(begin + len(line) - len(line.lstrip()), begin + len(line.rstrip())))
        begin = stop + 1
    return found


def _left(text: str, line: Span, cut: list[Span]) -> list[Span]:
    """What is left of a line beside the spans that do not count, which are in order."""
    found: list[Span] = []
    begin = line.begin
    for out in cut:
        found.append(Span(begin, max(begin, out.begin)))
        begin = max(begin, out.stop)
    found.append(Span(begin, max(begin, line.stop)))
    stripped = ((span, text[span.begin : span.stop]) for span in found)
    return [
        Span(span.begin + len(words) - len(words.lstrip()), span.begin + len(words.rstrip()))
        for span, words in stripped
        if words.strip()
    ]


def _is_title(text: str, lines: list[Span]) -> bool:
    """Whether the first line is a title: short, no sentence, and something longer or a byline below it."""
    first, second = lines[0], lines[1]
    line = text[first.begin : first.stop]
    if len(line) > LONGEST_TITLE or line.endswith(SENTENCE_END) or not any(map(str.isalpha, line)):
        return False
    if (byline_name(line) and BY.fullmatch(line)) or SITE.fullmatch(line) or re.match(r"[-•*–|]", line):
        return False
    blank = text.count("\n", first.stop, second.begin) > 1
    return blank or second.stop - second.begin > 1.5 * len(line) or _is_byline(text[second.begin : second.stop])


def _is_byline(line: str) -> bool:
    """Whether a line names an author, a site or a day and little else."""
    return len(line) <= LONGEST_BYLINE and (
        byline_name(line) is not None
        or SITE.fullmatch(line) is not None
        or (text_date(line) is not None and len(line) < 60)
    )
