"""Date expressions by pattern: each row of languages/XX/dates.tsv is one, with an example that the tests run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from detente.errors import DataError
from detente.languages import LANGUAGES
from detente.text import tables

COLUMNS = ("pattern", "reads", "direction", "example", "edtf")

Kind = Literal[
    "day",
    "month",
    "season",
    "year",
    "decade",
    "century",
    "quarter",
    "weekday",
    "holiday",
    "unit",
    "shift",
    "ago",
    "ahead",
    "after",
    "before",
]
KINDS = frozenset({"day", "month", "season", "year", "decade", "century", "quarter", "weekday", "holiday", "unit", "shift", "ago", "ahead", "after", "before"})  # fmt: skip
DIRECTIONS = frozenset({"", "past", "future", "this"})
NAMED = ("month", "weekday", "season", "unit", "holiday", "ordinal")  # slots of a pattern that only words fill
WORD, DIGIT = re.compile(r"\w+"), re.compile(r"\d")
OPTIONAL = re.compile(r"\(\?[^()]*\)\??")  # a group of a pattern: what stands in it may be missing from a match


@dataclass(frozen=True, slots=True)
class Expression:
    """A date as worded: what kind it is, its numbers, and where it points from the anchor ("" = tense decides)."""

    begin: int
    stop: int
    kind: str
    values: Mapping[str, int | str]
    direction: str = ""
    bound: Literal["", "since", "until", "about", "early", "mid", "late"] = ""
    end: Expression | None = field(default=None)  # the other end of "between A and B"


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
    """The patterns of a language, longest first, and its words for numbers, months, days, seasons and units."""

    rows: tuple[Row, ...]
    words: Mapping[str, Mapping[str, int | str]]
    bounds: tuple[tuple[re.Pattern[str], str], ...]
    between: tuple[re.Pattern[str], ...]
    starts: Mapping[
        str, frozenset[str]
    ]  # first word of each name of a month, day, season ... -> the slots that it may fill


@cache
def grammar(language: str) -> Grammar:
    """The grammar of a language. Raises `DataError` naming file and line where a row is wrong."""
    folder = LANGUAGES / language
    words: dict[str, dict[str, int | str]] = {
        "n": {},
        "month": {},
        "weekday": {},
        "season": {},
        "unit": {},
        "holiday": {},
        "ordinal": {},
    }
    for word, kind, value in tables.rows(folder / "date_words.tsv", ("word", "kind", "value")):
        words.setdefault(kind, {})[word.lower()] = int(value) if value.lstrip("-").isdigit() else value
    add_calendar_names(language, words)
    rows = []
    for pattern, reads, direction, example, edtf in tables.rows(folder / "dates.tsv", COLUMNS):
        kind, _, argument = reads.partition(":")
        if kind not in KINDS or direction not in DIRECTIONS:
            raise DataError(
                f"{language}/dates.tsv: {pattern!r} reads {reads!r} towards {direction!r}; kinds are {', '.join(sorted(KINDS))}"
            )
        rows.append(Row(compiled(pattern, words), kind, argument, direction, example, edtf, needed(pattern)))
    bounds = tuple(
        (re.compile(rf"(?:{pattern})\s*$".replace("~", r"\s+"), re.IGNORECASE), bound)
        for pattern, bound in tables.rows(folder / "date_bounds.tsv", ("pattern", "bound"))
        if bound != "between"
    )
    between = tuple(
        re.compile(pattern.replace("~", r"\s+"), re.IGNORECASE)
        for pattern, bound in tables.rows(folder / "date_bounds.tsv", ("pattern", "bound"))
        if bound == "between"
    )
    starts: dict[str, frozenset[str]] = {}
    for kind in NAMED:
        for first in {WORD.findall(word)[0] for word in words[kind]}:
            starts[first] = starts.get(first, frozenset()) | {f"{{{kind}}}"}
    return Grammar(tuple(rows), words, bounds, between, starts)


def add_calendar_names(language: str, words: dict[str, dict[str, int | str]]) -> None:
    """Months and days of the week from CLDR, so that no list of ours can be wrong."""
    from babel import Locale

    locale = Locale.parse(language)
    for width in ("wide", "abbreviated"):
        for number, name in locale.months["format"][width].items():
            words["month"].setdefault(name.lower().rstrip("."), number)
        if width == "wide":
            for number, name in locale.days["format"][width].items():
                words["weekday"].setdefault(name.lower().rstrip("."), number)


def compiled(pattern: str, words: Mapping[str, Mapping[str, int | str]]) -> re.Pattern[str]:
    """A row's pattern as a regular expression: `{month}` is any name of a month, a space any white space."""

    def alternatives(kind: str) -> str:
        return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words[kind], key=len, reverse=True))

    slots = {
        "day": r"(?P<day>[12]?\d|3[01]|0\d)(?:er|ère|st|nd|rd|th)?",
        "year": r"(?P<year>1[5-9]\d\d|20\d\d)",
        "mm": r"(?P<mm>0?[1-9]|1[0-2])",
        "decade": r"(?P<decade>(?:1[5-9]|20)?\d0)",
        "n": rf"(?P<n>\d{{1,3}}|{alternatives('n')})",
    }
    for kind in NAMED:
        slots[kind] = (
            rf"(?P<{kind}>{alternatives(kind)})\.?"
            if kind in ("month", "weekday")
            else rf"(?P<{kind}>{alternatives(kind)})"
        )
    body = re.sub(
        r"\{(\w+)\}", lambda match: slots[match[1]], pattern.replace("'", "['’]").replace(" ", r"[\s\u00a0]+")
    )
    return re.compile(rf"(?<![\w-])(?:{body})(?![\w])(?!-\w)", re.IGNORECASE)


