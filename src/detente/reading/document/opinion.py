"""The second opinion on a document: what the rules read is weighed, what only the second reader sees is added, and the line splits
events from leads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from detente import codebook
from detente.reading import judge
from detente.reading.document.clauses import RELATIVE
from detente.reading.document.scene import Scene
from detente.reading.document.when import expressions, settled_on
from detente.reading.judge import Page
from detente.reading.learned import Seen
from detente.records import Document, Event, Evidence, Span, Status, When
from detente.world.actors import Mention

MOST = 4  # parties of a sentence that are asked about, in pairs
WORTH = 0.5  # odds of a type from which what the second reader alone sees is looked at
MUTUAL = frozenset({"CONSULT", "COOPERATE"})  # where both directions are seen, it is one event of both


@dataclass(frozen=True, slots=True)
class Finding:
    """Two parties of a sentence and what the second reader sees between them, in the likelier direction."""

    actor: Mention
    recipient: Mention
    seen: Seen
    turned: Seen

    @property
    def event(self) -> str:
        return max((name for name in self.seen.types if name != "none"), key=lambda name: self.seen.types[name])


def second_opinion(
    document: Document, scenes: Sequence[Scene], events: Iterable[Event], *, line: float | None = None
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Events and leads of a document: those of the rules with their confidence, and what only the second reader sees. `line`: the
    confidence from which an event is told, where it is not the usual one."""
    page = Page(document.text, [scene.span for scene in scenes])
    read = judge.weighed(events, page)
    seen = [event for scene in scenes for event in alone(document, scene, page, read)]
    return judge.split([*read, *seen], at=line)


def alone(document: Document, scene: Scene, page: Page, read: Iterable[Event]) -> Iterator[Event]:
    """What the second reader sees between two who are named in a sentence, and the rules did not read."""
    for one, found in unread(scene, page, read):
        yield told(one, document, scene, judge.confidence("alone", found))


def unread(scene: Scene, page: Page, read: Iterable[Event]) -> list[tuple[Finding, dict[str, float]]]:
    """Findings that the rules did not read, each with what its confidence hangs on."""
    known = {
        (event.event, frozenset(actor.country for actor in (*event.actor, *event.recipient)))
        for event in read
        if any(piece.begin == scene.span.begin for piece in event.evidence)
    }
    out = []
    findings = list(found_in(scene, page))
    for one in findings:
        countries = frozenset((one.actor.actor.country, one.recipient.actor.country))
        if any(kind == one.event and countries <= sides for kind, sides in known):
            continue
        apart = max(one.recipient.begin - one.actor.stop, one.actor.begin - one.recipient.stop)
        length = scene.words.count(" ")
        out.append((one, judge.features_alone(one.seen, one.turned, one.event, length, apart, len(findings) - 1)))
    return out


def found_in(scene: Scene, page: Page) -> Iterator[Finding]:
    """Pairs of which the sentence tells something, as the second reader sees it."""
    named: dict[str | None, Mention] = {}
    for mention in scene.mentions:
        if mention.actor.country and not mention.place and not mention.actor.members:
            named.setdefault(mention.actor.country, mention)
    for one, other in combinations(list(named.values())[:MOST], 2):
        view, begin = page.view(scene.span), scene.span.begin
        spans = [Span(mention.begin - begin, mention.stop - begin) for mention in (one, other)]
        if spans[0].stop > spans[1].begin:
            continue  # one name within the other
        there, back = view.ask(*spans), view.ask(*reversed(spans))
        if min(there.types["none"], back.types["none"]) > 1 - WORTH:
            continue
        forward = there.types["none"] <= back.types["none"]
        finding = Finding(one, other, there, back) if forward else Finding(other, one, back, there)
        if finding.seen.types[finding.event] >= WORTH:
            yield finding


def told(one: Finding, document: Document, scene: Scene, sure: float) -> Event:
    """A finding as an event: the plainest deed of its type, the words that the reader leant on as its trigger."""
    event, trigger = one.event, one.seen.trigger
    begin = scene.span.begin
    words = Span(trigger.begin + begin, trigger.stop + begin)
    said: Status = one.seen.status  # type: ignore[assignment]
    status: Status = "happened" if event == "REQUEST" and said == "demanded" else said
    evidence = Evidence(
        document.id,
        *scene.span,
        scene.words,
        words,
        Span(one.actor.begin, one.actor.stop),
        Span(one.recipient.begin, one.recipient.stop),
        f"{judge.ALONE}{scene.text[words.begin : words.stop]}",
        status,
    )
    composed = codebook.compose((), codebook.plainest(event))
    return Event(
        id="",
        event=event,
        mode=None,
        quad=composed.quad,
        intensity=composed.intensity,
        contexts=composed.contexts,
        deed=composed.chain,
        actor=(one.actor.actor,),
        recipient=(one.recipient.actor,),
        both=event in MUTUAL and one.turned.type == event,
        status=status,
        date=date_of(scene, status, document),
        evidence=(evidence,),
        confidence=sure,
    )


def date_of(scene: Scene, status: Status, document: Document) -> When | None:
    """The date of a sentence that tells only one; which of several is meant only the rules can tell."""
    found = expressions(scene)
    if len(found) != 1 or found[0].kind in RELATIVE:
        return None
    return settled_on(found[0], "future" if status == "planned" else "past", document.published, None, None)


__all__ = ["second_opinion"]
