"""Which countries a phrase speaks of, and which of them the actor belongs to."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from detente.languages import grammar
from detente.world.actors.choose import choose
from detente.world.actors.offices import likely, person_country, person_sectors
from detente.world.actors.phrase import Item
from detente.world.actors.structure import WEIGHT, Segment
from detente.world.gazetteer import Entity, Name, gazetteer
from detente.world.gazetteer.words import unaccented

SUPRANATIONAL = frozenset(("IGO", "UNO", "EUR", "NGO", "IMG", "ISM", "MNC"))


KEPT = 20_000  # names with what they mean on a day; agency texts repeat theirs


class Known(NamedTuple):
    """What a name says by itself, whatever phrase it stands in."""

    kind: str  # name, adjective, demonym, capital
    entity: Entity
    country: str | None
    sectors: tuple[str, ...]
    members: tuple[str, ...]
    discount: int  # how much less it weighs than a state's own name


class Found(NamedTuple):
    """A name of the phrase as a claim on its country."""

    weight: int
    order: int
    country: str | None
    id: str
    name: str
    text: str
    relation: str
    kind: str  # the entity's
    form: str = "name"  # name, adjective, demonym, capital, city
    sectors: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    joined: bool = False  # stands beside the best one: Russia and China


def countries(
    parts: list[Segment], phrase: str, *, on: date | None, language: str | None, context: str, code: str
) -> list[Found]:
    """Claims, the strongest first. Only claims of some weight are kept."""
    found: list[Found] = []
    for depth, part in enumerate(parts):
        worth = WEIGHT[part.relation] - (0 if part.relation in ("head", "comma") else 2 * (depth - 1))
        if part.owners:
            owning = worth - (5 if part.relation == "head" else 0)
            found.extend(_claims(part.owners, "gen", owning, on=on, language=language, context=context))
        found.extend(_claims(part.items, part.relation, worth, on=on, language=language, context=context))
    if len(found) == 1:
        return found if found[0].weight > 0 else []
    # Of names of one weight an English head takes the last (it stands next to the head), a French one the first.
    sign = 1 if grammar.load(code).head_first else -1
    ranked = sorted((claim for claim in found if claim.weight > 0), key=lambda c: (-c.weight, sign * c.order))
    return _joined(ranked, phrase, code) if ranked else []


def implied(parts: list[Segment], phrase: str, code: str) -> list[Found]:
    """The state of a title that only one state has, where nothing else tells: Assistant Secretary of State X."""
    if not parts[0].terms:
        return []
    for title, id in gazetteer().titles.get(code, {}).items():
        at = phrase.find(title)
        if at >= 0 and not phrase[at + len(title) : at + len(title) + 1].isalnum():
            state = gazetteer().entities[id]
            return [Found(1, at, state.country, id, state.name, title, "title", "state", "adjective")]
    return []


def _claims(
    items: list[Item], relation: str, worth: int, *, on: date | None, language: str | None, context: str
) -> list[Found]:
    found: list[Found] = []
    for at, item in enumerate(items):
        if item.kind == "city" and item.country and not item.mark:
            state = gazetteer().entities[f"state:{item.country}"]
            found.append(
                Found(worth - 12, item.begin, state.country, state.id, state.name, item.text, relation, "city", "city")
            )
        elif item.kind == "name" and item.mark in ("", "led", "former"):
            claim = _name(items, at, relation, worth, on=on, language=language, context=context)
            if claim is not None:
                found.append(claim)
        elif item.kind == "word" and item.text[0].isupper():
            claim = _titled(items, at, relation, worth, on)
            if claim is not None:
                found.append(claim)
    return found


def _name(
    items: list[Item], at: int, relation: str, worth: int, *, on: date | None, language: str | None, context: str
) -> Found | None:
    item = items[at]
    if item.text in gazetteer().cues:
        chosen = choose(item.text, item.names, on=on, language=language, context=context)
        known = _known(*chosen, item.text, on) if chosen else None
    else:
        known = _settled(item.text, on, language)
    if known is None:
        return None
    kind, entity, country, sectors, members, discount = known
    if len(items) > 1 and _namesake(items, at, entity, kind):
        return None
    return Found(
        worth - discount, item.begin, country, entity.id, entity.name, item.text, relation, entity.kind, kind,
        sectors, members,
    )  # fmt: skip


@lru_cache(maxsize=KEPT)
def _settled(form: str, on: date | None, language: str | None) -> Known | None:
    """What a name means whose meaning no context changes."""
    chosen = choose(form, gazetteer().names[form], on=on, language=language, context="")
    return _known(*chosen, form, on) if chosen else None


def _known(meaning: Name, entity: Entity, form: str, on: date | None) -> Known:
    sectors, country = entity.sectors, entity.country
    if entity.kind == "person":
        sectors, country = person_sectors(entity.id, on), person_country(entity.id, on)
    elif meaning.kind == "demonym" and entity.kind in ("state", "region"):
        sectors = ("CVL",)
    return Known(meaning.kind, entity, country, sectors, _members(entity, on), _discount(entity, meaning.kind, form))


def _discount(entity: Entity, kind: str, form: str) -> int:
    """How much less than a state's own name a meaning weighs."""
    if entity.country is None:
        return 60
    if entity.kind == "person":
        return 0
    if entity.kind == "body" and form.lower() in _common():
        return 45  # Congress, the Senate: of whichever state is named beside it
    if entity.kind == "body":
        return 13  # a possessor or adjective knows better: South Korea's Joint Chiefs of Staff
    if entity.country in SUPRANATIONAL:
        return 22 if entity.country in ("NGO", "MNC", "IMG") else 14
    return 8 if kind in ("adjective", "demonym") else 4


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset().union(*gazetteer().terms.values())


