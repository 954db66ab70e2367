"""The events that one sentence states: each predication with its sides, state, date, place and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from detente.codebook import KEPT_OPEN, Composed, compose, load
from detente.languages import folder_of, grammar
from detente.reading.document.certainty import condition_of, said_by, status_of
from detente.reading.document.discourse import Discourse
from detente.reading.document.genre import genre_of, tells
from detente.reading.document.home import at_home, own_people, struck
from detente.reading.document.scene import Scene
from detente.reading.document.sides import (
    doers,
    mutual,
    other_side,
    report,
    settled,
    shared,
    span_of_actors,
    who,
)
from detente.reading.document.when import dated
from detente.reading.document.where import located
from detente.reading.document.who import speaks_of
from detente.reading.rules import lexicon as lexicons
from detente.reading.rules.attribution import Attribution
from detente.reading.rules.chain import Group, as_plan, is_duty
from detente.reading.rules.predications import Predication, predications
from detente.records import Actor, Document, Event, Evidence, Likelihood, Place, Span, Unresolved, When
from detente.text import tables

PLANS = frozenset(("CONSULT", "AGREE", "COOPERATE", "SUPPORT", "AID"))  # what somebody *has to* do as agreed
BREACHES = frozenset(("defy", "leave-treaty"))
UNTOLD = frozenset(("say", "suppose", "prevent"))  # under a negation they leave open whether the deed was done


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one sentence tells it, with what the later steps need of it."""

    event: Event
    predication: Predication
    scene: Scene


def sentence_events(
    document: Document,
    scene: Scene,
    discourse: Discourse,
    previous: When | None,
    frame: When | None,
    unresolved: list[Unresolved],
    untold: list[Span],
) -> list[Told]:
    """The events that one sentence states. `previous`: the date of the event before; `frame`: that of the heading above; `untold`
    takes the words of deeds that it only names."""
    remember(scene, discourse)
    if not scene.sentence.tokens:  # the gate let it not pass
        discourse.turn_to(first_named(scene), scene.number)
        return []
    lexicon = lexicons.load(scene.sentence.language)
    everything = predications(scene.sentence, lexicon, parties_in(scene))
    genre = genre_of(scene.sentence)
    stated = [
        p
        for p in top(everything)
        if not aimed_at(scene, p.at) and tells(p, genre, scene.token(p.at).upos in ("NOUN", "PROPN"))
    ]
    known = {p.at for p in stated}
    untold += [scene.span_of([p.at]) for p in everything if p.at not in known]
    when = dated(scene, stated, everything, document.published, previous, frame)
    where = located(scene, stated)
    told: list[Told] = []
    verbs = [p for p in stated if not nominal(p, scene)]
    deeds = frozenset(p.at for p in everything if nominal(p, scene))
    for predication in (*verbs, *(p for p in stated if nominal(p, scene))):
        if handled_by_a_verb(predication, [one.predication for one in told], scene):
            continue
        event = event_of(predication, document, scene, discourse, where.get(predication.at), deeds, unresolved)
        if event is None:
            continue
        event = in_time(replace(event, date=when.get(predication.at)), predication, document.published)
        told.append(Told(event, predication, scene))
        charge = charging(predication, event, scene)
        blame = charge and event_of(charge, document, scene, discourse, None, deeds, unresolved)
        if charge and blame:
            told.append(Told(blame, charge, scene))
    told.sort(key=lambda one: one.predication.at)
    for one in told:
        discourse.pair_up(one.event.actor, one.event.recipient, scene.number)
    discourse.turn_to(subject_of(scene, discourse), scene.number)
    return told


def nominal(p: Predication, scene: Scene) -> bool:
    """Whether a noun tells the deed: after the verbs, of which it may be but the object."""
    return scene.token(p.at).upos not in ("VERB", "AUX", "ADJ")


def parties_in(scene: Scene) -> frozenset[int]:
    """Tokens of names of parties: they let an adjective be an agent (*l'attaque russe*, but not *l'attaque militaire*)."""
    return frozenset(i for i, mention in scene.named.items() if mention.actor.country or mention.actor.members)


def in_time(event: Event, p: Predication, published: date | None) -> Event:
    """What is told as done, on a day after that of its text, is to come: *the summit of 2035*."""
    late = (
        event.date is not None
        and event.date.first is not None
        and published is not None
        and event.date.first > published
    )
    if not late or event.status != "happened":
        return event
    composed = compose(("promise", *p.operators), p.deed)
    if not composed.event:
        return replace(event, status="planned")
    return replace(
        event,
        event=composed.event,
        mode=composed.mode,
        quad=composed.quad,
        intensity=composed.intensity,
        contexts=composed.contexts,
        deed=composed.chain,
        status="planned",
        evidence=tuple(replace(one, status="planned") for one in event.evidence),
    )


