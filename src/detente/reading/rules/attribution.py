"""On whose word a clause stands: the author's, a speaker's (*said*, *a déclaré*), a source's (*selon*), or hearsay (*aurait livré*)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from detente.reading.rules.certainty import Signals
from detente.reading.rules.graph import Graph

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
        named = source(graph, here)
        if named is not None:
            return named
        for kid in graph.kids[here]:
            if graph.rels[kid] == "parataxis" and graph.says(kid) and kid != at:
                return Attribution("speaker", _speaker(graph, kid), (kid,))
        above = graph.heads[here]
        if above == here:
            break
        says = graph.says(above) and graph.upos[above] == "VERB"
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


def source(graph: Graph, clause: int) -> Attribution | None:
    """*selon Séoul*, *according to officials*, *aux dires de Kiev*, *à en croire Paris*: whom an adjunct of the clause names."""
    for kid in graph.kids[clause]:
        if _in_front(graph, kid):
            return Attribution("source", kid, (0,))
        if not graph.rels[kid].startswith(("obl", "nmod", "advcl", "advmod")):
            continue
        speaker = holder(graph, kid)
        if speaker is not None:
            return Attribution("source", speaker, (kid,))
        for case in graph.kids[kid]:
            if graph.rels[case] not in ("case", "mark"):
                continue
            words = [case, *(more for more in graph.kids[case] if graph.rels[more] == "fixed")]
            text = "".join(graph.forms[word] for word in words)
            if (graph.grammar.source.get(graph.forms[case]) or graph.grammar.source.get(text, "front")) != "front":
                return Attribution("source", graph.resolve(kid), tuple(words))
    return None


def _in_front(graph: Graph, kid: int) -> bool:
    """*Pour Kiev, ...*: a name that opens the sentence behind such a preposition, and a comma after it, is whose view follows."""
    if graph.grammar.source.get(graph.forms[0]) != "front" or graph.heads[0] != kid:
        return False
    own = (below for below in graph.kids[kid] if below not in graph.kids[0] and graph.rels[below] != "punct")
    last = max([kid, *own])
    named = any(word in graph.names for word in range(1, last + 1))
    return named and any(graph.forms[word] == "," for word in range(last + 1, min(last + 4, len(graph.forms))))


def holder(graph: Graph, opinion: int) -> int | None:
    """Whose opinion a token names: *aux dires de Kiev*, *in the eyes of Seoul*; of the infinitive *à en croire Paris* its object."""
    if graph.lemmas[opinion] not in graph.grammar.opinion:
        return None
    if graph.upos[opinion] == "VERB":
        bare = graph.tokens[opinion].features.get("VerbForm") == "Inf" and graph.rels[opinion] == "advcl"
        return next((kid for kid in graph.kids[opinion] if bare and graph.rels[kid] == "obj"), None)
    if graph.preposition(opinion) is None:
        return None
    return next((kid for kid in graph.kids[opinion] if graph.rels[kid].split(":")[0] == "nmod"), None)
