"""Which place belongs to which predicate of a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.reading.document.attach import beside, homes, hosts
from detente.reading.document.scene import Scene
from detente.reading.rules.predications import Predication
from detente.records import Place
from detente.world import places

VISITS = frozenset({"visit", "host", "meet-third-place"})


def located(scene: Scene, stated: Sequence[Predication]) -> dict[int, Place]:
    """The place of each predicate: its own, or that of the clause beside it.

    What a noun is said of may carry its place (*la visite de Kim en Russie*, *une rencontre des dirigeants en Sibérie*); to whom
    a verb's deed is done tells no place (*livrer à la Russie*), but for visits and where it stands as a place (*raids en Syrie*).
    """
    predicates = frozenset(p.at for p in stated)
    found = [shifted_place(place, scene.span.begin) for place in places.find(scene.words, scene.sentence.language)]
    carried: dict[int, int] = {}
    parties: set[int] = set()
    for p in stated:
        slots = {*p.actor, *(t for group in p.recipients for t in group.tokens)} - predicates
        if scene.token(p.at).upos in ("VERB", "AUX") and p.deed not in VISITS:
            parties |= {token for token in slots if not ((spot := scene.named.get(token)) and spot.aside)}
        else:
            carried.update(dict.fromkeys(slots, p.at))
    found = [place for place in found if not any(inside(scene, token, place) for token in parties)]
    own = homes(scene, found, hosts(scene, predicates) | frozenset(carried), through=False)
    out: dict[int, Place] = {}
    for index, place in own.items():
        out.setdefault(carried.get(index, index), place)
    for index in predicates:
        near = out.get(index) or beside(scene, index, own)
        if near:
            out[index] = near
    return out


def inside(scene: Scene, token: int, place: Place) -> bool:
    begin = scene.base + scene.token(token).begin
    return place.begin is not None and place.stop is not None and place.begin <= begin < place.stop


def shifted_place(place: Place, by: int) -> Place:
    assert place.begin is not None
    assert place.stop is not None
    return replace(place, begin=place.begin + by, stop=place.stop + by)
