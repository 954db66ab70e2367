"""Clauses and verbs that the parser hung on the wrong word: completives, conjuncts, pronouns, headlines without a finite verb."""

from __future__ import annotations

from collections.abc import Container

from detente.languages.arcs import Arcs
from detente.languages.grammar import Grammar

VERBS = frozenset(("VERB", "AUX"))
NOUNS = frozenset(("NOUN", "PROPN"))
BEFORE = frozenset(("NOUN", "PROPN", "ADJ", "NUM", "DET", "CCONJ", "ADP"))  # what may be the subject of a headline


def complete(arcs: Arcs, grammar: Grammar, verbs: Container[str]) -> None:
    """All repairs of this file, each where its construction betrays itself."""
    changed = [
        headline(arcs, verbs, tuple(ending[1:] for ending in grammar.plural)),
        companions(arcs, grammar.speaking),
        clitics(arcs, grammar.speaking),
        small(arcs),
        completives(arcs, grammar.relative),
        misjoined(arcs),
        fellows(arcs),
        excluded(arcs, grammar.excepting),
        objects(arcs, grammar.time),
        parenthetic(arcs),
    ]
    if any(changed):
        arcs.rebuild()


def headline(arcs: Arcs, verbs: Container[str], plurals: tuple[str, ...]) -> bool:
    """*Peru severs ties with Chile*: a title without a verb, whose verb was taken for a plural."""
    if any(upos in VERBS for upos in arcs.upos):
        return False
    last = len(arcs.forms) - 1
    for index in range(1, last):
        form = arcs.forms[index]
        plural = arcs.upos[index] == "NOUN" and form.endswith(plurals) and arcs.lemmas[index] in verbs
        follows = arcs.upos[index + 1] in ("NOUN", "PROPN", "ADJ", "DET", "NUM")
        named = arcs.upos[index - 1] in NOUNS and all(upos in BEFORE for upos in arcs.upos[:index])
        if plural and follows and named and arcs.lemmas[index] != form:
            _title(arcs, index)
            return True
    return False


def _title(arcs: Arcs, verb: int) -> None:
    """The verb at the head, the noun before it as subject, what was the head behind it as object."""
    root = next(index for index, head in enumerate(arcs.heads) if head == index)
    subject = verb - 1
    arcs.upos[verb] = "VERB"
    for index, head in enumerate(arcs.heads):
        if index < verb and index != subject and (head >= verb or head == index):
            arcs.heads[index] = subject
            arcs.rels[index] = "compound" if arcs.upos[index] in NOUNS else arcs.rels[index]
        elif index > verb and head < verb:
            arcs.heads[index] = verb
    arcs.heads[verb], arcs.rels[verb] = verb, "root"
    arcs.heads[subject], arcs.rels[subject] = verb, "nsubj"
    if root > verb:
        arcs.heads[root], arcs.rels[root] = verb, "obj"


def clitics(arcs: Arcs, speaking: Container[str]) -> bool:
    """A verb has one subject: *le Tchad nous attaque* attacks us, *j'ai rencontré le président* meets the president."""
    changed = False
    for verb, upos in enumerate(arcs.upos):
        if upos not in VERBS:
            continue
        subjects = [kid for kid in arcs.kids[verb] if arcs.rels[kid] == "nsubj"]
        if len(subjects) != 2:
            continue
        one, other = subjects
        taken = any(arcs.rels[kid] in ("obj", "ccomp", "xcomp") for kid in arcs.kids[verb])
        if (other < verb and arcs.forms[other] in speaking and arcs.upos[other] == "PRON") or (
            one < verb < other and arcs.upos[one] == "PRON" and not taken
        ):
            arcs.rels[other], changed = "obj", True
    return changed


def companions(arcs: Arcs, speaking: Container[str]) -> bool:
    """*L'Égypte et nous formerons*: a name before *and we* is coordinated with the pronoun, not hung on the verb."""
    changed = False
    for index in range(2, len(arcs.forms)):
        joined = arcs.forms[index] in speaking and arcs.rels[index] in ("nsubj", "obj") and arcs.rels[index - 1] == "cc"
        name = index - 2
        if joined and arcs.upos[name] in NOUNS and arcs.heads[name] == arcs.heads[index]:
            arcs.heads[name], arcs.rels[name], arcs.rels[index] = index, "conj", "nsubj"
            changed = True
    if changed:
        arcs.rebuild()
    return changed


def small(arcs: Arcs) -> bool:
    """*Considers the patrols a threat*: what is called so is the object of the verb, not the subject of a clause without verb."""
    changed = False
    for index, rel in enumerate(arcs.rels):
        if rel not in ("ccomp", "xcomp") or arcs.upos[index] not in ("NOUN", "ADJ"):
            continue
        verb = arcs.heads[index]
        below = {arcs.rels[kid]: kid for kid in arcs.kids[index]}
        bare = "nsubj" in below and below.keys().isdisjoint(("cop", "mark", "aux", "case"))
        if bare and verb < below["nsubj"] and all(arcs.rels[kid] != "obj" for kid in arcs.kids[verb]):
            subject = below["nsubj"]
            arcs.heads[subject], arcs.rels[subject], arcs.rels[index] = verb, "obj", "xcomp"
            changed = True
    if changed:
        arcs.rebuild()
    return changed


