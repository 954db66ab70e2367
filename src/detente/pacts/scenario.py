"""Reads a scenario: who attacks whom, how, and where; in English and in French."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.errors import BadQuery
from detente.languages import folder_of, packs
from detente.pacts.pacts import pact
from detente.pacts.places import Theatre, groups, homeland, patterns, plain, states, theatres
from detente.pacts.tables import rows
from detente.text import tables

EXAMPLE = "write for instance 'KOR attacks PRK', 'PRK shells Yeonpyeong', 'la Chine attaque Taïwan', 'USA strikes PRK in Guam'"
DEFAULT = "en"  # the language of a scenario that tells none


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
def acts(form: str) -> tuple[tuple[str, Act, frozenset[str]], ...]:
    """Words, what they mean and the languages that have them, the longest words first."""
    found: dict[str, tuple[Act, set[str]]] = {}
    for _, row in rows("acts"):
        for language in packs() if row["form"] == form else ():
            for act, words in tables.rows(folder_of(language) / "acts.tsv", ("act", "words")):
                for word in words.split(";") if act == row["en"] else ():
                    found.setdefault(word, (Act(row["grade"], row["en"], row["fr"], word), set()))[1].add(language)
    every = ((word, act, frozenset(languages)) for word, (act, languages) in found.items())
    return tuple(sorted(every, key=lambda item: -len(item[0])))


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
    guests = re.compile(patterns("forces"), re.IGNORECASE)
    forces = bool(guests.search(right))
    targets, place = _parties(guests.sub("", right).strip(), text)
    theatre = theatre or place
    both = sorted(set(attackers) & set(targets))
    if both:
        raise BadQuery(f"{', '.join(both)} stands on both sides of {text!r}: name an attacker and a target that differ")
    ground = theatre or homeland(targets[0])
    abroad = forces or (theatre is not None and ground.code not in targets)
    if abroad and ground.code and ground.code not in (*attackers, *targets) and act.grade == "attack":
        targets = (*targets, ground.code)  # a blow on guests falls on the host's ground too
    return Scenario(text, attackers, targets, act, ground, on or date.today(), language, abroad)


def language_of(words: str, languages: frozenset[str]) -> str:
    """The language a scenario is written in: that of its small words, or one of those that have its act."""
    for language in packs():
        small = tables.rows(folder_of(language) / "scenarios.tsv", ("pattern", "kind"))
        if any(re.search(pattern, words) for pattern, kind in small if kind == "own"):
            return language
    return DEFAULT if DEFAULT in languages else min(languages)


def _by_verb(words: str) -> tuple[str, Act, str, str] | None:
    for word, act, languages in acts("verb"):
        found = re.search(rf"(?:^|\s){re.escape(word)}(?=\s|$)", words, re.IGNORECASE)
        if not found:
            continue
        left, right = words[: found.start()].strip(), words[found.end() :].strip()
        if re.fullmatch(rf"(?:{patterns('bare')})?", plain(left)):
            continue
        language = language_of(words, languages)
        passive = re.match(rf"(?:{patterns('agent')})\s+(.*)", right, re.IGNORECASE)
        if passive:
            left = re.sub(rf"\s(?:{patterns('passive')})$", "", left, flags=re.IGNORECASE)
            return passive[1], act, left, language
        return left, act, re.sub(rf"\s+(?:{patterns('first')})$", "", right), language
    return None


def _by_noun(words: str) -> tuple[str, Act, str, str] | None:
    doer, target, agent = patterns("doer"), patterns("target"), patterns("agent")
    for word, act, languages in acts("noun"):
        found = re.search(rf"\b{re.escape(word)}\b", words, re.IGNORECASE)
        if not found:
            continue
        rest = words[found.end() :]
        language = language_of(words, languages)
        between = re.search(
            rf"\b(?:{patterns('between')})\s+(.+?)\s+(?:{patterns('and')})\s+(.+)$", rest, re.IGNORECASE
        )
        if between:
            place = rest[: between.start()].strip()
            return between[1], act, f"{between[2]} {place}".strip(), language
        pair = re.match(rf"\s*(?:{doer})\s*(.+?)\s+(?:{target})\s+(.+)$", rest, re.IGNORECASE)
        if pair:
            return pair[1], act, pair[2], language
        pair = re.match(rf"\s*(?:{target})\s+(.+?)\s+(?:{agent})\s+(.+)$", rest, re.IGNORECASE)
        if pair:
            return pair[2], act, pair[1], language
    return None


def _theatre(right: str) -> tuple[str, Theatre | None]:
    """What follows a preposition of place, where it names a theatre or a state."""
    before = re.compile(rf"\s+(?:{patterns('place')})\s+", re.IGNORECASE)
    for found in reversed(list(before.finditer(f" {right}"))):
        name = plain(f" {right}"[found.end() :])
        place = theatres().get(name) or (homeland(states()[name]) if name in states() else None)
        if place is not None:
            return f" {right}"[: found.start()].strip(), place
    return right, None


def _parties(words: str, text: str) -> tuple[tuple[str, ...], Theatre | None]:
    """Codes of the states, groups of allies or theatres (whose holder is meant) that a phrase lists."""
    codes: list[str] = []
    place = None
    for part in re.split(rf"\s*(?:,|\b(?:{patterns('and')})\b|\+|&)\s*", words):
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
