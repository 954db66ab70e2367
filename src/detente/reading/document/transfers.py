"""Goods that go, or would go, from a provider to a recipient: each good of a giving, with its own likelihood."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, cast

from detente import codebook
from detente.languages import folder_of
from detente.reading.rules import lexicon as lexicons
from detente.records import Category, Likelihood, Status, Transfer
from detente.text import tables

if TYPE_CHECKING:
    from detente.reading.document.events import Told
    from detente.reading.document.scene import Scene

CATEGORIES = codebook.FOLDER / "transfer_categories.tsv"
TRADE = "trade"
GIVING = ("AID", "AGREE", "COOPERATE", "REJECT")  # aid given, promised, traded or refused
MOST = 12  # pairs that one telling may name
ORDER: dict[Likelihood, int] = {"certain": 0, "probable": 1, "possible": 2}


@cache
def categories() -> dict[str, Category]:
    """Deed or object class -> category of what is given."""
    return {name: cast(Category, category) for name, category in tables.rows(CATEGORIES, ("name", "category"))}


@cache
def fields(language: str) -> frozenset[str]:
    """Nouns that say in which field help is given (*domaine*, *field*): the field is the good."""
    path = folder_of(language) / "fields.tsv"
    return frozenset(row[0] for row in tables.rows(path, ("lemma",)))


@cache
def trades(language: str) -> dict[str, str]:
    """Verbs and nouns of trade, and on which side of it their actor stands: "buyer" or "seller"."""
    rows = tables.rows(folder_of(language) / "trades.tsv", ("lemma", "side"))
    return {row[0]: row[1] for row in rows}


def transfers(told: Iterable[Told]) -> tuple[Transfer, ...]:
    """The transfers of a document, each good once a direction and state."""
    found: dict[tuple[str, str, str, str], Transfer] = {}
    for one in told:
        deed = one.predication.deed or ""
        sides = parties(one)
        if sides is None or not (deed in categories() or deed == TRADE or sent(one)):
            continue
        status = status_of(one)
        pairs = [(p, r) for p in sides[0] for r in sides[1] if p != r][:MOST]
        for good, category, likelihood in goods(one) if pairs else ():
            worse = max(likelihood, one.event.likelihood, key=lambda x: ORDER[x])
            for provider, recipient in pairs:
                transfer = Transfer(
                    f"t{len(found) + 1}",
                    provider,
                    recipient,
                    good,
                    category,
                    status,
                    worse,
                    one.event.date.edtf if one.event.date else None,
                    one.event.evidence,
                )
                found.setdefault((provider, recipient, good.lower(), status), transfer)
    return tuple(found.values())


def parties(one: Told) -> tuple[list[str], list[str]] | None:
    """The countries that give and those that get: who is asked gives to who asks, who buys gets from who sells."""
    event, p = one.event, one.predication
    givers = [a.country for a in event.actor if a.country]
    takers = [a.country for a in event.recipient if a.country]
    if p.deed == TRADE:
        words = trades(one.scene.sentence.language)
        side = next(
            (words[lemma] for i in reversed(p.triggers) if (lemma := one.scene.token(i).lemma.lower()) in words), ""
        )
        if not side:
            return None
        givers, takers = (takers, givers) if side == "buyer" else (givers, takers)
    if event.event == "REQUEST":
        givers, takers = takers, givers
    elif event.event not in GIVING and not sent(one):
        return None
    return (givers, takers) if givers and takers else None


def sent(one: Told) -> bool:
    """Whether troops go to somebody, as a dative says: *the dispatch of men to Mali*, not *against*, *near* or *into*."""
    p, scene = one.predication, one.scene
    if p.deed != "mobilise-troops" or one.event.event not in ("MOBILIZE", "AGREE", "THREATEN"):
        return False
    dative = scene.grammar.dative
    return any(scene.case_of(i) in dative for group in p.recipients for i in group.tokens)


def status_of(one: Told) -> Status:
    """The state of a transfer: what is refused is not made, what is asked for is demanded."""
    operators = one.predication.operators
    if one.event.event == "REJECT" or "not" in operators:
        return "negated"
    return "demanded" if one.event.event == "REQUEST" else one.event.status


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
            if token.relation == "obj" or (token.relation == "nmod" and scene.case_of(child) in scene.grammar.genitive):
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
            if name.removeprefix("@") in categories():
                return categories()[name.removeprefix("@")]
    return categories().get(deed, "troops" if deed == "mobilise-troops" else "goods")


def likelihood_of(scene: Scene, index: int) -> Likelihood:
    """How surely this good is meant, by an adverb between it and what stands before it."""
    before = scene.words[: max(0, scene.base + scene.token(index).begin - scene.span.begin)].lower().replace("’", "'")
    near = before[-40:]
    joints = (",", "(", ";", *(f" {word} " for word in scene.grammar.conjunction))
    near = near[max(near.rfind(sign) for sign in joints) + 1 :]
    for word, value in scene.grammar.likelihood.items():
        if f" {word} " in f" {near.strip('( ')} " and value in ("probable", "possible"):
            return cast(Likelihood, value)
    return "certain"
