"""Verbs that the model does not see as such: regular forms of the verbs that the lexicon knows.

The small tagger takes *gelé* after *a* for an adjective, *ravitaille* for a noun, and leaves *applique* as its own lemma. A form
that is a regular form of a known verb, where a verb must stand, is made that verb again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from detente.languages.universal import NOMINAL, Draft
from detente.text import tables

FOLDER = Path(__file__).parent
FINITE = ("e", "ent", "a", "èrent", "ait", "aient", "era", "eront", "erait", "eraient")
ENDINGS = (*FINITE, "ant", "é", "ée", "és", "ées", "er", "ons", "ez", "es", "ât", "assent")
SECOND = {"it": True, "issent": True, "issait": True, "issaient": True, "ira": True, "iront": True, "irent": True,
          "irait": True, "issant": False, "i": False, "ie": False, "is": False, "ies": False}  # fmt: skip
MUTE = re.compile(r"(?:é(?=[^aeiouéy]{1,2}$)|e(?=[^aeiouéy]$))([^aeiouéy]+)$")
KINDS = tuple(tables.rows(FOLDER / "verb_kinds.tsv", ("lemma", "kind")))
TAKE_DE = frozenset(lemma for lemma, kind in KINDS if kind == "de")
WITH_BE = frozenset(lemma for lemma, kind in KINDS if kind == "être")  # in the perfect: never a passive
# Families of irregular verbs: ending of the infinitive -> endings of finite forms, of participles.
FAMILIES = {
    ending: (finite.split(), participles.split())
    for ending, finite, participles in tables.rows(FOLDER / "families.tsv", ("infinitive", "finite", "participles"))
}
HYPHENATED = frozenset(row[0] for row in tables.rows(FOLDER / "hyphens.tsv", ("word",)))
BESIDE = frozenset(("DET", "ADP", "PROPN", "PRON", "ADV", "NUM"))


# Endings that no noun or adjective has, with what they say.
TENSES = (
    ("eraient", {"VerbForm": "Fin", "Mood": "Cnd", "Tense": "Pres"}),
    ("iraient", {"VerbForm": "Fin", "Mood": "Cnd", "Tense": "Pres"}),
    ("erait", {"VerbForm": "Fin", "Mood": "Cnd", "Tense": "Pres"}),
    ("eront", {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Fut"}),
    ("iront", {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Fut"}),
    ("aient", {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Imp"}),
    ("èrent", {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Past"}),
    ("issent", {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}),
)
FUTURE = ("ai", "as", "a", "ons", "ez", "ont")  # on the infinitive
TENSE_ENDINGS = tuple(ending for ending, _ in TENSES)


@lru_cache(maxsize=1)
def forms() -> dict[str, tuple[str, bool]]:
    """Regular forms of the verbs of the lexicon: form -> (infinitive, whether it is finite)."""
    known: dict[str, tuple[str, bool]] = {}
    for path in sorted((FOLDER / "lexicon").glob("*.tsv")):
        for _, cells in tables.lines(path, None):
            if len(cells) > 2 and cells[1] == "v":
                infinitive = cells[0].split()[0]
                for form, finite in conjugated(infinitive):
                    known.setdefault(form, (infinitive, finite))
    return known


def conjugated(infinitive: str) -> list[tuple[str, bool]]:
    """The third persons and participles of a regular verb in -er or -ir, and whether each is finite."""
    family = max((end for end in FAMILIES if infinitive.endswith(end)), key=len, default=None)
    if family is not None:
        finite, participles = FAMILIES[family]
        stem = infinitive[: -len(family)]
        return [(stem + end, True) for end in finite] + [(stem + end, False) for end in participles]
    if infinitive.endswith("ir") and not infinitive.endswith(
        ("enir", "ourir", "ervir", "artir", "oir", "vrir", "frir")
    ):
        return [(infinitive[:-2] + ending, finite) for ending, finite in SECOND.items()]
    if not infinitive.endswith("er") or infinitive == "aller":
        return []
    stem = infinitive[:-2]
    found = []
    for ending in ENDINGS:
        here = stem
        if ending[0] in "aâo" and stem.endswith("c"):
            here = stem[:-1] + "ç"
        elif ending[0] in "aâo" and stem.endswith("g"):
            here = stem + "e"
        elif ending in ("e", "ent", "es") or (ending.startswith("er") and ending != "er"):
            here = _mute(stem)
        found.append((here + ending, ending in FINITE))
    return found


def _mute(stem: str) -> str:
    """The stem before a mute e: *achèt-*, *appell-*, *emploi-*."""
    if stem.endswith(("oy", "uy")):
        return stem[:-1] + "i"
    if stem.endswith(("appel", "jet")):
        return stem + stem[-1]
    return MUTE.sub(r"è\1", stem)


def restore(draft: Draft) -> None:
    """Make verbs again of the forms that are verbs, in place: after an auxiliary, and where a sentence has no verb at all."""
    known = forms()
    for i, form in enumerate(draft.forms):
        found = known.get(form.lower())
        if found is None:
            continue
        for c in draft.children(i):
            if draft.lemmas[c] == "avoir" and draft.relations[c] == "cop":
                draft.relations[c] = "aux"
        if draft.upos[i] == "VERB":
            lemma = draft.lemmas[i]
            if lemma == form.lower() or (not lemma.endswith(("er", "ir", "re", "oir"))):
                draft.lemmas[i] = found[0]
            perfect = any(draft.relations[c] in ("aux", "aux:tense") for c in draft.children(i))
            if perfect and not found[1] and not form.endswith("er") and draft.features[i].get("VerbForm") == "Inf":
                draft.features[i] = {"VerbForm": "Part", "Tense": "Past"}
        elif draft.upos[i] not in ("AUX", "PUNCT", "DET") and any(
            draft.relations[c] in ("aux", "aux:pass") for c in draft.children(i)
        ):
            draft.upos[i], draft.lemmas[i] = "VERB", found[0]
            draft.features[i] = {"VerbForm": "Part", "Tense": "Past"}
    for i, form in enumerate(draft.forms):
        if not form.endswith(TENSE_ENDINGS):
            continue
        tense = next(value for ending, value in TENSES if form.endswith(ending))
        if draft.upos[i] in ("NOUN", "ADJ", "ADV") and form.lower() in known and known[form.lower()][1]:
            draft.upos[i], draft.lemmas[i], draft.features[i] = "VERB", known[form.lower()][0], tense
            for c in draft.children(i):
                if draft.relations[c] == "dep" and c > i and draft.upos[c] in NOMINAL:
                    draft.relations[c] = "obj"
    for i, form in enumerate(draft.forms):  # *Kigali dément soutenir*: no adverb of the infinitive
        before = draft.upos[i] == "ADV" and draft.relations[i] == "advmod" and draft.heads[i] > i
        found = known.get(form.lower()) if before else None
        if found and found[1] and draft.features[draft.heads[i]].get("VerbForm") == "Inf":
            draft.upos[i], draft.lemmas[i] = "VERB", found[0]
            draft.features[i] = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
    if not any(_finite(draft, i) for i in range(len(draft))):
        _find_main(draft, known)
    articles(draft)
    with_be(draft)
    conditionals(draft)


def conditionals(draft: Draft) -> None:
    """*Vendrait*, *romprait* are conditionals and *livrerons* a future, which the tagger often does not know; *livrait* is neither."""
    for i, form in enumerate(draft.forms):
        future = next((end for end in FUTURE if form.lower() == draft.lemmas[i].removesuffix("e") + end), None)
        if future is not None and draft.lemmas[i].endswith(("er", "ir", "re")) and draft.upos[i] == "VERB":
            draft.features[i] = {**draft.features[i], "VerbForm": "Fin", "Mood": "Ind", "Tense": "Fut"}
            continue
        first = form.lower().endswith(("ons", "ez")) and draft.features[i].get("VerbForm") == "Part"
        if first and any(draft.forms[c].lower() in ("nous", "vous") for c in draft.children(i)):  # *nous suspendons*
            draft.features[i] = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
            continue
        stem = form.lower().removesuffix("aient").removesuffix("ait")
        if stem == form.lower() or not stem.endswith("r") or draft.upos[i] not in ("VERB", "AUX"):
            continue
        lemma = draft.lemmas[i]
        if lemma.endswith(("rer", "rir")) and stem == lemma[:-2]:  # the stem of the infinitive: an imperfect
            continue
        draft.features[i] = {**draft.features[i], "VerbForm": "Fin", "Mood": "Cnd", "Tense": "Pres"}


def with_be(draft: Draft) -> None:
    """*Ils sont convenus de*: a perfect with *être*, no passive and no adjective."""
    for i in range(len(draft)):
        if draft.lemmas[i] not in WITH_BE or draft.upos[i] != "VERB":
            continue
        if any(draft.forms[c].lower() == "été" for c in draft.children(i)):  # *un accord a été passé* is one
            continue
        for c in draft.children(i):
            draft.relations[c] = {"nsubj:pass": "nsubj", "aux:pass": "aux", "cop": "aux"}.get(
                draft.relations[c], draft.relations[c]
            )
        if draft.features[i].get("Voice") == "Pass":
            draft.features[i] = {name: value for name, value in draft.features[i].items() if name != "Voice"}


def articles(draft: Draft) -> None:
    """*a violé des villageoises* read as *of the*: the plural article makes an object again, where a verb has none."""
    for i in range(len(draft)):
        if draft.upos[i] != "VERB" or draft.lemmas[i] in TAKE_DE:
            continue
        below = draft.children(i)
        if any(draft.relations[c] in ("obj", "expl:pv", "aux:pass", "nsubj:pass", "ccomp", "xcomp") for c in below):
            continue
        for c in below:
            case = [g for g in draft.children(c) if draft.relations[g] == "case"]
            plural = len(case) == 1 and draft.forms[case[0]].lower() == "des"
            if (
                plural
                and draft.relations[c] in ("obl", "nmod")
                and draft.upos[c] in NOMINAL
                and case[0] in (i + 1, i + 2)
            ):
                draft.relations[c], draft.relations[case[0]] = "obj", "det"
                draft.lemmas[case[0]], draft.upos[case[0]] = "un", "DET"
                break


def _finite(draft: Draft, index: int) -> bool:
    if draft.upos[index] not in ("VERB", "AUX"):
        return False
    return draft.features[index].get("VerbForm", "Fin") == "Fin"


def _find_main(draft: Draft, known: dict[str, tuple[str, bool]]) -> None:
    """*L'Iran ravitaille les Houthis* read as one long noun: the finite form becomes the root."""
    for i in range(1, len(draft) - 1):
        found = known.get(draft.forms[i].lower())
        if found is None or not found[1]:
            continue
        if draft.upos[i - 1] in ("DET", "ADP", "NUM") or draft.upos[i + 1] not in BESIDE:
            continue
        if draft.forms[i][:1].isupper():
            continue
        _crown(draft, i, found[0])
        return


