"""What an analyst may write into a field of an event, and the value that it becomes.

A field that decides others brings these with it: a deed its type, mode, class and intensity; a type its class and intensity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from statistics import median
from typing import Any

from detente.errors import BadQuery
from detente.records import Actor, Place, When
from detente.store.filters import LIKELIHOODS, STATUSES, day_of
from detente.store.tables import to_row

RULE = "analyst"  # what decided, in the rule of an actor and the anchor of a date
GROUPS = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
EDTF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
Values = dict[str, Any]


@cache
def yes_or_no() -> Mapping[str, bool]:
    """How one says yes and no, in each language."""
    from detente.languages import grammar, packs

    said = {word: value == "yes" for code in packs() for word, value in grammar.load(code).answer.items()}
    return said | {"true": True, "false": False}


def meant(field: str, value: Any) -> Values:
    """Field and value as an event keeps them, with the fields that follow. `value` is what somebody wrote; booleans and numbers may be
    themselves, and None or empty words take the value away. Raises BadQuery for a field or a value that there is none of.
    """
    if field not in READERS:
        raise BadQuery(f"field {field!r} cannot be corrected: choose among {', '.join(READERS)}")
    return READERS[field](value.strip() if isinstance(value, str) else value)


def among(name: str, choices: tuple[str, ...], value: Any) -> str:
    if value not in choices:
        raise BadQuery(f"{name} {value!r} is not one of {', '.join(choices)}")
    return str(value)


def of_event(value: Any) -> Values:
    from detente.codebook import load

    kind = among("event", tuple(load().quads), str(value or "").upper())
    return {"event": kind, "quad": load().quads[kind], "intensity": usual(kind)}


@cache
def usual(kind: str) -> float:
    """The median intensity of a type's deeds: what is known where only the type is."""
    from detente.codebook import load

    book = load()
    return float(median(book.intensity(deed.cameo) for deed in book.deeds.values() if deed.type == kind))


def of_deed(value: Any) -> Values:
    """A chain of operators over a deed: `promise(provide-weapons)`."""
    from detente.codebook import compose, load

    *operators, leaf = str(value or "").rstrip(")").split("(")
    wrong = [name for name in operators if name not in load().operators]
    if wrong or leaf not in load().deeds:
        raise BadQuery(f"deed {value!r} is not in the codebook: give one such as provide-aid or promise(provide-aid)")
    whole = compose(tuple(operators), leaf)
    return {
        "deed": whole.chain,
        "event": whole.event,
        "mode": whole.mode,
        "quad": whole.quad,
        "intensity": whole.intensity,
        "contexts": list(whole.contexts),
    }


def of_mode(value: Any) -> Values:
    return {"mode": among("mode", modes(), value) if value else None}


@cache
def modes() -> tuple[str, ...]:
    """All modes of the codebook, by name."""
    from detente.codebook import load

    book = load()
    found = {deed.mode for deed in book.deeds.values()}
    found |= {mode for operator in book.operators.values() for mode in operator.mode.values()}
    return tuple(sorted(filter(None, found)))


def truth(field: str) -> Callable[[Any], Values]:
    def read(value: Any) -> Values:
        if isinstance(value, bool):
            return {field: value}
        known = yes_or_no()
        return {field: known[among(field, tuple(known), str(value or "").lower())]}

    return read


def of_quad(value: Any) -> Values:
    return {"quad": int(among("quad", ("1", "2", "3", "4"), str(value)))}


def of_intensity(value: Any) -> Values:
    try:
        number = float(value)
    except (TypeError, ValueError):
        number = 99.0
    if not -10 <= number <= 10:
        raise BadQuery(f"intensity {value!r} is no number from -10 to 10 (Goldstein scale)")
    return {"intensity": number}


