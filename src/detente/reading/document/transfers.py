"""Goods that go, or would go, from a provider to a recipient: each good of a giving, with its own likelihood."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, cast

from detente import codebook
from detente.languages import LANGUAGES, grammar
from detente.reading.rules import lexicon as lexicons
from detente.records import Category, Likelihood, Transfer
from detente.text import tables

if TYPE_CHECKING:
    from detente.reading.document.events import Told
    from detente.reading.document.scene import Scene

CATEGORIES = codebook.FOLDER / "transfer_categories.tsv"
ORDER: dict[Likelihood, int] = {"certain": 0, "probable": 1, "possible": 2}


@cache
def categories() -> dict[str, Category]:
    """Deed or object class -> category of what is given."""
    return {name: cast(Category, category) for name, category in tables.rows(CATEGORIES, ("name", "category"))}


@cache
def fields(language: str) -> frozenset[str]:
    """Nouns that say in which field help is given (*domaine*, *field*): the field is the good."""
    path = LANGUAGES / language / "fields.tsv"
    return frozenset(row[0] for row in tables.rows(path, ("lemma",)))


def transfers(told: Iterable[Told]) -> tuple[Transfer, ...]:
    """The transfers of a document, each good once a direction and state."""
    found: dict[tuple[str, str, str, str], Transfer] = {}
    for one in told:
        event, deed = one.event, one.predication.deed or ""
        if deed not in categories() or not event.actor or not event.recipient or not refers_to_giving(event.event):
            continue
        provider, recipient = event.actor[0].country, event.recipient[0].country
        if not provider or not recipient:
            continue
        for good, category, likelihood in goods(one):
            worse = max(likelihood, event.likelihood, key=lambda x: ORDER[x])
            status = event.status
            transfer = Transfer(
                f"t{len(found) + 1}",
                provider,
                recipient,
                good,
                category,
                status,
                worse,
                event.date.edtf if event.date else None,
                event.evidence,
            )
            found.setdefault((provider, recipient, good.lower(), status), transfer)
    return tuple(found.values())


def refers_to_giving(event: str) -> bool:
    """Aid given, promised, or traded; a request, a refusal or a cut moves nothing."""
    return event in ("AID", "AGREE", "COOPERATE")


def goods(one: Told) -> list[tuple[str, Category, Likelihood]]:
    """Each good as worded, its category, and how surely it is among what is given (*et peut-être d'armes*)."""
    scene, p = one.scene, one.predication
    out: list[tuple[str, Category, Likelihood]] = []
    heads = [first_conjunct(scene, i) for i in p.good] or handled(scene, p.triggers)
    language = scene.sentence.language
    for field in [
        t.index
        for t in scene.sentence.tokens
        if t.lemma in fields(language) and hangs_under(scene, t.index, p.triggers)
    ]:
        for index in together(scene, naming(scene, field)):
            out.append((words_of(scene, index), category_of(scene, index, p.deed or ""), likelihood_of(scene, index)))
    if out:
        return out
    for head in heads:
        for index in together(scene, [head]):
            if scene.token(index).upos in ("NOUN", "PROPN", "ADJ"):
                out.append(
                    (words_of(scene, index), category_of(scene, index, p.deed or ""), likelihood_of(scene, index))
                )
    return out


def first_conjunct(scene: Scene, index: int) -> int:
    while scene.token(index).relation == "conj" and scene.token(index).head != index:
        index = scene.token(index).head
    return index


def handled(scene: Scene, triggers: Iterable[int]) -> list[int]:
    """What a giving handles where its row does not say: the object of the verb, what the noun is of, or the noun itself."""
    for index in triggers:
        for child in scene.sentence.children(index):
            token = scene.token(child)
            if token.relation == "obj" or (token.relation == "nmod" and scene.case_of(child) in ("de", "of")):
                return [child]
    return [i for i in triggers if scene.token(i).upos == "NOUN"]


def hangs_under(scene: Scene, index: int, above: Iterable[int]) -> bool:
    goal, here = set(above), index
    for _ in scene.sentence.tokens:
        if here in goal:
            return True
        if scene.token(here).head == here:
            return False
        here = scene.token(here).head
    return False


def naming(scene: Scene, field: int) -> list[int]:
    """What names a field: its adjectives, compounds or complement."""
    return [
        c
        for c in scene.sentence.children(field)
        if scene.token(c).relation in ("amod", "compound", "nmod", "appos", "flat")
    ]


def together(scene: Scene, heads: Iterable[int]) -> list[int]:
    """Tokens with all that is coordinated with them; an aside in brackets counts."""
    found: list[int] = []
    waiting = list(heads)
    while waiting:
        here = waiting.pop(0)
        if here in found:
            continue
        found.append(here)
        waiting.extend(
            c
            for c in scene.sentence.children(here)
            if scene.token(c).relation == "conj" and scene.token(c).upos != "VERB"
        )
    return sorted(found)


def words_of(scene: Scene, index: int) -> str:
    """A good as worded: the noun with its adjectives and what it is of."""
    tokens = [
        i
        for i in scene.phrase(index, scene.sentence.language)
        if scene.token(i).relation not in ("det", "case") or i > index
    ]
    span = scene.span_of([i for i in tokens if i >= min(index, *tokens)] or [index])
    return " ".join(scene.text[span.begin : span.stop].split())


def category_of(scene: Scene, index: int, deed: str) -> Category:
    """The category of a good: by its object class, else by the deed."""
    objects = lexicons.load(scene.sentence.language).objects
    for i in (index, *scene.sentence.children(index)):
        for name in sorted(objects.get(scene.token(i).lemma, frozenset())):
            if name in categories():
                return categories()[name]
    return categories()[deed]


def likelihood_of(scene: Scene, index: int) -> Likelihood:
    """How surely this good is meant, by an adverb between it and what stands before it."""
    words = grammar.load(scene.sentence.language).likelihood
    before = scene.words[: max(0, scene.base + scene.token(index).begin - scene.span.begin)].lower().replace("’", "'")
    near = before[-40:]
    near = near[max(near.rfind(sign) for sign in (",", "(", ";", " et ", " and ", " ou ", " or ")) + 1 :]
    for word, value in words.items():
        if f" {word} " in f" {near.strip('( ')} " and value in ("probable", "possible"):
            return cast(Likelihood, value)
    return "certain"
