"""What parties bound themselves to: an instrument that carries an obligation, or the duty itself, in a sentence that binds them.

An instrument without its obligation (*a pact*) may have it told in the sentence after, where that speaks of the same parties.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from detente.languages import folder_of
from detente.records import Commitment, Event, Evidence, Span
from detente.text import tables

if TYPE_CHECKING:
    from detente.reading.document.events import Told
    from detente.reading.document.scene import Scene

OBLIGATIONS = frozenset({"defence", "offence", "neutrality", "non-aggression", "consultation"})
CUES = ("binds", "blocks", "instrument", "parties")
BINDING = ("sign-agreement", "reach-agreement", "agree", "promise", "ally")  # deeds by which parties bind themselves
NEAR = 2  # sentences after which a pact's obligation is no longer told of it
MOST = 12  # parties that one sentence binds; more are a list of the world


@dataclass(frozen=True, slots=True)
class Duty:
    """An obligation as worded: the instrument or duty, and the case in which it binds."""

    obligation: str
    words: Span  # in the sentence
    trigger: str | None
    case: Span | None = None  # where the trigger stands


@dataclass(frozen=True, slots=True)
class Bond:
    """Parties that a sentence binds, with the evidence and the day of signing."""

    parties: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    signed: str | None
    sentence: int


def compiled(pattern: str) -> re.Pattern[str]:
    """A row's pattern: a space is any white space, an apostrophe either."""
    return re.compile(rf"\b(?:{pattern.replace(' ', chr(92) + 's+').replace(chr(39), '[' + chr(39) + '’]')})", re.IGNORECASE)  # fmt: skip


