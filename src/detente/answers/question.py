"""A question in French or English: its kind, its actors, its period and its topic, by cues_XX.tsv and the coding stage."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from detente.answers.wording import words
from detente.coding.dates import Expression, find, resolve
from detente.errors import BadQuery, DataError
from detente.languages import tables

HERE = Path(__file__).parent
COLUMNS = ("kind", "cue", "weight", "reads")
KINDS = (
    "what-if",
    "outlook",
    "commitments",
    "reaction",
    "turning",
    "when",
    "course",
    "who",
    "deeds",
    "stakes",
    "cause",
    "beyond",
)
HELPERS = ("since", "until", "if", "act")  # cues that are no kinds of question
CODE = re.compile(r"\b[A-Z]{3}\b")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word: its pattern, what kind it speaks for, how strongly, and the act that it reads as."""

    kind: str
    pattern: re.Pattern[str]
    weight: int
    reads: str


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked. Codes of actors stand in the order of the question; `ahead` are those before the cue of its kind."""

    text: str
    language: str
    kind: str  # one of KINDS, or "unknown"
    actors: tuple[str, ...]
    ahead: tuple[str, ...]
    since: date | None
    until: date | None
    topic: tuple[str, ...]  # content words that are neither actor, date nor cue


@cache
def cues(language: str) -> tuple[Cue, ...]:
    """The cues of a language, in the order of the file. Raises DataError."""
    found = []
    for kind, cue, weight, reads in tables.rows(HERE / f"cues_{language}.tsv", COLUMNS):
        if kind not in (*KINDS, *HELPERS) or not weight.isdigit():
            raise DataError(
                f"cues_{language}.tsv: {kind!r} {cue!r} {weight!r}: expected a kind, a cue and a whole number"
            )
        start = "^" if cue.startswith("^") else r"(?<!\w)"
        pattern = (
            re.escape(cue.removeprefix("^")).replace(r"\ \*\ ", r"\b.*\b").replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        )
        found.append(Cue(kind, re.compile(rf"{start}{pattern}(?!\w)", re.IGNORECASE), int(weight), reads))
    return tuple(found)


@cache
def idle() -> frozenset[str]:
    """Words that say nothing of a topic."""
    return frozenset(row[0] for row in tables.rows(HERE / "stop.tsv", ("word",)))


def read_question(text: str, *, language: str | None = None, on: date | None = None) -> Question:
    """Read a question; `on` is the day it is asked (today). Raises BadQuery for an empty one or an unknown language."""
    from detente.coding.actors.phrase import guess_language

    plain = " ".join(text.replace("’", "'").split())
    if not re.search(r"\w", plain):
        raise BadQuery("the question is empty: ask for instance 'When did Russia and North Korea draw together?'")
    tongue = language or guess_language(plain)
    if tongue not in ("en", "fr"):
        raise BadQuery(f"questions are read in English and French, not in {tongue!r}: give --language en or fr")
    kind, cue_at = kind_of(plain, tongue)
    named = actors_of(plain, tongue, on)
    since, until, dated = period_of(plain, tongue, on or date.today())
    taken = [(begin, stop) for begin, stop, _ in named] + dated + cue_spans(plain, tongue)
    codes = tuple(dict.fromkeys(code for _, _, found in named for code in found))
    ahead = tuple(dict.fromkeys(code for begin, _, found in named if begin < cue_at for code in found))
    return Question(text, tongue, kind, codes, ahead, since, until, topic_of(plain, taken))


def kind_of(text: str, language: str) -> tuple[str, int]:
    """The kind that the cues speak for, and where its strongest cue stands."""
    votes = dict.fromkeys(KINDS, 0)
    best: dict[str, tuple[int, int]] = {}
    for cue in cues(language):
        match = cue.pattern.search(text)
        if match and cue.kind in votes:
            votes[cue.kind] += cue.weight
            if cue.weight > best.get(cue.kind, (0, 0))[0]:
                best[cue.kind] = (cue.weight, match.start())
    kind = max(KINDS, key=lambda name: votes[name])
    return (kind, best[kind][1]) if votes[kind] else ("unknown", 0)


def cue_spans(text: str, language: str) -> list[tuple[int, int]]:
    return [match.span() for cue in cues(language) for match in cue.pattern.finditer(text)]


def actors_of(text: str, language: str, on: date | None) -> list[tuple[int, int, tuple[str, ...]]]:
    """Begin, stop and codes of the actors that a question names; codes as RUS are taken too."""
    from detente.coding.actors import mentions
    from detente.relations.sentences import name

    # A bare question may sound of leisure to the reader of actors: a sentence of politics behind it sets the theme.
    around = f"{text.rstrip(' .?!')} ? {words(language)['context']}"
    if text in (text.lower(), text.upper()):  # names are known by their capitals
        around = re.sub(r"[^\W\d_]{4,}", lambda m: m[0].capitalize(), around)
    found = [
        (m.begin, m.stop, m.actor.members or ((m.actor.country,) if m.actor.country else ()))
        for m in mentions(around, language=language, on=on, places=True)
        if m.stop <= len(text)
    ]
    found += [(m.start(), m.end(), (m[0],)) for m in CODE.finditer(text) if name(m[0]) != m[0]]
    return sorted(one for one in found if one[2])


def period_of(text: str, language: str, on: date) -> tuple[date | None, date | None, list[tuple[int, int]]]:
    """First and last day asked for, and the spans that say so."""
    bounds: list[tuple[int, str]] = []
    bare = text
    for cue in cues(language):
        if cue.kind in ("since", "until"):
            for match in cue.pattern.finditer(text):
                bounds.append((match.end(), cue.kind))
                bare = bare[: match.start()] + " " * (match.end() - match.start()) + bare[match.end() :]
    # "from 2018 to 2020" is read with its bounds, "since June 2024" without them.
    whole = dates_in(text, language, on)
    ranges = any(expression.end for expression, _ in whole)
    first: list[date] = []
    last: list[date] = []
    spans = []
    for expression, (begin, end) in whole if ranges else dates_in(bare, language, on):
        spans.append((expression.begin, expression.stop))
        bound = "" if ranges else next((kind for at, kind in bounds if 0 <= expression.begin - at <= 4), "")
        if bound != "until":
            first.append(begin)
        if bound != "since":
            last.append(end)
    return (min(first) if first else None), (max(last) if last else None), spans


def dates_in(text: str, language: str, on: date) -> list[tuple[Expression, tuple[date, date]]]:
    """Date expressions with their first and last day; those that cannot be told are left out."""
    whens = [(expression, resolve(expression, on)) for expression in find(text, language)]
    return [(expression, (when.first, when.last)) for expression, when in whens if when and when.first and when.last]


def topic_of(text: str, taken: list[tuple[int, int]]) -> tuple[str, ...]:
    """Words of four letters or more that nothing else has claimed."""
    return tuple(
        dict.fromkeys(
            match[0].lower()
            for match in re.finditer(r"[^\W\d_]{4,}", text)
            if match[0].lower() not in idle()
            and not any(begin < match.end() and match.start() < stop for begin, stop in taken)
        )
    )
