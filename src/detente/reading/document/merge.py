"""What one document tells twice is one event with two pieces of evidence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.records import Event, When

if TYPE_CHECKING:
    from detente.reading.document.events import Told


def merged(told: Iterable[Told]) -> tuple[Event, ...]:
    """Events of a document in the order of the text, numbered; a second telling is added to the first.

    Told twice are: the same deed between the same parties (in either direction where it is mutual), in the same state, at dates
    that do not exclude each other; and a noun with a demonstrative (*cette visite*), which points at an event of the same parties.
    """
    events: list[Event] = []
    for one in told:
        place = next((i for i in reversed(range(len(events))) if same(events[i], one)), None)
        if place is None:
            events.append(one.event)
        else:
            events[place] = joined(events[place], one.event)
    return tuple(replace(event, id=f"e{number}") for number, event in enumerate(events, start=1))


def same(known: Event, one: Told) -> bool:
    event = one.event
    if known.event != event.event:
        return False
    if pair(known) != pair(event) and not ((known.both or event.both) and set(pair(known)) == set(pair(event))):
        return False
    if pointed_at(one):
        return True
    return known.deed == event.deed and known.status == event.status and compatible(known.date, event.date)


def pair(event: Event) -> tuple[frozenset[str | None], frozenset[str | None]]:
    return frozenset(a.country for a in event.actor), frozenset(a.country for a in event.recipient)


def pointed_at(one: Told) -> bool:
    """Whether the event is a noun with a demonstrative."""
    scene, at = one.scene, one.predication.at
    return any(
        scene.token(c).form.lower() in scene.grammar.demonstrative and scene.token(c).relation == "det"
        for c in scene.sentence.children(at)
    )


def compatible(one: When | None, other: When | None) -> bool:
    """Whether two dates may be the same: one is not told, or their days overlap."""
    if one is None or other is None or one.edtf == other.edtf:
        return True
    if one.first and one.last and other.first and other.last:
        return one.first <= other.last and other.first <= one.last
    return False


def joined(known: Event, event: Event) -> Event:
    """The known event with the evidence of a second telling, and what only the second tells."""
    finer = known.date if known.date or not event.date else event.date
    return replace(
        known,
        date=finer,
        place=known.place or event.place,
        condition=known.condition or event.condition,
        evidence=(*known.evidence, *event.evidence),
    )
