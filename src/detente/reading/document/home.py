"""What stays within one state: people who face its institutions, what it does to its own, and violence that a place tells of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from detente import codebook
from detente.codebook import load
from detente.reading.document.descriptions import is_inner
from detente.reading.document.discourse import Discourse
from detente.reading.document.scene import Scene
from detente.reading.document.who import SAME, by_name
from detente.reading.rules.predications import Predication
from detente.records import Actor, Place
from detente.text import tables
from detente.world.places import town

INSTITUTIONS = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
COURTS = frozenset({"JUD", "COP"})  # whom they arrest and judge is of their state, where nothing else is said of them
# Taken or struck, a town of one's own state is that state's other side.
TAKING = frozenset({"occupy", "blockade", "seize"})


@cache
def home_deeds() -> Mapping[str, frozenset[str]]:
    """Deed -> sectors of those who do it within their own state unless told otherwise; `state` for one named by its name alone, `any` for all."""
    table = tables.rows(codebook.FOLDER / "home_deeds.tsv", ("deed", "by"))
    return {deed: frozenset(by.split()) for deed, by in table}


def at_home(
    p: Predication, scene: Scene, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], place: Place | None
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """People of whom only a sector is known, against an institution of a state or where its place is told: rebels, protesters,
    armed bands are those of that state."""
    if not actors or any(a.country or a.members for a in actors) or not any(is_inner(scene, t) for t in p.actor):
        return actors, recipients
    hosts = {
        one.country for one in recipients if one.sectors and one.sectors[0] in INSTITUTIONS and not bare_state(one)
    }
    country = next(iter(hosts)) if len(hosts) == 1 and len(recipients) == 1 else place.country if place else None
    if country is None or (recipients and country not in {one.country for one in recipients}):
        return actors, recipients
    home = tuple(replace(one, country=country, rule=f"people of the state they face, {country}") for one in actors)
    return home, recipients


def bare_state(one: Actor) -> bool:
    """Whether an actor is named by a state's own name."""
    return (
        one.id is not None and one.id.startswith("state:") and one.rule.startswith("head: " + one.text.split(" ")[-1])
    )


def own_people(
    p: Predication, scene: Scene, discourse: Discourse, actors: tuple[Actor, ...], event: str, place: Place | None
) -> tuple[Actor, ...]:
    """Whom a deed done within one state is done to: *dissolved the parliament*, *police broke up a march*, *shelled* a town of
    their own. Nobody where the text tells another state, or another than the actors does it (*condemned the arrest of*)."""
    countries = {one.country for one in actors}
    country = next(iter(countries), None)
    roles = {load().operators[name].roles for name in p.operators}
    if len(countries) != 1 or country is None or roles - {"same"} or any(one.members for one in actors):
        return ()
    if place is not None and place.country not in (None, country):
        return ()
    by = home_deeds().get(p.deed or "", frozenset())
    sectors = {sector for one in actors for sector in one.sectors}
    at_home = "any" in by or bool(by & (sectors or {"state"}))
    taken = event == "ASSAULT" or p.deed in TAKING
    for token in (token for group in p.recipients for token in group.tokens if token not in p.actor):
        if scene.token(token).upos not in ("NOUN", "PROPN"):
            continue
        span = scene.span_of(scene.phrase(token, discourse.language))
        words = scene.text[span.begin : span.stop]
        if taken and (there := town(words, discourse.language)) and there.country == country:
            return (Actor(words, there.name, country, begin=span.begin, stop=span.stop, rule=f"a place of {country}"),)
        named = by_name(scene, token, words, discourse)
        judged = scene.token(token).upos == "PROPN" and bool(sectors & COURTS)
        known = bool(named.sectors) or is_inner(scene, token) or judged
        if at_home and known and named.country is None and not named.members:
            rule = f"people of the state that does it, {country}"
            return (replace(named.named(words, *span), country=country, rule=rule),)
    return ()


def struck(
    event: str, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], place: Place | None
) -> tuple[Actor, ...]:
    """The recipients; for violence that names a place and nobody else, the state of that place (*struck targets in southern
    Lebanon*, *bombed rebels in Zambia*)."""
    named = [one for one in recipients if one.rule != SAME]
    if (
        event != "ASSAULT"
        or not actors
        or place is None
        or named
        or place.country in (None, *(one.country for one in actors))
    ):
        return recipients
    return (
        Actor(
            place.text, place.name, place.country, begin=place.begin, stop=place.stop, rule="the place that was struck"
        ),
    )
