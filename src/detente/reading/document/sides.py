"""The two sides of an event: who fills the slots of a predication, and what to do where a sentence does not say."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from functools import cache

from detente import codebook
from detente.codebook import load
from detente.languages import grammar
from detente.reading.document.descriptions import definite, is_inner, plural
from detente.reading.document.discourse import NEAR, Discourse
from detente.reading.document.scene import Scene
from detente.reading.document.who import (
    ALONE,
    Facing,
    actors_of,
    owned_by_another,
    possessor,
    reached,
    stands_for,
    subjects_above,
)
from detente.reading.rules.predications import Predication
from detente.records import Actor, Span, Unresolved
from detente.text import tables
from detente.world.dates.grammar import grammar as date_grammar

# A finite verb may tell a deed without saying to whom (*Moscow suspended its participation*); these need the other side.
NEEDS_RECIPIENT = frozenset({"COOPERATE"})
# What a state does to its own people: verbal and material conflict, and giving way.
AT_HOME = frozenset({3, 4})
GIVING_WAY = frozenset({"RETREAT", "CONCEDE"})
# What one says of another's plan or claim (*backs its plan*), but for what one says of one's own.
ATTITUDES = frozenset({"SUPPORT", "ACCUSE", "REJECT"})
OWN = frozenset({"defend-verbally"})
TO_OTHERS = frozenset(
    {"expel-diplomats", "arrest", "attack", "bomb", "shell", "destroy", "seize", "kill", "occupy", "hack"}
    | {"air-strike", "drone-strike", "fire-small-arms"}
)
# Words against somebody.
AGAINST = frozenset({"ACCUSE", "THREATEN", "REJECT"})
ARMED = frozenset({"MIL", "REB", "COP"})
PASSIVE = frozenset({"aux:pass", "nsubj:pass", "csubj:pass", "expl:pass"})


def who(
    tokens: Sequence[int],
    scene: Scene,
    discourse: Discourse,
    facing: Facing = ALONE,
    *,
    without: Sequence[int] = (),
    places: bool = False,
) -> tuple[Actor, ...]:
    """All actors of a slot, one a country, those with a country only where there are any. What tells where is nobody,
    unless the deed is one that is done to places; `without` are tokens of the other slot."""
    found: dict[tuple[str | None, str], Actor] = {}
    for token in coordinated(tokens, scene):
        if token in without and token not in tokens:
            continue
        if not places and (mention := scene.named.get(token)) and mention.aside:
            continue
        for actor in actors_of(scene, token, discourse, facing):
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


def doers(p: Predication, scene: Scene, discourse: Discourse, deeds: Container[int] = ()) -> tuple[Actor, ...]:
    """Who does it: not a deed itself (*the departure of the troops*), of which `deeds` are the tokens. A word that reaches back for its doer does not mean those whom the clause names as its recipients."""
    others = [scene.named[i].actor for group in p.recipients[:1] for i in group.tokens if i in scene.named]
    facing = Facing(frozenset(one.country for one in others if one.country))
    armed = p.composed().event == "ASSAULT"
    able = [t for t in p.actor if t not in deeds or not named_below(scene, t) or (armed and of_arms(scene, t))]
    found = who(able, scene, discourse, facing, without=[i for group in p.recipients for i in group.tokens])
    return (
        found if any(one.country or one.members for one in found) else writers(able, scene, discourse, facing) or found
    )


def writers(tokens: Sequence[int], scene: Scene, discourse: Discourse, facing: Facing) -> tuple[Actor, ...]:
    """Who says what a letter or statement says (*issued a statement condemning X*): the subject of the verb above it."""
    said = date_grammar(scene.sentence.language).words["medium"]
    for token in tokens:
        if scene.token(token).lemma.lower() not in said:
            continue
        verb = scene.token(token).head
        subjects = (
            kid for kid in scene.sentence.children(verb) if scene.token(kid).relation == "nsubj" and kid != token
        )
        for subject in subjects:
            named = who([subject], scene, discourse, facing)
            if any(one.country or one.members for one in named):
                return named
    return ()


def of_arms(scene: Scene, index: int) -> bool:
    """Whether a noun is of those who bear arms (*the raid of the Greek army*): what it does, they do."""
    owned = (
        kid
        for kid in scene.sentence.children(index)
        if scene.token(kid).relation == "nmod" and scene.case_of(kid) in ("of", "de")
    )
    first = next((mention.actor.sectors[:1] for kid in owned if (mention := scene.named.get(kid))), ())
    return bool(first) and first[0] in ARMED


def named_below(scene: Scene, index: int) -> bool:
    """Whether a noun's phrase names somebody only behind *of* (*the departure of the Greek troops*, not *the Greek raid*)."""
    if index in scene.named:
        return False
    kids = [
        kid for kid in scene.sentence.children(index) if scene.token(kid).relation in ("amod", "compound", "nmod:poss")
    ]
    inside = any(token in scene.named for token in scene.phrase(index, scene.sentence.language))
    return inside and not any(kid in scene.named for kid in kids)


