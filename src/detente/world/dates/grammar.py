"""Date expressions by pattern: each row of languages/XX/dates.tsv is one, with an example that the tests run."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from detente.errors import DataError
from detente.languages import folder_of
from detente.text import tables

COLUMNS = ("pattern", "reads", "direction", "example", "edtf")

KINDS = frozenset({"day", "month", "season", "year", "years", "decade", "century", "quarter", "half", "weekday", "weekend", "holiday", "shift", "ago", "ahead", "after", "before"})  # fmt: skip
DIRECTIONS = frozenset({"", "past", "future", "this"})
BOUNDS = frozenset({"since", "until", "about", "early", "mid", "late"})  # what stands before one date
LINKS = ("between", "list", "within")  # what stands between two
NAMED = ("month", "weekday", "season", "unit", "holiday", "nineties")  # slots of a pattern that only words fill
WORDS = (
    *NAMED,
    "n",
    "ordinal",
    "suffix",
    "prefix",
    "owner",
    "happening",
    "occasion",
    "medium",
    "pluperfect",
)  # what date_words.tsv may list
WORD, DIGIT = re.compile(r"\w+"), re.compile(r"\d")
GROUP = re.compile(r"\(\?[^()]*\)[?*+]?")  # a group of a pattern without another inside it
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
PIVOT = 70  # a year of two digits: 69 is 2069, 70 is 1970


@dataclass(frozen=True, slots=True)
class Row:
    pattern: re.Pattern[str]
    kind: str
    argument: str
    direction: str
    example: str
    edtf: str
    need: str  # a slot, or a word in small letters, without which a text cannot match; "" where there is none


@dataclass(frozen=True, slots=True)
class Grammar:
    """The patterns of a language, and its words for numbers, months, days, seasons and units."""

    rows: tuple[Row, ...]
    words: Mapping[str, Mapping[str, int | str]]
    atoms: re.Pattern[str]  # the words of which numbers are made
    bounds: tuple[tuple[re.Pattern[str], str], ...]
    links: tuple[tuple[re.Pattern[str], str], ...]
    starts: Mapping[str, frozenset[str]]  # first word of each name of a month, day ... -> the slots that it may fill


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language. Raises `DataError` naming file and line where a row is wrong."""
    folder = folder_of(language)
    words: dict[str, dict[str, int | str]] = {kind: {} for kind in WORDS}
    for word, kind, value in tables.rows(folder / "date_words.tsv", ("word", "kind", "value")):
        if kind not in words:
            raise DataError(f"{language}/date_words.tsv: {word!r} is a {kind!r}; kinds are {', '.join(WORDS)}")
        words[kind][word.lower()] = int(value) if value.lstrip("-").isdigit() else value
    add_calendar_names(language, words)
    rows = []
    for pattern, reads, direction, example, edtf in tables.rows(folder / "dates.tsv", COLUMNS):
        kind, _, argument = reads.partition(":")
        if kind not in KINDS or direction not in DIRECTIONS:
            raise DataError(
                f"{language}/dates.tsv: {pattern!r} reads {reads!r} towards {direction!r}; kinds are {', '.join(sorted(KINDS))}"
            )
        rows.append(Row(compiled(pattern, words), kind, argument, direction, example, edtf, needed(pattern)))
    bounds, links = around(language)
    starts: dict[str, frozenset[str]] = {}
    for kind in NAMED:
        for first in {WORD.findall(word)[0] for word in words[kind]}:
            starts[first] = starts.get(first, frozenset()) | {f"{{{kind}}}"}
    atoms = re.compile(alternatives(words["n"]), re.IGNORECASE)
    return Grammar(tuple(rows), words, atoms, bounds, links, starts)


def around(
    language: str,
) -> tuple[tuple[tuple[re.Pattern[str], str], ...], tuple[tuple[re.Pattern[str], str], ...]]:
    """What stands before a date and bounds it, and what stands between two and joins them."""
    bounds, links = [], []
    for pattern, bound in tables.rows(folder_of(language) / "date_bounds.tsv", ("pattern", "bound")):
        spaced = pattern.replace("~", r"\s+")
        if bound in LINKS:
            links.append((re.compile(spaced, re.IGNORECASE), bound))
        elif bound in BOUNDS:
            bounds.append((re.compile(rf"(?<!\w)(?:{spaced})\s*$", re.IGNORECASE), bound))
        else:
            raise DataError(f"{language}/date_bounds.tsv: {bound!r}; expected {', '.join((*sorted(BOUNDS), *LINKS))}")
    return tuple(bounds), tuple(links)


