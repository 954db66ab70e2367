"""From the CLEAR labels of the English model to Universal Dependencies: names first, then the shape of the tree.

The steps stand in the order in which they must run; each is a rule of the mapping measured in docs/dependencies.md.
"""

from __future__ import annotations

from pathlib import Path

from detente.languages.universal import NOMINAL, VERBAL, Draft
from detente.text import tables

NAMES = {
    "dobj": "obj",
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "intj": "discourse",
    "prt": "compound:prt",
    "predet": "det:predet",
    "preconj": "cc:preconj",
    "quantmod": "advmod",
    "meta": "dep",
    "acomp": "xcomp",
    "oprd": "xcomp",
}
GIVING = frozenset(row[0] for row in tables.rows(Path(__file__).parent / "ditransitives.tsv", ("lemma",)))
TRANSITIVE = frozenset(row[0] for row in tables.rows(Path(__file__).parent / "transitives.tsv", ("lemma",)))
TIME = frozenset(row[0] for row in tables.rows(Path(__file__).parent / "time_nouns.tsv", ("lemma",)))


def normalise(draft: Draft) -> None:
    """Edit a draft in place."""
    for index in range(len(draft)):
        rename(draft, index)
    prepositions(draft)
    clauses_after_prepositions(draft)
    copulas(draft)
    for index in range(len(draft)):
        if draft.relations[index] == "attr":
            draft.relations[index] = "xcomp"
        if draft.relations[index] == "aux" and draft.forms[index].lower() == "to":
            draft.relations[index] = "mark"
    coordination(draft)
    recipients(draft)
    headlines(draft)


def rename(draft: Draft, index: int) -> None:
    """One label for another, where no branch moves."""
    relation = draft.relations[index]
    if relation == "neg":
        draft.relations[index] = "advmod"
        draft.features[index] = {**draft.features[index], "Polarity": "Neg"}
    elif relation == "npadvmod":
        draft.relations[index] = "obl:tmod" if draft.lemmas[index].lower() in TIME else "obl:npmod"
    elif relation == "dative" and draft.upos[index] != "ADP":
        draft.relations[index] = "iobj"
    else:
        draft.relations[index] = NAMES.get(relation, relation)


def prepositions(draft: Draft) -> None:
    """X -prep-> P -pobj-> N: N hangs on X as nmod or obl, P is its case; agent gives obl:agent. Innermost last."""
    for p in range(len(draft)):
        relation = draft.relations[p]
        if relation not in ("prep", "agent", "dative"):
            continue
        objects = [i for i in draft.children(p) if draft.relations[i] == "pobj"]
        inner = [i for i in draft.children(p) if draft.relations[i] == "prep"]
        if not objects and inner:  # "from across the border": the inner preposition brings the noun
            nested = [i for q in inner for i in draft.children(q) if draft.relations[i] == "pobj"]
            for q in inner:
                for i in draft.children(q):
                    if draft.relations[i] == "pobj":
                        draft.attach(q, i, "case")
            objects = nested
        if not objects:
            continue
        noun, head = objects[0], draft.heads[p]
        nominal = draft.upos[head] in NOMINAL
        draft.attach(noun, head, "obl:agent" if relation == "agent" else "nmod" if nominal else "obl")
        for child in draft.children(p):
            if child != noun:
                draft.heads[child] = noun
        draft.attach(p, noun, "case")
    for p in range(len(draft)):
        if draft.relations[p] in ("prep", "dative", "agent") and not any(
            draft.relations[i] == "pcomp" for i in draft.children(p)
        ):
            draft.relations[p] = "compound:prt" if draft.upos[draft.heads[p]] in VERBAL else "advmod"


