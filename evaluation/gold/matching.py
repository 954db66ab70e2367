"""Pairs the events of a reading with the events of its gold, one to one, and says what differs in each pair."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linear_sum_assignment

from detente.records import Actor, Event
from evaluation.gold.articles import GoldEvent

_TYPOGRAPHY = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})


@dataclass(slots=True)
class Pairing:
    """The outcome for one article."""

    matched: list[tuple[GoldEvent, Event, list[str]]] = field(default_factory=list)  # with the fields that differ
    mistyped: list[tuple[GoldEvent, Event]] = field(default_factory=list)  # right words and roles, another type
    missed: list[GoldEvent] = field(default_factory=list)
    spurious: list[Event] = field(default_factory=list)
    excused: list[Event] = field(default_factory=list)  # events that only an optional gold event states


def plain(text: str) -> str:
    """Text with simple quotes and single spaces, so that typography decides nothing."""
    return re.sub(r"\s+", " ", text.translate(_TYPOGRAPHY))


def quotes(gold: GoldEvent, event: Event) -> bool:
    """Whether a sentence that the event cites holds the words of the gold."""
    sentences = [plain(evidence.text) for evidence in event.evidence]
    return any(plain(words) in sentence for words in gold.evidence for sentence in sentences)


def points_at(gold: GoldEvent, event: Event) -> bool:
    """Whether the deciding word itself lies in the gold's words: settles which of two deeds of a sentence is meant."""
    for evidence in event.evidence:
        trigger = evidence.text[evidence.trigger.begin - evidence.begin : evidence.trigger.stop - evidence.begin]
        if trigger and any(plain(trigger) in plain(words) for words in gold.evidence):
            return True
    return False


def countries(actors: Sequence[Actor]) -> set[str]:
    """Codes of all actors, collectives by their members too."""
    return {code for actor in actors for code in (actor.country, *actor.members) if code}


def _holds(codes: Sequence[str], found: set[str]) -> bool:
    return all(found & set(code.split("|")) for code in codes)


def roles_agree(gold: GoldEvent, event: Event) -> bool:
    """Whether everybody whom the gold names stands on the right side (on either side where the act is mutual)."""
    actor, recipient = countries(event.actor), countries(event.recipient)
    if gold.both:
        return _holds((*gold.actor, *gold.recipient), actor | recipient)
    doers = {code for codes in gold.actor for code in codes.split("|")}
    swapped = any(actor & (set(codes.split("|")) - doers) for codes in gold.recipient)
    return _holds(gold.actor, actor) and _holds(gold.recipient, recipient) and not swapped


def differences(gold: GoldEvent, event: Event) -> list[str]:
    """The judged fields in which the event differs from the gold; empty for a full match."""
    wrong = [] if roles_agree(gold, event) else ["roles"]
    if event.status not in gold.status:
        wrong.append("status")
    if gold.likelihood and event.likelihood not in gold.likelihood:
        wrong.append("likelihood")
    if gold.date and (event.date is None or event.date.edtf not in gold.date):
        wrong.append("date")
    if gold.place and (event.place is None or event.place.country != gold.place):
        wrong.append("place")
    return wrong


def _likeness(gold: GoldEvent, event: Event) -> float:
    """How well an event of the right words fits: above 0 only where it may be paired."""
    if not quotes(gold, event) or event.event not in gold.type:
        return 0.0
    wrong = differences(gold, event)
    return 100.0 + 8.0 * ("roles" not in wrong) + 6.0 * points_at(gold, event) - len(wrong)


def _assign(golds: Sequence[GoldEvent], events: Sequence[Event]) -> list[tuple[int, int]]:
    if not golds or not events:
        return []
    likeness = np.array([[_likeness(gold, event) for event in events] for gold in golds])
    rows, columns = linear_sum_assignment(likeness, maximize=True)
    return [(int(row), int(column)) for row, column in zip(rows, columns, strict=True) if likeness[row, column] > 0]


def pair(golds: Sequence[GoldEvent], events: Sequence[Event]) -> Pairing:
    """The best one-to-one pairing of gold and read events.

    An event may be paired when its type is accepted and a sentence that it cites holds the gold's words; roles, status, date,
    likelihood and place are then compared. What is read beyond that is spurious, also a second reading of the same event.
    """
    required = [gold for gold in golds if not gold.optional]
    optional = [gold for gold in golds if gold.optional]
    result, used, found = Pairing(), set(), set()
    for row, column in _assign(required, events):
        found.add(row)
        used.add(column)
        result.matched.append((required[row], events[column], differences(required[row], events[column])))
    left = [event for index, event in enumerate(events) if index not in used]
    missed = [gold for index, gold in enumerate(required) if index not in found]
    for event in left:
        if any(quotes(gold, event) and (event.event in gold.type or points_at(gold, event)) for gold in optional):
            result.excused.append(event)
            continue
        twin = next((gold for gold in missed if quotes(gold, event) and roles_agree(gold, event)), None)
        if twin is not None and all(twin is not gold for gold, _ in result.mistyped):
            result.mistyped.append((twin, event))
        result.spurious.append(event)
    result.missed = missed
    return result


__all__ = ["Pairing", "countries", "differences", "pair", "plain", "points_at", "quotes", "roles_agree"]