def add_calendar_names(language: str, words: dict[str, dict[str, int | str]]) -> None:
    """Months and days of the week from CLDR, so that no list of ours can be wrong; months as well without their accents."""
    from babel import Locale

    locale = Locale.parse(language)
    for width in ("wide", "abbreviated"):
        for number, name in locale.months["format"][width].items():
            words["month"].setdefault(name.lower().rstrip("."), number)
        if width == "wide":
            for number, name in locale.days["format"][width].items():
                words["weekday"].setdefault(name.lower().rstrip("."), number)
    for name, number in list(words["month"].items()):
        words["month"].setdefault(bare(name), number)


def bare(word: str) -> str:
    """A word without its accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def alternatives(words: Mapping[str, int | str]) -> str:
    """Any of some words, the longest first; a space is any white space."""
    return "|".join(
        re.escape(word).replace(r"\ ", r"\s+").replace("'", "['’]") for word in sorted(words, key=len, reverse=True)
    )


def compiled(pattern: str, words: Mapping[str, Mapping[str, int | str]]) -> re.Pattern[str]:
    """A row's pattern as a regular expression: `{month}` is any name of a month, a space any white space; `{=month}` is told by no match."""
    number = rf"(?:{alternatives(words['n'])})(?:-(?:{alternatives(words['n'])}))*"
    suffix = alternatives(words["suffix"])
    slots = {
        "day": rf"(?P<day>3[01]|[12]\d|0?[1-9])(?:{suffix})?",
        "until": rf"(?P<until>3[01]|[12]\d|0?[1-9])(?:{suffix})?",
        "year": r"(?P<year>1[5-9]\d\d|20\d\d)",
        "yy": r"['’]?(?P<yy>\d\d)",
        "to": r"(?P<to>1[5-9]\d\d|20\d\d|\d\d)",
        "mm": r"(?P<mm>0?[1-9]|1[0-2])",
        "decade": r"['’]?(?P<decade>(?:1[5-9]|20)?\d0)",
        "n": rf"(?P<n>\d{{1,3}}|{number})",
        "ordinal": rf"(?P<ordinal>{alternatives(words['ordinal'])}|(?:\d{{1,2}}|[IVXL]+)\s?(?:{suffix}))",
    }
    for kind in NAMED:
        stop = r"\.?" if kind in ("month", "weekday") else ""
        slots[kind] = rf"(?P<{kind}>{alternatives(words[kind])}){stop}"

    def slot(match: re.Match[str]) -> str:
        return slots[match[2]].replace(f"?P<{match[2]}>", "?:") if match[1] else slots[match[2]]

    body = re.sub(r"\{(=?)(\w+)\}", slot, pattern.replace("'", "['’]").replace(" ", r"[\s\u00a0]+"))
    before = "|".join((r"(?<![\w-])", *(rf"(?<=\b{re.escape(word)}-)" for word in words["prefix"])))
    return re.compile(rf"(?:{before})(?:{body})(?!\w)(?!-\w)", re.IGNORECASE)


def needed(pattern: str) -> str:
    """What no match of a row's pattern can do without: the slot of a name, else digits, else a word, or nothing."""
    rest = pattern
    while (shorter := GROUP.sub(" ", rest)) != rest:
        rest = shorter
    if "|" in rest:
        return ""
    slots = re.findall(r"\{(\w+)\}", rest)
    words = re.findall(r"[^\W\d_]{3,}(?![?*{])", re.sub(r"\{=?\w+\}", " ", rest))
    named = [f"{{{slot}}}" for slot in slots if slot in NAMED]
    digits = ["{digit}" for slot in slots if slot in ("day", "year", "mm", "decade")]
    said = sorted(map(str.lower, words), key=len, reverse=True)
    return next(iter([*named, *digits, *said]), "")


def possible(text: str, rules: Grammar) -> list[Row]:
    """The rows whose needs a text meets: most sentences tell no date, and each pattern has to be tried at every word."""
    low = text.lower()
    slots = {slot for word in rules.starts.keys() & WORD.findall(low) for slot in rules.starts[word]}
    if DIGIT.search(text):
        slots.add("{digit}")
    return [row for row in rules.rows if row.need in slots or row.need in low]


def value(name: str, word: str, rules: Grammar) -> int | str:
    """What a matched word stands for."""
    low = re.sub(r"\s+", " ", word.lower().replace("’", "'").rstrip("."))
    if name in rules.words and low in rules.words[name]:
        return rules.words[name][low]
    digits = re.sub(r"\D", "", word)
    if name == "n" and not digits:
        return sum(int(rules.words["n"][re.sub(r"\s+", " ", one)]) for one in rules.atoms.findall(low))
    if name == "ordinal" and not digits:
        return roman("".join(c for c in word if c in ROMAN))
    if name == "yy":
        return int(digits) + (2000 if int(digits) < PIVOT else 1900)
    return int(digits)


def roman(word: str) -> int:
    """The number that Roman letters write."""
    numbers = [ROMAN[letter] for letter in word]
    return sum(-one if one < after else one for one, after in zip(numbers, [*numbers[1:], 0], strict=True))
