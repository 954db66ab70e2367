"""The coder: parsed sentences of a document in, events with their evidence out. Read `code` as the table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from detente.coding import lexicon as lexicons
from detente.coding import places
from detente.coding.actors import Mention, mentions
from detente.coding.codebook import Composed, compose
from detente.coding.gate import gate
from detente.coding.predications import Predication, predications
from detente.coding.reading.certainty import condition_of, said_by, status_of
from detente.coding.reading.commitments import commitments
from detente.coding.reading.merge import merged
from detente.coding.reading.scene import Scene, knit
from detente.coding.reading.transfers import transfers
from detente.coding.reading.when import beside, date_alone, dated, homes, hosts
from detente.coding.reading.who import Discourse, actors_of, possessor
from detente.languages import pack, tables
from detente.records import Actor, Block, Commitment, Document, Event, Evidence, Place, Span, Transfer, Unresolved, When

# A finite verb may tell a deed without saying to whom (*Moscow suspended its participation*); these need the other side.
NEEDS_RECIPIENT = frozenset({"CONSULT", "COOPERATE", "AID"})

VISITS = frozenset({"visit", "host", "meet-third-place"})
REACTIONS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST"})


@dataclass(frozen=True, slots=True)
class Coded:
    """What the coder makes of the kept blocks of a document."""

    events: tuple[Event, ...]
    commitments: tuple[Commitment, ...]
    transfers: tuple[Transfer, ...]
    questions: tuple[str, ...]
    unresolved: tuple[Unresolved, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An event as one sentence tells it, with what the later steps need of it."""

    event: Event
    predication: Predication
    scene: Scene


def code(document: Document, blocks: Iterable[Block], language: str) -> Coded:
    """Read the events of a document's kept prose, in its language."""
    discourse = Discourse(language, document.published)
    told: list[Told] = []
    questions: list[str] = []
    unresolved: list[Unresolved] = []
    previous: When | None = None
    frame: tuple[int, When] | None = None  # the date that heads the entry of a chronology, and the block it stands in
    for scene in scenes(document, blocks, language):
        heading = date_alone(scene, document.published)
        if heading is not None:
            frame = (scene.base, heading)
            continue
        if scene.words.rstrip(" »”\"'").endswith("?"):
            questions.append(scene.words)
            remember(scene, discourse)
            continue
        found = sentence_events(document, scene, discourse, previous, unresolved)
        if frame and frame[0] == scene.base:
            found = [t if t.event.date else replace(t, event=replace(t.event, date=frame[1])) for t in found]
        told.extend(found)
        previous = next((t.event.date for t in reversed(found) if t.event.date and t.event.date.first), previous)
    events = merged(told)
    return Coded(
        events,
        commitments(told),
        transfers(told),
        tuple(dict.fromkeys(questions)),
        (*unresolved, *undated(events)),
    )


def scenes(document: Document, blocks: Iterable[Block], language: str) -> Iterable[Scene]:
    """The sentences of the kept prose, each with the actors named in it. Titles and bylines tell no events.

    What passes the gate is parsed; the rest comes without tokens: it names actors for those that follow.
    """
    prose = [b for b in blocks if b.kept and b.kind in ("article", "quote") and b.language in (None, language)]
    texts = [document.text[b.begin : b.stop] for b in prose]
    named: dict[tuple[int, int], list[Mention]] = {}
    known = False

    def keep(text: int, begin: int, stop: int) -> bool:
        nonlocal known
        words = texts[text][begin:stop]
        found = named[text, begin] = mentions(words, language=language, on=document.published, places=True)
        passed = gate(language).passes(words, named=bool(found), known=known)
        known = known or any(not mention.place for mention in found)
        return passed

    number = 0
    for text, (block, sentences) in enumerate(zip(prose, pack(language).parse(texts, keep), strict=True)):
        for sentence in sentences:
            begin, found = block.begin + sentence.begin, named[text, sentence.begin]
            within = [Span(m.begin + sentence.begin, m.stop + sentence.begin) for m in found]
            shifted = tuple(moved(mention, begin) for mention in found)
            whole = knit(sentence, within) if sentence.tokens else sentence
            yield Scene(whole, block.begin, document.text, number, shifted)
            number += 1


def moved(mention: Mention, by: int) -> Mention:
    """A mention of a sentence as one of the document."""
    begin, stop = mention.begin + by, mention.stop + by
    return replace(mention, begin=begin, stop=stop, actor=replace(mention.actor, begin=begin, stop=stop))


def remember(scene: Scene, discourse: Discourse) -> None:
    """Actors named in a sentence are known to those that follow."""
    discourse.notice(tuple(m.actor for m in scene.mentions if not m.place))


