"""Passages of the corpus as marked pairs: a sentence, with the one before it where a side stands there."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import permutations

from training.marked import NOWHERE, Pair, Span
from training.passages import CorpusEvent, Mention, Passage
from training.sight import Named, Reading, Sight

_END = re.compile(r"(?<=[.!?…])[»”\"']?\s+(?=[«“\"'(\[]?[A-ZÀ-ÝŒ0-9—–-])|\n+")
ABBREVIATED = re.compile(
    r"\b(?:M|MM|Mme|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Gov|St|U\.S|U\.N|No|n°|p|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])\.$"
)
NEGATIVES = 4  # at most, a sentence
LONE = 1  # of one party alone, at most, a sentence
WRONG = 2  # wrong sides at an event's trigger, at most


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


def pairs_of(passage: Passage, dice: random.Random, seen: Sight | None = None) -> Iterator[Pair]:
    """What a passage teaches: its events, then pairs that its sentences name and do not join; with the first reader's sight of it,
    the parties as that names them, its bystanders, and its readings, right and wrong."""
    spans = list(seen.sentences) if seen else sentences(passage.text)
    named = seen.named if seen else ()
    for number, sentence in enumerate(spans):
        own = [one for one in passage.events if within((one.trigger.begin, one.trigger.stop), sentence)]
        for event in own:
            window = window_of(event, spans, number)
            if window is None:
                continue
            one = Told(event, window, *(forms(side, event, sentence, named) for side in (event.actor, event.recipient)))
            yield from taught(passage, one, dice)
            if named:
                yield from beside(passage, one, [n for n in named if within(n.span, sentence)], dice)
        yield from negatives(passage, sentence, own, named, dice)
    for reading in seen.readings if seen else ():
        pair = checked(passage, reading, spans)
        if pair is not None:
            yield pair


@dataclass(frozen=True, slots=True)
class Told:
    """An event of a passage, where it is read, and the words that may stand for each of its sides."""

    event: CorpusEvent
    window: Span
    actors: list[Span]
    recipients: list[Span]


def forms(side: Mention, event: CorpusEvent, sentence: Span, named: Sequence[Named]) -> list[Span]:
    """The words of a side as the corpus marks them, and the names within them."""
    if side.begin < 0 or (side is event.recipient and span_of(side) == span_of(event.actor)):
        return [NOWHERE]  # *both ministers met*: one phrase names the two
    own = span_of(side)
    inside = [n.span for n in named if overlaps(n.span, own) and set(n.codes) & set(side.codes) and n.span != own]
    return [own, *inside]


def span_of(side: Mention) -> Span:
    return side.begin, side.stop


def taught(passage: Passage, one: Told, dice: random.Random) -> Iterator[Pair]:
    """An event by the words of the corpus, and by a name within these, each once; what is mutual, both ways."""
    first = one.actors[0], one.recipients[0]
    other = dice.choice(one.actors), dice.choice(one.recipients)
    for actor, recipient in dict.fromkeys((first, other)):
        yield cut(passage, one.window, actor, recipient, one.event)
        if one.event.both and recipient[0] >= 0:
            yield cut(passage, one.window, recipient, actor, one.event)


def beside(passage: Passage, one: Told, named: Sequence[Named], dice: random.Random) -> Iterator[Pair]:
    """At an event's trigger, sides that are not its own: turned round, with a bystander, or with one left out."""
    actor, recipient = one.actors[0], one.recipients[0]
    codes = {*one.event.actor.codes, *one.event.recipient.codes}
    strangers = [n.span for n in named if not set(n.codes) & codes]
    wrong = []
    if not one.event.both and NOWHERE not in (actor, recipient):
        wrong.append((recipient, actor))
    for stranger in strangers:
        wrong += [(actor, stranger), (stranger, recipient)]
    if NOWHERE not in (actor, recipient) and within(recipient, one.window):
        wrong.append((actor, NOWHERE))
    for left, right in dice.sample(wrong, min(WRONG, len(wrong))):
        if left != right and not (left[0] >= 0 and right[0] >= 0 and overlaps(left, right)):
            yield replace(
                cut(passage, one.window, left, right, one.event), type="none", status=None, source="corpus-beside"
            )


