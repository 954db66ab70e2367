"""What a question asks about: the deeds that its verbs and nouns state by the coder's lexicon, and its other words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from detente.answers.forms import COGNATE, GROWS, SHORTEST, fold, forms, starts, stem, synonyms, tokens
from detente.codebook import compose, load
from detente.languages import folder_of
from detente.reading.rules import lexicon as lexicons
from detente.reading.rules.lexicon import Row
from detente.text import tables

REVERSING = frozenset(
    ("not", "refuse", "fail", "ask", "threaten", "stop", "accuse", "condemn")
)  # what turns a deed about


@dataclass(frozen=True, slots=True)
class Chain:
    """A deed under operators, and the PLOVER type that they come to."""

    operators: tuple[str, ...]
    deed: str | None
    event: str

    @property
    def of(self) -> str | None:
        """The type of the deed itself."""
        return load().deeds[self.deed].type if self.deed and self.deed in load().deeds else None


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the topic with the stems by which it is found: its own, and those that mean the same or look alike."""

    text: str
    own: str
    near: tuple[str, ...]
    name: bool = False  # of a person or a place
    party: bool = False  # of a person who is a party asked about

    def found_in(self, text: tuple[str, ...]) -> float:
        """1 for the word itself, 0.75 for one that means the same, 0 for neither."""
        line = f" {' '.join(text)} "
        if any_of((self.own,)).search(line):
            return 1.0
        return 0.75 * bool(self.near and any_of(self.near).search(line))


@lru_cache(maxsize=4_000)
def any_of(stems: tuple[str, ...]) -> re.Pattern[str]:
    """Forms of some stems among tokens that blanks part: the stem with a few letters more; short words must be equal."""
    listed = (f"{re.escape(one)}[sx]?" if len(one) < SHORTEST else rf"{re.escape(one)}\S{{0,{GROWS}}}" for one in stems)
    return re.compile(rf"(?<= )(?:{'|'.join(listed)})(?= )")


@dataclass(frozen=True, slots=True)
class Wish:
    """The deeds and words asked for."""

    chains: tuple[Chain, ...] = ()
    words: tuple[Word, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.chains or self.words)

    def deed_fit(self, chain: str | None, event: str | None) -> float:
        """How well the deed of an event is one asked for: 0 to 3."""
        if not self.chains:
            return 0.0
        told = read_chain(chain or "", event or "")
        return max(fit(asked, told) for asked in self.chains)


def fit(asked: Chain, told: Chain) -> float:
    """2 for the same deed, 1 for its type, 0.7 for the type they come to; operators add or take away."""
    same = 2.0 if asked.deed and asked.deed == told.deed else 1.0 if asked.of and asked.of == told.of else 0.0
    if asked.event and asked.event == told.event:
        same = max(same, 0.7) + 0.3
    shared = set(asked.operators) & set(told.operators)
    if shared:
        same += 1.2
    elif asked.operators:
        same -= 0.4
    if set(told.operators) & REVERSING - set(asked.operators):
        same -= 0.6
    return max(0.0, min(same, 3.0))


@cache
def read_chain(text: str, event: str) -> Chain:
    """A chain as it stands in the ledger: "promise(provide-weapons)"."""
    *outer, last = text.replace(")", "").split("(")
    book = load()
    operators, deed = (tuple(outer), last) if last in book.deeds else ((*outer, last) if last else (), None)
    return Chain(operators, deed or None, event)


@cache
def light(language: str) -> frozenset[str]:
    """Verbs and nouns that state no deed of themselves, only with a word beside them (*take*, *faire*)."""
    return frozenset(row[0] for row in tables.rows(folder_of(language) / "light.tsv", ("lemma",)))


@lru_cache(maxsize=8_000)
def chains_of(text: str, language: str) -> tuple[Chain, ...]:
    """The deeds that a text states, read without a parser: each head with the words and classes that its row asks for."""
    lexicon = lexicons.load(language)
    known = forms(language)
    present = [known.get(token, frozenset()) for token in tokens(text)]
    everything = {lemma for lemmas in present for lemma in lemmas}
    classes = {name for lemma in everything for name in lexicon.objects.get(lemma, ())}
    found: dict[tuple[tuple[str, ...], str | None], None] = {}
    for lemma in dict.fromkeys(lemma for lemmas in present for lemma in sorted(lemmas)):
        rows = [row for index in (lexicon.verbs, lexicon.nouns, lexicon.adjectives) for row in index.get(lemma, ())]
        for row in most_specific(rows, everything, classes, lemma in light(language)):
            found[row.operators, row.deed] = None
    return joined(list(found))


def most_specific(rows: Iterable[Row], lemmas: set[str], classes: set[str], needs: bool) -> list[Row]:
    """The rows of a head whose words and classes are there, only those that ask for most."""
    fitting = [
        row
        for row in rows
        if set(row.words) <= lemmas
        and set(row.classes) <= classes
        and not row.near
        and (row.words or row.classes or not needs)
    ]
    most = max((len(row.words) + len(row.classes) for row in fitting), default=0)
    return [row for row in fitting if len(row.words) + len(row.classes) == most]


def types_of(text: str, language: str) -> tuple[Chain, ...]:
    """The PLOVER types that words of a question stand for as a whole (*agreements*, *gestes d'apaisement*)."""
    listed = tables.rows(folder_of(language) / "types.tsv", ("stem", "types"))
    present = tokens(text)
    kinds = [
        kind for stem_, names in listed if any(starts(token, stem_) for token in present) for kind in names.split()
    ]
    return tuple(Chain((), None, kind) for kind in dict.fromkeys(kinds))


def joined(found: list[tuple[tuple[str, ...], str | None]]) -> tuple[Chain, ...]:
    """Deeds, each under the operators that stand open beside it; operators alone where no deed is named."""
    outer = tuple(dict.fromkeys(name for operators, deed in found if deed is None for name in operators))
    deeds = [(operators, deed) for operators, deed in found if deed is not None]
    chains: list[tuple[tuple[str, ...], str | None]] = [*deeds]
    chains += [((name, *operators), deed) for name in outer for operators, deed in deeds if name not in operators]
    chains += [((name,), None) for name in outer]
    return tuple(Chain(operators, deed, composed(operators, deed)) for operators, deed in dict.fromkeys(chains))


def composed(operators: tuple[str, ...], deed: str | None) -> str:
    return compose(operators, deed).event


def word(text: str, language: str, name: bool = False, party: bool = False) -> Word:
    """A word of the topic, with what means the same in both languages."""
    own = stem(text, language)
    lemmas = [stem(lemma, language) for lemma in sorted(forms(language).get(fold(text), ()))]
    near = [lemma for lemma in lemmas if len(lemma) > 3]
    near += [one for lemma in dict.fromkeys((own, *lemmas)) for one in synonyms(language).get(lemma, ())]
    near += [one[:-1] for one in near if one.endswith("er") and len(one) <= COGNATE]  # *lever*: *levé*, *lève*
    if len(fold(text)) > COGNATE:
        near.append(fold(text)[:COGNATE])
    return Word(text, own, tuple(one for one in near if one != own), name, party)


__all__ = ["Chain", "Wish", "Word", "chains_of", "fit", "read_chain", "types_of", "word"]
