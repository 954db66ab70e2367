"""Who fills a slot: the actor that a token names, or stands for (*ce dernier*, *les deux pays*, *son allié*, *the army*, pronouns).

What stands for somebody takes them from the subject above it in its sentence, else from what the text spoke of just before
(`Discourse`); the actor's `rule` then says for whom it stands. Where two could be meant, it stands for nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from detente.languages import folder_of
from detente.reading.document.descriptions import Description, definite, describe, is_inner, kinds_of, plural
from detente.reading.document.discourse import NOBODY, Discourse
from detente.reading.document.scene import Scene
from detente.records import Actor
from detente.text import tables
from detente.world.actors import resolve
from detente.world.places import names_water, waters

KINDS = frozenset({"pronoun", "latter", "both", "partner", "country"})
OWNING = frozenset({"of", "gen", "for"})  # how a mention says that its name is that of an owner
# Whose sectors stand for a state where they have a definite article (*the army*, *le ministère*), and people who face it.
ORGANS = frozenset(("GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "CVL", "REB"))

PEOPLE = frozenset(("OPP", "CVL", "REB"))
SAME = "the same state"  # how the rule of an actor says that its state is that of those it faces


class Facing(NamedTuple):
    """Who stands on the other side of an event: whom a word that reaches back does not mean, but for people of that very state."""

    countries: frozenset[str | None] = NOBODY
    inner: bool = False  # they are people of the state that they face (*the opposition*)


ALONE = Facing()


@cache
def anaphora(language: str) -> Mapping[str, str]:
    """Phrases that stand for actors, lower-case, with their kind."""
    return {words.lower(): kind for words, kind in tables.rows(folder_of(language) / "anaphora.tsv", ("words", "kind"))}


def actors_of(scene: Scene, index: int, discourse: Discourse, facing: Facing = ALONE) -> tuple[Actor, ...]:
    """The actors that a token names or stands for. Empty where nobody is; an actor without country where only a sector is known."""
    span = scene.span_of(scene.phrase(index, discourse.language))
    words = scene.text[span.begin : span.stop]
    token = scene.token(index)
    if token.lemma.lower() in waters(discourse.language):  # *the Sea of Japan*
        return ()
    standing = stands_for(words, discourse.language)
    if standing == "pronoun" or token.upos == "PRON":
        found = pronoun(scene, index, discourse, facing) or fixed(standing, scene, index, discourse, facing)
        return tuple(reached(one, words, span, "pronoun") for one in found)
    named = by_name(scene, index, words, discourse)
    described = describe(scene, index)
    if described is not None and described.kind == "relation" and not own_name(scene, index):
        found = related(described, scene, index, discourse)
        return tuple(reached(one, words, span, "description") for one in found)
    if named.country or named.members:
        first = expanded(named.named(words, span.begin, span.stop))
        if named.members:
            return first
        adjectives = joined_adjectives(scene, index, discourse, named)
        return (*first, *fellow_owners(scene, index, discourse, named), *adjectives)
    found = fixed(standing, scene, index, discourse, facing)
    if standing or described is not None:
        found = found or (meant(described, scene, index, discourse, facing) if described else ())
        return tuple(reached(one, words, span, "description") for one in found)
    owners = owners_of(scene, index, discourse, facing, seated=bool(named.sectors))
    if owners is None and named.sectors[:1] and named.sectors[0] in ORGANS:
        owners = home_of(scene, index, named.sectors[0], discourse, facing)
    if owners:
        return tuple(
            replace(reached(one, words, span, "description"), sectors=named.sectors or one.sectors) for one in owners
        )
    whole = whole_of(scene, index, discourse)
    if whole:
        return tuple(replace(reached(one, words, span, "part"), sectors=named.sectors or one.sectors) for one in whole)
    return (named.named(words, span.begin, span.stop),) if named.sectors and owners is None else ()


def whole_of(scene: Scene, index: int, discourse: Discourse) -> tuple[Actor, ...]:
    """*Ten Peruvian ships, including frigates*: a part is of those of the whole."""
    if scene.token(index).relation != "nmod":
        return ()
    case = next((kid for kid in scene.sentence.children(index) if scene.token(kid).relation == "case"), None)
    if case is None or "within" not in kinds_of(scene, case):
        return ()
    return tuple(one for one in actors_of(scene, scene.token(index).head, discourse) if one.country)


def by_name(scene: Scene, index: int, words: str, discourse: Discourse) -> Actor:
    """Whom a phrase names by its words, or by what the text says elsewhere of the person who is named in it."""
    mention = scene.named.get(index)
    if mention is not None and mention.learned:
        return mention.actor
    context = f"{scene.words} {discourse.cast.spelled}" if discourse.cast.spelled else scene.words
    named = resolve(words, on=discourse.on, language=discourse.language, context=context)
    if named.country is None and not named.members:
        if mention is not None and not mention.place and scene.token(index).upos == "PROPN" and mention.actor.country:
            return mention.actor  # a title that the parse cut off
        inside = (scene.named.get(token) for token in scene.phrase(index, discourse.language))
        told = next((one.actor for one in inside if one is not None and one.learned), None)
        if told is not None:  # *M. Koulamallah*, *aides of Whitlock*
            return replace(told, sectors=named.sectors or told.sectors)
    return named


def reached(one: Actor, words: str, span: tuple[int, int], how: str) -> Actor:
    """Somebody as other words speak of them; the rule says for whom these stand."""
    rule = one.rule if one.begin in (span[0], None) else f"{how} for {one.text!r} at {one.begin}"
    return Actor(words, one.name, one.country, one.sectors, one.id, *span, one.members, rule)


def own_name(scene: Scene, index: int) -> bool:
    """Whether a phrase names somebody itself, not only whose they are (*its ally Kenya*, but not *Kenya's ally*)."""
    tokens, children = scene.sentence.tokens, scene.sentence.children
    owners = {
        below
        for kid in children(index)
        if tokens[kid].relation == "nmod:poss"
        or (tokens[kid].relation == "nmod" and scene.case_of(kid) in scene.grammar.genitive)
        for below in scene.sentence.subtree(kid)
    }
    names = {
        token: scene.named[token] for token in scene.phrase(index, scene.sentence.language) if token in scene.named
    }
    return any(token not in owners and one.actor.rule.split(":")[0] not in OWNING for token, one in names.items())


def owners_of(
    scene: Scene, index: int, discourse: Discourse, facing: Facing, *, seated: bool = False
) -> tuple[Actor, ...] | None:
    """Whose something is, where its phrase says so by a possessive, by *of* or (where it may be `seated`) by its seat; None where
    it does not."""
    owner, seats = possessor(scene, index), scene.grammar.seat
    if owner is not None:
        return possessive(scene, owner, discourse, ALONE if is_inner(scene, index) else facing)
    for child in scene.sentence.children(index):
        token = scene.token(child)
        if token.relation not in ("nmod", "nmod:poss"):
            continue
        case = scene.case_of(child)
        if names_water(scene.text, *scene.span_of([child]), discourse.language):
            continue
        if (mention := scene.named.get(child)) and mention.aside and case not in seats:
            continue  # the Lisbon of *the protocol of Lisbon*
        if token.relation == "nmod:poss" or case in scene.grammar.genitive:
            found = tuple(one for one in actors_of(scene, child, discourse) if one.country)
            if found:
                return found
        # *the parliament in Skopje*, *a court in Belarus*
        if token.relation == "nmod" and case in seats and seated and not is_abroad(scene, index):
            span = scene.span_of(scene.phrase(child, discourse.language))
            other = resolve(scene.text[span.begin : span.stop], on=discourse.on, language=discourse.language)
            if other.country:
                return (other.named(scene.text[span.begin : span.stop], *span),)
    return of_relative(scene, index, discourse)


def of_relative(scene: Scene, index: int, discourse: Discourse) -> tuple[Actor, ...] | None:
    """*Le Kenya, dont la Zambie a critiqué la décision*, *Kenya, whose decision Zambia criticised*: whose the object of a relative
    is that a genitive word opens. None where none does."""
    verb = scene.token(index).head
    if scene.token(index).relation != "obj" or scene.token(verb).relation != "acl:relcl":
        return None
    above = scene.token(verb).head
    openers = (
        i
        for i in range(above + 1, max(verb, index))
        if scene.grammar.relative.get(scene.token(i).form.lower()) == "gen"
    )
    if next(openers, None) is None:
        return None
    return tuple(one for one in actors_of(scene, above, discourse) if one.country) or None


@cache
def abroad(language: str) -> frozenset[str]:
    """Lemmas of those who stand for their own state where they are seated (*the embassy in*)."""
    return frozenset(row[0] for row in tables.rows(folder_of(language) / "abroad.tsv", ("word",)))


def is_abroad(scene: Scene, index: int) -> bool:
    return scene.token(index).lemma.lower() in abroad(scene.sentence.language)


def home_of(scene: Scene, index: int, sector: str, discourse: Discourse, facing: Facing) -> tuple[Actor, ...] | None:
    """Whose an institution is that the phrase does not say (*the army*, *le ministère*): that of the people it faces, or the
    topic's. None where it is not told."""
    inner = is_inner(scene, index)
    if (inner or (facing.inner and definite(scene, index))) and len(facing.countries) == 1:
        country = next(iter(facing.countries))
        return (Actor("", country=country, rule=SAME),) if country else None
    if not definite(scene, index) or inner or sector in PEOPLE:
        return None
    one = subject_or_topic(scene, index, discourse, facing, None)
    return (one,) if one else None


def subject_or_topic(
    scene: Scene, index: int, discourse: Discourse, facing: Facing, described: Description | None
) -> Actor | None:
    """The one party that a description means: the subject of a clause above it, else the topic of the text."""
    fits = described.fits if described is not None else (lambda _: True)
    for group in subjects_above(scene, index, discourse):
        if len(group) == 1 and group[0].country not in facing.countries and fits(group[0]):
            return group[0]
    return discourse.topic(scene.base + scene.token(index).begin, scene.number, facing.countries, fits)


def meant(described: Description, scene: Scene, index: int, discourse: Discourse, facing: Facing) -> tuple[Actor, ...]:
    """Whom a definite description means."""
    if described.kind == "group":
        return discourse.group(scene.base + scene.token(index).begin, scene.number, described.size)
    if described.kind == "one":
        one = subject_or_topic(scene, index, discourse, facing, described)
        return (one,) if one else ()
    return ()


def related(described: Description, scene: Scene, index: int, discourse: Discourse) -> tuple[Actor, ...]:
    """*Its ally*, *son voisin*: the other of two, as seen from its owner."""
    owner = possessor(scene, index)
    if owner is None or described.size != 1:
        return ()
    owners = possessive(scene, owner, discourse, ALONE)
    if len(owners) != 1:
        return ()
    other = discourse.partner(scene.base + scene.token(owner).begin, scene.number, owners[0].country)
    return (other,) if other else ()


@lru_cache(maxsize=10_000)  # phrases; actors are spoken of in few ways
def stands_for(words: str, language: str) -> str | None:
    """The kind of anaphor that a phrase is."""
    return anaphora(language).get(" ".join(words.lower().replace("’", "'").split()))


def fixed(standing: str | None, scene: Scene, index: int, discourse: Discourse, facing: Facing) -> tuple[Actor, ...]:
    """Whom a fixed phrase (*the latter*, *l'un et l'autre*) stands for."""
    position = scene.base + scene.token(index).begin
    if standing == "both":
        return discourse.group(position, scene.number, 2)
    one = discourse.last(position, scene.number) if standing == "latter" else None
    return (one,) if one and one.country not in facing.countries else ()


def bare(form: str) -> str:
    """A pronoun without what an inversion puts before it: *elle* of *-t-elle*."""
    return form.lstrip("-").removeprefix("t-")


def pronoun(scene: Scene, index: int, discourse: Discourse, facing: Facing) -> tuple[Actor, ...]:
    """A personal pronoun: the subject of a clause above it, else the subject of the last sentence, unless that is who faces it."""
    kind = anaphora(discourse.language).get(bare(scene.token(index).form.lower()))
    if kind not in ("pronoun", "object"):
        return ()
    many = plural(scene, index)
    for group in subjects_above(scene, index, discourse):
        apart = tuple(one for one in group if one.country not in facing.countries)
        if apart:
            return apart if many else apart[:1]
    if scene.number - discourse.subject_told > 2 or (len(discourse.subject) > 1 and not many):
        return ()
    apart = tuple(one for one in discourse.subject if one.country not in facing.countries)
    if not apart and kind == "object" and len(facing.countries) == 1:
        other = discourse.partner(scene.span.begin, scene.number, next(iter(facing.countries)))
        return (other,) if other else ()
    return apart


def possessive(scene: Scene, owner: int, discourse: Discourse, facing: Facing) -> tuple[Actor, ...]:
    """Whom a possessive stands for: the nearest subject above it that does not face it; what belongs to those who do it is nobody."""
    above = [group for group in subjects_above(scene, owner, discourse) if group]
    for group in above:
        apart = tuple(one for one in group if one.country not in facing.countries)
        if apart:
            return apart
    if above or scene.number - discourse.subject_told > 2:
        return ()
    return tuple(one for one in discourse.subject if one.country not in facing.countries)


def owned_by_another(scene: Scene, index: int, discourse: Discourse, facing: Facing) -> tuple[Actor, ...]:
    """*... will send Moscow shells and supports its plan*: where the subject cannot be meant, the only other party that the
    sentence names before the possessive."""
    owner = possessor(scene, index)
    if owner is None:
        return ()
    position = scene.base + scene.token(owner).begin
    others = [one for one in discourse.near(position, scene.number, 0) if one.country not in facing.countries]
    if len(others) != 1:
        return ()
    span = scene.span_of(scene.phrase(index, discourse.language))
    return (reached(others[0], scene.text[span.begin : span.stop], span, "possessive"),)


def speaks_of(scene: Scene, index: int) -> bool:
    """Whether a noun is itself the party its phrase names, not something of theirs (*the raid on Togo*); a word that stands for
    somebody names nobody."""
    return index in scene.named or not any(i in scene.named for i in scene.phrase(index, scene.sentence.language))


def subjects_above(scene: Scene, index: int, discourse: Discourse) -> list[tuple[Actor, ...]]:
    """The subjects of the clauses above a token, and the owners of the nouns above it, the nearest first, as actors with a country.

    A plural subject brings those coordinated with it.
    """
    tokens, children = scene.sentence.tokens, scene.sentence.children
    found: list[tuple[Actor, ...]] = []
    here = index
    while tokens[here].head != here:
        below, here = here, tokens[here].head
        for child in children(here):
            relation = tokens[child].relation
            doer = relation.startswith("nsubj") or (relation == "nmod:poss" and tokens[child].upos == "PROPN")
            if not doer or child == below or child > index or tokens[child].upos == "PRON":
                continue
            if not speaks_of(scene, child):
                continue
            named = [child, *(kid for kid in children(child) if tokens[kid].relation == "conj")]
            group = [one for token in named for one in actors_of(scene, token, discourse) if one.country]
            found.append(tuple(group))
    return [group for group in found if group]


def possessor(scene: Scene, index: int) -> int | None:
    """The possessive word of a phrase (*son initiative*, *its decision*)."""
    for child in scene.sentence.children(index):
        token = scene.token(child)
        if token.relation in ("det", "nmod:poss") and token.form.lower() in scene.grammar.possessive:
            return child
    return None


def fellow_owners(scene: Scene, index: int, discourse: Discourse, found: Actor) -> tuple[Actor, ...]:
    """*The ministers of Japan and South Korea* are those of each: the further owners of a phrase, with its sectors."""
    out: list[Actor] = []
    for owner in scene.sentence.children(index):
        if scene.token(owner).relation != "nmod" or scene.case_of(owner) not in scene.grammar.genitive:
            continue
        for child in scene.sentence.children(owner):
            if scene.token(child).relation == "conj":
                span = scene.span_of(scene.phrase(child, discourse.language))
                words = scene.text[span.begin : span.stop]
                other = resolve(words, on=discourse.on, language=discourse.language, context=scene.words)
                if other.country and other.country != found.country:
                    out.append(replace(other, text=words, sectors=found.sectors, begin=span.begin, stop=span.stop))
    return tuple(out)


def joined_adjectives(scene: Scene, index: int, discourse: Discourse, found: Actor) -> tuple[Actor, ...]:
    """*Les présidents russe et ukrainien*, *the Greek and Turkish ministers*: a second adjective of a people is a further owner."""
    children, token = scene.sentence.children, scene.token
    genitive = scene.grammar.genitive
    nouns = [
        index,
        *(kid for kid in children(index) if token(kid).relation == "nmod" and scene.case_of(kid) in genitive),
    ]
    first = [kid for noun in nouns for kid in children(noun)]
    out = []
    for adjective in dict.fromkeys((*first, *(below for kid in first for below in children(kid)))):
        mention = scene.named.get(adjective)
        if mention is None or token(adjective).relation != "conj" or token(adjective).upos != "ADJ":
            continue
        country = mention.actor.country
        if country and country != found.country and not mention.place:
            span = scene.span_of((adjective,))
            words = scene.text[span.begin : span.stop]
            out.append(replace(mention.actor, text=words, sectors=found.sectors, begin=span.begin, stop=span.stop))
    return tuple(out)


def expanded(actor: Actor) -> tuple[Actor, ...]:
    """A collective (*les deux Corées*) as its members, where they are few enough to have been meant each."""
    if actor.members and len(actor.members) <= 3:
        return tuple(replace(actor, country=country, members=()) for country in actor.members)
    return (actor,)
