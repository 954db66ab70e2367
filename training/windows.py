"""Passages of the corpus as marked pairs: a sentence, with the one before it where a side stands there."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import permutations

from training.marked import NOWHERE, Pair, Span
from training.passages import CorpusEvent, Passage

_END = re.compile(r"(?<=[.!?…])[»”\"']?\s+(?=[«“\"'(\[]?[A-ZÀ-ÝŒ0-9—–-])|\n+")
ABBREVIATED = re.compile(
    r"\b(?:M|MM|Mme|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Gov|St|U\.S|U\.N|No|n°|p|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])\.$"
)
NEGATIVES = 3  # at most, a sentence


def sentences(text: str) -> list[Span]:
    """Spans of the sentences of a passage."""
    found, begin = [], 0
    for gap in _END.finditer(text):
        if ABBREVIATED.search(text[begin : gap.start()]) and "\n" not in gap[0]:
            continue
        found.append((begin, gap.start() + len(gap[0]) - len(gap[0].lstrip("»”\"'"))))
        begin = gap.end()
    found.append((begin, len(text)))
    return [(b, s) for b, s in found if text[b:s].strip()]


def within(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def pairs_of(passage: Passage, dice: random.Random) -> Iterator[Pair]:
    """What a passage teaches: its events with two sides, then pairs of sides that its sentences name and do not join."""
    spans = sentences(passage.text)
    for number, sentence in enumerate(spans):
        own = [one for one in passage.events if within((one.trigger.begin, one.trigger.stop), sentence)]
        told: set[tuple[Span, Span]] = set()
        sides: list[Span] = []
        for event in own:
            window = window_of(event, spans, number)
            if window is None:
                continue
            actor, recipient = (event.actor.begin, event.actor.stop), (event.recipient.begin, event.recipient.stop)
            if actor == recipient:  # *both ministers met*: one phrase names the two
                recipient = (-1, -1)
            told |= {(actor, recipient)} | ({(recipient, actor)} if event.both else set())
            sides += [side for side in (actor, recipient) if within(side, sentence)]
            yield cut(passage, window, actor, recipient, event)
            if event.both and recipient[0] >= 0:
                yield cut(passage, window, recipient, actor, event)
        codes = {(e.actor.codes, e.recipient.codes) for e in own} | {
            (e.recipient.codes, e.actor.codes) for e in own if e.both
        }
        yield from negatives(passage, sentence, sides, told, codes, dice)


def negatives(
    passage: Passage, sentence: Span, sides: list[Span], told: set[tuple[Span, Span]], codes: set, dice: random.Random
) -> Iterator[Pair]:
    """Pairs of sides that a sentence names and does not join, in this direction."""
    meant = {}
    for event in passage.events:
        for side in (event.actor, event.recipient):
            if side.begin >= 0 and within((side.begin, side.stop), sentence):
                meant[side.begin, side.stop] = side.codes
    open_pairs = [
        (a, r)
        for a, r in permutations(sorted(meant), 2)
        if (a, r) not in told and meant[a] != meant[r] and (meant[a], meant[r]) not in codes and not overlaps(a, r)
    ]
    dice.shuffle(open_pairs)
    for actor, recipient in open_pairs[:NEGATIVES]:
        yield Pair(
            passage.text[slice(*sentence)],
            passage.language,
            (actor[0] - sentence[0], actor[1] - sentence[0]),
            (recipient[0] - sentence[0], recipient[1] - sentence[0]),
            None,
            "none",
            None,
            "corpus-none",
        )


def overlaps(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def window_of(event: CorpusEvent, spans: list[Span], number: int) -> Span | None:
    """The sentence of an event, with the one before it where a side stands there; None where no side stands in either."""
    begin, stop = spans[number]
    sides = [(side.begin, side.stop) for side in (event.actor, event.recipient) if side.begin >= 0]
    if all(within(side, (begin, stop)) for side in sides):
        return begin, stop
    wider = (spans[max(0, number - 1)][0], stop)
    return wider if any(within(side, wider) for side in sides) else None


def cut(passage: Passage, window: Span, actor: Span, recipient: Span, event: CorpusEvent) -> Pair:
    begin = window[0]

    def at(span: Span) -> Span:
        return (span[0] - begin, span[1] - begin) if span[0] >= 0 and within(span, window) else NOWHERE

    return Pair(
        passage.text[slice(*window)].replace("\n", " "),
        passage.language,
        at(actor),
        at(recipient),
        at((event.trigger.begin, event.trigger.stop)),
        event.type,
        event.status,
        f"corpus:{passage.id}",
    )