def negatives(
    passage: Passage,
    sentence: Span,
    own: Sequence[CorpusEvent],
    named: Sequence[Named],
    dice: random.Random,
) -> Iterator[Pair]:
    """Pairs that a sentence names and does not join, in this direction: sides of its events, and bystanders."""
    meant: dict[Span, tuple[str, ...]] = {n.span: n.codes for n in named if within(n.span, sentence)}
    for event in passage.events:
        for side in (event.actor, event.recipient):
            if side.begin >= 0 and within(span_of(side), sentence):
                meant[span_of(side)] = side.codes
    joined = [(set(e.actor.codes), set(e.recipient.codes), e.both) for e in own]

    def apart(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        a, r = set(one), set(other)
        if a & r:
            return False
        return not any(
            (a & x and r & y) or (both and a & y and r & x) or (both and a | r <= x) for x, y, both in joined
        )

    open_pairs = [(a, r) for a, r in permutations(sorted(meant), 2) if apart(meant[a], meant[r]) and not overlaps(a, r)]
    acting = {code for a, _, _ in joined for code in a} | {code for _, r, both in joined if both for code in r}
    suffering = {code for _, r, _ in joined for code in r} | {code for a, _, both in joined if both for code in a}
    lone = [(span, NOWHERE) for span in sorted(meant) if not set(meant[span]) & acting]
    lone += [(NOWHERE, span) for span in sorted(meant) if not set(meant[span]) & suffering]
    dice.shuffle(open_pairs)
    dice.shuffle(lone)
    for actor, recipient in open_pairs[:NEGATIVES] + (lone[:LONE] if named else []):
        yield Pair(
            passage.text[slice(*sentence)],
            passage.language,
            moved(actor, sentence),
            moved(recipient, sentence),
            None,
            "none",
            None,
            "corpus-none",
        )


def checked(passage: Passage, reading: Reading, spans: Sequence[Span]) -> Pair | None:
    """A reading of the rules with what the passage says of it: its type and status where a marked event has its sides at its
    trigger, else `none`."""
    number = next((n for n, span in enumerate(spans) if within(reading.trigger, span)), None)
    if number is None:
        return None
    begin, stop = spans[number]
    there = [one for one in passage.events if within(span_of(one.trigger), (begin, stop))]
    event = next((one for one in there if bears_out(one, reading)), None)
    sides = [side for side in (reading.actor, reading.recipient) if side[0] >= 0]
    if not all(within(side, (begin, stop)) for side in sides):
        begin = spans[max(0, number - 1)][0]
    window = (begin, stop)
    recipient = NOWHERE if reading.recipient == reading.actor else reading.recipient
    kind, status = (event.type, event.status) if event else ("none", None)
    return set_in(passage, window, (reading.actor, recipient, reading.trigger), kind, status, "rules")


def bears_out(event: CorpusEvent, reading: Reading) -> bool:
    """Whether a marked event has the sides that the rules read, at their trigger or with their type."""
    if not overlaps(span_of(event.trigger), reading.trigger) and event.type != reading.type:
        return False
    sides = set(event.actor.codes), set(event.recipient.codes)
    own = set(reading.actors), set(reading.recipients)
    if event.both or reading.both:
        return own[0] | own[1] == sides[0] | sides[1] or own == sides
    return own == sides


def moved(span: Span, window: Span) -> Span:
    """A span counted from a window's begin; `NOWHERE` where it is not in it."""
    return (span[0] - window[0], span[1] - window[0]) if span[0] >= 0 and within(span, window) else NOWHERE


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
    sides = actor, recipient, span_of(event.trigger)
    return set_in(passage, window, sides, event.type, event.status, f"corpus:{passage.id}")


def set_in(
    passage: Passage, window: Span, spans: tuple[Span, Span, Span], kind: str, status: str | None, source: str
) -> Pair:
    """A window of a passage with its actor, recipient and trigger, as the reader will see it: in one line."""
    text = passage.text[slice(*window)].replace("\n", " ")
    actor, recipient, trigger = (moved(span, window) for span in spans)
    return Pair(text, passage.language, actor, recipient, trigger, kind, status, source)