def _namesake(items: list[Item], at: int, entity: Entity, kind: str) -> bool:
    """A surname or a place's name behind a given name of somebody else (Hillary Clinton has a row of her own)."""
    item = items[at]
    before = items[at - 1] if at else None
    if before is not None and before.kind == "word" and before.text[0].isupper() and before.stop == item.begin - 1:
        if entity.kind == "person" and " " not in item.text:
            return True
        return kind in ("name", "capital") and before.text in gazetteer().sound.get("given", ())
    after = items[at + 1] if at + 1 < len(items) else None
    if after is not None and after.kind == "word" and after.text[0].isupper() and after.begin == item.stop + 1:
        if kind == "capital" and before is not None and before.kind in ("title", "term"):
            return True  # Vice President Hamilton Mourao
        return item.text in gazetteer().sound.get("given", ()) and kind in ("name", "capital")
    return False


def _titled(items: list[Item], at: int, relation: str, worth: int, on: date | None) -> Found | None:
    """A surname that only a title makes a person of the gazetteer: President Ghani, M. Ayrault."""
    book = gazetteer()
    persons = book.surnames.get(items[at].text)
    if not persons:
        return None
    before = items[:at]
    after = items[at + 1 : at + 2]
    if after and after[0].kind in ("word", "name") and after[0].text[0].isupper() and after[0].text != "II":
        return None  # a given name: President John Herrera
    if not _run(before):
        return None
    states = {book.entities[n.id].country for item in before if item.kind == "name" for n in item.names}
    fitting = [id for id in persons if not states or book.entities[id].country in states]
    fitting = [id for id in fitting if _bears(book.entities[id], before)]
    if not fitting:
        return None
    entity = book.entities[likely(fitting, on)]
    return Found(
        worth - 2, items[at].begin, person_country(entity.id, on), entity.id, entity.name, items[at].text, relation, "person",
        "name", person_sectors(entity.id, on),
    )  # fmt: skip


def _run(before: list[Item]) -> bool:
    """Nothing but capitals between the surname and a title, or a term of office."""
    for item in reversed(before):
        if item.kind in ("title", "former"):
            return True
        if item.kind == "term" and item.term:
            return item.term.sectors[:1] != ("CVL",) and item.term.role != "through"
        if not (item.kind == "word" and item.text[0].isupper()):
            return False
    return False


def _bears(entity: Entity, before: list[Item]) -> bool:
    """The given names between title and surname are this person's: not President John Herrera for another Herrera."""
    own = unaccented(entity.name).lower().split()
    for item in reversed(before):
        if item.kind != "word":
            return True
        if len(item.text) > 2 and unaccented(item.text).lower() not in own:
            return False
    return True


def _members(entity: Entity, on: date | None) -> tuple[str, ...]:
    """Members of a collective that is no more than its states (the two Koreas, the Five); alliances stay as they are."""
    if entity.country is not None and (entity.country, entity.sectors) != ("IGO", ("GOV",)):
        return ()
    return tuple(
        member
        for member, begin, end in gazetteer().members.get(entity.id, ())
        if (on is None and end is None)
        or (on is not None and (begin is None or begin <= on) and (end is None or on <= end))
    )  # fmt: skip


def _joined(ranked: list[Found], phrase: str, language: str) -> list[Found]:
    """Marks the claims that a conjunction or a hyphen puts beside the best one."""
    if len(ranked) == 1:
        return ranked
    best = ranked[0]
    beside = [best]
    out = [best]
    for other in ranked[1:]:
        near = [o for o in beside if _between(phrase, o, other, language)]
        listed = other.relation == best.relation or (other.relation == "comma" and other.kind == "state")
        if near and other.country != best.country and listed and other.form != "city":
            other = other._replace(joined=True)
            beside.append(other)
        out.append(other)
    if len(beside) > 1:
        joined = sorted(beside, key=lambda c: c.order)
        out = [
            joined[0],
            *(c._replace(joined=True) for c in joined[1:]),
            *(c for c in out if not c.joined and c not in joined),
        ]
    return out


def _between(phrase: str, one: Found, other: Found, language: str) -> bool:
    first, second = sorted((one, other), key=lambda c: c.order)
    words = phrase[first.order + len(first.text) : second.order].lower().split()
    if not words:
        return first.text.endswith("-")
    return (
        words in (["-"], ["–"])
        or (any(word == "&" or word in grammar.load(language).conjunction for word in words) and len(words) <= 6)
        or words == [","]
    )  # fmt: skip


__all__ = ["SUPRANATIONAL", "Found", "countries", "implied"]
