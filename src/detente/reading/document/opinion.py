"""The second opinion on a document: what the rules read is weighed, what only the second reader sees is added, and the line splits
events from leads.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from detente import codebook
from detente.reading import judge
from detente.reading.document.clauses import RELATIVE
from detente.reading.document.scene import Scene
from detente.reading.document.when import expressions, settled_on
from detente.reading.judge import Finding, Page, likeliest
from detente.reading.learned import Seen
from detente.records import Document, Event, Evidence, Span, Status, When
from detente.world.actors import Mention

MOST = 4  # parties of a sentence that are asked about, in pairs
WORTH = 0.5  # odds of a type from which what the second reader alone sees is looked at
GAIN = 0.2  # by how much a recipient must better the odds of a type that the rules read without one
MUTUAL = frozenset({"CONSULT", "COOPERATE"})  # where both directions are seen, it is one event of both


def second_opinion(
    document: Document,
    scenes: Sequence[Scene],
    events: Iterable[Event],
    untold: Collection[Span] = (),
    *,
    line: float | None = None,
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """Events and leads of a document: those of the rules, completed, with their confidence, and what only the second reader sees.

    `untold`: words at which the rules saw a deed that the text does not tell. `line`: the confidence from which an event is told,
    where it is not the usual one."""
    page = Page(document.text, [scene.span for scene in scenes])
    read = judge.weighed(completed(events, scenes, page), page)
    seen = [event for scene in scenes for event in alone(document, scene, page, read, untold)]
    return judge.split([*read, *seen], at=line)


def completed(events: Iterable[Event], scenes: Sequence[Scene], page: Page) -> list[Event]:
    """Events of the rules; one whose recipient no rule found takes the party of its sentence at which the second reader is sure
    that its trigger is aimed."""
    by_sentence = {scene.span: scene for scene in scenes}
    found = []
    for event in events:
        piece = event.evidence[0]
        scene = by_sentence.get(Span(piece.begin, piece.stop))
        if event.recipient or event.both or not event.actor or scene is None or len(event.evidence) > 1:
            found.append(event)
            continue
        there = aimed_at(event, piece, scene, page)
        found.append(event if there is None else directed(event, piece, there))
    return found


def aimed_at(event: Event, piece: Evidence, scene: Scene, page: Page) -> Mention | None:
    """The party of a sentence that the second reader takes for the recipient of what the rules read without one."""
    own = {actor.country for actor in event.actor}
    others = [mention for mention in asked_about(scene) if mention.actor.country not in own]
    shares = [
        (page.ask(replace(piece, recipient=Span(mention.begin, mention.stop))).types[event.event], mention)
        for mention in others
        if not elsewhere(scene, piece.trigger, mention)
    ]
    share, best = max(shares, key=lambda one: one[0], default=(0.0, None))
    return best if share >= WORTH and share >= page.ask(piece).types[event.event] + GAIN else None


def elsewhere(scene: Scene, trigger: Span, mention: Mention) -> bool:
    """Whether a mention stands under a verb that is coordinated with the trigger, not under it (*recalled its envoy and thanked X*)."""
    at = next((t.index for t in scene.sentence.tokens if scene.base + t.begin >= trigger.begin), 0)
    above = {at, *scene.sentence.above(at)}
    named = next((index for index, one in scene.named.items() if one is mention), None)
    return named is not None and any(
        one not in above
        and scene.token(one).relation in ("conj", "parataxis")
        and scene.token(one).upos in ("VERB", "AUX")
        for one in scene.sentence.above(named)
    )


def directed(event: Event, piece: Evidence, mention: Mention) -> Event:
    """An event with the recipient that the second reader gave it."""
    rule = f"{piece.rule}; {judge.ALONE}{mention.actor.text}"
    piece = replace(piece, recipient=Span(mention.begin, mention.stop), rule=rule)
    return replace(event, recipient=(mention.actor,), evidence=(piece,))


def alone(
    document: Document, scene: Scene, page: Page, read: Iterable[Event], untold: Collection[Span] = ()
) -> Iterator[Event]:
    """What the second reader sees of those who are named in a sentence, and the rules did not read."""
    for one, found in unread(scene, page, read, untold):
        yield told(one, document, scene, judge.confidence("alone", found))


def unread(
    scene: Scene, page: Page, read: Iterable[Event], untold: Collection[Span] = ()
) -> list[tuple[Finding, dict[str, float]]]:
    """Findings that the rules did not read, each with what its confidence hangs on; none at words of which the rules know that the
    text does not tell them."""
    here = [event for event in read if any(piece.begin == scene.span.begin for piece in event.evidence)]

    def new(one: Finding) -> bool:
        begin = scene.span.begin + one.seen.trigger.begin
        aside = any(span.begin <= begin < span.stop for span in untold)
        return not aside and not any(says(event, one, begin) for event in here)

    return [(one, judge.features_alone(one)) for one in found_in(scene, page) if new(one)]


def says(event: Event, one: Finding, begin: int) -> bool:
    """Whether an event of the rules says what the second reader saw, or part of it: the same type of the same parties, or another
    at the same words, whose doubt its confidence bears."""
    sides = {actor.country for actor in (*event.actor, *event.recipient)}
    countries = {one.actor.actor.country, one.recipient.actor.country if one.recipient else one.actor.actor.country}
    if event.event != one.event:
        return countries <= sides and any(piece.trigger.begin <= begin < piece.trigger.stop for piece in event.evidence)
    return countries <= sides or (len(sides) == 1 and sides <= countries)


def asked_about(scene: Scene) -> list[Mention]:
    """The first mentions of the first parties of a sentence."""
    named: dict[str | None, Mention] = {}
    for mention in scene.mentions:
        if mention.actor.country and not mention.place and not mention.actor.members:
            named.setdefault(mention.actor.country, mention)
    return list(named.values())[:MOST]


def found_in(scene: Scene, page: Page) -> Iterator[Finding]:
    """Parties of which the sentence tells something, as the second reader sees it: in pairs, and who is in no pair alone."""
    view, named, paired = page.view(scene.span), asked_about(scene), set()

    def at(mention: Mention | None) -> Span | None:
        return Span(mention.begin - scene.span.begin, mention.stop - scene.span.begin) if mention else None

    def finding(actor: Mention, recipient: Mention | None, seen: Seen, turned: Seen | None) -> Finding | None:
        if seen.types[likeliest(seen)] < WORTH:
            return None
        return Finding(actor, recipient, seen, view.ask(at(actor), at(recipient), seen.trigger), turned)

    for one, other in combinations(named, 2):
        if one.stop > other.begin and other.stop > one.begin:
            continue  # one name within the other
        there, back = view.ask(at(one), at(other)), view.ask(at(other), at(one))
        if there.types["none"] <= back.types["none"]:
            found = finding(one, other, there, back)
        else:
            found = finding(other, one, back, there)
        if found:
            paired |= {one, other}
            yield found
    for mention in named:
        if mention not in paired:
            lone = finding(mention, None, view.ask(at(mention), None), None)
            if lone:
                yield lone


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
        Span(one.recipient.begin, one.recipient.stop) if one.recipient else None,
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
        recipient=(one.recipient.actor,) if one.recipient else (),
        both=event in MUTUAL and one.turned is not None and one.turned.type == event,
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
