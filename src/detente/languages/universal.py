"""A sentence under construction: from a spaCy parse to our dialect of Universal Dependencies.

The dialect: UD v2 relations; the predicate heads its copula; prepositions are `case`, subordinators `mark`; coordination hangs
on the first conjunct; one root a sentence; reflexive clitics are `expl:pv`; `obl:agent` marks who acts in a passive. One thing
differs from UD in English: person names keep their last word as head, the others are `compound`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from detente.languages.arcs import rings
from detente.records import Sentence, Token

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM", "X"})
VERBAL = frozenset({"VERB", "AUX"})


@dataclass(slots=True)
class Draft:
    """Parallel lists, one entry a word, that a language's normaliser edits in place. The root's head is itself."""

    begins: list[int]
    forms: list[str]
    lemmas: list[str]
    upos: list[str]
    heads: list[int]
    relations: list[str]
    features: list[Mapping[str, str]]

    def __len__(self) -> int:
        return len(self.forms)

    def children(self, index: int) -> list[int]:
        return [i for i, head in enumerate(self.heads) if head == index and i != index]

    @property
    def root(self) -> int:
        """The first word whose head is itself."""
        return next((i for i, head in enumerate(self.heads) if head == i), 0)

    def dependents(self) -> list[list[int]]:
        """The children of every word, for a pass that leaves the heads as they are."""
        below: list[list[int]] = [[] for _ in self.heads]
        for i, head in enumerate(self.heads):
            if head != i:
                below[head].append(i)
        return below

    def attach(self, index: int, head: int, relation: str) -> None:
        self.heads[index], self.relations[index] = head, relation

    def replace(self, old: int, new: int) -> None:
        """Put `new` where `old` hangs, with all dependents of `old` below it; `old` itself is left to the caller."""
        relation = self.relations[old]
        head = new if self.heads[old] == old else self.heads[old]
        for child in self.children(old):
            if child != new:
                self.heads[child] = new
        self.attach(new, head, relation)
        self.heads[old] = new

    def sentence(self, begin: int, stop: int, language: str) -> Sentence:
        """The finished sentence, shifted to where it stands in its text."""
        for index in rings(self.heads):  # two steps of the mapping may hang two words on one another
            self.attach(index, index, "root")
        single_root(self)
        begins = [begin + at for at in self.begins]
        stops = [at + len(form) for at, form in zip(begins, self.forms, strict=True)]
        rest = (self.forms, self.lemmas, self.upos, self.heads, self.relations, self.features)
        tokens = tuple(map(Token, count(), begins, stops, *rest))
        return Sentence(begin, stop, language, tokens)


def single_root(draft: Draft) -> None:
    """One root a sentence: the first verb among the parser's roots; a bare noun before it becomes its subject, others parataxis."""
    roots = [i for i, head in enumerate(draft.heads) if head == i]
    if not roots:
        return
    main = next((i for i in roots if draft.upos[i] in VERBAL), roots[0])
    has_subject = any(draft.relations[i].startswith("nsubj") for i in draft.children(main))
    for i in roots:
        if i == main:
            draft.relations[i] = "root"
        elif i < main and draft.upos[i] in NOMINAL and not has_subject:
            draft.attach(i, main, "nsubj")
            has_subject = True
        elif draft.upos[i] == "PUNCT":
            draft.attach(i, main, "punct")
        else:
            draft.attach(i, main, "parataxis")