def clauses_after_prepositions(draft: Draft) -> None:
    """prep -pcomp-> V: V is advcl (acl under a noun), P its mark."""
    for p in range(len(draft)):
        if draft.relations[p] not in ("prep", "agent", "dative"):
            continue
        clauses = [i for i in draft.children(p) if draft.relations[i] == "pcomp"]
        verb, head = clauses[0], draft.heads[p]
        verbal = draft.upos[verb] in VERBAL
        nominal = draft.upos[head] in NOMINAL
        draft.attach(verb, head, ("acl" if nominal else "advcl") if verbal else ("nmod" if nominal else "obl"))
        for child in draft.children(p):
            if child != verb:
                draft.heads[child] = verb
        draft.attach(p, verb, "mark" if verbal else "case")
    for i in range(len(draft)):
        if draft.relations[i] == "pcomp":
            draft.relations[i] = "advcl"


def copulas(draft: Draft) -> None:
    """*be* with a predicate: the predicate is head, *be* its cop; existential *there*: what there is is the subject."""
    for be in range(len(draft)):
        if draft.lemmas[be] != "be" or draft.relations[be].startswith("aux"):
            continue
        below = draft.children(be)
        attributes = [i for i in below if draft.relations[i] in ("attr", "xcomp") and draft.upos[i] not in VERBAL]
        if any(draft.relations[i] == "expl" and draft.forms[i].lower() == "there" for i in below):
            for i in attributes:
                draft.relations[i] = "nsubj"
            continue
        predicate = attributes[0] if attributes else predicate_phrase(draft, be, below)
        if predicate is None:
            continue
        draft.replace(be, predicate)
        draft.attach(be, predicate, "cop")


def predicate_phrase(draft: Draft, be: int, below: list[int]) -> int | None:
    """The prepositional phrase that is what is said ("is at war with"): the first after *be* that is no date, if no clause follows."""
    if any(draft.relations[i] in ("ccomp", "xcomp") for i in below):
        return None
    for i in below:
        if i > be and draft.relations[i] == "obl" and draft.lemmas[i].lower() not in TIME:
            return i
    return None


def coordination(draft: Draft) -> None:
    """Chains of conjuncts hang on the first; a coordinator hangs on the conjunct that follows it."""
    for i in range(len(draft)):
        if draft.relations[i] != "conj":
            continue
        first = draft.heads[i]
        while draft.relations[first] == "conj" and draft.heads[first] != first:
            first = draft.heads[first]
        previous = draft.heads[i]
        for cc in draft.children(previous):
            if draft.relations[cc] == "cc" and previous < cc < i:
                draft.heads[cc] = i
        draft.heads[i] = first


def recipients(draft: Draft) -> None:
    """*Gave Malta boats*: a bare name right behind a verb of giving, taken for a part of what is given, is to whom it is given."""
    for i in range(1, len(draft)):
        verb, good = i - 1, draft.heads[i]
        named = draft.relations[i] == "compound" and draft.upos[i] == "PROPN" and draft.upos[good] == "NOUN"
        given = good > i and draft.heads[good] == verb and draft.relations[good] == "obj"
        if named and given and draft.lemmas[verb].lower() in GIVING:
            draft.attach(i, verb, "iobj")


def headlines(draft: Draft) -> None:
    """*Envoy urged to leave*, *Pole jailed for spying*: a verb that is never without an object, without one, is a passive."""
    for verb in range(len(draft)):
        past = draft.upos[verb] == "VERB" and draft.features[verb].get("Tense") == "Past"
        if not past or draft.lemmas[verb].lower() not in TRANSITIVE or draft.relations[verb] == "acl:relcl":
            continue
        below = draft.children(verb)
        shared = [kid for one in below if draft.relations[one] == "conj" for kid in draft.children(one)]
        if any(draft.relations[kid] in ("obj", "ccomp", "aux", "aux:pass", "iobj") for kid in (*below, *shared)):
            continue
        for kid in below:
            if draft.relations[kid] == "nsubj":
                draft.relations[kid] = "nsubj:pass"
                draft.features[verb] = {**draft.features[verb], "VerbForm": "Part"}
