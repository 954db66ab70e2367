"""Title, byline, site and date in the head of a plain text.

What counts for the head is not read for events, so a line is taken for it only when nothing in it can be prose: a byline or
a date line holds names, figures and the words of `header_words.tsv`, and no others in small letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from detente.records import DateKnown, Span
from detente.sources.days import dates_in, months, url_date
from detente.text import tables

SITE = re.compile(r"(?:https?://)?((?:[\w-]+\.)+[a-z]{2,24})(?:/\S*)?", re.IGNORECASE)
ROLE_SEPARATOR = re.compile(r"\s*(?:[,|–—•/(]| - )\s*")
DATELINE = re.compile(
    r"^(?:[A-ZÀ-ÝА-Я][A-ZÀ-ÝА-Я .’'/-]{2,40}(?:,\s[^\n(—–-]{2,30})?(?:,?\s\([\w .’'-]{2,30}\))?|[A-ZÀ-Ý][\w .’'-]{2,30},\s[^\n(]{3,25}\([\w .’'-]{2,30}\))\s*[—–-]{1,2}\s",
    re.MULTILINE,
)
ENDED = re.compile(r"[.!?…:;,][\"”’»)\]\s]*$")
BARE_WORD = re.compile(r"[^\W\d_]+")
ADDRESS = re.compile(r"\S*[@/]\S*|(?:\w+\.)+\w{2,}")
SENTENCE_END = (".", "!", ";", ":", ",")
LINES = 14  # a header is over after so many lines
LONGEST_TITLE = 220
LONGEST_BYLINE = 110
CHRONOLOGY = 200  # lines in which entries of a chronology are counted


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
def words_of(kind: str) -> frozenset[str]:
    """The words of `header_words.tsv` of a kind, in all languages, lower case. Raises DataError."""
    rows = tables.rows(Path(__file__).with_name("header_words.tsv"), ("language", "kind", "words"))
    return frozenset(word for _, own, words in rows if own == kind for word in words.split())


@cache
def by() -> re.Pattern[str]:
    """A byline: a word for *by* in any language, and the name."""
    words = "|".join(
        re.escape(word.replace("_", " ")) for word in sorted(words_of("by"), key=lambda word: (-len(word), word))
    )
    return re.compile(rf"(?:{words})\s*:?\s+(?P<name>\S.*)", re.IGNORECASE)


@cache
def _known() -> frozenset[str]:
    """The words in small letters that a byline or date line may hold."""
    return frozenset().union(months(), *map(words_of, ("particle", "role", "published", "weekday", "small")))


def is_apart(words: str) -> bool:
    """Whether some words say nothing but who, where and when: none in small letters but those of `header_words.tsv`."""
    return all(word[0].isupper() or word in _known() for word in BARE_WORD.findall(ADDRESS.sub(" ", words)))


def is_name(line: str) -> bool:
    """Whether a line is one to three names of persons and nothing else: *Emmanuel Hache*, *Jane Doe and Mark Smith*."""
    words = re.findall(r"[^\s,&]+", line)
    if not 2 <= len(words) <= 9 or any(character.isdigit() for character in line):
        return False
    if words[0].lower() in words_of("article") or is_territory(line):
        return False
    own = [word for word in words if word.lower() not in words_of("particle")]
    return 2 <= len(own) <= 8 and all(
        (word[0].isupper() and word.strip(".-’'").replace("-", "").isalpha())
        or re.fullmatch(r"[A-Z]\.|[DOL]['’]\w+", word)
        for word in own
    )


def is_territory(words: str) -> bool:
    """Whether some words are the name of a state or territory in a language of the news (CLDR, by way of Babel)."""
    return " ".join(words.replace("’", "'").split()).lower() in _territories()


@cache
def _territories() -> frozenset[str]:
    from babel import Locale

    names = {
        name.replace("’", "'").lower()
        for code in ("en", "fr", "de", "es", "it", "nl", "pl", "pt")
        for name in Locale(code).territories.values()
    }
    return frozenset(names | {name.removeprefix("the ") for name in names})


def byline_name(line: str) -> str | None:
    """The author that a byline names, without the word *by* and what he is, or None where the line is no byline.

    A line that ends like a sentence is none, and one in which more is said of the name than a role, a place or a day.
    """
    match = by().fullmatch(line)
    if len(line) > LONGEST_BYLINE and not match:
        return None
    whole = match["name"] if match else line
    parts = ROLE_SEPARATOR.split(whole, maxsplit=1)
    name = parts[0].strip()
    if match:
        name = name.rstrip(".") if len(parts) == 1 else name
    elif ENDED.search(line):
        return None
    rest = parts[1] if len(parts) > 1 else ""
    return name if is_name(name) and is_apart(rest) else None


def header_date(line: str) -> date | None:
    """The day of a line that holds a date and nothing that could be prose; None for any other line."""
    if len(line) > LONGEST_BYLINE:
        return None
    found = next(dates_in(line), None)
    if found is None:
        return None
    day, begin, stop = found
    before, after = line[:begin], line[stop:]
    entry = re.match(r"\s*(?:[:–—]|-\s)\s*(\S.*)", after) if not before.strip(" *•-[(") else None
    named = entry is not None and is_name(entry[1]) and not after.lstrip().startswith(":")
    if entry and BARE_WORD.search(entry[1]) and not named and not _tells_time(entry[1]):
        return None  # an entry of a chronology: *3 May 2021: Talks Resume*
    rest = f"{before} {after}"
    plain = not any(word[0].isupper() and word.lower() not in _known() for word in BARE_WORD.findall(rest))
    if ENDED.search(line) and not plain:
        return None
    return day if is_apart(rest) else None


def _tells_time(words: str) -> bool:
    """Whether what follows a day is a time of day or a word of publishing."""
    return bool(re.match(r"\d", words)) or all(word.lower() in _known() for word in BARE_WORD.findall(words))


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
    return _read_lines(text, title, rest)


def _read_lines(text: str, title: Span | None, rest: list[Span]) -> Header:
    """Byline, site and day in the lines below a title, down to the first that is something else."""
    found: list[Span] = []
    author = site = published = None
    entries = chronology(text)
    for span in rest:
        line = text[span.begin : span.stop]
        dateline = DATELINE.match(f"{line} ") if "in line" not in entries else None
        if dateline and published is None:
            published = next((day for day, _, _ in dates_in(dateline[0])), None)
        if len(line) > LONGEST_BYLINE:
            break
        name, where, day = byline_name(line), SITE.fullmatch(line), header_date(line)
        if day and "heading" in entries and not name and _begins_with_day(line):
            day = None
        if not (name or where or day):
            if found or (span is not rest[0] and ENDED.search(line)) or title is None or dateline:
                break
            continue  # a subtitle between title and byline
        if where:
            site = site or where[1].lower()
        elif name:
            author = author or name
        published = published or day
        found.append(span)
    return Header(title, tuple(found), author, site, published)


def chronology(text: str) -> frozenset[str]:
    """How a text tells events day by day: days that begin a line (`in line`), days above their entry (`heading`), or neither.

    Two days or more are a chronology; the first is an event's day, not that of the text.
    """
    days: dict[str, set[date]] = {"in line": set(), "heading": set()}
    heading: date | None = None
    for line in _some_lines(text):
        found = _begins_with_day(line)
        if found is None:
            if heading is not None and ENDED.search(line):
                days["heading"].add(heading)
                heading = None
            continue
        day, after = found
        entry = re.match(r"\s*(?:[:–—]|-\s)\s*[^\W\d_]", after)
        heading = None if entry or not is_apart(after) else day
        if heading is None:
            days["in line"].add(day)
    return frozenset(form for form, found in days.items() if len(found) >= 2)


def _begins_with_day(line: str) -> tuple[date, str] | None:
    """The day that a line begins with, perhaps after its weekday, and what follows."""
    if not any(map(str.isdigit, line[:30])):
        return None
    for day, begin, stop in dates_in(line[:60]):
        before = (word.lower() for word in BARE_WORD.findall(line[:begin]))
        if all(word in words_of("weekday") or word in words_of("small") for word in before):
            return day, line[stop:]
    return None


def _some_lines(text: str) -> Iterator[str]:
    begin = 0
    for _ in range(CHRONOLOGY):
        stop = text.find("\n", begin)
        line = text[begin : stop if stop >= 0 else len(text)].strip()
        if line:
            yield line
        if stop < 0:
            return
        begin = stop + 1


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
    if (byline_name(line) and by().fullmatch(line)) or SITE.fullmatch(line) or re.match(r"[-•*–|]", line):
        return False
    blank = text.count("\n", first.stop, second.begin) > 1
    return blank or second.stop - second.begin > 1.5 * len(line) or _is_byline(text[second.begin : second.stop])


def _is_byline(line: str) -> bool:
    """Whether a line names an author, a site or a day and little else."""
    return len(line) <= LONGEST_BYLINE and (
        byline_name(line) is not None
        or SITE.fullmatch(line) is not None
        or (header_date(line) is not None and len(line) < 60)
    )
