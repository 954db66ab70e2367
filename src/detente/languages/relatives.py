"""Clauses around a relative that the parser took apart: a relative read as a complement, the main verb behind it lost, the
second clause read as a relative.
"""

from __future__ import annotations

from collections.abc import Container

from detente.languages.arcs import Arcs
from detente.languages.attachments import NOMINAL, PIECES, under

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl:subj")
LOST = ("parataxis", "ccomp", "conj", "xcomp", "dep")


def clauses(arcs: Arcs, relative: Container[str], time: Container[str]) -> None:
    """Give relatives and the clauses around them their places."""
    for index, upos in enumerate(arcs.upos):
        if upos != "VERB":
            continue
        if (
            named(arcs, index, relative, time)
            or second(arcs, index, relative)
            or crowned(arcs, index)
            or beheaded(arcs, index, relative)
        ):
            arcs.rebuild()


def named(arcs: Arcs, verb: int, relative: Container[str], time: Container[str]) -> bool:
    """*Le Laos, que la Thaïlande avait félicité, ...*: a name takes no complement clause; it is a relative, and the name its object."""
    head, below = arcs.heads[verb], arcs.kids[verb]
    opener = next((kid for kid in below if arcs.rels[kid] == "mark" and arcs.forms[kid] in relative), 0)
    if arcs.rels[verb] == "advcl" and opener > 1 and arcs.forms[opener - 1] == "," and arcs.upos[opener - 2] == "PROPN":
        name, main = _top(arcs, opener - 2, verb), head
        if arcs.heads[name] == verb and main != verb and all(arcs.rels[kid] not in SUBJECTS for kid in arcs.kids[main]):
            arcs.heads[name], arcs.rels[name] = main, "nsubj"  # it is the subject of the clause around the relative
        if not under(arcs, name, verb):
            head = arcs.heads[verb] = name
            arcs.rels[verb] = "acl:relcl"
    loose = arcs.rels[verb] == "acl:relcl" or (arcs.rels[verb] == "ccomp" and arcs.upos[head] == "PROPN")
    if not loose or head > verb:
        return False
    mark = next((kid for kid in below if arcs.rels[kid] in ("mark", "dep") and arcs.forms[kid] in relative), None)
    if (
        mark is None
        or any(arcs.rels[kid] == "obj" and arcs.lemmas[kid] not in time for kid in below)
        or not any(arcs.rels[kid] == "nsubj" for kid in below)
    ):
        return False
    arcs.rels[verb], arcs.rels[mark], arcs.upos[mark] = "acl:relcl", "obj", "PRON"
    return True


def _top(arcs: Arcs, name: int, verb: int) -> int:
    """The head of the name that a token belongs to."""
    while arcs.rels[name] in PIECES and arcs.heads[name] < verb:
        name = arcs.heads[name]
    return name


def second(arcs: Arcs, verb: int, relative: Container[str]) -> bool:
    """*A ordered a raid on a post and B denounced it*: a relative without a relative word, behind *and* and a noun, is the second
    clause, the noun its subject."""
    below = {arcs.rels[kid] for kid in arcs.kids[verb]}
    loose = arcs.rels[verb] == "acl:relcl" or (arcs.rels[verb] == "advcl" and "aux" in below and "mark" not in below)
    if not loose or not below.isdisjoint(SUBJECTS):
        return False
    if any(arcs.forms[kid] in relative for kid in arcs.kids[verb]):
        return False
    first = min((verb, *arcs.kids[verb]))
    subject = next(
        (
            index
            for index in range(first - 1, -1, -1)
            if arcs.rels[index] == "conj"
            and arcs.upos[index] in NOMINAL
            and all(under(arcs, one, index) for one in range(index, first))
        ),
        None,
    )
    if subject is None or not any(arcs.rels[kid] == "cc" and kid < subject for kid in arcs.kids[subject]):
        return False
    main = arcs.heads[verb]
    while arcs.heads[main] != main and arcs.upos[main] != "VERB":
        main = arcs.heads[main]
    if arcs.upos[main] != "VERB" or under(arcs, main, verb):
        return False
    arcs.heads[subject], arcs.rels[subject] = verb, "nsubj"
    arcs.heads[verb], arcs.rels[verb] = main, "conj"
    return True


def beheaded(arcs: Arcs, verb: int, relative: Container[str]) -> bool:
    """*La Zambie, dont le Kenya tient deux provinces, a saisi l'ONU*: of two subjects with a relative word between them the first
    is that of the verb behind the relative's, which hangs on it without one."""
    subjects = sorted(kid for kid in arcs.kids[verb] if arcs.rels[kid] == "nsubj" and kid < verb)
    if len(subjects) != 2 or arcs.heads[verb] != verb:
        return False
    noun, own = subjects
    opener = next((i for i in range(noun + 1, own) if arcs.forms[i] in relative and arcs.upos[i] == "PRON"), None)
    behind = (
        kid for kid in arcs.kids[verb] if kid > verb and arcs.upos[kid] == "VERB" and arcs.rels[kid] in ("advcl", *LOST)
    )
    main = next(
        (kid for kid in behind if not any(arcs.rels[one] in (*SUBJECTS, "mark", "cc") for one in arcs.kids[kid])), None
    )
    if opener is None or main is None or arcs.infinitive(main):
        return False
    if "," not in arcs.forms[verb:main]:
        return False
    arcs.heads[main], arcs.rels[main] = main, "root"
    arcs.heads[noun], arcs.rels[noun] = main, "nsubj"
    arcs.heads[verb], arcs.rels[verb] = noun, "acl:relcl"
    return True


def crowned(arcs: Arcs, verb: int) -> bool:
    """*La Moldavie, à laquelle ..., remercie Varsovie*: a noun at the head of a sentence whose relative or participle holds a verb
    with an object and no subject of its own is the subject of that verb."""
    noun = verb
    while arcs.heads[noun] != noun:
        noun = arcs.heads[noun]
    clause = arcs.heads[verb]
    fits = (
        arcs.rels[verb] in LOST
        and arcs.upos[noun] in NOMINAL
        and noun < verb
        and arcs.heads[clause] == noun
        and arcs.rels[clause] in ("acl", "acl:relcl")
        and clause < verb
        and not arcs.infinitive(verb)
    )
    below = arcs.kids[verb]
    if not fits or any(
        arcs.rels[kid] in ("cop", "mark", "cc") or (arcs.rels[kid] in SUBJECTS and kid < verb) for kid in below
    ):
        return False
    if any(arcs.rels[kid] == "cop" for kid in arcs.kids[noun]):
        return False
    things = [kid for kid in below if kid > verb and arcs.rels[kid] in ("obj", "nsubj", "ccomp", "xcomp")]
    if not things:
        return False
    for kid in things:
        if arcs.rels[kid] == "nsubj":
            arcs.rels[kid] = "obj"
    for index, head in enumerate(arcs.heads):
        if head == noun and index > verb:
            arcs.heads[index] = verb
    arcs.heads[verb], arcs.rels[verb] = verb, "root"
    arcs.heads[noun], arcs.rels[noun] = verb, "nsubj"
    return True