def other_side(
    p: Predication, scene: Scene, discourse: Discourse, actors: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], bool]:
    """The recipients: the first group of candidates that names somebody other than the actors; and whether it is the deed's target.

    Where the slots name nobody, the things that the deed handles may (*summoned the Chinese ambassador*).
    """
    inner = any(is_inner(scene, token) for token in p.actor)
    facing = Facing(frozenset(one.country for one in actors), inner)
    composed = p.composed()
    told = codebook.compose(p.operators[1:], p.deed) if p.operators[:1] == ("deny",) else composed  # what is denied
    home = told.quad in AT_HOME or composed.event in GIVING_WAY
    places = p.deed is not None and not placed_deeds().isdisjoint((p.deed, codebook.compose((), p.deed).event))
    for group in p.recipients:
        named = who(group.tokens, scene, discourse, facing, without=p.actor, places=places)
        found = tuple(one for one in named if apart(one, actors, home))
        if found:
            return found, group.target
    if places and (there := where(p, scene, actors)):
        return there, True
    if composed.event == "REQUEST" and scene.token(p.at).relation.startswith("acl"):
        above = next(iter(subjects_above(scene, p.at, discourse)), ())
        asked = tuple(one for one in above if apart(one, actors, False))
        if asked:  # *accepted the terms that X has demanded*
            return asked, False
    another = owned(p, composed.event, scene, discourse, facing) or below(p, composed.event, scene, actors)
    if another:
        return another, False
    things = [i for i in (*p.good, *p.triggers) if i != p.at and scene.token(i).upos in ("NOUN", "PROPN")]
    unowned = [i for i in things if possessor(scene, i) is None]
    return tuple(one for one in who(unowned, scene, discourse, facing) if apart(one, actors, home)), False