@cache
def instruments(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words of an instrument, with the obligation of ATOP that it carries."""
    rows = tables.rows(folder_of(language) / "instruments.tsv", ("pattern", "obligation"))
    return tuple((compiled(pattern), obligation) for pattern, obligation in rows)


@cache
def duties(language: str) -> tuple[tuple[re.Pattern[str], str, bool], ...]:
    """Words of a duty, its obligation, and whether it is one only in a case that is told."""
    rows = tables.rows(folder_of(language) / "duties.tsv", ("pattern", "obligation", "needs"))
    return tuple((compiled(pattern), obligation, needs == "casus") for pattern, obligation, needs in rows)


@cache
def triggers(language: str) -> re.Pattern[str]:
    """The case in which an obligation binds, as worded."""
    rows = [row[0] for row in tables.rows(folder_of(language) / "casus.tsv", ("pattern",))]
    return re.compile(compiled("|".join(rows)).pattern + "[^.;!?]*", re.IGNORECASE)


@cache
def cue(language: str, kind: str) -> re.Pattern[str]:
    """What shows that a sentence binds, or does not; that it names a pact, or speaks of its parties."""
    rows = [p for p, one in tables.rows(folder_of(language) / "bindings.tsv", ("pattern", "kind")) if one == kind]
    return compiled("|".join(rows)) if rows else re.compile(r"(?!)")


def commitments(told: Iterable[Told], scenes: Sequence[Scene], document: str) -> tuple[Commitment, ...]:
    """One commitment for each set of parties and obligation, signed on the day of the event that tells of it. `document` is
    the id of the document whose sentences these are.
    """
    by_sentence: dict[int, list[Told]] = {}
    for one in told:
        by_sentence.setdefault(one.scene.number, []).append(one)
    found: dict[tuple[tuple[str, ...], str], Commitment] = {}
    pending: Bond | None = None  # a pact whose obligation is not told
    for scene in scenes:
        language, words = scene.sentence.language, scene.words
        duty = duty_of(words, language)
        if duty is None and not cue(language, "instrument").search(words):
            continue
        here = by_sentence.get(scene.number, [])
        bond = (
            None
            if cue(language, "blocks").search(words)
            else bond_of(scene, here, duty, evidence(scene, duty, document))
        )
        if duty is None:
            pending = bond or pending
            continue
        if bond is None:
            bond = carried(scene, pending, evidence(scene, duty, document))
            pending = None if bond is None else pending
        if bond is not None:
            add(found, bond, duty, words)
    return tuple(replace(c, id=f"c{n}") for n, c in enumerate(found.values(), start=1))


def add(found: dict[tuple[tuple[str, ...], str], Commitment], bond: Bond, duty: Duty, words: str) -> None:
    """Put a commitment among those found; told again, it has more evidence."""
    key = bond.parties, duty.obligation
    known = found.get(key)
    if known is not None:
        found[key] = replace(
            known,
            trigger=known.trigger or duty.trigger,
            signed=known.signed or bond.signed,
            evidence=tuple(dict.fromkeys((*known.evidence, *bond.evidence))),
        )
        return
    instrument = words[duty.words.begin : duty.words.stop]
    found[key] = Commitment(
        "", bond.parties, (duty.obligation,), duty.trigger, instrument, bond.signed, evidence=bond.evidence
    )


def duty_of(words: str, language: str) -> Duty | None:
    """The obligation that a sentence tells, by its instrument or by the duty itself."""
    case = triggers(language).search(words)
    told = (case[0], Span(*case.span())) if case else (None, None)
    for pattern, obligation in instruments(language):
        if match := pattern.search(words):
            return Duty(obligation, Span(*match.span()), *told)
    for pattern, obligation, needs in duties(language):
        if (case or not needs) and (match := pattern.search(words)):
            return Duty(obligation, Span(*match.span()), *told)
    return None


def bond_of(scene: Scene, told: Sequence[Told], duty: Duty | None, sentence: Evidence) -> Bond | None:
    """The parties that a sentence binds: those of an event by which they bind themselves, else those that it names."""
    for one in told:
        parties = parties_of(one.event)
        if binds(one.event) and len(parties) > 1 and one.event.status not in ("negated", "demanded"):
            signed = one.event.date.edtf if one.event.date and one.event.status == "happened" else None
            return Bond(parties, one.event.evidence, signed, scene.number)
    if not cue(scene.sentence.language, "binds").search(scene.words):
        return None
    parties = named(scene, duty)
    return Bond(parties, (sentence,), None, scene.number) if 1 < len(parties) <= MOST else None


def carried(scene: Scene, pending: Bond | None, sentence: Evidence) -> Bond | None:
    """The parties of a pact named just before, where the sentence speaks of them and names no others."""
    if pending is None or scene.number - pending.sentence > NEAR:
        return None
    others = set(named(scene)) - set(pending.parties)
    if others or not cue(scene.sentence.language, "parties").search(scene.words):
        return None
    return replace(pending, evidence=(*pending.evidence, sentence))


def parties_of(event: Event) -> tuple[str, ...]:
    countries = {a.country for a in (*event.actor, *event.recipient) if a.country}
    members = {m for a in (*event.actor, *event.recipient) for m in a.members}
    return tuple(sorted(countries | members))


def named(scene: Scene, duty: Duty | None = None) -> tuple[str, ...]:
    """The countries of the parties that a sentence names, but for those of the case in which a duty binds (*if China attacks*)."""
    case = duty.case if duty and duty.case else None
    found = set()
    for mention in scene.mentions:
        begin = mention.begin - scene.span.begin
        if mention.actor.country and not mention.place and not (case and case.begin <= begin < case.stop):
            found.add(mention.actor.country)
    return tuple(sorted(found))


def evidence(scene: Scene, duty: Duty | None, document: str) -> Evidence:
    """The sentence as evidence of what it binds its parties to."""
    words = duty.words if duty else Span(0, len(scene.words))
    at = Span(scene.span.begin + words.begin, scene.span.begin + words.stop)
    return Evidence(document, *scene.span, scene.words, at, None, None, "duties.tsv")


def binds(event: Event) -> bool:
    """Whether the deed is one by which parties bind themselves."""
    return event.event in ("SUPPORT", "AGREE") and any(name in event.deed for name in BINDING)
