"""The judge: what the rules read is held against what the second reader sees of the same words; each event gets one confidence.

Confidence is the probability that type, both sides and status are right: a logistic regression over the few features below, one for
what the rules read and one for what only the second reader saw. `training/judge.py` fits it, `judge.tsv` holds its weights and the
line; events under the line are leads.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from detente.reading.learned import Seen, View, load
from detente.records import Actor, Event, Evidence, Span
from detente.text import tables
from detente.world.actors import Mention

FILE = Path(__file__).with_name("judge.tsv")
ALONE = "second reader: "  # how the rule of what only the second reader saw begins
LEAST = 1e-3  # of a probability: below it, differences say nothing
DIGITS = 3  # of a confidence
SAID = {"REQUEST": ("demanded",), "THREATEN": ("planned",)}  # done by saying so: what they leave to be done
BEFORE = 400  # characters: a side named further back is not looked at


@dataclass(slots=True)
class Page:
    """A document's text with its sentences, and the second reader's views of them."""

    text: str
    sentences: list[Span] = field(default_factory=list)
    views: dict[Span, View] = field(default_factory=dict)

    def view(self, window: Span) -> View:
        if window not in self.views:
            self.views[window] = load().look(self.text[window.begin : window.stop].replace("\n", " "))
        return self.views[window]

    def window(self, evidence: Evidence) -> Span:
        """The sentence of a piece of evidence, from the sentence before it on where a side stands there."""
        own = Span(evidence.begin, evidence.stop)
        sides = [side for side in (evidence.actor, evidence.recipient) if side and not within(side, own)]
        before = max((s for s in self.sentences if s.stop <= own.begin), default=None)
        if before and own.begin - before.begin < BEFORE and any(within(side, before) for side in sides):
            return Span(before.begin, own.stop)
        return own

    def ask(self, evidence: Evidence, *, turned: bool = False, shown: bool = True) -> Seen:
        """What the second reader sees where the rules read; `turned`: with the two the other way round; not `shown`: with the
        trigger left for it to find."""
        window = self.window(evidence)

        def at(span: Span | None) -> Span | None:
            known = span is not None and within(span, window)
            return Span(span.begin - window.begin, span.stop - window.begin) if span and known else None

        actor, recipient = at(evidence.actor), at(evidence.recipient)
        if actor == recipient:
            recipient = None
        if turned:
            actor, recipient = recipient, actor
        return self.view(window).ask(actor, recipient, at(evidence.trigger) if shown else None)


@dataclass(frozen=True, slots=True)
class Finding:
    """Two parties of a sentence, or one alone, and what the second reader sees of them, in the likelier direction: first with the
    trigger to be found, then `again` at the trigger that it found."""

    actor: Mention
    recipient: Mention | None
    seen: Seen
    again: Seen
    turned: Seen | None

    @property
    def event(self) -> str:
        return likeliest(self.seen)


def likeliest(seen: Seen) -> str:
    """The likeliest type, whatever the odds that nothing is told."""
    return max((name for name in seen.types if name != "none"), key=lambda name: seen.types[name])


def within(inner: Span, outer: Span) -> bool:
    return outer.begin <= inner.begin and inner.stop <= outer.stop


def features(event: Event, evidence: Evidence, page: Page, company: int) -> dict[str, float]:
    """What the confidence of an event that the rules read hangs on, as one piece of its evidence shows it: few things, each of
    which betters what texts left out are told. `company`: how many events the sentence tells."""
    seen, free = page.ask(evidence), page.ask(evidence, shown=False)
    rival = max(p for name, p in seen.types.items() if name not in (event.event, "none"))
    return {
        "type": log(seen.types[event.event]),
        "free": log(free.types[event.event]),
        "rival": log(rival),
        "status": log(sum(seen.statuses[name] for name in alike(event.event, evidence.status))),
        "turned": 0.0 if event.both else log(page.ask(evidence, turned=True).types["none"]),
        "no recipient": float(not event.recipient),
        "actor unnamed": float(not named(event.actor, evidence.actor, page.text)),
        "noun": float("nouns" in evidence.rule),
        "both": float(event.both),
        "company": math.log(company),
    }


def alike(event: str, status: str) -> tuple[str, ...]:
    """The statuses by which the second reader knows one of ours: what was asked or threatened it calls by what is to come of it."""
    return (status, *SAID.get(event, ())) if status == "happened" else (status,)


def named(actors: Iterable[Actor], span: Span | None, text: str) -> bool:
    """Whether a side is called by a name, not by a pronoun or a description."""
    words = text[span.begin : span.stop] if span else " ".join(a.text for a in actors)
    return any(letter.isupper() for letter in words)


def features_alone(one: Finding) -> dict[str, float]:
    """What the confidence of an event that only the second reader saw hangs on."""
    others = [p for name, p in one.seen.types.items() if name not in (one.event, "none")]
    apart = max(one.recipient.begin - one.actor.stop, one.actor.begin - one.recipient.stop) if one.recipient else 0
    return {
        "again": log(one.again.types[one.event]),
        "rival": log(max(others)),
        "lone": float(one.recipient is None),
        "apart": math.log(max(5, apart) / 40) if one.recipient else 0.0,
    }


def log(share: float) -> float:
    return math.log(max(share, LEAST))


@cache
def weights(path: Path = FILE) -> Mapping[str, Mapping[str, float]]:
    """Weights by model (`rules`, `alone`) and feature, and the line under `line`. Raises DataError where the file is wrong."""
    found: dict[str, dict[str, float]] = {"rules": {}, "alone": {}, "line": {}}
    for model, name, weight in tables.rows(path, ("model", "feature", "weight")):
        found[model][name] = float(weight)
    return found


def confidence(model: str, found: Mapping[str, float]) -> float:
    """The probability that an event with these features is right."""
    own = weights()[model]
    score = own.get("bias", 0.0) + sum(own.get(name, 0.0) * value for name, value in found.items())
    return round(1 / (1 + math.exp(-max(-20.0, min(20.0, score)))), DIGITS)


def line(name: str = "told") -> float:
    """The confidence from which an event is told; `alone`: one that only the second reader saw, which brings most of the false
    pairs; `sure`: from which 85 % of what is told is right."""
    return weights()["line"][name]


def weighed(events: Iterable[Event], page: Page) -> list[Event]:
    """Events of the rules, each with its confidence: that of its best piece of evidence."""
    events = list(events)
    crowd = Counter(piece.begin for event in events for piece in event.evidence)
    found = []
    for event in events:
        sure = max(confidence("rules", features(event, piece, page, crowd[piece.begin])) for piece in event.evidence)
        found.append(replace(event, confidence=sure))
    return found


def split(events: Iterable[Event], *, at: float | None = None) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Events at or above a line (ours where none is given), and leads; each numbered in the order of the text."""

    def above(event: Event) -> bool:
        own = line("alone" if event.evidence[0].rule.startswith(ALONE) else "told") if at is None else at
        return event.confidence >= own

    order = sorted(events, key=lambda event: (event.evidence[0].begin, event.evidence[0].trigger))
    told = [event for event in order if above(event)]
    leads = [event for event in order if not above(event)]
    return (
        tuple(replace(event, id=f"e{number}") for number, event in enumerate(told, 1)),
        tuple(replace(event, id=f"l{number}") for number, event in enumerate(leads, 1)),
    )


__all__ = [
    "Finding",
    "Page",
    "confidence",
    "features",
    "features_alone",
    "likeliest",
    "line",
    "split",
    "weighed",
    "weights",
]
