"""Reads a scenario: who attacks whom, how, and where; in English and in French."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.errors import BadQuery
from detente.pacts.pacts import pact
from detente.pacts.places import Theatre, groups, homeland, plain, states, theatres
from detente.pacts.tables import rows

EXAMPLE = "write for instance 'KOR attacks PRK', 'PRK shells Yeonpyeong', 'la Chine attaque Taïwan', 'USA strikes PRK in Guam'"
PLACE = re.compile(r"\s+(?:in|at|on|near|off|over|around|dans|à|au|aux|en|sur|près de|au large de)\s+", re.IGNORECASE)
NOUN = re.compile(r"\b(?:by|par|of|from|between|against|on|contre|sur|entre|de|du|des|d'|de l'|de la)\b", re.IGNORECASE)
FORCES = re.compile(
    r"(?:'s|s')?\s+(?:forces|troops|bases?|soldiers)$|^(?:les |des )?(?:forces|troupes|bases?|soldats) ", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Act:
    """What is done: its grade and how it is said."""

    grade: str  # attack, doubtful, threat
    en: str
    fr: str
    words: str  # the words found


@dataclass(frozen=True, slots=True)
class Scenario:
    """One blow, on a day. `forces`: it falls on forces abroad, not on home ground."""

    text: str
    attackers: tuple[str, ...]
    targets: tuple[str, ...]
    act: Act
    theatre: Theatre
    on: date
    language: str
    forces: bool = False


@cache
def acts(form: str) -> tuple[tuple[str, Act], ...]:
    """Words and what they mean, the longest words first."""
    found = [
        (word, Act(row["grade"], row["en"], row["fr"], word))
        for _, row in rows("acts")
        if row["form"] == form
        for word in row["words"].split(";")
    ]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def read_scenario(text: str, *, on: date | None = None) -> Scenario:
    """A sentence such as *KOR attacks PRK*, *la Corée du Nord bombarde l'île de Yeonpyeong*, *incident in the Taiwan strait between CHN and
    TWN*. Raises `BadQuery` where it names no act, no known party, the same party on both sides, or nothing at all."""
    words = re.sub(r"\s+", " ", text.replace("’", "'")).strip(" .!?\n\t")
    if not words:
        raise BadQuery(f"the scenario is empty: {EXAMPLE}")
    split = _by_verb(words) or _by_noun(words)
    if split is None:
        raise BadQuery(
            f"no act is found in {text!r} (attacks, strikes, shells, invades, blockades...; attaque, frappe, envahit...): {EXAMPLE}"
        )
    left, act, right, language = split
    right, theatre = _theatre(right)
    attackers, _ = _parties(left, text)
    forces = bool(FORCES.search(right))
    targets, place = _parties(FORCES.sub("", right).strip(), text)
    theatre = theatre or place
    both = sorted(set(attackers) & set(targets))
    if both:
        raise BadQuery(f"{', '.join(both)} stands on both sides of {text!r}: name an attacker and a target that differ")
    ground = theatre or homeland(targets[0])
    abroad = forces or (theatre is not None and ground.code not in targets)
    if abroad and ground.code and ground.code not in (*attackers, *targets) and act.grade == "attack":
        targets = (*targets, ground.code)  # a blow on guests falls on the host's ground too
    return Scenario(text, attackers, targets, act, ground, on or date.today(), language, abroad)


def is_french(words: str, found: str, act: Act) -> bool:
    """Whether a scenario is written in French: by its small words, or by an act that only French writes so."""
    small = re.search(r"\b([Ll]a|[Ll]es?|est|par|une?|au|entre|contre|du|et)\b|\b[dlDL]'|[éèêàùô]", words)
    return bool(small) or bool(
        re.match(r"attaque|frappe|envahi|bombarde|pilonne|bloque|menace$|menacent|menacer|tire |lance |coule ", found)
    )


def _by_verb(words: str) -> tuple[str, Act, str, str] | None:
    for word, act in acts("verb"):
        found = re.search(rf"(?:^|\s){re.escape(word)}(?=\s|$)", words, re.IGNORECASE)
        if not found or plain(words[: found.start()]) in ("", "a", "an", "une", "un", "une grande", "l"):
            continue
        left, right = words[: found.start()].strip(), words[found.end() :].strip()
        french = is_french(words, word, act)
        passive = re.match(r"(?:by|par)\s+(.*)", right, re.IGNORECASE)
        if passive:
            left = re.sub(r"\s(?:is|are|was|were|est|sont|était|a été|has been)$", "", left, flags=re.IGNORECASE)
            return passive[1], act, left, "fr" if french else "en"
        return left, act, re.sub(r"\s+(?:first|d'abord|en premier)$", "", right), "fr" if french else "en"
    return None


def _by_noun(words: str) -> tuple[str, Act, str, str] | None:
    for word, act in acts("noun"):
        found = re.search(rf"\b{re.escape(word)}\b", words, re.IGNORECASE)
        if not found:
            continue
        rest = words[found.end() :]
        french = is_french(words, word, act)
        between = re.search(r"\b(?:between|entre)\s+(.+?)\s+(?:and|et)\s+(.+)$", rest, re.IGNORECASE)
        if between:
            place = rest[: between.start()].strip()
            return between[1], act, f"{between[2]} {place}".strip(), "fr" if french else "en"
        pair = re.match(
            r"\s*(?:by|from|of|de|du|des|par)\s*(.+?)\s+(?:on|against|contre|sur|upon)\s+(.+)$", rest, re.IGNORECASE
        )
        if pair:
            return pair[1], act, pair[2], "fr" if french else "en"
        pair = re.match(r"\s*(?:on|against|contre|sur)\s+(.+?)\s+(?:by|par)\s+(.+)$", rest, re.IGNORECASE)
        if pair:
            return pair[2], act, pair[1], "fr" if french else "en"
    return None


def _theatre(right: str) -> tuple[str, Theatre | None]:
    """What follows a preposition of place, where it names a theatre or a state."""
    for found in reversed(list(PLACE.finditer(f" {right}"))):
        name = plain(f" {right}"[found.end() :])
        place = theatres().get(name) or (homeland(states()[name]) if name in states() else None)
        if place is not None:
            return f" {right}"[: found.start()].strip(), place
    return right, None


def _parties(words: str, text: str) -> tuple[tuple[str, ...], Theatre | None]:
    """Codes of the states, groups of allies or theatres (whose holder is meant) that a phrase lists."""
    codes: list[str] = []
    place = None
    for part in re.split(r"\s*(?:,|\band\b|\bet\b|\+|&)\s*", words):
        name = plain(part)
        if not name:
            continue
        if name in theatres() and theatres()[name].code:
            place = theatres()[name]
            codes.append(place.code)
        elif name in states():
            codes.append(states()[name])
        elif name in groups():
            codes += pact(groups()[name]).parties()
        elif (code := _resolved(part)) is not None:
            codes.append(code)
        else:
            raise BadQuery(f"{part.strip()!r} in {text!r} is no state, alliance or place that is known: {EXAMPLE}")
    if not codes:
        raise BadQuery(f"{text!r} lacks a side: {EXAMPLE}")
    return tuple(dict.fromkeys(codes)), place


def _resolved(phrase: str) -> str | None:
    """The country of a phrase by the gazetteer of actors: *Pyongyang*, *the Chinese navy*."""
    from detente.world.actors import resolve

    return resolve(phrase.strip()).country or None
