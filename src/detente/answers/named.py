"""Who and where a question names: actors, places that only tell where, adjectives of states, and the two Koreas as North and South."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from detente.languages import folder_of, grammar
from detente.telling.check import words as kinds
from detente.telling.wording import words
from detente.text import tables

CODE = re.compile(r"\b[A-Z]{3}\b")
MANY = 2  # members from which a group is named as one: any of them will do
PROPER = re.compile(r"(?<![^\W\d_])[A-ZÀ-Ý][^\W\d_]+(?:-[^\W\d_]+)*")


@cache
def compass(language: str) -> Mapping[str, str]:
    """Points of the compass that may mean a Korea, with its code."""
    return dict(tables.rows(folder_of(language) / "compass.tsv", ("word", "state")))  # type: ignore[arg-type]


@cache
def held(language: str) -> tuple[re.Pattern[str], bool]:
    """Nouns that are called by the town where it was held, and whether they stand before it (*le sommet de Hanoï*)."""
    known = grammar.load(language)
    nouns = "|".join(re.escape(row[0]) for row in tables.rows(folder_of(language) / "meetings.tsv", ("word",)))
    before = rf"(?:{nouns})\s+(?:{grammar.spoken(known.genitive)})$"
    return re.compile(before if known.head_first else rf"\s+(?:{nouns})\b", re.IGNORECASE), known.head_first


@cache
def articled(language: str) -> re.Pattern[str]:
    """An article, or a preposition that holds one, at the end."""
    words = grammar.spoken({*grammar.load(language).article, *grammar.load(language).preposition})
    return re.compile(rf"(?:{words})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """Codes that words of a question name. `place`: they tell where; `person`: names by which sentences know the person."""

    begin: int
    stop: int
    text: str
    codes: tuple[str, ...]
    place: bool = False
    person: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, ...], ...]:
        """What an answer must have: each of two, any of many."""
        return (self.codes,) if len(self.codes) > MANY else tuple((code,) for code in self.codes)


def named_in(text: str, language: str, on: date | None) -> list[Named]:
    """What a question names, in its order; codes as RUS are taken too."""
    from detente.dyads.sentences import name
    from detente.world.actors import mentions

    # A bare question may sound of leisure to the reader of actors: a sentence of politics behind it sets the theme.
    shown = text
    if text in (text.lower(), text.upper()):  # names are known by their capitals
        shown = re.sub(r"[^\W\d_]{4,}", lambda m: m[0].capitalize(), text)
    around = f"{shown.rstrip(' .?!')} ? {words(language)['context']}"
    found = []
    for one in mentions(around, language=language, on=on, places=True):
        codes = one.actor.members or ((one.actor.country,) if one.actor.country else ())
        if one.stop <= len(text) and codes:
            person = tuple(PROPER.findall(one.text)) if (one.actor.id or "").startswith("person:") else ()
            found.append(Named(one.begin, one.stop, text[one.begin : one.stop], codes, one.place, person))
    found += [Named(m.start(), m.end(), m[0], (m[0],)) for m in CODE.finditer(text) if name(m[0]) != m[0]]
    found += adjectives(shown, text, found)
    found += koreas(text, language, found)
    source = kinds(language)["source"]
    found = [
        replace(one, place=one.place or locates(text, language, one) or bool(source.search(text[: one.begin])))
        for one in found
    ]
    return sorted(found, key=lambda one: one.begin)


def locates(text: str, language: str, one: Named) -> bool:
    """Whether a city stands for where something was: *the Stockholm talks*, *le sommet de Hanoï*."""
    from detente.world.gazetteer import gazetteer

    names = gazetteer().names.get(one.text, ())
    city = not names or any(name.kind == "capital" for name in names)
    noun, before = held(language)
    beside = noun.search(text[: one.begin]) if before else noun.match(text[one.stop :])
    return bool(city and beside and not one.person)


def free(begin: int, stop: int, taken: list[Named]) -> bool:
    return not any(one.begin < stop and begin < one.stop for one in taken)


def adjectives(shown: str, text: str, taken: list[Named]) -> list[Named]:
    """States by their names and adjectives that stand beside no actor (*American sanctions*, *the US*)."""
    from detente.world.actors.scan import scanner
    from detente.world.gazetteer import gazetteer

    found: list[Named] = []
    for hit in scanner().scan(shown):
        ids = {one.id for one in gazetteer().names.get(hit.form, ()) if one.id.startswith("state:")}
        if len(ids) == 1 and free(hit.begin, hit.stop, [*taken, *found]):
            code = ids.pop().removeprefix("state:")
            if re.fullmatch("[A-Z]{3}", code):
                found.append(Named(hit.begin, hit.stop, text[hit.begin : hit.stop], (code,)))
    return found


def koreas(text: str, language: str, taken: list[Named]) -> list[Named]:
    """*The North* and *the South* where a Korea is named, or both are."""
    codes = compass(language)
    points = re.compile(rf"(?<![\w-])(?:{'|'.join(codes)})(?![\w-])", re.IGNORECASE)
    near = {code for one in taken for code in one.codes}
    bare = [
        (m, codes[m[0].lower()])
        for m in (points.finditer(text) if codes else ())
        if articled(language).search(text[: m.start()]) and free(m.start(), m.end(), taken)
    ]
    if {code for _, code in bare} != set(codes.values()) and not near & set(codes.values()):
        return []
    return [Named(m.start(), m.end(), m[0], (code,)) for m, code in bare]


def proper_names(text: str, taken: list[tuple[int, int]]) -> list[str]:
    """Capitalised words within a question that name nothing known: places, pacts, persons."""
    return [
        m[0]
        for m in PROPER.finditer(text)
        if m.start() and not any(begin < m.end() and m.start() < stop for begin, stop in taken)
    ]


__all__ = ["Named", "named_in", "proper_names"]