def of_date(value: Any) -> Values:
    """A day, month or year, or two of them from first to last: 2024-06-18/2024-06-19."""
    if not value:
        return {"date": None}
    parts = str(value).split("/")
    if len(parts) > 2 or not all(map(EDTF.fullmatch, parts)):
        raise BadQuery(f"date {value!r} is none: give 2024-06-19, 2024-06, 2024, or 2024-06-18/2024-06-19")
    first, last = day_of(parts[0], "date"), day_of(parts[-1], "date", last=True)
    if last < first:
        raise BadQuery(f"date {value!r} ends before it begins")
    return {"date": plain(When(str(value), first, last, RULE))}


def of_place(value: Any) -> Values:
    """A state's code or name, or a city that the gazetteer knows."""
    if not value:
        return {"place": None}
    from detente.world.places import names

    for known in (names(tongue).get(str(value).lower()) for tongue in ("en", "fr")):
        if known:
            return {"place": plain(Place(str(value), *known))}
    state = somebody(str(value), "place")
    return {"place": plain(Place(str(value), state.name or state.text, state.country, precision="country"))}


def of_side(field: str) -> Callable[[Any], Values]:
    """Who acts, or to whom: codes, ids or names, separated by commas."""

    def read(value: Any) -> Values:
        names = [name.strip() for name in str(value or "").split(",")]
        return {field: [plain(somebody(name, field)) for name in names if name]}

    return read


def somebody(given: str, field: str) -> Actor:
    """An actor of the gazetteer by code (RUS, IGO), id (org:NATO) or name that means one alone."""
    from detente.world.gazetteer import gazetteer

    book = gazetteer()
    if given.upper() in GROUPS:
        return Actor(given.upper(), country=given.upper(), rule=RULE)
    wanted = [given, f"state:{given.upper()}"]
    wanted += sorted({meaning.id for meaning in book.names.get(given, ()) if meaning.kind == "name"})
    found = [
        identity for identity in wanted if identity in book.entities and (field != "place" or identity[:6] == "state:")
    ]
    if len(found) != 1:
        why = f"means {', '.join(found)}" if found else "is not in the gazetteer"
        raise BadQuery(f"{field} {given!r} {why}: give a code (RUS), an id (org:NATO); `detente actors` finds both")
    entity = book.entities[found[0]]
    return Actor(given, entity.name, entity.country, entity.sectors, entity.id, rule=RULE)


def plain(record: Any) -> Values:
    """A record as JSON holds it."""
    return {key: list(value) if isinstance(value, tuple) else value.isoformat() if isinstance(value, date) else value
            for key, value in to_row(record).items()}  # fmt: skip


READERS: Mapping[str, Callable[[Any], Values]] = {
    "event": of_event,
    "deed": of_deed,
    "mode": of_mode,
    "quad": of_quad,
    "intensity": of_intensity,
    "status": lambda value: {"status": among("status", STATUSES, value)},
    "likelihood": lambda value: {"likelihood": among("likelihood", LIKELIHOODS, value)},
    "both": truth("both"),
    "contested": truth("contested"),
    "date": of_date,
    "place": of_place,
    "actor": of_side("actor"),
    "recipient": of_side("recipient"),
}
KEPT = frozenset({*READERS, "contexts"})  # fields of an event that a correction may change


def worded(field: str, value: Any) -> str:
    """A value as somebody would write it: what `meant` reads, for a page, a list or a form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if field in ("actor", "recipient"):
        return ", ".join(code_of(side) for side in value)
    if field == "date":
        return str(value.get("edtf") or "")
    if field == "place":
        return str(value.get("name") or "")
    return ", ".join(value) if isinstance(value, list) else str(value)


def code_of(side: Mapping[str, Any]) -> str:
    """How a side is named so that it is read as the same again: its id but for states, its code, else its words."""
    identity = str(side.get("id") or "")
    state = not identity or identity.startswith("state:")
    return str(side.get("country") or side.get("text") or "") if state else identity


__all__ = ["KEPT", "READERS", "meant", "modes", "worded"]
