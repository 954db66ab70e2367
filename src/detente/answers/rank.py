"""How well events fit a question: a sum of what matches, each part by its name, and what an event lacks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.answers.pool import Candidate
from detente.answers.wish import chains_of, fit, read_chain

if TYPE_CHECKING:
    from detente.answers.question import Question

COVER = 2.5  # what all the words of the topic count for
CONTEXT = 0.55  # what a word counts for around a sentence, in shares of what it does in it
ON_TOPIC = 0.3  # share of a topic's words that makes an event one of the topic
STATED = 0.5  # share that a sentence without event or party must hold itself
DEED = 1.0  # fit of the deed that does
EXACT = 2.0  # fit of the very deed
MUTUAL = ("CONSULT", "COOPERATE")  # what is done together: nobody does it to the other
NEAR = 0.4  # likeness of sentence and question from which they may speak of one thing
ALIKE = 0.5  # likeness from which a sentence is on the topic without a word of it
READ = 60  # sentences whose likeness is looked at
STATES = 0.5  # share that a word of the topic counts for which states a deed, where others stand beside it
WHOLE = 0.75  # share of a topic in a sentence from which parties may stand around it
KEEP = 0.55  # share of the best sum under which an event is not told


@dataclass(frozen=True, slots=True)
class Match:
    """An event with the parts of its sum, and the conditions of the question that it does not meet."""

    event: Candidate
    parts: dict[str, float]
    lacks: frozenset[str]  # of side, place, topic

    @property
    def score(self) -> float:
        return sum(self.parts.values())

    @property
    def content(self) -> float:
        """How well deed and words fit."""
        return sum(self.parts.get(name, 0.0) for name in ("deed", "words", "likeness"))

    @property
    def topical(self) -> bool:
        return "topic" not in self.lacks


def ranked(
    question: Question, found: Sequence[Candidate], *, subject: str = "first", loose: bool = False
) -> list[Match]:
    """The events that have the parties asked for, best first. `subject`: whose deeds are asked for: those of the "first"
    party named, of "others" than those named, of "any". `loose`: a sentence without an event may have its topic around it.
    """
    rare = rarity(question, found)
    matches = [match for one in found if (match := fitted(question, one, rare, subject, loose)) is not None]
    matches.sort(key=lambda match: -match.score)
    matches = alike(question, matches)
    return sorted(matches, key=lambda match: (-match.score, str(match.event.day), match.event.id))


def rarity(question: Question, found: Sequence[Candidate]) -> list[float]:
    """What each word of the topic weighs: more where fewer of the events hold it."""
    counts = [sum(bool(one.found_in(event.words)) for event in found) for one in question.wish.words]
    plain = [math.log(1 + (1 + len(found)) / (1 + count)) for count in counts]
    stated = [bool(chains_of(one.text, question.language)) and not one.name for one in question.wish.words]
    if all(stated):
        return plain
    # a word that states a deed is heard in the fit of the deed; what else is asked about tells more
    return [weight * (STATES if deed else 1.0) for weight, deed in zip(plain, stated, strict=True)]


def fitted(question: Question, one: Candidate, rare: Sequence[float], subject: str, loose: bool) -> Match | None:
    """An event against a question; None where a party is missing."""
    parts: dict[str, float] = {}
    lacks: set[str] = set()
    sides = one.actors | one.recipients
    for group in question.groups:
        share = 1.0 if sides & {*group} else 0.65 if one.said & {*group} else 0.35 if one.around & {*group} else 0.0
        share = (
            max(share, 0.8) if share == 0.65 and not one.id else share
        )  # a sentence that tells no event has no sides
        if not share:
            return None
        if share < 1:
            lacks.add("side")
        parts["parties"] = parts.get("parties", 0.0) + share
    everyone = {code for group in question.groups for code in group}
    inside = covered(question, one, rare, 0.0)
    if question.groups and not (sides or one.said) & everyone and inside < WHOLE:
        return None
    parts["roles"] = roles(question, one, subject) if one.id else 0.0
    parts["deed"] = deed_of(question, one)
    cover = covered(question, one, rare)
    parts["words"] = COVER * cover
    if question.places:
        there = bool((one.said | sides | place_of(one)) & {*question.places})
        parts["place"] = 0.8 * there - 0.3 * (not there and not one.around & {*question.places})
        if not there:
            lacks.add("place")
    if question.wish and not on_topic(question, one, parts, rare, inside, subject, loose):
        lacks.add("topic")
    parts["weight"] = min(0.5, weight(one) / 40)
    return Match(one, parts, frozenset(lacks))


def roles(question: Question, one: Candidate, subject: str) -> float:
    """Whether those act who are asked about."""
    named = [{*group} for group in question.groups]
    if not named or subject == "any":
        return 0.0
    if one.row["both"]:
        return 0.6
    if subject == "others":
        everyone = set().union(*named)
        own = bool(one.actors) and one.actors <= everyone
        return (-1.0 if own else 0.6 if one.actors else 0.0) + 0.5 * bool(one.recipients & everyone)
    first, *rest = named
    acting = 0.8 if one.actors & first else -0.2
    return acting + 0.4 * any(one.recipients & group for group in rest)


def deed_of(question: Question, one: Candidate) -> float:
    """How well the deed fits; of a sentence without an event, the deeds that its words state."""
    if one.id:
        return question.wish.deed_fit(one.row["deed"], one.row["event"])
    told = chains_of(one.text, one.language or "en") if question.wish.chains else ()
    return 0.6 * max((fit(asked, chain) for chain in told for asked in question.wish.chains), default=0.0)


def on_topic(
    question: Question,
    one: Candidate,
    parts: dict[str, float],
    rare: Sequence[float],
    inside: float,
    subject: str,
    loose: bool,
) -> bool:
    """Whether an event is one of those asked for: by the deed, done by who is asked about, or by enough of the words.

    `inside`: the share of the topic that its own sentences hold. A party that only stands around must be made up for by it.
    """
    far = [group for group in question.groups if not (one.actors | one.recipients | one.said) & {*group}]
    if not one.id:
        return (inside >= STATED or (loose and parts["words"] / COVER >= ON_TOPIC)) and (
            not far or inside >= WHOLE or parts["words"] >= COVER * WHOLE
        )
    cover = (
        covered(question, one, rare, parties=False)
        if any(not term.party for term in question.wish.words)
        else parts["words"] / COVER
    )
    alike_ = one.row["both"] or one.row["event"] in MUTUAL
    doer = subject != "first" or alike_ or not question.groups or bool(one.actors & {*question.groups[0]})
    if question.wish.chains and len(question.groups) > 1 and not doer:
        return False
    exact = parts["deed"] >= EXACT and (very_deed(question, one) or (asked_of(question, one) and inside >= ON_TOPIC))
    if far and inside < STATED and not exact:
        return False
    return cover >= ON_TOPIC or (parts["deed"] >= DEED and doer)


def asked_of(question: Question, one: Candidate) -> bool:
    """Whether the first party asked about does something in an event, to whom its sentence does not say."""
    return bool(question.groups and one.actors & {*question.groups[0]})


def very_deed(question: Question, one: Candidate) -> bool:
    """Whether the deed itself is one asked for, not only an operator over it."""
    told = read_chain(one.row["deed"] or "", one.row["event"] or "").deed
    return told is not None and any(chain.deed == told for chain in question.wish.chains)


def covered(
    question: Question, one: Candidate, rare: Sequence[float], context: float = CONTEXT, parties: bool = True
) -> float:
    """The share of the topic that an event's sentences hold, or what stands around them, by the weight of its words; `parties`:
    the names of persons asked about among them.
    """
    weighed = [
        (term, worth) for term, worth in zip(question.wish.words, rare, strict=True) if parties or not term.party
    ]
    total = sum(worth for _, worth in weighed)
    if not total:
        return 0.0
    held = 0.0
    for term, worth in weighed:
        inside = term.found_in(one.words)
        held += worth * (inside or (context and context * term.found_in(one.near)))
    return held / total


def place_of(one: Candidate) -> set[str]:
    place = one.row["place"]
    return {place["country"]} if place and place.get("country") else set()


def weight(one: Candidate) -> float:
    return weigh(one.row)


def weigh(row: Mapping[str, Any]) -> float:
    """How telling an event is: its intensity, more where several sources tell it, less where it is not certain."""
    sure = 1.0 if row["status"] == "happened" and row["likelihood"] == "certain" else 0.6
    return float((1 + abs(row["intensity"] or 0.0)) * sure * (1 + 0.2 * min(row["sources"] or 1, 5)))


def alike(question: Question, matches: list[Match]) -> list[Match]:
    """Where words and deeds find little, the likeness of sentence and question in any language, by the coder's encoder."""
    if not question.wish or not matches:
        return matches
    if any(match.parts["words"] >= 0.7 * COVER or match.parts["deed"] + match.parts["words"] >= 3 for match in matches):
        return matches
    from detente.answers.likeness import likeness

    texts = [match.event.text for match in matches[:READ]]
    found = []
    for match, near in zip(matches, likeness(question.text, texts), strict=False):
        lacks = match.lacks - {"topic"} if near >= ALIKE and "side" not in match.lacks else match.lacks
        found.append(Match(match.event, match.parts | {"likeness": 4 * max(0.0, near - NEAR)}, lacks))
    return [*found, *matches[READ:]]


def best(matches: Sequence[Match], most: int) -> list[Match]:
    """Those on the topic that come near the best of them."""
    fitting = [match for match in matches if match.topical]
    if not fitting:
        return []
    floor = KEEP * fitting[0].score
    return [match for match in fitting if match.score >= floor][:most]


__all__ = ["Match", "best", "ranked", "weigh", "weight"]
