"""Nominals that the parser hung too high, or on the wrong word: complements of an infinitive, second conjuncts."""

from __future__ import annotations

from collections.abc import Container

from detente.languages.clauses import Arcs

NOMINAL = frozenset(("NOUN", "PROPN"))
PIECES = frozenset(("flat", "flat:name", "flat:foreign", "compound"))


def attach(arcs: Arcs, modal: Container[str]) -> None:
    """Hang complements and conjuncts where their place in the sentence says they belong."""
    changed = [lowered(arcs, index, modal) or coordinated(arcs, index) for index in range(len(arcs.heads))]
    if any(changed):
        below: list[list[int]] = [[] for _ in arcs.heads]
        for index, head in enumerate(arcs.heads):
            if head != index:
                below[head].append(index)
        arcs.kids[:] = [tuple(row) for row in below]


def lowered(arcs: Arcs, index: int, modal: Container[str]) -> bool:
    """What follows the infinitive under a modal completes the infinitive (*va remettre un rapport à Moscou*, not *va à Moscou*)."""
    above = arcs.heads[index]
    if not arcs.rels[index].startswith("obl") or arcs.lemmas[above] not in modal or above == index:
        return False
    for kid in arcs.kids[above]:
        if above < kid < index and arcs.rels[kid] == "xcomp" and arcs.infinitive(kid):
            arcs.heads[index] = kid
            return True
    return False


def coordinated(arcs: Arcs, index: int) -> bool:
    """*entre X et Y*, *X et Y*: what *and* joins to a name hangs on that name, not on a pronoun or verb before it."""
    if arcs.upos[index] != "PROPN":
        return False
    first = next((kid for kid in arcs.kids[index] if arcs.rels[kid] == "cc" and kid < index), None)
    before = index - 1 - (index > 0 and arcs.rels[index - 1] == "det")
    if first is None and before > 0 and arcs.rels[before] == "cc" and arcs.heads[before] == arcs.heads[index]:
        first = before  # *and* hung on the verb, beside both of its subjects
    if first is None or first == 0 or arcs.upos[first - 1] != "PROPN":
        return False
    other = first - 1
    while arcs.rels[other] in PIECES and arcs.upos[arcs.heads[other]] in NOMINAL:
        other = arcs.heads[other]
    lost = arcs.rels[index] == "conj" and arcs.upos[arcs.heads[index]] == "PRON"
    strange = arcs.rels[index].split(":")[0] in ("nsubj", "obj", "obl", "nmod")
    if not (lost or strange) or other == index or _under(arcs, other, index):
        return False
    if strange and any(arcs.rels[kid] == "case" for kid in arcs.kids[index]):
        return False  # *in X and to Y*
    arcs.heads[index], arcs.rels[index] = other, "conj"
    return True


def _under(arcs: Arcs, index: int, above: int) -> bool:
    for _ in arcs.heads:
        if index == above:
            return True
        if arcs.heads[index] == index:
            return False
        index = arcs.heads[index]
    return True
