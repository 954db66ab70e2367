"""How a predicate stands in its sentence: told by it, or only spoken of under a word that leaves open whether it was done.

An operator of the lexicon takes the deed it stands over into its chain. What is looked for here is the rest: deeds beside that
one (*pledged to withdraw its troops and to compensate Togo*), inside the words of a row (*accused Chad of shelling*), and behind
a word that no row knows (*an occasion to attack*, *without signing*).
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Literal, NamedTuple

from detente.reading.rules.graph import VERBAL, Graph

Open = Literal["", "undone", "aim", "supposed"]
CLAUSAL = frozenset(("xcomp", "ccomp", "csubj", "csubj:pass", "advcl", "acl", "obl", "nmod", "dep", "advmod"))
STEPS = 12


class Standing(NamedTuple):
    """`above`: the predicate in whose chain or words the deed is embedded; `open`: why it is not told, where no chain says so."""

    above: int | None = None
    open: Open = ""


def standing(graph: Graph, at: int, over: Mapping[int, int], spoken: Container[int]) -> Standing:
    """Climb from a predicate. `over`: the predicates that stand over others by the lexicon; `spoken`: those that only say so."""
    here, speech = at, None
    for _ in range(STEPS):
        if here in over:
            if over[here] not in spoken:
                return Standing(over[here])
            speech = over[here] if speech is None else speech
            here = over[here]
            continue
        rel, above = graph.rels[here], graph.heads[here]
        if above == here or rel in ("root", "parataxis"):
            break
        if graph.upos[here] in VERBAL:
            found = _clause(graph, here)
            if found:
                return Standing(speech, found)
            if rel == "conj" and not parallel(graph, here, above):
                here = _told_beside(graph, above)
                continue
            if rel in ("acl", "acl:relcl") and not graph.openers(here):
                break  # a relative or a participle tells on its own account
        elif graph.definite(here) or rel in ("obl", "advmod", "appos"):
            break  # what is known, and what only sets the scene, is taken as a fact
        here = above
    return Standing(speech)


def parallel(graph: Graph, index: int, first: int) -> bool:
    """Whether a coordinated verb stands in the same construction as the first (two infinitives, two finite verbs)."""
    if graph.upos[first] not in VERBAL:
        return True
    return (graph.form(index) == graph.form(first)) or not graph.finite(index)


def _told_beside(graph: Graph, first: int) -> int:
    """The finite clause that a verb is really coordinated with, where the parser hung it on the infinitive in it."""
    here = first
    while graph.heads[here] != here and not graph.finite(here):
        here = graph.heads[here]
    return here


def _clause(graph: Graph, index: int) -> Open:
    """What the word that opens a verb's own clause, or its bare infinitive, says of it."""
    rel, above = graph.rels[index], graph.heads[index]
    if rel.split(":")[0] not in CLAUSAL and rel != "conj":
        return ""
    for word in graph.openers(index):
        kind = graph.grammar.clause.get(word)
        if kind == "undone":
            return "undone"
        if kind == "supposed":
            return "supposed"
    if rel == "acl" and graph.finite(index) and graph.openers(index):  # *claims that*, not *the fact that*
        return "" if graph.lemmas[above] in graph.grammar.factual else "supposed"
    if rel == "ccomp" and graph.subjunctive(index):  # *rien n'indique qu'elle ait ...*: not said to be so
        return "supposed"
    if rel == "conj" or not graph.infinitive(index):
        return ""
    lemma = graph.lemmas[above]
    if lemma in graph.grammar.brings or graph.says(above) or lemma in graph.grammar.modal:
        return ""
    if rel in ("acl", "advcl") and any(
        graph.lemmas[word] in graph.grammar.ordinal for word in (above, *graph.kids[above])
    ):
        return ""
    return "aim"