def sentence_events(
    document: Document, scene: Scene, discourse: Discourse, previous: When | None, unresolved: list[Unresolved]
) -> list[Told]:
    """The events that one sentence states."""
    remember(scene, discourse)
    if not scene.sentence.tokens:  # the gate let it not pass
        discourse.subject = next(
            (m.actor for m in scene.mentions if m.actor.country and not m.place), discourse.subject
        )
        return []
    lexicon = lexicons.load(scene.sentence.language)
    everything = predications(scene.sentence, lexicon, frozenset(scene.named))
    stated = top(everything)
    tenses = {p.at: "future" if p.composed().status == "planned" else "past" for p in stated}
    when = dated(scene, tenses, document.published, previous)
    where = located(scene, stated)
    told = []
    for predication in stated:
        event = event_of(predication, document, scene, discourse, unresolved)
        if event is None:
            continue
        event = place_and_time(event, when.get(predication.at), where.get(predication.at))
        discourse.pair_up(event.actor, event.recipient, scene.number)
        told.append(Told(event, predication, scene))
    discourse.subject = subject_of(scene, discourse) or discourse.subject
    return told


def subject_of(scene: Scene, discourse: Discourse) -> Actor | None:
    """Whom a pronoun of the next sentence will mean: the subject of the main clause, else the first who is named."""
    for child in scene.sentence.children(scene.sentence.root):
        if scene.token(child).relation.startswith("nsubj"):
            found = next((a for a in actors_of(scene, child, discourse) if a.country), None)
            if found:
                return found
    return next((m.actor for m in scene.mentions if m.actor.country and not m.place), None)


def top(everything: Sequence[Predication]) -> list[Predication]:
    """What is stated: the outermost chains, and what a speaker says of the world, without the saying."""
    by_token = {p.at: p for p in everything}
    spoken = {p.at for p in everything if p.operators[:1] == ("say",)}
    return [
        p
        for p in everything
        if p.at not in spoken
        and (p.parent is None or p.parent in spoken or p.parent not in by_token)
        and not p.signals.hypothetical
        and not p.signals.question
        and p.composed().event
    ]


def event_of(
    p: Predication,
    document: Document,
    scene: Scene,
    discourse: Discourse,
    unresolved: list[Unresolved],
) -> Event | None:
    """One predication as an event, or None where its parties are not states or groups of world politics."""
    actors = who(p.actor, scene, discourse, None)
    recipients, target = other_side(p, scene, discourse, actors)
    actors, recipients = mutual(p, scene, discourse, actors, recipients)
    if actors and not recipients and scene.token(p.at).upos in ("VERB", "AUX"):
        other = discourse.at_issue(actors[0].country, scene.number) or reacted_to(p, discourse, actors[0].country)
        recipients = (other,) if other else ()
    composed = outcome(p, target)
    if not composed.event or not settled(p, scene, actors, recipients, composed.event):
        report(p, actors, recipients, scene, unresolved)
        return None
    condition = condition_of(scene, p)
    status = status_of(composed.status, p, condition)
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
        p.signals.likelihood,
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
        both=p.both or p.deed in mutual_deeds(),
        status=status,
        likelihood=p.signals.likelihood,
        condition=condition,
        said_by=speaker,
        evidence=(evidence,),
    )


def outcome(p: Predication, target: bool) -> Composed:
    """What the chain comes to. What did not take place keeps the type of its deed, in the state *negated*."""
    if p.operators[:1] == ("not",):
        return replace(compose(p.operators[1:], p.deed, target), status="negated", chain=p.chain)
    return p.composed(target)


def who(tokens: Sequence[int], scene: Scene, discourse: Discourse, facing: str | None) -> tuple[Actor, ...]:
    """All actors of a slot, one a country, those with a country only where there are any."""
    found: dict[tuple[str | None, str], Actor] = {}
    for token in coordinated(tokens, scene):
        for actor in actors_of(scene, token, discourse, facing=facing):
            found.setdefault((actor.country, "" if actor.country else actor.text), actor)
    known = [a for a in found.values() if a.country]
    return tuple(known or found.values())


def coordinated(tokens: Sequence[int], scene: Scene) -> list[int]:
    """Tokens with the nouns coordinated with them."""
    found = list(tokens)
    for token in tokens:
        for child in scene.sentence.children(token):
            here = scene.token(child)
            if here.relation == "conj" and here.upos in ("NOUN", "PROPN", "PRON") and child not in found:
                found.append(child)
    return found


def other_side(
    p: Predication, scene: Scene, discourse: Discourse, actors: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], bool]:
    """The recipients: the first group of candidates that names somebody other than the actors; and whether it is the deed's target.

    Where the slots name nobody, the things that the deed handles may (*summoned the Chinese ambassador*).
    """
    own = {a.country for a in actors}
    facing = actors[0].country if actors else None
    for group in p.recipients:
        found = tuple(a for a in who(group.tokens, scene, discourse, facing) if a.country and a.country not in own)
        if found:
            return found, group.target
    things = [i for i in (*p.good, *p.triggers) if i != p.at and scene.token(i).upos in ("NOUN", "PROPN")]
    named = [i for i in things if possessor(scene, i) is None]
    return tuple(a for a in who(named, scene, discourse, facing) if a.country and a.country not in own), False


