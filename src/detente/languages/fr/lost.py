"""Clauses that the small parser lost: a second participle behind *a*, a verb behind a relative, a predicate noun, a relative
read as an adverb. Each repair touches only what betrays itself."""

from __future__ import annotations

from pathlib import Path

from detente.languages.fr.verbs import forms
from detente.languages.universal import NOMINAL, Draft
from detente.text import tables

JOINS = frozenset((",", *(row[0] for row in tables.rows(Path(__file__).parent / "joins.tsv", ("word",)))))
OPENS = frozenset(("DET", "NUM"))
NAMED = frozenset(("NOUN", "PROPN"))
LOOSE = ("xcomp", "ccomp", "parataxis", "conj", "dep", "advcl")
MASCULINE = ("é", "i", "u", "t", "s")  # a participle behind *avoir* has neither gender nor number


def clauses_again(draft: Draft) -> None:
    """Edit a draft in place."""
    perfects(draft)
    behind_relatives(draft)
    predicates(draft)
    relatives(draft)
    wheres(draft)


def perfects(draft: Draft) -> None:
    """*A rappelé son consul, fermé la frontière et gelé les avoirs*: a participle with an object of its own behind a comma or
    *et* is coordinated with the participle of *avoir* before it."""
    known = forms()
    for i in range(2, len(draft) - 1):
        found = known.get(draft.forms[i].lower())
        if (
            found is None
            or found[1]
            or not draft.forms[i].endswith(MASCULINE)
            or draft.upos[i] not in ("VERB", "ADJ", "NOUN")
        ):
            continue
        before = i - 1 - (draft.upos[i - 1] == "ADV")
        if draft.forms[before].lower() not in JOINS or any(
            draft.relations[c].startswith("aux") for c in draft.children(i)
        ):
            continue
        first = next((v for v in range(before - 1, -1, -1) if perfect(draft, v)), None)
        thing = object_of(draft, i)
        if first is None or thing is None or blocked(draft, first, before):
            continue
        draft.upos[i], draft.lemmas[i] = "VERB", found[0]
        draft.features[i] = {"VerbForm": "Part", "Tense": "Past"}
        draft.attach(i, first, "conj")
        draft.attach(thing, i, "obj")
        for c in range(i + 1, len(draft)):  # what follows of the old phrase goes with the new verb
            if (
                draft.heads[c] in range(first + 1, i)
                and draft.relations[c] in ("conj", "appos", "nmod", "obl")
                and c > thing
            ):
                draft.heads[c] = thing if draft.relations[c] in ("conj", "appos") else i


def perfect(draft: Draft, verb: int) -> bool:
    """Whether a word is a participle behind a form of *avoir*."""
    return draft.upos[verb] == "VERB" and any(
        draft.relations[c] == "aux" and draft.lemmas[c] == "avoir" for c in draft.children(verb)
    )


def object_of(draft: Draft, verb: int) -> int | None:
    """The noun whose article stands right behind a verb, or the name that does."""
    after = verb + 1
    if draft.upos[after] == "PROPN":
        return after
    if draft.upos[after] not in OPENS:
        return None
    noun = draft.heads[after]
    return noun if noun > after and draft.upos[noun] in NAMED else None


def blocked(draft: Draft, first: int, stop: int) -> bool:
    """Whether another finite clause stands between two verbs."""
    return any(
        draft.upos[c] in ("VERB", "AUX") and draft.features[c].get("VerbForm", "Fin") == "Fin"
        for c in range(first + 1, stop)
    )


