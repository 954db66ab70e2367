"""On whose word a clause stands: the author's, a speaker's (*said*, *a déclaré*), a source's (*selon*), or hearsay (*aurait livré*)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.coding.certainty import Signals
from detente.coding.graph import Graph

ASKS_FOR_CLAUSE = frozenset(("ccomp", "xcomp", "advcl", "parataxis", "acl", "conj", "obj"))


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so. Fields are token indices: `speaker` is the head of the name, `cue` the verb or preposition that says it."""

    kind: Literal["author", "speaker", "source", "hearsay"] = "author"
    speaker: int | None = None
    cue: tuple[int, ...] = ()


def attribution(graph: Graph, at: int, signals: Signals) -> Attribution:
    """Who vouches for the predicate at a token: the nearest speaker or source above it."""
    here = at
    for _ in range(12):
        source = _source(graph, here)
        if source is not None:
            return source
        for kid in graph.kids[here]:
            if graph.rels[kid] == "parataxis" and graph.lemmas[kid] in graph.grammar.speech and kid != at:
                return Attribution("speaker", _speaker(graph, kid), (kid,))
        above = graph.heads[here]
        if above == here:
            break
        says = graph.lemmas[above] in graph.grammar.speech and graph.upos[above] == "VERB"
        if says and graph.rels[here] in ASKS_FOR_CLAUSE and graph.rels[here] != "conj":
            speaker = _speaker(graph, above)
            if speaker is not None and speaker not in graph.kids[at]:
                return Attribution("speaker", speaker, (above,))
        here = above
    if signals.hearsay is not None:
        return Attribution("hearsay", None, (signals.hearsay,))
    return Attribution()


def _speaker(graph: Graph, verb: int) -> int | None:
    subject = graph.subject(verb)[0]
    if subject is not None and graph.forms[subject] in graph.grammar.personal:
        return next(iter(graph.antecedents(subject)), subject)
    return subject


def _source(graph: Graph, clause: int) -> Attribution | None:
    """*selon Séoul*, *according to officials*: a prepositional phrase of the clause."""
    for kid in graph.kids[clause]:
        if not graph.rels[kid].startswith(("obl", "nmod", "advcl")):
            continue
        for case in graph.kids[kid]:
            if graph.rels[case] not in ("case", "mark"):
                continue
            words = [case, *(more for more in graph.kids[case] if graph.rels[more] == "fixed")]
            text = "".join(graph.forms[word] for word in words)
            if graph.forms[case] in graph.grammar.source or text in graph.grammar.source:
                return Attribution("source", graph.resolve(kid), tuple(words))
    return None