@cache
def mutual_deeds() -> frozenset[str]:
    """Deeds of the codebook that two do together."""
    return frozenset(row[0] for row in tables.rows(Path(__file__).parents[1] / "mutual_deeds.tsv", ("deed",)))


def mutual(
    p: Predication, scene: Scene, discourse: Discourse, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The two sides of a mutual deed told of one subject: *Lavrov and Blinken met*, *they met*, *les dirigeants se sont vus*."""
    if recipients or not (p.both or p.deed in mutual_deeds()):
        return actors, recipients
    if len({a.country for a in actors}) < 2 and p.actor and plural(scene, p.actor[0]):
        pair = discourse.two(scene.base + scene.token(p.actor[0]).begin)
        if not actors or actors[0].country in {a.country for a in pair}:
            actors = pair or actors
    return actors[:1], tuple(a for a in actors[1:] if a.country != actors[0].country)


def reacted_to(p: Predication, discourse: Discourse, country: str | None) -> Actor | None:
    """Whose deed a third party speaks of without naming them (*Washington welcomed the move*): the last subject's."""
    last = discourse.subject
    if last is None or last.country == country or p.composed().event not in REACTIONS:
        return None
    return replace(last, rule="the subject of the sentence before")


def plural(scene: Scene, index: int) -> bool:
    """A plural that names no state by itself: *they*, *the leaders*."""
    token = scene.token(index)
    return index not in scene.named and (
        token.features.get("Number") == "Plur" or token.form.lower() in ("they", "ils", "elles")
    )


def settled(p: Predication, scene: Scene, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], event: str) -> bool:
    """Whether both sides are known well enough to keep the event."""
    if not any(a.country for a in actors):
        return False
    return bool(recipients) or (event not in NEEDS_RECIPIENT and scene.token(p.at).upos in ("VERB", "AUX"))


def report(
    p: Predication, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], scene: Scene, unresolved: list[Unresolved]
) -> None:
    """Keep what could not be settled where one side is known and the other has words that name nobody we know."""
    missing = p.actor if recipients and not any(a.country for a in actors) else ()
    for token in missing:
        span = scene.span_of(scene.phrase(token, scene.sentence.language))
        unresolved.append(
            Unresolved(
                "actor",
                scene.text[span.begin : span.stop],
                *span,
                "names no actor that is known",
                "detente actors --explain",
            )
        )


def span_of_actors(actors: Iterable[Actor]) -> Span | None:
    found = [(a.begin, a.stop) for a in actors if a.begin is not None and a.stop is not None]
    return Span(min(b for b, _ in found), max(s for _, s in found)) if found else None


def located(scene: Scene, stated: Sequence[Predication]) -> dict[int, Place]:
    """The place of each predicate: its own, or that of the clause beside it.

    What a noun is said of may carry its place (*la visite de Kim en Russie*, *une rencontre des dirigeants en Sibérie*); to whom
    a verb's deed is done tells no place (*livrer à la Russie*), but for visits.
    """
    predicates = frozenset(p.at for p in stated)
    found = [shifted_place(place, scene.span.begin) for place in places.find(scene.words, scene.sentence.language)]
    carried: dict[int, int] = {}
    parties: set[int] = set()
    for p in stated:
        slots = {*p.actor, *(t for group in p.recipients for t in group.tokens)} - predicates
        if scene.token(p.at).upos in ("VERB", "AUX") and p.deed not in VISITS:
            parties |= slots
        else:
            carried.update(dict.fromkeys(slots, p.at))
    found = [place for place in found if not any(inside(scene, token, place) for token in parties)]
    own = homes(scene, found, hosts(scene, predicates) | frozenset(carried), through=False)
    out: dict[int, Place] = {}
    for index, place in own.items():
        out.setdefault(carried.get(index, index), place)
    for index in predicates:
        near = out.get(index) or beside(scene, index, own)
        if near:
            out[index] = near
    return out


def inside(scene: Scene, token: int, place: Place) -> bool:
    begin = scene.base + scene.token(token).begin
    return place.begin is not None and place.stop is not None and place.begin <= begin < place.stop


def shifted_place(place: Place, by: int) -> Place:
    assert place.begin is not None
    assert place.stop is not None
    return Place(
        place.text,
        place.name,
        place.country,
        place.latitude,
        place.longitude,
        place.precision,
        place.begin + by,
        place.stop + by,
    )


def place_and_time(event: Event, when: When | None, where: Place | None) -> Event:
    return replace(event, date=when, place=where)


def undated(events: Iterable[Event]) -> list[Unresolved]:
    """Dates whose year is not known: the day of publication would settle them."""
    out = []
    for event in events:
        when = event.date
        if when and when.edtf.startswith("XXXX") and when.begin is not None and when.stop is not None:
            evidence = event.evidence[0]
            words = evidence.text[max(0, when.begin - evidence.begin) : when.stop - evidence.begin] or when.edtf
            out.append(
                Unresolved(
                    "date",
                    words,
                    when.begin,
                    when.stop,
                    f"the year is not told; it reads {when.edtf}",
                    "--published YYYY-MM-DD",
                )
            )
    return list(dict.fromkeys(out))
