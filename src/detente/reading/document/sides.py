"""The two sides of an event: who fills the slots of a predication, and what to do where a sentence does not say."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from detente import codebook
from detente.codebook import load
from detente.reading.document.scene import Scene
from detente.reading.document.who import Discourse, actors_of, possessor
from detente.reading.rules.predications import Predication
from detente.records import Actor, Event, Span, Unresolved
from detente.text import tables

# A finite verb may tell a deed without saying to whom (*Moscow suspended its participation*); these need the other side.
NEEDS_RECIPIENT = frozenset({"COOPERATE"})

VISITS = frozenset({"visit", "host"})  # deeds done to a place as to those who live there

REACTIONS = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST"})


def who(
    tokens: Sequence[int], scene: Scene, discourse: Discourse, facing: str | None, *, places: bool = False
) -> tuple[Actor, ...]:
    """All actors of a slot, one a country, those with a country only where there are any. What tells where is nobody,
    unless the deed is one that is done to places."""
    found: dict[tuple[str | None, str], Actor] = {}
    for token in coordinated(tokens, scene):
        if not places and (mention := scene.named.get(token)) and mention.aside:
            continue
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
        named = who(group.tokens, scene, discourse, facing, places=p.deed in VISITS)
        found = tuple(a for a in named if a.country and a.country not in own)
        if found:
            return found, group.target
    things = [i for i in (*p.good, *p.triggers) if i != p.at and scene.token(i).upos in ("NOUN", "PROPN")]
    unowned = [i for i in things if possessor(scene, i) is None]
    return tuple(a for a in who(unowned, scene, discourse, facing) if a.country and a.country not in own), False


@cache
def mutual_deeds() -> frozenset[str]:
    """Deeds of the codebook that two do together."""
    return frozenset(row[0] for row in tables.rows(codebook.FOLDER / "mutual_deeds.tsv", ("deed",)))


def shared(p: Predication) -> bool:
    """Whether a deed is done by all of its subject together, whatever its operators: not one that is praised or asked for."""
    operators = load().operators
    own = all(operators[name].roles == "same" for name in p.operators if name in operators)
    return own and (p.both or p.deed in mutual_deeds())


def mutual(
    p: Predication, scene: Scene, discourse: Discourse, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The two sides of a mutual deed told of one subject: *Lavrov and Blinken met*, *they met*, *les dirigeants se sont vus*."""
    told_of_both = {a.country for a in recipients} < {
        a.country for a in actors
    }  # *the two promised to help each other*
    if (recipients and not told_of_both) or not shared(p):
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


def struck(event: Event) -> Event:
    """Violence that names a place and nobody else hits the state of that place (*struck targets in southern Lebanon*)."""
    place = event.place
    if event.recipient or event.event != "ASSAULT" or place is None or place.country in (None, event.actor[0].country):
        return event
    hit = Actor(
        place.text, place.name, place.country, begin=place.begin, stop=place.stop, rule="the place that was struck"
    )
    return replace(event, recipient=(hit,))