def subject_of(scene: Scene, discourse: Discourse) -> tuple[Actor, ...]:
    """Whom a pronoun of the next sentence will mean: the subject of the main clause, else the first who is named."""
    for child in scene.sentence.children(scene.sentence.root):
        if scene.token(child).relation.startswith("nsubj") and speaks_of(scene, child):
            found = tuple(one for one in who((child,), scene, discourse) if one.country)
            if found:
                return found
    return first_named(scene)


def first_named(scene: Scene) -> tuple[Actor, ...]:
    """The first actor with a country that a sentence names."""
    return tuple(m.actor for m in scene.mentions if m.actor.country and not m.place)[:1]


def remember(scene: Scene, discourse: Discourse) -> None:
    """Actors named in a sentence are known to those that follow."""
    discourse.notice(tuple(m.actor for m in scene.mentions if not m.place), scene.number)


def top(everything: Sequence[Predication]) -> list[Predication]:
    """What is stated: the outermost chains, and what a speaker says of the world, without the saying."""
    by_token = {p.at: p for p in everything}
    spoken = {p.at for p in everything if p.operators[:1] == ("say",)}
    return [
        p
        for p in everything
        if p.at not in spoken
        and (p.parent is None or p.parent in spoken or p.parent not in by_token or p.fact)
        and not p.signals.hypothetical
        and not p.signals.question
        and p.composed().event
    ]


@cache
def purposes(language: str) -> frozenset[str]:
    """Words that mark a clause of purpose."""
    return frozenset(row[0] for row in tables.rows(folder_of(language) / "purposes.tsv", ("word",)))


def aimed_at(scene: Scene, index: int) -> bool:
    """Whether a predicate stands in a clause of purpose (*flew to Havana to raise the flag*): it is a motive, no event."""
    token = scene.token(index)
    if token.relation not in ("advcl", "acl") or token.upos not in ("VERB", "AUX"):
        return False
    marks = (scene.token(c) for c in scene.sentence.children(index) if scene.token(c).relation in ("mark", "case"))
    return any(mark.lemma.lower() in purposes(scene.sentence.language) for mark in marks)


def handled_by_a_verb(p: Predication, told: Sequence[Predication], scene: Scene) -> bool:
    """Whether a noun is what a verb handles that has told the event (*rompre ses relations*)."""
    token = scene.token(p.at)
    if not nominal(p, scene) or p.fact:
        return False
    verbs = [q for q in told if q is not p and scene.token(q.at).upos in ("VERB", "AUX")]
    return any(p.at in q.triggers or (token.head == q.at and token.relation in ("obj", "nsubj:pass")) for q in verbs)


def event_of(
    p: Predication,
    document: Document,
    scene: Scene,
    discourse: Discourse,
    place: Place | None,
    deeds: frozenset[int],
    unresolved: list[Unresolved],
) -> Event | None:
    """One predication as an event, or None where its parties are not states or groups of world politics."""
    p = accusing(denied(due(p, scene)))
    actors = doers(p, scene, discourse, deeds)
    recipients, target = other_side(p, scene, discourse, actors)
    together = shared(p, scene, actors)
    if together:
        actors, recipients = mutual(p, scene, discourse, actors, recipients)
    composed = outcome(p, target)
    actors, recipients = at_home(p, scene, actors, recipients, place)
    recipients = struck(composed.event, actors, recipients, place)
    recipients = recipients or own_people(p, scene, discourse, actors, composed.event, place)
    if not composed.event or not settled(p, scene, actors, recipients, composed.event):
        report(p, actors, recipients, scene, unresolved)
        return None
    condition = condition_of(scene, p)
    status = status_of(composed.status, p, condition)
    open_door = p.operators[:2] in KEPT_OPEN
    likelihood: Likelihood = "possible" if open_door else p.signals.likelihood
    speaker = said_by(scene, p)
    evidence = Evidence(
        document.id,
        *scene.span,
        scene.words,
        scene.span_of([p.at]),
        span_of_actors(actors),
        span_of_actors(recipients),
        p.rule,
        status,
        likelihood,
        speaker,
    )
    return Event(
        id="",
        event=composed.event,
        mode=composed.mode,
        quad=composed.quad,
        intensity=composed.intensity,
        contexts=composed.contexts,
        deed=composed.chain,
        actor=actors,
        recipient=recipients,
        both=together and "refuse" not in p.operators,  # one alone refuses what two would do
        status=status,
        likelihood=likelihood,
        condition=condition,
        place=place,
        said_by=speaker,
        evidence=(evidence,),
    )


