"""A question in French or English: its kind, whom and what it names, its period, and the deeds and words it asks about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from detente.answers.cues import HELPERS, KINDS, cues, helps, kind_of, spans
from detente.answers.named import PROPER, Named, named_in
from detente.answers.periods import period_of
from detente.answers.wish import Wish, chains_of, types_of, word
from detente.errors import BadQuery
from detente.languages import folder_of, packs
from detente.telling.check import words as kinds
from detente.text import tables

BETWEEN_TWO = ("course", "turning", "outlook", "what-if", "comparison", "commitments")  # kinds that need two parties
JOINED = 3  # words between two parties that a conjunction joins
SHORT = 4  # words up to which the language of a question is told by its words, not its grammar
WORDS = re.compile(r"[^\W\d_]{3,}|\d[\d .,]*\d{2}")


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
    groups: tuple[tuple[str, ...], ...] = ()  # actors that an answer must have: each group by any of its codes
    places: tuple[str, ...] = ()  # codes that tell where
    wish: Wish = field(default_factory=Wish)
    helps: tuple[str, ...] = ()  # of HELPERS
    dates: tuple[tuple[date, date], ...] = ()  # each date by itself: two that are compared


@cache
def idle() -> frozenset[str]:
    """Words that say nothing of a topic."""
    return frozenset(row[0] for code in packs() for row in tables.rows(folder_of(code) / "idle.tsv", ("word",)))


def read_question(text: str, *, language: str | None = None, on: date | None = None) -> Question:
    """Read a question; `on` is the day it is asked (today). Raises BadQuery for an empty one or an unknown language."""
    from detente.answers.forms import language_of
    from detente.world.actors.phrase import guess_language

    plain = " ".join(text.replace("’", "'").split())
    if not re.search(r"\w", plain):
        raise BadQuery("the question is empty: ask for instance 'When did Russia and North Korea draw together?'")
    tongue = language or opened(plain) or (language_of(plain) if len(plain.split()) <= SHORT else guess_language(plain))
    if tongue not in ("en", "fr"):
        raise BadQuery(f"questions are read in English and French, not in {tongue!r}: give --language en or fr")
    kind, cue_at = kind_of(plain, tongue)
    named = named_in(plain, tongue, on)
    period = period_of(plain, tongue, on or date.today())
    hard = subject_first(actors_of(named, kind), plain, tongue)
    places = tuple(dict.fromkeys(code for one in named if one not in hard for code in one.codes))
    codes = tuple(dict.fromkeys(code for one in hard for code in one.codes))
    ahead = tuple(dict.fromkeys(code for one in hard if one.begin < cue_at for code in one.codes))
    taken = [(one.begin, one.stop) for one in named] + list(period.spans) + spans(plain, tongue)
    topic = topic_of(plain, taken)
    return Question(
        text, tongue, kind, codes, ahead, period.since, period.until, topic,
        tuple(dict.fromkeys(group for one in hard for group in one.groups)), places,
        wish_of(plain, tongue, named, taken, topic), helps(blanked(plain, period.spans), tongue), period.dates,
    )  # fmt: skip


def opened(text: str) -> str | None:
    """The language in which a question opens as questions do (*what*, *did*, *pourquoi*); None where neither, or both."""
    found = [
        language
        for language in ("en", "fr")
        if any(kinds(language)[kind].match(text.lstrip('«“" ')) for kind in ("open", "polar"))
    ]
    return found[0] if len(found) == 1 else None


def subject_first(hard: list[Named], text: str, language: str) -> list[Named]:
    """The parties of a question, its subject first: whom the auxiliary stands before (*how many diplomats did Moscow expel*),
    or the verb behind (*combien de diplomates Moscou a-t-il expulsés*).
    """
    polar = kinds(language)["polar"]
    if language == "en":
        at = next((m.end() for m in polar.finditer(text) if m.start()), 0)
        found = next((one for one in hard if at and one.begin >= at), None)
    else:
        at = next((m.start() for m in polar.finditer(text) if m.start() and "-" in m[0]), 0)
        found = next((one for one in reversed(hard) if one.stop <= at), None)
    while found and (before := joined_to(found, hard, text, language)):  # *la Russie et la Chine ont-elles*
        found = before
    return [found, *(one for one in hard if one is not found)] if found else hard


def joined_to(one: Named, hard: list[Named], text: str, language: str) -> Named | None:
    """The party before one that a conjunction joins to it."""
    joint = kinds(language)["joint"]
    near = (other for other in hard if other.stop <= one.begin and joint.search(text[other.stop : one.begin]))
    return next((other for other in near if len(text[other.stop : one.begin].split()) <= JOINED), None)


def actors_of(named: list[Named], kind: str) -> list[Named]:
    """Those named who are parties: places only where fewer than the kind needs are named otherwise."""
    parties = [one for one in named if not one.place]
    enough = 2 if kind in BETWEEN_TWO else 1
    count = len({code for one in parties for code in one.codes})
    if count >= enough:
        return parties
    return named if len({code for one in named for code in one.codes}) <= 3 or not parties else parties


def blanked(text: str, spans_: Iterable[tuple[int, int]]) -> str:
    """A text with blanks for some spans."""
    return "".join(" " if any(b <= at < e for b, e in spans_) else letter for at, letter in enumerate(text))


def wish_of(text: str, language: str, named: list[Named], taken: list[tuple[int, int]], topic: tuple[str, ...]) -> Wish:
    """The deeds and words of what is not actor, date or cue; the names of places and persons are words too."""
    left = blanked(text, taken)
    listed = [word(one, language) for one in topic]
    for one in named:
        listed += [word(part, language, name=True, party=True) for part in one.person]
        # a chunk may hold more than the name: *soldats nord-coréens*, *American sanctions*
        listed += [
            word(part, language)
            for part in re.findall(r"(?<![^\W\d_-])[a-zà-ÿ]{4,}(?![\w-])", one.text)
            if part not in idle() and not is_name(part)
        ]
        left += " " + " ".join(re.findall(r"(?<![^\W\d_-])[a-zà-ÿ]{4,}(?![\w-])", one.text))
        listed += [
            word(part, language, name=True)
            for part in PROPER.findall(unnamed(one.text) if text != text.upper() else "")
            if part not in one.person
        ]
        if one.place:
            listed += [word(part, language, name=True) for part in re.findall(r"[^\W\d_]{4,}", one.text)]
    return Wish(
        (*chains_of(left, language), *types_of(left, language)), tuple({one.own: one for one in listed}.values())
    )


def unnamed(text: str) -> str:
    """A chunk that names an actor, with blanks for the names and adjectives of states in it."""
    from detente.world.actors.scan import scanner
    from detente.world.gazetteer import gazetteer

    names = gazetteer().names
    hits = [hit for hit in scanner().scan(text) if any(one.id.startswith("state:") for one in names.get(hit.form, ()))]
    return blanked(text, [(hit.begin, hit.stop) for hit in hits])


def is_name(text: str) -> bool:
    """Whether a small word is the name or adjective of a state (*russian* in a question without capitals)."""
    from detente.world.gazetteer import gazetteer

    found = (*gazetteer().names.get(text.capitalize(), ()), *gazetteer().names.get(text, ()))
    return any(one.id.startswith("state:") for one in found)


def topic_of(text: str, taken: list[tuple[int, int]]) -> tuple[str, ...]:
    """Words of three letters or more, and numbers, that nothing else has claimed."""
    return tuple(
        dict.fromkeys(
            match[0].lower()
            for match in WORDS.finditer(text)
            if match[0].lower() not in idle()
            and not any(begin < match.end() and match.start() < stop for begin, stop in taken)
        )
    )


__all__ = ["HELPERS", "KINDS", "Question", "cues", "read_question"]
