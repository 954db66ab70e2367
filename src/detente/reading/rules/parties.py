"""The two parties of a deed where its words part them: *between A and B*, *A's attack on B*, *the arrest of B by A*, *the raid
that A ordered*. `part` fills the slots of a row with what its frame, which takes one place after the other, cannot see."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reading.rules.graph import VERBAL, Graph
from detente.reading.rules.lexicon import Lexicon, Row

Slots = dict[str, Sequence[int]]


def part(row: Row, graph: Graph, lexicon: Lexicon, index: int, carriers: Sequence[int], slots: Slots) -> None:
    """Fill the slots of a row at `index`; `carriers` are its matched words and objects, on which parties may hang too."""
    verbal = graph.upos[index] in VERBAL
    if not verbal and not row.open:
        _owned(row, graph, index, slots)
        _led(row, graph, lexicon, index, slots)
    if verbal and "A" not in slots and graph.passive(index):
        agents = [token for one in carriers for place, token in graph.roles(one) if place in graph.grammar.agent]
        if agents:
            slots["A"] = agents
    if "A" not in slots or set(slots["A"]) <= {index, *carriers}:
        _between(graph, (index, *carriers), slots)
    elif not verbal and "between" in {place for place, token in graph.roles(index) if token in slots["A"]}:
        _between(graph, (index,), slots)


def _owned(row: Row, graph: Graph, index: int, slots: Slots) -> None:
    """An agent, else a possessor, does what *of* or *de* says is done to somebody."""
    places = row.frame.get("A", ())
    near = [index, *(token for place, token in graph.roles(index) if place == "gen" and graph.heads[token] == index)]
    agents = [
        token
        for one in near
        for place, token in graph.roles(one)
        if place in graph.grammar.agent and place in places and graph.upos[token] not in VERBAL
    ]
    owners = [] if agents or "gen" not in places else _possessors(graph, index)
    doers = agents or owners
    if not doers:
        return
    others = [token for place, token in graph.roles(index) if place == "gen" and token not in doers]
    slots["A"] = doers
    told = [token for token in slots.get("R", ()) if token not in doers]
    if told:
        slots["R"] = told
    elif others:
        slots["R"] = others
    else:
        slots.pop("R", None)


def _possessors(graph: Graph, index: int) -> list[int]:
    """Owners before a noun that has an *of* behind it too (*Oslo's release of the crew*)."""
    if not any(
        graph.rels[kid] == "nmod" and graph.preposition(kid) in graph.grammar.genitive for kid in graph.kids[index]
    ):
        return []
    return [
        kid
        for kid in graph.kids[index]
        if graph.rels[kid] == "nmod:poss"
        or (graph.rels[kid].startswith("det") and graph.forms[kid] in graph.grammar.possessive)
    ]


def _led(row: Row, graph: Graph, lexicon: Lexicon, index: int, slots: Slots) -> None:
    """*The raid led by A against B*, *the raid that A had ordered*: a light verb below the noun has its doer, and whom it meets."""
    if "A" in slots:
        return
    for kid in graph.kids[index]:
        if graph.rels[kid] not in ("acl", "acl:relcl") or graph.upos[kid] not in VERBAL:
            continue
        if not any(one.open and one.operators == ("do",) for one in lexicon.verbs.get(graph.lemmas[kid], ())):
            continue
        roles = graph.roles(kid)
        if not any(place == "obj" and token == index for place, token in roles):
            continue
        doers = [token for place, token in roles if place == "subj" and token != index]
        if not doers:
            continue
        slots["A"] = doers
        met = [token for place, token in roles if place in row.frame.get("R", ()) and token not in (index, *doers)]
        if met and "R" not in slots:
            slots["R"] = met
        return


def _between(graph: Graph, where: Sequence[int], slots: Slots) -> None:
    for one in where:
        for place, token in graph.roles(one):
            if place != "between":
                continue
            both = graph.together(token)
            slots["A"], rest = [both[0]], both[1:]
            if rest:
                slots["R"] = rest
            return