def due(p: Predication, scene: Scene) -> Predication:
    """Whose word makes a duty: what another says that somebody has to do (*La Russie doit se retirer, a dit Macron*) is asked
    of them; what nobody asks, or somebody only reports (*Erdogan doit rencontrer Poutine, a annoncé Ankara*), they are going to do.
    """
    if not is_duty(p) or not owed(p, scene):
        return p
    asker = asker_of(p, p.recipients[0].tokens, scene)
    if asker is not None:
        return replace(p, actor=(asker,))
    if compose(p.operators[1:], p.deed).event not in PLANS and p.said_by.kind == "author":
        return p  # *must put an end to*: the writer's own wish
    operators, actor, recipients = as_plan(p)
    return replace(p, operators=operators, actor=actor, recipients=recipients)


def owed(p: Predication, scene: Scene) -> bool:
    """Whether a modal makes the duty, not a verb of asking in the passive (*has been asked to*)."""
    modal, perfect = scene.grammar.modal, scene.grammar.perfect
    here = [scene.token(i) for i in (p.at, *scene.sentence.children(p.at))]
    return any(
        modal.get(t.lemma.lower()) == "necessity" and (t.index == p.at or t.lemma.lower() not in perfect) for t in here
    )


def denied(p: Predication) -> Predication:
    """A denial of what another did is told of that other (*Minsk denied that Russia had attacked*)."""
    if p.operators[:1] != ("deny",) or not p.doer or set(p.doer) == set(p.actor):
        return p
    hit = tuple(group._replace(target=False) for group in p.recipients if group.target)
    return replace(p, actor=p.doer, recipients=hit)


def accusing(p: Predication) -> Predication:
    """Who says that another breaks a rule or a word accuses them (*the test violates the treaty, Lima said*)."""
    told = p.said_by
    if p.deed not in BREACHES or p.operators or told.speaker is None or not p.actor or told.speaker in p.actor:
        return p
    return replace(p, deed="accuse", actor=(told.speaker,), recipients=(Group(p.actor, False),))


def charging(p: Predication, event: Event, scene: Scene) -> Predication | None:
    """Who says that another did them harm accuses them of it, beside the deed (*Lima said that Peruvian jets had bombed its port*)."""
    said = p.said_by
    if (
        event.quad != 4
        or event.status != "happened"
        or p.operators
        or said.speaker is None
        or not said.cue
        or not p.actor
    ):
        return None
    speaker = scene.named.get(said.speaker)
    whose = speaker.actor.country if speaker is not None else None
    harmed = {one.country for one in event.recipient}
    if whose is None or whose not in harmed or whose in {one.country for one in event.actor}:
        return None
    return replace(
        p,
        at=said.cue[0],
        operators=("accuse",),
        actor=(said.speaker,),
        recipients=(Group(p.actor, False),),
        triggers=tuple(said.cue),
        said_by=Attribution(),
        both=False,
    )


def asker_of(p: Predication, doer: tuple[int, ...], scene: Scene) -> int | None:
    """The speaker of a duty, where they are another than its doer and do more than tell what is planned."""
    told, speech = p.said_by, grammar.load(scene.sentence.language).speech
    if told.speaker is None or told.speaker in doer:
        return None
    if told.kind == "source" and compose(p.operators[1:], p.deed).event in ("CONSULT", "AGREE"):
        return None
    speaker = scene.named.get(told.speaker)
    own = {scene.named[token].actor.country for token in doer if token in scene.named}
    if speaker is not None and speaker.actor.country in own:
        return None
    reports = any(speech.get(scene.token(cue).lemma.lower()) == "report" for cue in told.cue)
    return None if reports else told.speaker


def outcome(p: Predication, target: bool) -> Composed:
    """What the chain comes to. What did not take place keeps the type of its deed, in the state *negated*."""
    book = load()
    first, *rest = (*p.operators, "") if p.operators else ("",)
    below = tuple(name for name in rest if name)
    if first not in book.operators or book.operators[first].inner != "undone" or not (p.deed or below):
        return p.composed(target)
    if below[:1] == ("refuse",) and first == "not":  # *has not ruled out*: it is possible
        return p.composed(target)
    if below[:1] and (book.operators[below[0]].inner == "undone" or below[0] in UNTOLD):
        return replace(
            compose((), None), chain=p.chain
        )  # *does not deny having*, *did not say that*: nothing is told of it
    inner = compose(below, p.deed, target)
    if first == "deny" and inner.event == "ACCUSE":  # an accusation is turned down
        return p.composed(target)
    return replace(inner, status="negated", chain=p.chain)
