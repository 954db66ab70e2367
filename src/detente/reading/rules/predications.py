"""What a sentence says was, will or would be done: chains of operators over deeds, with the tokens that fill their slots.

`predications(sentence, lexicon)` is the seam: it speaks in tokens; the reading stage maps tokens to actors.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from detente import codebook
from detente.languages import grammar
from detente.reading.rules import certainty
from detente.reading.rules.attribution import Attribution, attribution
from detente.reading.rules.certainty import Signals
from detente.reading.rules.chain import Group, Reading, innermost
from detente.reading.rules.graph import VERBAL, Graph
from detente.reading.rules.lexicon import Lexicon
from detente.reading.rules.reader import Reader
from detente.reading.rules.standing import standing
from detente.records import Sentence


@dataclass(frozen=True, slots=True)
class Predication:
    """A chain of operators over a deed, as one sentence states it. All token fields are indices into the sentence.

    `recipients` are candidates in order of preference, each a group of coordinated tokens and whether it is the *target* of
    the deed rather than the one spoken to; compose with `target=True` then. `doer` is who does or would do the innermost deed.
    `parent` is the index (token) of the predicate of the longer chain that contains this one, or None for the outermost;
    `fact`: that chain is told beside this one, which it takes as done.
    """

    at: int
    operators: tuple[str, ...]
    deed: str | None
    actor: tuple[int, ...]
    recipients: tuple[Group, ...]
    doer: tuple[int, ...]
    good: tuple[int, ...]
    triggers: tuple[int, ...]
    both: bool
    rule: str
    signals: Signals
    said_by: Attribution
    parent: int | None
    fact: bool = False  # the operator over it takes it as done (*praised Togo for releasing ...*)

    @property
    def chain(self) -> str:
        """`promise(provide-weapons)`"""
        return self.composed().chain

    def composed(self, target: bool = False) -> codebook.Composed:
        """Type, mode, quad, contexts, intensity and status of the chain."""
        return codebook.compose(self.operators, self.deed, target)


def predications(sentence: Sentence, lexicon: Lexicon, names: frozenset[int] = frozenset()) -> list[Predication]:
    """All predications of a sentence in the order of the text, inner ones too (their `parent` names the outer chain).

    `names`: indices of tokens that belong to names of actors; they let an adjective be an agent (*l'attaque russe*).
    """
    graph = Graph(sentence, grammar.load(sentence.language), names)
    readings = Reader(graph, lexicon).all()
    over, spoken = governed(readings, graph)
    known = facts(readings, graph)
    found = []
    for reading in readings:
        signals = certainty.signals(reading.at, graph)
        place = standing(graph, reading.at, over, spoken)
        if place.open:
            signals = replace(signals, hypothetical=True)
        doer = known.get(reading.at)
        one = _predication(reading, graph, signals, place.above)
        found.append(one if doer is None else replace(one, fact=True, actor=doer))
    return found


def facts(readings: Sequence[Reading], graph: Graph) -> dict[int, tuple[int, ...]]:
    """Deeds that the operator right above them takes as done, with whose deeds they are: clauses, and nouns told as known with
    both their sides (*condemned Lima's shelling of Oslo*)."""
    operators = codebook.load().operators
    found = {}
    for reading in readings:
        inner = reading.inner
        if inner is None or not reading.row.open or inner.at == reading.at:
            continue
        if graph.upos[inner.at] not in VERBAL and not (graph.definite(inner.at) and inner.actor and inner.recipients):
            continue
        above = reading.operators[: len(reading.operators) - len(inner.operators)]
        if above != reading.row.operators or not reading.doer:
            continue
        judged = above[-1] == "condemn" and graph.upos[inner.at] not in VERBAL
        if operators[above[-1]].inner == "fact" or judged:
            found[inner.at] = reading.doer
    return found


def governed(readings: Sequence[Reading], graph: Graph) -> tuple[dict[int, int], frozenset[int]]:
    """Which predicates stand in the chain or among the words of which others, and which of those only say what follows."""
    over: dict[int, int] = {}
    for reading in readings:
        inner = reading.inner
        while inner is not None:
            if inner.at != reading.at:
                over.setdefault(inner.at, reading.at)
                break
            inner = inner.inner
        for token in reading.triggers:
            if token != reading.at and reading.inner is None and graph.upos[token] in VERBAL:
                over.setdefault(token, reading.at)
        if reading.inner is not None:
            continue
        words = codebook.compose(reading.operators, reading.deed).quad in (1, 3)
        # *sued Chad for shelling*, *jailed him for spying*: what words are about, or the ground of a deed
        for kid in graph.kids[reading.at]:
            if graph.rels[kid] in ("advcl", "xcomp", "obl") and (graph.reported(kid) if words else graph.blamed(kid)):
                over.setdefault(kid, reading.at)
    spoken = frozenset(reading.at for reading in readings if reading.operators[:1] == ("say",))
    return over, spoken


def _predication(reading: Reading, graph: Graph, signals: Signals, parent: int | None) -> Predication:
    said_by = attribution(graph, reading.at, signals)

    def meant(tokens: tuple[int, ...]) -> tuple[int, ...]:
        return spoken_of(tokens, graph, said_by)

    voiced = innermost(reading).row.frame.get("A") == ("said",)  # whoever says so does it by saying
    return Predication(
        reading.at,
        reading.operators,
        reading.deed,
        (said_by.speaker,) if voiced and said_by.speaker is not None else meant(reading.actor),
        tuple(Group(meant(group.tokens), group.target) for group in reading.recipients),
        meant(reading.doer),
        reading.good,
        reading.triggers,
        innermost(reading).row.both,
        reading.row.name,
        signals,
        said_by,
        parent,
    )


def spoken_of(tokens: tuple[int, ...], graph: Graph, said_by: Attribution) -> tuple[int, ...]:
    """The same tokens, where the first person of a quotation (*we*, *notre pays*) is its speaker."""
    if said_by.speaker is None:
        return tokens
    found = []
    for token in tokens:
        found.append(said_by.speaker if graph.first_person(token) else token)
        found += [kid for kid in graph.kids[token] if found[-1] != token and graph.rels[kid] == "conj"]
    return tuple(dict.fromkeys(found))


__all__ = ["Group", "Predication", "Reader", "Reading", "innermost", "predications"]
