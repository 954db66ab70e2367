"""What stands over sentences and dates them: the headings of a chronology (*12 March: ...*, a year on its own line) and datelines.

They are blanked in the text that is parsed, where they would be taken for parts of the clause; offsets hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from detente.languages import folder_of, pack
from detente.languages.sentences import last_word
from detente.records import When
from detente.text import tables
from detente.world import places
from detente.world.dates import Expression, find, resolve

LONGEST = 90  # characters within which a heading ends
# Where a sentence may begin, and what may stand before its heading.
START = re.compile(r"(?:\A|\n|[.!?…;][\"»”’)\]]*\s)\s*(?:[-–—•*·▪►▸●‣>]+\s+|[*_#]+)?")
LABEL = re.compile(r"[^\W\d_]+\.?\s\d{1,4}\s*(?=\()")  # *Day 3 (12 March): ...*
COLON = re.compile(r"\s*[)\]]?[*_]*\s*:[*_]*\s*")
DASH = re.compile(r"\s*[)\]]?[*_]*(?:\s*[–—]|\s+-{1,2}(?=\s))\s*")
STOP = re.compile(r"[)\]]?[*_]*(?:\.(?=\s+[\"«“]?\s*[A-ZÀ-Þ])|\.?\s*(?=\n|\Z))\s*")
PLACE = r"[A-ZÀ-Þ][\w'’.-]*(?:[ ][A-ZÀ-Þ][\w'’.-]*){0,3}"
DATELINE = re.compile(
    rf"(?:\A|\n)\s*(?:(?P<bracketed>\({PLACE}\)(?=\s+[A-ZÀ-Þ]))|(?P<places>{PLACE}(?:\s?/\s?{PLACE})*)"
    rf"(?:,\s{PLACE}|\s\([^)\n]{{2,30}}\))?(?:,\s(?P<day>[^–—:()\n]{{3,30}}?))?(?:\s*\([^)\n]{{2,30}}\))?"
    r"(?P<mark>\s*[–—](?=\s*[\"«“A-ZÀ-Þ])|\s?-{1,2}(?=\s+[\"«“A-ZÀ-Þ])|\s*:(?=\s)|\.(?=\s)))\s*"
)
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Heading:
    """A date that stands over what follows it, in a text of the document (by number); spans count in the document.

    `alone`: its text holds nothing else; `dateline`: it dates the text, and its first sentence.
    """

    begin: int
    stop: int
    text: int
    date: Expression
    alone: bool = False
    dateline: bool = False


@cache
def openings(language: str) -> re.Pattern[str] | None:
    """What stands in the place of a dateline: *from our correspondent in Cairo —*."""
    rows = [row[0] for row in tables.rows(folder_of(language) / "datelines.tsv", ("pattern",))]
    body = "|".join(rows).replace("~", r"\s+")
    return re.compile(rf"\s*(?:{body})\s*[–—:.]\s+", re.IGNORECASE) if rows else None


def outlined(text: str, base: int, number: int, language: str) -> tuple[str, list[Heading]]:
    """A text with its headings and datelines blanked, and those that tell a date. `base` is where it begins in the document."""
    found: list[Heading] = []
    blanks: list[tuple[int, int]] = []
    for begin, stop, expression, dateline in (*datelines(text, language), *entries(text, language)):
        if any(begin < other and one < stop for one, other in blanks):
            continue
        blanks.append((begin, stop))
        if expression is not None:
            alone = not (text[:begin] + text[stop:]).strip(" \n\t*_#-–—•")
            found.append(Heading(base + begin, base + stop, number, moved(expression, base), alone, dateline))
    for begin, stop in blanks:
        first = text[stop : stop + 1].upper()  # the parser was taught on sentences that begin with a capital
        first = first if len(first) == 1 else text[stop : stop + 1]
        text = text[:begin] + "\n\n".ljust(stop - begin) + first + text[stop + 1 :]
    return text, sorted(found, key=lambda heading: heading.begin)


def moved(e: Expression, by: int) -> Expression:
    """An expression whose spans count from another place."""
    end, inside = (moved(one, by) if one else None for one in (e.end, e.inside))
    return replace(e, begin=e.begin + by, stop=e.stop + by, end=end, inside=inside)


def entries(text: str, language: str) -> Iterator[tuple[int, int, Expression, bool]]:
    """The dates that open a sentence and are cut off from it."""
    for start in START.finditer(text):
        begin = start.end()
        if shortened(text, start.start(), language):
            continue
        label = LABEL.match(text, begin)
        at = label.end() + 1 if label else begin + (text[begin : begin + 1] in ("(", "["))
        piece = text[at : begin + LONGEST]
        if not any(sign in piece for sign in ":–—-.\n") and begin + LONGEST < len(text):
            continue
        first = next(iter(find(piece, language)), None)
        if first is None or first.begin > 0 or first.kind in ("after", "before"):
            continue
        first = moved(first, at)
        mark = COLON.match(text, first.stop) or STOP.match(text, first.stop)
        if mark is None and first.kind not in ("weekday", "shift", "weekend"):
            mark = DASH.match(text, first.stop)
        if mark is not None and mark.end() > begin + 1:
            yield begin, mark.end(), first, False


def shortened(text: str, stop: int, language: str) -> bool:
    """Whether a full stop is that of a word cut short, after which no sentence begins (*on 3 Feb. 2023*)."""
    return text[stop : stop + 1] == "." and last_word(text, stop).lower() in pack(language).abbreviations


def datelines(text: str, language: str) -> Iterator[tuple[int, int, Expression | None, bool]]:
    """The place (and day, and agency) that opens a text."""
    opening = openings(language)
    match = opening.match(text) if opening else None
    if match:
        yield match.start(), match.end(), None, True
    for line in DATELINE.finditer(text):
        begin = line.start("bracketed") if line["bracketed"] else line.start("places")
        if line["bracketed"]:
            if known(line["bracketed"][1:-1], language):
                yield begin, line.end(), None, True
            continue
        day = whole(line["day"], language) if line["day"] else None
        if line["day"] and day is None and not known(line["day"], language):
            continue
        named = [one.strip() for one in line["places"].split("/")]
        shouted = line["places"].upper() == line["places"] and len(named[0]) > 2
        city = all(known(one, language) for one in named)
        mark = line["mark"].strip()
        told = (mark in ":." and (day is not None or (city and (shouted or len(named) > 1)))) or (
            mark not in ":." and (city or shouted)
        )
        if told and (city or shouted):
            yield begin, line.end(), moved(day, line.start("day")) if day else None, True


def whole(words: str, language: str) -> Expression | None:
    """The date that some words consist of."""
    found = find(words, language)
    rest = words[: found[0].begin] + words[found[0].stop :] if len(found) == 1 else "x"
    return found[0] if not any(c.isalnum() for c in rest) else None


def known(name: str, language: str) -> bool:
    """Whether a name is that of a town or region, not of a state."""
    place = places.names(language).get(name.lower().strip(" ."))
    return place is not None and place.precision != "country"


class Frames:
    """The date that stands over each sentence, as the headings of a document are passed one after another."""

    def __init__(self, headings: list[Heading], published: date | None) -> None:
        self.headings = headings
        self.published = published
        self.listed = sum(h.alone for h in headings) > 1  # one date on a line of its own is that of the text
        self.over: tuple[Heading, When] | None = None
        self.context: When | None = None  # the coarser heading above: a year over its days
        self.last: When | None = None
        self.lengths: list[int] = []  # how many texts each heading on a line of its own stood over

    def at(self, begin: int, text: int) -> When | None:
        """The date over a sentence that begins there, in the text of that number."""
        while self.headings and self.headings[0].begin < begin:
            self.enter(self.headings.pop(0))
        if self.over is None:
            return None
        heading, when = self.over
        if heading.dateline:
            return when if heading.stop >= begin - 2 else None
        if heading.alone:
            beyond = text - heading.text
            last = not any(h.alone for h in self.headings) and self.lengths
            return when if self.listed and not (last and beyond > max(self.lengths)) else None
        return when if heading.text == text else None

    def enter(self, heading: Heading) -> None:
        """Pass a heading: what it says is told within the one above, or after the one before."""
        if self.over and self.over[0].alone and heading.alone:
            self.lengths.append(max(1, heading.text - self.over[0].text - 1))
        when = self.resolved(heading)
        if when is None:
            self.over = None
            return
        if not heading.dateline:
            coarse = bool(when.first and when.last and (when.last - when.first).days > 27)
            if coarse and (self.context is None or "year" in heading.date.values or not wider(self.context, when)):
                self.context = when
            elif self.context and not covers(self.context, when):
                self.context = None
            self.last = when
        self.over = heading, when

    def resolved(self, heading: Heading) -> When | None:
        """A heading's date."""
        e = heading.date
        if heading.dateline or "year" in e.values or e.inside or e.kind not in ("day", "month", "season"):
            return resolve(e, self.published)
        if self.context and self.context.first and self.context.last:
            found = resolve(e, self.published, within=(self.context.first, self.context.last))
            if found and covers(self.context, found):
                return found
        if self.last and self.last.first and self.last.anchor is None:
            return following(e, self.last.first)
        return resolve(e, self.published)


def following(e: Expression, before: date) -> When | None:
    """A date without its year in a list that goes on: the nearest to the entry before, forward unless it is hardly back."""
    years = [(date(y, 1, 1), date(y, 12, 31)) for y in range(max(1, before.year - 1), min(9999, before.year + 2))]
    found = [when for year in years if (when := resolve(e, None, within=year)) and when.first]
    back = timedelta(days=75)
    near = [when for when in found if when.first and when.first >= before - back]
    return min(near, key=lambda when: when.first or before, default=None)


def covers(period: When, when: When) -> bool:
    """Whether one date lies within another."""
    if not (period.first and period.last and when.first and when.last):
        return False
    return period.first <= when.first and when.last <= period.last


def wider(one: When, other: When) -> bool:
    """Whether the first is longer and holds the second."""
    return covers(one, other) and not covers(other, one)