def needed(pattern: str) -> str:
    """What no match of a row's pattern can do without: the slot of a name, else a word, else "digit" or nothing."""
    rest = OPTIONAL.sub(" ", pattern)
    slots = re.findall(r"\{(\w+)\}", rest)
    words = re.findall(r"[^\W\d_]{3,}(?![?*{])", re.sub(r"\{\w+\}", " ", rest))
    named = [f"{{{slot}}}" for slot in slots if slot in NAMED]
    digits = ["{digit}" for slot in slots if slot in ("day", "year", "mm", "decade")]
    said = sorted(map(str.lower, words), key=len, reverse=True)
    return next(iter([*named, *digits, *said]), "") if "|" not in rest else ""


def possible(text: str, rules: Grammar) -> list[Row]:
    """The rows whose needs a text meets: most sentences tell no date, and each pattern has to be tried at every word."""
    low = text.lower()
    slots = {slot for word in rules.starts.keys() & WORD.findall(low) for slot in rules.starts[word]}
    if DIGIT.search(text):
        slots.add("{digit}")
    return [row for row in rules.rows if row.need in slots or row.need in low]


def find(text: str, language: str) -> list[Expression]:
    """All date expressions of a text, in order, none inside another; the longest wins."""
    rules = grammar(language)
    found: list[Expression] = []
    for row in possible(text, rules):
        for match in row.pattern.finditer(text):
            values = {name: value(name, word, rules) for name, word in match.groupdict().items() if word}
            if row.argument:
                values["argument"] = row.argument
            found.append(Expression(match.start(), match.end(), row.kind, values, row.direction))
    found.sort(key=lambda e: (e.begin - e.stop, e.begin))
    kept: list[Expression] = []
    for expression in found:
        if all(expression.stop <= other.begin or expression.begin >= other.stop for other in kept):
            kept.append(expression)
    kept.sort(key=lambda e: e.begin)
    return [e if e.end else bounded(text, e, rules) for e in joined(text, kept, rules)]


def value(name: str, word: str, rules: Grammar) -> int | str:
    """What a matched word stands for."""
    low = re.sub(r"\s+", " ", word.lower().rstrip("."))
    if name in rules.words and low in rules.words[name]:
        return rules.words[name][low]
    return int(re.sub(r"\D", "", word))


def bounded(text: str, expression: Expression, rules: Grammar) -> Expression:
    """An expression with what stands before it: *depuis*, *jusqu'en*, *fin*, *around*."""
    before = text[max(0, expression.begin - 30) : expression.begin]
    for pattern, bound in rules.bounds:
        match = pattern.search(before)
        if match:
            begin = expression.begin - (len(before) - match.start())
            return Expression(begin, expression.stop, expression.kind, expression.values, expression.direction, bound)  # type: ignore[arg-type]
    return expression


def joined(text: str, expressions: list[Expression], rules: Grammar) -> list[Expression]:
    """Two expressions that are the ends of one interval: *du 3 au 5 mai*, *between May and June*."""
    out: list[Expression] = []
    for expression in expressions:
        if out:
            first = out[-1]
            around = (
                text[max(0, first.begin - 12) : first.begin] + "\x00" + text[first.stop : expression.begin] + "\x00"
            )
            match = next((m for p in rules.between if (m := p.search(around))), None)
            if match and first.end is None and first.kind not in ("after", "before"):
                out[-1] = Expression(
                    first.begin, expression.stop, first.kind, first.values, first.direction, "", expression
                )
                continue
        out.append(expression)
    return out