def behind_relatives(draft: Draft) -> None:
    """*Le Soudan, auquel ..., proteste*: a finite verb without subject behind a relative of the noun at the head is the main verb."""
    root = draft.root
    if not verbless(draft, root):
        return
    for relative in draft.children(root):
        if draft.relations[relative] not in ("acl:relcl", "acl", "ccomp") or relative < root:
            continue
        for verb in draft.children(relative):
            below = draft.children(verb)
            revive(draft, verb)
            lone = all(draft.relations[c] not in ("nsubj", "mark", "cc", "cop", "nsubj:pass") for c in below)
            first = min((verb, *(c for c in below if draft.relations[c] != "punct")))
            finite = draft.upos[verb] == "VERB" and (
                draft.features[verb].get("VerbForm", "Fin") == "Fin" or any(draft.relations[c] == "aux" for c in below)
            )
            if verb > relative and lone and finite and draft.relations[verb] in LOOSE and draft.forms[first - 1] == ",":
                draft.attach(verb, verb, "root")
                draft.attach(root, verb, "nsubj")
                return


def verbless(draft: Draft, root: int) -> bool:
    """Whether a sentence is headed by a noun of which nothing is said: its verb was lost."""
    return draft.upos[root] in NAMED and all(draft.relations[c] not in ("cop", "nsubj") for c in draft.children(root))


def revive(draft: Draft, index: int) -> None:
    """*..., remercie Rome*: a finite form behind a comma, without article, that the tagger took for a noun or a name."""
    found = forms().get(draft.forms[index].lower())
    bare = all(draft.relations[c] not in ("det", "case") for c in draft.children(index))
    small = draft.forms[index].islower() and draft.forms[index - 1] == ","
    if draft.upos[index] in (*NAMED, "ADJ") and found and found[1] and bare and small:
        draft.upos[index], draft.lemmas[index] = "VERB", found[0]
        draft.features[index] = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
        draft.relations[index] = "conj"


def predicates(draft: Draft) -> None:
    """*Les otages libérés par les rebelles sont des Belges*: a noun with a copula, hung on a phrase before it, is the predicate."""
    root = draft.root
    if not verbless(draft, root):
        return
    for i in range(root + 1, len(draft)):
        lost = draft.relations[i] in ("conj", "nmod", "appos", "obl", "amod") and draft.upos[i] in (*NOMINAL, "ADJ")
        below = draft.children(i)
        copula = [c for c in below if draft.relations[c] == "cop"]
        if lost and copula and all(draft.relations[c] not in ("nsubj", "mark", "cc") for c in below):
            draft.attach(i, i, "root")
            draft.attach(root, i, "nsubj")
            return


def relatives(draft: Draft) -> None:
    """*L'accord que X et Y ont signé lundi prévoit ...*: *que* right behind a noun with its article, before a clause that lacks an
    object, opens a relative of that noun."""
    for verb in range(len(draft)):
        below = draft.children(verb)
        mark = next(
            (c for c in below if draft.lemmas[c] == "que" and draft.relations[c] in ("mark", "obl", "advmod")), 0
        )
        noun = mark - 1
        if draft.relations[verb] != "advcl" or draft.upos[verb] != "VERB" or noun < 1:
            continue
        named = draft.upos[noun] == "NOUN" and any(draft.relations[c] == "det" for c in draft.children(noun))
        full = any(draft.relations[c] in ("obj", "ccomp", "xcomp") for c in below)
        owner = any(draft.relations[c].startswith("nsubj") for c in below)
        if named and owner and not full and draft.heads[verb] != noun and noun < verb:
            draft.attach(verb, noun, "acl:relcl")
            draft.relations[mark], draft.upos[mark] = "obj", "PRON"


def wheres(draft: Draft) -> None:
    """*Oman, où X et Y se sont rencontrés, ...*: *où* right behind a name or a noun opens a relative of it, and is where, not whom."""
    for i in range(1, len(draft)):
        verb = draft.heads[i]
        name = i - 1 - (draft.forms[i - 1] == ",")
        if draft.forms[i].lower() != "où" or verb == i or name < 0 or draft.upos[name] not in NAMED:
            continue
        if draft.relations[i] in ("iobj", "obj", "nsubj", "mark"):
            draft.relations[i], draft.upos[i] = "obl", "PRON"
        if (
            draft.relations[verb] == "advcl"
            and draft.upos[verb] == "VERB"
            and draft.heads[name] != verb
            and name < verb
        ):
            draft.attach(verb, name, "acl:relcl")