def completives(arcs: Arcs, relative: Container[str]) -> bool:
    """*A confié à un journal que Lima avait ...*: a clause that lacks nothing is no relative of the noun before it."""
    changed = False
    for index, rel in enumerate(arcs.rels):
        if rel not in ("acl", "acl:relcl") or arcs.upos[index] not in VERBS:
            continue
        objects = [kid for kid in arcs.kids[index] if arcs.rels[kid] == "obj"]
        opener = next((kid for kid in objects if kid < index and arcs.forms[kid] in relative), None)
        full = any(arcs.rels[kid] == "nsubj" and arcs.forms[kid] not in relative for kid in arcs.kids[index])
        verb = _verb_above(arcs, index)
        if opener is None or len(objects) < 2 or not full or verb is None:
            continue
        arcs.heads[index], arcs.rels[index], arcs.rels[opener] = verb, "ccomp", "mark"
        changed = True
    return changed


def _verb_above(arcs: Arcs, index: int) -> int | None:
    here = arcs.heads[index]
    for _ in arcs.heads:
        if arcs.upos[here] in VERBS:
            return here if here < index else None
        if arcs.heads[here] == here:
            return None
        here = arcs.heads[here]
    return None


def misjoined(arcs: Arcs) -> bool:
    """*D'avoir expulsé ses bergers et saisi leurs vaches*: a verb is coordinated with a verb, not with its object."""
    changed = False
    for index, rel in enumerate(arcs.rels):
        noun = arcs.heads[index]
        verb = arcs.heads[noun]
        joined = rel == "conj" and arcs.upos[index] == "VERB" and arcs.upos[noun] in NOUNS and arcs.upos[verb] == "VERB"
        below = {arcs.rels[kid] for kid in arcs.kids[index]}
        if joined and arcs.rels[noun] == "obj" and "cc" in below and below.isdisjoint(("nsubj", "mark", "det")):
            arcs.heads[index] = verb
            for kid in range(index + 1, len(arcs.heads)):  # what stands behind it is its own
                own = (arcs.heads[kid], arcs.rels[kid]) in ((noun, "conj"), (verb, "obj"))
                if own and "obj" not in below:
                    arcs.heads[kid], arcs.rels[kid] = index, "obj"
                    break
            changed = True
    return changed


def fellows(arcs: Arcs) -> bool:
    """*Le gaz de l'Ukraine et de la Moldavie*: a noun with a preposition is coordinated with one that has the same, not with the bare
    noun above it."""
    changed = False
    for index, rel in enumerate(arcs.rels):
        first = arcs.heads[index]
        own = case(arcs, index)
        if rel != "conj" or own is None or arcs.upos[index] not in NOUNS or case(arcs, first) is not None:
            continue
        like = [k for k in arcs.kids[first] if k < index and arcs.rels[k] in ("nmod", "obl") and case(arcs, k) == own]
        if like:
            arcs.heads[index] = like[-1]
            changed = True
    return changed


def case(arcs: Arcs, index: int) -> str | None:
    """The lemma of a noun's preposition."""
    return next((arcs.lemmas[kid] for kid in arcs.kids[index] if arcs.rels[kid] == "case" and kid < index), None)


def excluded(arcs: Arcs, denying: Container[str]) -> bool:
    """*X and Y, but not Z*: who is excepted is none of those coordinated."""
    changed = False
    for index, rel in enumerate(arcs.rels):
        if rel == "conj" and arcs.upos[index] in NOUNS and any(arcs.forms[kid] in denying for kid in arcs.kids[index]):
            arcs.rels[index] = "orphan"
            changed = True
    return changed


def objects(arcs: Arcs, time: Container[str]) -> bool:
    """*A rompu la trêve*: what stands behind a verb without preposition, and is no time, is its object."""
    changed = False
    for index, rel in enumerate(arcs.rels):
        verb = arcs.heads[index]
        named = rel == "obl" and arcs.upos[index] == "PROPN" and index == verb + 1
        if rel not in ("obl", "appos") or arcs.upos[verb] != "VERB" or index < verb:
            continue
        if arcs.upos[index] != "NOUN" and not named:
            continue
        below = {arcs.rels[kid] for kid in arcs.kids[index]}
        free = all(arcs.rels[kid] not in ("obj", "ccomp", "xcomp", "aux:pass") for kid in arcs.kids[verb])
        near = index - verb <= 4 and not any(arcs.forms[at] == "," for at in range(verb, index))
        if free and near and "case" not in below and "mark" not in below and arcs.lemmas[index] not in time:
            arcs.rels[index], changed = "obj", True
    return changed


def parenthetic(arcs: Arcs) -> bool:
    """*It is untrue, the minister said, that ...*: a clause behind a parenthesis completes what stands before it."""
    changed = False
    for index, rel in enumerate(arcs.rels):
        speech = arcs.heads[index]
        before = arcs.heads[speech]
        marked = [kid for kid in arcs.kids[index] if arcs.rels[kid] == "mark"]
        inside = rel == "ccomp" and arcs.rels[speech] == "parataxis" and before < speech < index
        if inside and marked and arcs.forms[marked[0] - 1] == "," and arcs.upos[before] in ("ADJ", "NOUN"):
            arcs.heads[index], changed = before, True
    return changed