def _crown(draft: Draft, at: int, infinitive: str) -> None:
    """Make a word the root; nouns that led the phrase before it become its subject, what follows its object or oblique."""
    before = [i for i in range(at) if draft.upos[i] in NOMINAL and _top(draft, i, at)]
    draft.upos[at], draft.lemmas[at] = "VERB", infinitive
    draft.features[at] = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
    orphans = [i for i, head in enumerate(draft.heads) if head in (i, at) or (head < at) != (i < at)]
    has_object = False
    for i in orphans:
        if i == at:
            continue
        below = [c for c in draft.children(i) if draft.relations[c] == "case"]
        if i < at and draft.upos[i] in NOMINAL:
            draft.attach(i, at, "nsubj" if before and i == before[0] and not below else "obl")
        elif i < at:
            draft.attach(i, at, draft.relations[i] if draft.relations[i] != "root" else "advmod")
        elif draft.upos[i] in NOMINAL and draft.relations[i] != "punct":
            partitive = below and draft.lemmas[below[0]] == "de" and draft.forms[below[0]].lower() in ("des", "du")
            if (not below or partitive) and not has_object:
                has_object = True
                draft.attach(i, at, "obj")
            else:
                draft.attach(i, at, "obl" if below else "dep")
        else:
            draft.attach(i, at, "punct" if draft.upos[i] == "PUNCT" else draft.relations[i].replace("root", "dep"))
    draft.heads[at], draft.relations[at] = at, "root"


def _top(draft: Draft, index: int, stop: int) -> bool:
    """Whether a noun before `stop` hangs on nothing before `stop`."""
    head = draft.heads[index]
    return head == index or head >= stop
