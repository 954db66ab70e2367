"""Who fills a slot: the actor that a token names, or stands for (*ce dernier*, *les deux pays*, *son allié*, pronouns)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, lru_cache

from detente.languages import LANGUAGES
from detente.reading.document.scene import Scene
from detente.records import Actor
from detente.text import tables
from detente.world.actors import resolve

KINDS = frozenset({"pronoun", "latter", "both", "partner", "country"})
POSSESSIVE = frozenset({"son", "sa", "ses", "leur", "leurs", "its", "his", "her", "their"})

SEATS = frozenset({"in", "at", "à", "en", "au"})
NEAR = 2  # sentences for which a pair stays at issue


@cache
def anaphora(language: str) -> Mapping[str, str]:
    """Phrases that stand for actors, lower-case, with their kind."""
    return {
        words.lower(): kind for words, kind in tables.rows(LANGUAGES / language / "anaphora.tsv", ("words", "kind"))
    }


@dataclass
class Discourse:
    """What a document has spoken of so far: actors in the order of the text, the last subject, the pair at issue."""

    language: str
    on: date | None
    seen: list[Actor] = field(default_factory=list)
    subject: Actor | None = None
    pair: tuple[Actor, Actor] | None = None
    pair_told: int = -1  # the sentence that set the pair

    def notice(self, actors: tuple[Actor, ...]) -> None:
        """Remember actors with a country, once named."""
        self.seen.extend(a for a in actors if a.country)

    def pair_up(self, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], sentence: int) -> None:
        """The pair at issue is that of the last event between two countries."""
        if (
            actors
            and recipients
            and actors[0].country
            and recipients[0].country
            and actors[0].country != recipients[0].country
        ):
            self.pair, self.pair_told = (actors[0], recipients[0]), sentence

    def before(self, position: int) -> list[Actor]:
        return [a for a in self.seen if a.begin is not None and a.begin < position]

    def last(self, position: int, *, other_than: str | None = None) -> Actor | None:
        """The last actor named before a position, of another country than one given."""
        return next((a for a in reversed(self.before(position)) if a.country != other_than), None)

    def two(self, position: int) -> tuple[Actor, ...]:
        """The pair at issue, or the last two countries named."""
        if self.pair:
            return self.pair
        found: list[Actor] = []
        for actor in reversed(self.before(position)):
            if actor.country not in {a.country for a in found}:
                found.append(actor)
            if len(found) == 2:
                return tuple(reversed(found))
        return ()

    def at_issue(self, of: str | None, sentence: int) -> Actor | None:
        """The other of a pair that the last sentences spoke of: to whom a deed is done where its own sentence does not say."""
        if (
            self.pair is None
            or sentence - self.pair_told > NEAR
            or of not in (self.pair[0].country, self.pair[1].country)
        ):
            return None
        other = self.pair[1] if self.pair[0].country == of else self.pair[0]
        return replace(other, rule="the pair at issue in the sentences before")

    def partner(self, position: int, of: str | None) -> Actor | None:
        """The other of the pair at issue, as seen from a country."""
        if self.pair and of in (self.pair[0].country, self.pair[1].country):
            return self.pair[1] if self.pair[0].country == of else self.pair[0]
        return self.last(position, other_than=of)


def actors_of(scene: Scene, index: int, discourse: Discourse, *, facing: str | None = None) -> tuple[Actor, ...]:
    """The actors that a token stands for; `facing` is the country on the other side of the event, whose partner is meant by
    *son allié* or by an owner (*its initiative*). Empty where nobody is named; an actor without country where only that is known."""
    phrase = scene.phrase(index, discourse.language)
    span = scene.span_of(phrase)
    words = scene.text[span.begin : span.stop]
    token = scene.token(index)
    position = scene.base + token.begin
    standing = stands_for(words, discourse.language)
    if standing == "pronoun" or token.upos == "PRON":
        own = subjects_above(scene, index, discourse, facing)
        if own:
            return tuple(actor.named(token.form.lower(), span.begin, span.stop) for actor in own)
        return pronoun(token.form.lower(), position, discourse, facing, span)
    found = resolve(words, on=discourse.on, language=discourse.language, context=scene.words)
    if found.country or found.members:
        first = expanded(found.named(words, span.begin, span.stop))
        return (*first, *fellow_owners(scene, index, discourse, found)) if not found.members else first
    if standing:
        return anaphor(standing, words, position, discourse, facing)
    if found.sectors and (seat := seated(scene, index, discourse)):
        return (replace(seat, text=words, sectors=found.sectors, begin=span.begin, stop=span.stop),)
    owner = possessor(scene, index)
    if owner is not None:
        other = discourse.partner(scene.base + scene.token(owner).begin, facing) if facing else discourse.subject
        return (other.named(words, span.begin, span.stop),) if other else ()
    return (found.named(words, span.begin, span.stop),) if found.sectors else ()


def fellow_owners(scene: Scene, index: int, discourse: Discourse, found: Actor) -> tuple[Actor, ...]:
    """*The ministers of Japan and South Korea* are those of each: the further owners of a phrase, with its sectors."""
    out: list[Actor] = []
    for owner in scene.sentence.children(index):
        if scene.token(owner).relation != "nmod" or scene.case_of(owner) not in ("of", "de"):
            continue
        for child in scene.sentence.children(owner):
            if scene.token(child).relation == "conj":
                span = scene.span_of(scene.phrase(child, discourse.language))
                words = scene.text[span.begin : span.stop]
                other = resolve(words, on=discourse.on, language=discourse.language, context=scene.words)
                if other.country and other.country != found.country:
                    out.append(replace(other, text=words, sectors=found.sectors, begin=span.begin, stop=span.stop))
    return tuple(out)


def seated(scene: Scene, index: int, discourse: Discourse) -> Actor | None:
    """Whose institution it is by its seat: *the parliament in Skopje*, *a court in Belarus*."""
    for child in scene.sentence.children(index):
        if scene.token(child).relation == "nmod" and scene.case_of(child) in SEATS:
            span = scene.span_of(scene.phrase(child, discourse.language))
            other = resolve(scene.text[span.begin : span.stop], on=discourse.on, language=discourse.language)
            if other.country:
                return other
    return None


def expanded(actor: Actor) -> tuple[Actor, ...]:
    """A collective (*les deux Corées*) as its members, where they are few enough to have been meant each."""
    if actor.members and len(actor.members) <= 3:
        return tuple(replace(actor, country=country, members=()) for country in actor.members)
    return (actor,)


@lru_cache(maxsize=10_000)  # phrases; actors are spoken of in few ways
def stands_for(words: str, language: str) -> str | None:
    """The kind of anaphor that a phrase is or begins with."""
    low = " ".join(words.lower().replace("’", "'").split())
    table = anaphora(language)
    if low in table:
        return table[low]
    return next((kind for phrase, kind in table.items() if " " in phrase and low.startswith(phrase + " ")), None)


def anaphor(kind: str, words: str, position: int, discourse: Discourse, facing: str | None) -> tuple[Actor, ...]:
    if kind == "both":
        return tuple(replace(a, text=words) for a in discourse.two(position))
    if kind == "partner":
        other = discourse.partner(position, facing)
    elif kind == "country":
        other = discourse.last(position)
    else:
        other = discourse.last(position, other_than=None)
    return (replace(other, text=words),) if other else ()


def bare(form: str) -> str:
    """A pronoun without what an inversion puts before it: *elle* of *-t-elle*."""
    return form.lstrip("-").removeprefix("t-")


def pronoun(
    form: str, position: int, discourse: Discourse, facing: str | None, span: tuple[int, int]
) -> tuple[Actor, ...]:
    """A personal pronoun: the last subject, unless that is who stands on the other side."""
    if bare(form) not in anaphora(discourse.language):
        return ()
    found = discourse.subject
    if found is None or (facing and found.country == facing):
        found = discourse.last(position, other_than=facing)
    return (replace(found, text=form, begin=span[0], stop=span[1]),) if found else ()


def subjects_above(scene: Scene, index: int, discourse: Discourse, facing: str | None) -> tuple[Actor, ...]:
    """Who a pronoun of the third person stands for where a clause above it names its subject (*Russia said it would not attend*):
    that subject, with those coordinated with it where the pronoun is plural."""
    token, tokens = scene.token(index), scene.sentence.tokens
    if anaphora(discourse.language).get(bare(token.form.lower())) != "pronoun":
        return ()
    here = token.head
    while tokens[here].head != here:
        here = tokens[here].head
        for child in scene.sentence.children(here):
            if tokens[child].relation.startswith("nsubj") and child < index and tokens[child].upos != "PRON":
                named = [child]
                if token.features.get("Number") == "Plur":
                    named += [c for c in scene.sentence.children(child) if tokens[c].relation == "conj"]
                found = [actor for one in named for actor in actors_of(scene, one, discourse)]
                return tuple(actor for actor in found if actor.country and actor.country != facing)
    return ()


def possessor(scene: Scene, index: int) -> int | None:
    """The possessive word of a phrase (*son initiative*, *its decision*)."""
    for child in scene.sentence.children(index):
        token = scene.token(child)
        if token.relation in ("det", "nmod:poss") and token.form.lower() in POSSESSIVE:
            return child
    return None
