"""What the parser hung too high or on the wrong word: complements of an infinitive, second conjuncts, adjectives of nationality,
prepositions of two words.
"""

from __future__ import annotations

from collections.abc import Collection, Container

from detente.languages.arcs import Arcs

NOMINAL = frozenset(("NOUN", "PROPN"))
PIECES = frozenset(("flat", "flat:name", "flat:foreign", "compound"))


def attach(arcs: Arcs, modal: Container[str], time: Container[str], names: Collection[int]) -> None:
    """Hang complements and conjuncts where their place in the sentence says they belong. `names`: tokens of actors' names; `time`:
    nouns of time."""
    changed = False
    for index in range(len(arcs.heads)):
        done = (
            lowered(arcs, index, modal)
            or coordinated(arcs, index, names)
            or subject(arcs, index)
            or (index in names and adjective(arcs, index, time))
            or doubled(arcs, index)
        )
        if done:
            changed = True
    if changed:
        arcs.rebuild()


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


def coordinated(arcs: Arcs, index: int, names: Container[int] = frozenset()) -> bool:
    """*entre X et Y*, *X et Y*: what *and* joins to a name hangs on that name, not on a pronoun or verb before it."""
    if arcs.upos[index] != "PROPN" and index not in names:
        return False
    first = next((kid for kid in arcs.kids[index] if arcs.rels[kid] == "cc" and kid < index), None)
    before = index - 1 - (index > 0 and arcs.rels[index - 1] == "det")
    if first is None and before > 0 and arcs.rels[before] == "cc" and arcs.heads[before] == arcs.heads[index]:
        first = before  # *and* hung on the verb, beside both of its subjects
    if first is None or first == 0 or (arcs.upos[first - 1] != "PROPN" and first - 1 not in names):
        return False
    other = first - 1
    while arcs.rels[other] in PIECES and arcs.upos[arcs.heads[other]] in NOMINAL:
        other = arcs.heads[other]
    lost = arcs.rels[index] == "conj" and arcs.upos[arcs.heads[index]] == "PRON"
    strange = arcs.rels[index].split(":")[0] in ("obj", "obl", "nmod") or (
        arcs.rels[index].startswith("nsubj")
        and any(arcs.rels[kid].startswith("nsubj") and kid < index for kid in arcs.kids[arcs.heads[index]])
    )
    if not (lost or strange) or other == index or under(arcs, other, index):
        return False
    if strange and any(arcs.rels[kid] == "case" for kid in arcs.kids[index]):
        return False  # *in X and to Y*
    arcs.heads[index], arcs.rels[index] = other, "conj"
    return True


def subject(arcs: Arcs, index: int) -> bool:
    """*Recalled its envoy and Chad closed the border*: what *and* joins to an object right before the next verb is its subject,
    where that verb has neither a subject nor an *and* of its own."""
    verb = last(arcs, index) + 1
    thing = arcs.heads[index]
    if arcs.rels[index] != "conj" or arcs.rels[thing] != "obj" or verb >= len(arcs.heads):
        return False
    if (
        arcs.upos[verb] != "VERB"
        or arcs.rels[verb] != "conj"
        or arcs.heads[verb] != arcs.heads[thing]
        or arcs.infinitive(verb)
    ):
        return False
    if any(arcs.rels[kid] == "cc" or arcs.rels[kid].startswith("nsubj") for kid in arcs.kids[verb] if kid < verb):
        return False
    arcs.heads[index], arcs.rels[index] = verb, "nsubj"
    return True


def last(arcs: Arcs, index: int) -> int:
    """The last token of a phrase behind its head."""
    return max((last(arcs, kid) for kid in arcs.kids[index] if kid > index), default=index)


def adjective(arcs: Arcs, index: int, time: Container[str] = frozenset()) -> bool:
    """*des gardes turcs*: a name of small letters right behind a noun is its adjective, whatever the tagger took it for; a day
    that hangs on it hangs on the verb."""
    above = arcs.heads[index]
    if (
        above != index - 1
        or arcs.upos[above] != "NOUN"
        or arcs.rels[index] not in ("acl", "nmod", "appos", "advmod", "amod")
    ):
        return False
    days = [kid for kid in arcs.kids[index] if arcs.lemmas[kid] in time and arcs.heads[above] != above]
    if len(days) < len(arcs.kids[index]) or arcs.forms[index][:1].isupper():
        return False
    for day in days:
        arcs.heads[day], arcs.rels[day] = arcs.heads[above], "obl:tmod"
    arcs.upos[index], arcs.rels[index] = "ADJ", "amod"
    return True


def doubled(arcs: Arcs, index: int) -> bool:
    """*auprès du Togo*, *à côté de X*: an adverb with a bare noun behind *of* below it is the noun's preposition."""
    if arcs.upos[index] != "ADV" or arcs.heads[index] == index:
        return False
    below = [kid for kid in arcs.kids[index] if arcs.rels[kid].startswith(("obl", "nmod")) and kid > index]
    if len(below) != 1 or len(arcs.kids[index]) != 1 or arcs.upos[below[0]] not in NOMINAL:
        return False
    noun = below[0]
    if not any(arcs.rels[kid] == "case" and kid == index + 1 for kid in arcs.kids[noun]):
        return False
    arcs.heads[noun], arcs.rels[noun] = arcs.heads[index], "obl"
    arcs.heads[index], arcs.rels[index], arcs.upos[index] = noun, "case", "ADP"
    return True


def under(arcs: Arcs, index: int, above: int) -> bool:
    """Whether a token is, or hangs by whatever steps on, another."""
    for _ in arcs.heads:
        if index == above:
            return True
        if arcs.heads[index] == index:
            return False
        index = arcs.heads[index]
    return True
