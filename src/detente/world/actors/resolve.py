"""A noun phrase to an Actor: its head and modifiers decide the state and the sectors, its context and the day the rest."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import lru_cache

from detente.languages import grammar, packs
from detente.records import Actor
from detente.world.actors.casing import recased
from detente.world.actors.country import Found, countries, implied
from detente.world.actors.naming import settled
from detente.world.actors.offices import SAME, holder, told
from detente.world.actors.phrase import cut, guess_language, rejoined
from detente.world.actors.sectors import sectors_of
from detente.world.actors.structure import Segment, segments
from detente.world.gazetteer import gazetteer

REMEMBERED = 50_000  # phrases; agency texts repeat theirs
QUOTES = " \t\n\"'“”«»,;:"


def resolve(phrase: str, *, on: date | None = None, language: str | None = None, context: str | None = None) -> Actor:
    """Who a noun phrase names.

    `on` is the day it was written: it decides who *the French president* is. `language` is "en" or "fr"; without it
    the words of the phrase tell. `context` is the sentence it stands in: it tells Georgia the state of the U.S. from
    the other. What cannot be resolved comes back with its sectors, if they are known, and no country; `rule` says why.
    """
    # Only a name with cues heeds the context: without one the phrase is remembered whatever sentence it stands in.
    heeds = context is not None and context != phrase and _has_cues(phrase)
    return _resolve(phrase, on, language, context if heeds else None)


@lru_cache(maxsize=REMEMBERED)
def _has_cues(phrase: str) -> bool:
    return any(name in phrase for name in gazetteer().cues)


@lru_cache(maxsize=REMEMBERED)
def _resolve(phrase: str, on: date | None, language: str | None, context: str | None) -> Actor:
    code = language if language in gazetteer().terms else guess_language(phrase)
    trimmed = recased(phrase.strip(QUOTES)) if phrase.isupper() else phrase.strip(QUOTES)
    if not trimmed:
        return Actor(phrase, rule="empty phrase")
    parts = segments(settled(rejoined(cut(trimmed, code), code), trimmed, code), code)
    if not parts:
        return Actor(phrase, rule="no known word")
    found = countries(parts, trimmed, on=on, language=language or code, context=f"{trimmed} {context or ''}", code=code)
    found = found or implied(parts, trimmed, code)
    sectors = sectors_of(parts, found, on=on, language=code)
    actor = _compose(phrase, parts, found, sectors)
    return _in_office(actor, parts, found, on)


def _compose(phrase: str, parts: list[Segment], found: list[Found], sectors: tuple[str, ...]) -> Actor:
    """The best country and entity; several of equal standing make a collective with members."""
    if not found:
        why = "sector only" if sectors else "no known name"
        return Actor(phrase, sectors=sectors, rule=why)
    best = found[0]
    if best.members:
        return Actor(
            phrase, best.name, best.country, sectors, best.id, members=best.members, rule=f"collective {best.name}"
        )
    equals = [best, *(other for other in found[1:] if other.joined)] if len(found) > 1 else [best]
    members = tuple(dict.fromkeys(other.country for other in equals if other.country)) if len(equals) > 1 else ()
    if len(members) > 1:
        return Actor(
            phrase,
            " and ".join(dict.fromkeys(other.name for other in equals)),
            None,
            sectors,
            members=members,
            rule="compound: " + ", ".join(other.text for other in equals),
        )
    return Actor(phrase, best.name, best.country, sectors, best.id, rule=f"{best.relation}: {best.text} is {best.id}")


def _in_office(actor: Actor, parts: list[Segment], found: list[Found], on: date | None) -> Actor:
    """A title without a name: the office, and on a given day the person who held it."""
    if not found or actor.members or found[0].id.startswith("person:"):
        return actor
    head = parts[0].terms
    if not head or any(item.kind == "former" for item in parts[0].items):
        return actor
    title = (
        head[0] if len(head) == 1 else max(head, key=lambda item: item.term is not None and "office" in item.term.role)
    )
    role = title.term.role.removeprefix("office:") if title.term and title.term.role.startswith("office:") else ""
    if not role and any(title.text.lower() in grammar.load(known).leader for known in packs()):
        role = "leader"
    owner = _owner(found[0])
    if not role or any(item.kind == "word" and item.text[0].isupper() for part in parts for item in part.items):
        return actor
    known = next((t for t in SAME.get(role, (role,)) if (owner, t) in gazetteer().offices), None)
    if known is None:
        return actor
    if on is not None:
        tenure = holder(owner, role, on)
        if tenure is not None:
            person = gazetteer().entities[tenure.person]
            rule = f"{owner} {tenure.role} on {on}: {told(tenure, on)}"
            return replace(actor, name=person.name, id=person.id, rule=rule)
    return replace(actor, id=f"office:{owner}-{known}")


def _owner(found: Found) -> str:
    kind, _, rest = found.id.partition(":")
    if kind == "org":
        return "EUR" if rest in ("EU", "EUROPEANS", "EEAS") else rest
    return found.country or rest


__all__ = ["resolve"]
