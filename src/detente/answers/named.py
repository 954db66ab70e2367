"""Who and where a question names: actors, places that only tell where, adjectives of states, and the two Koreas as North and South."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from detente.telling.check import words as kinds
from detente.telling.wording import words

CODE = re.compile(r"\b[A-Z]{3}\b")
MANY = 2  # members from which a group is named as one: any of them will do
KOREAS = {"north": "PRK", "nord": "PRK", "south": "KOR", "sud": "KOR"}
COMPASS = re.compile(r"(?<![\w-])(north|south|nord|sud)(?![\w-])", re.IGNORECASE)
BARE = re.compile(r"(?:the|le|la|du|au|l')\s*$", re.IGNORECASE)
HELD = re.compile(
    r"\s+(?:summit|talks|meeting|conference|negotiations|process|declaration|accords?|agreements?)\b", re.IGNORECASE
)
MEETING = re.compile(
    r"(?:sommet|rencontre|réunion|pourparlers|négociations|discussions|conférence|accords?|déclaration)\s+(?:de |d')$",
    re.IGNORECASE,
)
PROPER = re.compile(r"(?<![^\W\d_])[A-ZÀ-Ý][^\W\d_]+(?:-[^\W\d_]+)*")


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
    found += koreas(text, found)
    source = kinds(language)["source"]
    found = [
        replace(one, place=one.place or locates(text, one) or bool(source.search(text[: one.begin]))) for one in found
    ]
    return sorted(found, key=lambda one: one.begin)


def locates(text: str, one: Named) -> bool:
    """Whether a city stands for where something was: *the Stockholm talks*, *le sommet de Hanoï*."""
    from detente.world.gazetteer import gazetteer

    names = gazetteer().names.get(one.text, ())
    city = not names or any(name.kind == "capital" for name in names)
    held = HELD.match(text[one.stop :]) or MEETING.search(text[: one.begin])
    return bool(city and held and not one.person)


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


def koreas(text: str, taken: list[Named]) -> list[Named]:
    """*The North* and *the South* where a Korea is named, or both are."""
    near = {code for one in taken for code in one.codes}
    bare = [m for m in COMPASS.finditer(text) if BARE.search(text[: m.start()]) and free(m.start(), m.end(), taken)]
    both = {KOREAS[m[0].lower()] for m in bare} == {"PRK", "KOR"}
    if not both and not near & {"PRK", "KOR"}:
        return []
    return [Named(m.start(), m.end(), m[0], (KOREAS[m[0].lower()],)) for m in bare]


def proper_names(text: str, taken: list[tuple[int, int]]) -> list[str]:
    """Capitalised words within a question that name nothing known: places, pacts, persons."""
    return [
        m[0]
        for m in PROPER.finditer(text)
        if m.start() and not any(begin < m.end() and m.start() < stop for begin, stop in taken)
    ]


__all__ = ["Named", "named_in", "proper_names"]
