"""Participles and their agents that the small tagger does not see: *Armés par Tripoli, ils ...* (a noun to it), *signé à Quito,
au centre du pays, par X et Y* (the agent hung on a place)."""

from __future__ import annotations

from detente.languages.fr.verbs import forms
from detente.languages.universal import NOMINAL, Draft

PAST = {"VerbForm": "Part", "Tense": "Past", "Voice": "Pass"}
ENDINGS = (
    "é",
    "ée",
    "és",
    "ées",
    "i",
    "ie",
    "is",
    "ies",
    "u",
    "ue",
    "us",
    "ues",
    "t",
    "te",
    "ts",
    "tes",
    "ise",
    "ises",
)


def participles(draft: Draft) -> None:
    """Edit a draft in place."""
    crowned(draft)
    for i, form in enumerate(draft.forms):
        if form.lower() == "par" and draft.relations[i] == "case":
            agent = draft.heads[i]
            verb = draft.heads[agent]
            if draft.upos[verb] == "VERB" and draft.features[verb].get("VerbForm") == "Part":
                beside(draft, verb)
            if not fronted(draft, i - 1, agent):
                lifted(draft, agent)


def crowned(draft: Draft) -> None:
    """*Critiqué par Rome, le ministre a renoncé*: the participle before the comma is no main verb; the clause behind it is."""
    root = draft.root
    below = draft.children(root)
    bare = all(not draft.relations[kid].startswith(("aux", "nsubj", "cop", "expl")) for kid in below)
    if draft.upos[root] != "VERB" or draft.features[root].get("VerbForm") != "Part" or not bare:
        return
    for clause in below:
        lost = clause > root and draft.relations[clause] in ("parataxis", "ccomp", "conj", "dep", "advcl")
        own = [kid for kid in draft.children(clause) if draft.relations[kid].startswith("nsubj")]
        first = min((clause, *draft.children(clause)))
        inside = [kid for kid in draft.children(clause) if draft.relations[kid] in ("mark", "cc")]
        comma = any(draft.forms[i] == "," for i in range(root + 1, first + 1))
        if lost and own and own[0] < clause and comma and not inside and draft.upos[clause] == "VERB":
            draft.attach(clause, clause, "root")
            draft.attach(root, clause, "advcl")
            return


def beside(draft: Draft, index: int) -> None:
    """*Une milice armée et soutenue par Rome*: a participle joined to an adjective of the noun says something of that noun."""
    bare = all(not draft.relations[kid].startswith(("aux", "nsubj", "cop")) for kid in draft.children(index))
    if draft.relations[index] == "conj" and draft.upos[draft.heads[index]] in ("NOUN", "PROPN", "ADJ") and bare:
        noun = draft.heads[index]
        while draft.upos[noun] == "ADJ" and draft.heads[noun] != noun:
            noun = draft.heads[noun]
        draft.attach(index, noun, "acl")


def fronted(draft: Draft, index: int, agent: int) -> bool:
    """*Soutenus par Rome, les insurgés ...*: a past participle at the head of a clause, read as a noun or an adjective."""
    if index < 0 or draft.upos[index] not in ("NOUN", "ADJ", "PROPN", "ADV") or draft.heads[agent] != index:
        return False
    form = draft.forms[index].lower()
    known = forms().get(form)
    opens = index == 0 or draft.forms[index - 1] in (",", ":", "«", "(", "-", "–")
    if known is None or known[1] or not form.endswith(ENDINGS) or not opens or draft.heads[index] == index:
        return False
    draft.upos[index], draft.lemmas[index], draft.features[index] = "VERB", known[0], PAST
    if draft.relations[index] in ("obl", "nmod", "advmod", "dep", "nsubj", "parataxis"):
        draft.relations[index] = "advcl"
    draft.relations[agent] = "obl:agent"
    return True


def lifted(draft: Draft, agent: int) -> None:
    """Who acts in a passive hangs on its verb, not on the name of the place before it."""
    place = draft.heads[agent]
    if draft.relations[agent] != "nmod" or draft.upos[place] != "PROPN" or draft.upos[agent] not in NOMINAL:
        return
    for _ in draft.heads:
        above = draft.heads[place]
        if above == place:
            return
        place = above
        if draft.upos[place] == "VERB":
            break
    else:
        return
    below = draft.children(place)
    passive = any(draft.relations[kid] in ("aux:pass", "nsubj:pass") for kid in below) or (
        draft.features[place].get("VerbForm") == "Part" and all(draft.relations[kid] != "aux" for kid in below)
    )
    taken = any(draft.relations[kid] == "obl:agent" for kid in below)
    if passive and not taken and place < agent:
        draft.attach(agent, place, "obl:agent")
