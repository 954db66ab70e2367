"""From the labels of the French model to our dialect: a few names, agents of passives, and names the tokeniser cut."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from detente.languages.fr.lost import clauses_again
from detente.languages.fr.participles import participles
from detente.languages.fr.verbs import HYPHENATED, restore
from detente.languages.universal import NOMINAL, Draft
from detente.text import tables

NAMES = {
    "obl:mod": "obl",
    "obl:arg": "obl",
    "aux:tense": "aux",
    "expl:comp": "expl:pv",
    "expl:pass": "expl:pv",
    "flat:name": "flat",
    "flat:foreign": "flat",
}

ADVERBS = [tuple(row[0].split()) for row in tables.rows(Path(__file__).parent / "adverbs.tsv", ("words",))]
BEGINNINGS = frozenset(words[:2] for words in ADVERBS)
PREPOSITIONS = frozenset(row[0] for row in tables.rows(Path(__file__).parent / "prepositions.tsv", ("word",)))


def normalise(draft: Draft) -> None:
    """Edit a draft in place."""
    join_hyphenated_names(draft)
    join_adverbs(draft)
    draft.relations[:] = [NAMES.get(relation, relation) for relation in draft.relations]
    restore(draft)
    names_in_a_row(draft)
    unpunctuated(draft)
    adjectives_together(draft)
    nouns_together(draft)
    prepositions(draft)
    participles(draft)
    clauses_again(draft)
    seen(draft)
    voices(draft)


def join_hyphenated_names(draft: Draft) -> None:
    """*Jong-un* comes as three words: one name again."""
    index = 0 if "-" in draft.forms else len(draft)
    while index + 2 < len(draft):
        first, hyphen, last = range(index, index + 3)
        joined = (
            draft.forms[hyphen] == "-"
            and (draft.forms[first][:1].isupper() or f"{draft.forms[first]}-{draft.forms[last]}".lower() in HYPHENATED)
            and draft.forms[last][:1].isalpha()
            and draft.begins[hyphen] == draft.begins[first] + len(draft.forms[first])
            and draft.begins[last] == draft.begins[hyphen] + 1
        )
        if joined:
            merge(draft, first, last, "PROPN")
        else:
            index += 1


def join_adverbs(draft: Draft) -> None:
    """*Sans doute* is one adverb, not a noun with a preposition: what hung under it takes its place."""
    low = [form.lower() for form in draft.forms]
    if BEGINNINGS.isdisjoint(pairwise(low)):
        return
    for words in ADVERBS:
        for first in range(len(draft) - len(words), -1, -1):
            inside = range(first, first + len(words))
            if tuple(draft.forms[i].lower() for i in inside) != words or not spaced(draft, inside):
                continue
            merge(draft, first, inside[-1], "ADV")
            below = [
                c for c in draft.children(first) if draft.upos[c] in ("ADJ", "NOUN", "VERB", "PROPN") and c > first
            ]
            if below:
                draft.replace(first, below[0])
            draft.relations[first] = "advmod"


def spaced(draft: Draft, inside: range) -> bool:
    """Whether words follow each other with one space, or none after an apostrophe."""
    return all(draft.begins[i + 1] - draft.begins[i] - len(draft.forms[i]) in (0, 1) for i in inside[:-1])


def merge(draft: Draft, first: int, last: int, upos: str) -> None:
    """Make one word of the words `first` to `last`; it hangs where the outermost of them hung."""
    inside = range(first, last + 1)
    outer = next((i for i in inside if draft.heads[i] not in inside or draft.heads[i] == i), first)
    relation, head = draft.relations[outer], draft.heads[outer]
    form = "".join(draft.forms[i].ljust(draft.begins[i + 1] - draft.begins[i]) for i in inside[:-1]) + draft.forms[last]
    is_root = head == outer
    shift = last - first

    def place(index: int) -> int:
        return first if index in inside else index if index < first else index - shift

    draft.forms[first], draft.upos[first] = form, upos
    draft.lemmas[first] = form if upos == "PROPN" else form.lower()
    draft.features[first] = {}
    draft.relations[first] = relation
    draft.heads[first] = first if is_root else head
    for column in (draft.begins, draft.forms, draft.lemmas, draft.upos, draft.heads, draft.relations, draft.features):
        del column[first + 1 : last + 1]
    draft.heads[:] = [place(head) for head in draft.heads]


def adjectives_together(draft: Draft) -> None:
    """*Le domaine spatial et balistique*: the second adjective goes with the first, not with a noun further up."""
    for i in range(len(draft)):
        if draft.relations[i] != "conj" or draft.upos[i] != "ADJ" or draft.upos[draft.heads[i]] != "NOUN":
            continue
        before = [a for a in range(draft.heads[i] + 1, i) if draft.upos[a] == "ADJ" and draft.relations[a] == "amod"]
        if before:
            draft.heads[i] = before[-1]


def infinitives(draft: Draft) -> None:
    """*Le refus de Moscou de négocier*: a noun read as subject of an infinitive with *de* or *à* governs it."""
    for i in range(len(draft)):
        if draft.features[i].get("VerbForm") != "Inf":
            continue
        below = draft.children(i)
        mark = next((c for c in below if draft.relations[c] == "mark" and draft.lemmas[c] in ("de", "à")), None)
        noun = next((c for c in below if draft.relations[c] == "nsubj" and draft.upos[c] == "NOUN"), None)
        if mark is None or noun is None or noun > mark:
            continue
        relation = "root" if draft.heads[i] == i else draft.relations[i]
        after = [
            c for c in below if c > i and draft.upos[c] == "VERB" and draft.relations[c] in ("parataxis", "conj", "dep")
        ]
        head = after[0] if after else draft.heads[i]
        if head == i or after:
            draft.heads[noun] = noun if not after else after[0]
            if after:
                draft.attach(after[0], after[0] if relation == "root" else draft.heads[i], relation)
                draft.relations[noun] = "nsubj"
            else:
                draft.relations[noun] = relation
        else:
            draft.attach(noun, head, relation)
        draft.attach(i, noun, "acl")


def nouns_together(draft: Draft) -> None:
    """*Livrer des drones (et peut-être des missiles)*: a noun coordinated with the verb goes with the object before it; a name
    that the parser takes for an adverb before a verb without subject is its subject."""
    for i in range(len(draft)):
        verb = draft.heads[i]
        if draft.upos[verb] != "VERB":
            continue
        if draft.relations[i] == "conj" and draft.upos[i] in ("NOUN", "PROPN"):
            objects = [c for c in draft.children(verb) if draft.relations[c] == "obj" and c < i]
            if objects:
                draft.heads[i] = objects[-1]
        misread = draft.relations[i] == "advmod" and draft.upos[i] == "PROPN" and i < verb
        if misread and not any(draft.relations[c].startswith("nsubj") for c in draft.children(verb)):
            draft.relations[i] = "nsubj"


def prepositions(draft: Draft) -> None:
    """*Au-dessus de Malte*: the adverb is the preposition of the noun that hangs under it behind *de*."""
    for i in range(len(draft)):
        if draft.forms[i].lower() not in PREPOSITIONS or draft.heads[i] == i:
            continue
        nouns = [c for c in draft.children(i) if c > i and draft.upos[c] in ("NOUN", "PROPN")]
        if not nouns:
            continue
        noun = nouns[0]
        draft.attach(noun, draft.heads[i], "obl")
        draft.attach(i, noun, "case")
        draft.upos[i] = "ADP"
        for child in draft.children(noun):
            if draft.relations[child] == "case" and child != i:
                draft.relations[child] = "fixed"


def unpunctuated(draft: Draft) -> None:
    """A word is no mark of punctuation: a bare noun right behind a verb is its object, a small word behind a noun its adjective."""
    for i in range(1, len(draft)):
        above = draft.heads[i]
        lost = (
            draft.relations[i] == "punct"
            or (draft.relations[i] == "flat" and i > above)
            or (draft.relations[i] == "dep" and 0 < i - above < 5)
        )
        if lost and draft.upos[i] in ("NOUN", "PROPN") and draft.upos[above] == "VERB":
            below = draft.children(i)
            bare = all(draft.relations[c] not in ("case", "mark") for c in below)
            taken = any(draft.relations[c] in ("obj", "ccomp", "aux:pass") for c in draft.children(above))
            draft.relations[i] = "obj" if bare and i > above and not taken else "obl"
        small = draft.upos[i] == "ADJ" and draft.forms[i].islower() and above == i - 1
        if small and draft.relations[i] in ("punct", "flat") and draft.upos[above] == "NOUN":
            draft.relations[i] = "amod"


def names_in_a_row(draft: Draft) -> None:
    """*Vladimir Poutine* as two subjects of one verb is one name: the second is flat under the first."""
    for i in range(1, len(draft)):
        before = i - 1
        if (
            draft.upos[i] == draft.upos[before] == "PROPN"
            and draft.heads[i] == draft.heads[before] not in (i, before)
            and draft.relations[i] == draft.relations[before] != "flat"
            and not any(draft.relations[c] in ("case", "det", "cc", "punct") for c in draft.children(i))
        ):
            draft.attach(i, before, "flat")


def seen(draft: Draft) -> None:
    """*X s'est vu infliger une amende par Y*, *se voit accuser par Y*: a passive, whose subject is to whom it is done where the
    infinitive has an object or a complement of its own."""
    for verb in range(len(draft)):
        below = draft.children(verb)
        reflexive = any(draft.relations[c].startswith("expl") for c in below)
        deed = next((c for c in below if c > verb and draft.features[c].get("VerbForm") == "Inf"), None)
        if (
            draft.lemmas[verb] != "voir"
            or not reflexive
            or deed is None
            or draft.relations[deed] not in ("xcomp", "ccomp")
        ):
            continue
        whole = any(draft.relations[c] in ("obj", "xcomp", "ccomp") and c > deed for c in draft.children(deed))
        head = deed if draft.heads[verb] == verb else draft.heads[verb]
        relation = draft.relations[verb]
        for c in below:
            if c == deed:
                continue
            draft.heads[c] = deed
            if draft.relations[c].startswith("nsubj"):
                draft.relations[c] = "iobj" if whole else "nsubj:pass"
            elif draft.relations[c].startswith("expl"):
                draft.relations[c] = "dep"
        draft.attach(deed, head, relation)
        draft.attach(verb, deed, "aux:pass")
        finite = {k: v for k, v in draft.features[verb].items() if k in ("Tense", "Mood")}
        draft.features[deed] = {**draft.features[deed], **finite, "VerbForm": "Part", "Voice": "Pass"}


def voices(draft: Draft) -> None:
    """Who acts in a passive (*par*) is obl:agent; a reflexive verb is no passive."""
    dependents = draft.dependents()
    for i, below in enumerate(dependents):
        if not below:
            continue
        reflexive = any(draft.relations[c] == "expl:pv" for c in below)
        if reflexive:
            draft.features[i] = {name: value for name, value in draft.features[i].items() if name != "Voice"}
            for c in below:
                draft.relations[c] = {"nsubj:pass": "nsubj", "aux:pass": "aux"}.get(
                    draft.relations[c], draft.relations[c]
                )
        if not reflexive:
            active(draft, i, below)
        passive = not reflexive and (
            any(draft.relations[c] == "aux:pass" for c in below)
            or (draft.features[i].get("VerbForm") == "Part" and not any(draft.relations[c] == "aux" for c in below))
        )
        for c in below:
            if draft.relations[c] in ("obl", "obl:agent", "nmod") and draft.upos[c] in NOMINAL:
                by = any(draft.lemmas[g] == "par" and draft.relations[g] == "case" for g in dependents[c])
                if by and passive and draft.relations[c] != "nmod":
                    draft.relations[c] = "obl:agent"
                elif draft.relations[c] == "obl:agent":
                    draft.relations[c] = "obl"


def active(draft: Draft, verb: int, below: list[int]) -> None:
    """*A accusé Caracas*: with *avoir* and without *être* nothing is passive, and a bare name after the verb is its object."""
    auxiliaries = {draft.lemmas[c] for c in below if draft.relations[c].startswith("aux")}
    if "avoir" not in auxiliaries or "être" in auxiliaries:
        return
    draft.features[verb] = {name: value for name, value in draft.features[verb].items() if name != "Voice"}
    has_object = any(draft.relations[c] in ("obj", "nsubj:pass") and c > verb for c in below)
    for c in below:
        if draft.relations[c] == "nsubj:pass":
            draft.relations[c] = "nsubj"
        bare = draft.upos[c] == "PROPN" and not any(draft.relations[g] == "case" for g in draft.children(c))
        if draft.relations[c] == "xcomp" and c > verb and bare and not has_object:
            draft.relations[c] = "obj"