def where(p: Predication, scene: Scene, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """*Occupied two villages in Togo*: the one country in which a deed is told to be done, other than the actors'."""
    own = {one.country for one in actors}
    found = {
        scene.named[kid].actor.country: scene.named[kid].actor
        for kid in scene.sentence.children(p.at)
        if kid > p.at and kid in scene.named and scene.named[kid].aside and scene.token(kid).relation in ("obl", "nmod")
    }
    return tuple(found.values()) if len(found) == 1 and not own & set(found) and None not in found else ()


def owned(p: Predication, event: str, scene: Scene, discourse: Discourse, facing: Facing) -> tuple[Actor, ...]:
    """*Condemned Lima and expelled its consul*: of what nobody does to their own, the possessive means the other party."""
    things = [group.tokens for group in p.recipients if all(is_thing(scene, token) for token in group.tokens)]
    if event in ATTITUDES and things:  # *ordered a raid and B denounced it*: of who did it
        above = next(iter(subjects_above(scene, p.at, discourse)), ())
        return tuple(one for one in above if one.country not in facing.countries)
    if p.deed in OWN or not (event in ATTITUDES or p.deed in TO_OTHERS):
        return ()
    tokens = [token for group in p.recipients for token in group.tokens] or [
        i for i in (*p.good, *p.triggers) if i != p.at
    ]
    return next((found for token in tokens if (found := owned_by_another(scene, token, discourse, facing))), ())


def is_thing(scene: Scene, index: int) -> bool:
    """Whether a token is a pronoun of a thing or a deed (*it*, *l'*)."""
    return stands_for(scene.token(index).form, scene.sentence.language) in ("thing", "pronoun") and scene.token(
        index
    ).relation.startswith("obj")


def below(p: Predication, event: str, scene: Scene, actors: tuple[Actor, ...]) -> tuple[Actor, ...]:
    """*Protested after Peruvian rockets fell*, *warned of measures unless Paraguay closes the camps*: words against somebody whom
    only a clause or noun below them names; of two, neither."""
    verb = scene.token(p.at).upos in ("VERB", "AUX")
    if event not in AGAINST or (not verb and event != "REJECT") or (verb and event == "REJECT"):
        return ()
    own = {one.country for one in actors}
    found: dict[str, Actor] = {}
    for token in scene.sentence.subtree(p.at):
        mention = scene.named.get(token)
        if (
            token < p.at
            or mention is None
            or mention.place
            or mention.actor.country in own
            or in_quarrel(scene, p.at, token)
        ):
            continue
        if mention.actor.country or mention.actor.members:
            found.setdefault(mention.actor.country or "", mention.actor)
    one = next(iter(found.values()), None)
    return (one,) if one is not None and len(found) == 1 and one.country else ()


def in_quarrel(scene: Scene, verb: int, token: int) -> bool:
    """Whether a token stands in another finite clause beside the verb's, not below it."""
    here = token
    while here != verb:
        if scene.token(here).relation in ("conj", "parataxis") and scene.token(here).upos in ("VERB", "AUX"):
            return True
        here = scene.token(here).head
    return False


def apart(one: Actor, actors: Sequence[Actor], home: bool) -> bool:
    """Whether somebody stands apart from the actors: of another country, or, where a deed may be done at home, in another sector."""
    if not one.country:
        return False
    own = [actor for actor in actors if actor.country == one.country]
    return not own or (
        home and all(a.sectors and one.sectors and a.sectors[0] != one.sectors[0] and a.begin != one.begin for a in own)
    )


@cache
def placed_deeds() -> frozenset[str]:
    """Deeds of the codebook, and types, whose place tells to whom they are done."""
    return frozenset(row[0] for row in tables.rows(codebook.FOLDER / "placed_deeds.tsv", ("deed",)))


@cache
def mutual_deeds() -> frozenset[str]:
    """Deeds of the codebook that two do together."""
    return frozenset(row[0] for row in tables.rows(codebook.FOLDER / "mutual_deeds.tsv", ("deed",)))


def shared(p: Predication, scene: Scene, actors: tuple[Actor, ...]) -> bool:
    """Whether a deed is done by all of its subject together, whatever its operators: not one that is praised or asked for."""
    operators = load().operators
    own = all(operators[name].roles == "same" for name in p.operators if name in operators)
    return own and (p.both or p.deed in mutual_deeds() or jointly(p, scene, actors))


def jointly(p: Predication, scene: Scene, actors: tuple[Actor, ...]) -> bool:
    """Whether several do it, with one another, as words of its chain say (*agreed to hold joint drills*)."""
    if len({actor.country for actor in actors}) < 2:
        return False
    joint = grammar.load(scene.sentence.language).joint
    below = {kid for token in p.triggers for kid in (token, *scene.sentence.children(token))}
    near = below | {kid for token in below for kid in scene.sentence.children(token)}
    return any(scene.token(i).lemma.lower() in joint for i in near)


def mutual(
    p: Predication, scene: Scene, discourse: Discourse, actors: tuple[Actor, ...], recipients: tuple[Actor, ...]
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """The two sides of a deed that is shared, told of one subject: *Lavrov and Blinken met*, *they met*, *les dirigeants se sont vus*."""
    told_of_both = {a.country for a in recipients} < {
        a.country for a in actors
    }  # *the two promised to help each other*
    if recipients and not told_of_both:
        return actors, recipients
    if len({a.country for a in actors}) < 2 and p.actor and scene.token(p.actor[0]).upos == "PRON":
        many, near = plural(scene, p.actor[0]), scene.number - discourse.pair_told <= NEAR
        pair = discourse.pair if many and near else None
        if pair and (not actors or actors[0].country in {a.country for a in pair}):
            span = scene.span_of(p.actor[:1])
            actors = tuple(reached(one, scene.text[span.begin : span.stop], span, "pronoun") for one in pair)
    return actors[:1], tuple(a for a in actors[1:] if a.country != actors[0].country)


def untold(p: Predication, scene: Scene, actors: tuple[Actor, ...]) -> bool:
    """Whether the sentence itself leaves open who did it: a passive without agent, *on*, *seventeen countries*, *gunmen*."""
    if scene.token(p.at).upos not in ("VERB", "AUX"):
        return False
    if not p.actor:
        token = scene.token(p.at)
        below = {scene.token(kid).relation for kid in scene.sentence.children(p.at)}
        return (
            not PASSIVE.isdisjoint(below) or token.features.get("Voice") == "Pass" or token.relation in ("acl", "amod")
        )
    heads = [scene.token(token) for token in p.actor]
    if all(stands_for(head.form, scene.sentence.language) == "nobody" for head in heads):
        return True
    if any(
        (head.upos == "PROPN" and not (head.index == 0 and actors and actors[0].sectors))
        or (head.index in scene.named and scene.named[head.index].actor.country)
        for head in heads
    ):
        return False
    return all(
        not definite(scene, head.index)
        and (
            head.upos == "NUM"
            or (head.upos in ("NOUN", "PROPN") and bool(actors))
            or head.features.get("PronType") == "Ind"
        )
        for head in heads
    ) and all(possessor(scene, head.index) is None for head in heads)


def settled(p: Predication, scene: Scene, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], event: str) -> bool:
    """Whether both sides are known well enough to keep the event: a noun needs both, a verb its doer or, where the sentence
    leaves the doer open, whom it was done to."""
    verb = scene.token(p.at).upos in ("VERB", "AUX")
    if any(a.country or a.members for a in actors):
        return bool(recipients) or (event not in NEEDS_RECIPIENT and verb)
    return bool(recipients) and untold(p, scene, actors)


def report(
    p: Predication, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], scene: Scene, unresolved: list[Unresolved]
) -> None:
    """Say which event was lost because a side of it names nobody who is known."""
    if any(a.country for a in actors):
        missing = tuple(token for group in p.recipients[:1] for token in group.tokens)
    else:
        missing = p.actor if recipients or p.recipients else ()
    deed = scene.token(p.at)
    for token in missing:
        if scene.token(token).upos not in ("NOUN", "PROPN", "PRON"):
            continue
        span = scene.span_of(scene.phrase(token, scene.sentence.language))
        words = scene.text[span.begin : span.stop]
        reason = f"1 event dropped: {deed.form} ({p.composed().event}) because {words} is not known"
        unresolved.append(Unresolved("actor", words, *span, reason, f"detente actors --explain {words!r}"))


def span_of_actors(actors: Iterable[Actor]) -> Span | None:
    found = [(a.begin, a.stop) for a in actors if a.begin is not None and a.stop is not None]
    return Span(min(b for b, _ in found), max(s for _, s in found)) if found else None
