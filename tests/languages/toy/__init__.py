"""A toy language for the tests: some thirty words of Esperanto, whose endings tell everything, so that it needs no model."""

from pathlib import Path
from typing import Any

from detente.languages.kit import Pack
from detente.languages.universal import Draft

PREPOSITIONS = frozenset(("al", "de", "en", "kontraŭ"))
TENSES = {"is": "Past", "as": "Pres", "os": "Fut"}


def load(_: str) -> Any:
    """A pipeline that only cuts words: what they are is told by `normalise`."""
    import spacy
    from spacy.lookups import Lookups

    nlp = spacy.blank("xx")
    nlp.add_pipe("attribute_ruler")
    none = Lookups()
    none.add_table("lemma_lookup", {})
    nlp.add_pipe("lemmatizer", config={"mode": "lookup"}).initialize(lookups=none)
    return nlp


def normalise(draft: Draft) -> None:
    """Tags by ending, then arcs by place: in Esperanto a verb ends in -is, -as, -os or -i, a noun in -o, -on, -ojn, a preposition never."""
    for i, form in enumerate(draft.forms):
        low = form.lower().removesuffix("n")
        if low in PREPOSITIONS:
            draft.upos[i], draft.lemmas[i] = "ADP", low
        elif low == "la":
            draft.upos[i], draft.lemmas[i] = "DET", low
        elif low == "ne":
            draft.upos[i], draft.lemmas[i] = "PART", low
        elif form[-2:] in TENSES:
            draft.upos[i], draft.lemmas[i] = "VERB", form.lower()[:-2] + "i"
            draft.features[i] = {"VerbForm": "Fin", "Mood": "Ind", "Tense": TENSES[form[-2:]]}
        elif low.endswith("i"):
            draft.upos[i], draft.lemmas[i], draft.features[i] = "VERB", low, {"VerbForm": "Inf"}
        elif low.removesuffix("j").endswith("o"):
            draft.upos[i] = "PROPN" if form[0].isupper() and i else "NOUN"
            draft.lemmas[i] = low.removesuffix("j")
        else:
            draft.upos[i] = "NUM" if form[:1].isdigit() else "PUNCT" if not form[:1].isalpha() else "ADJ"
    main = next((i for i, tag in enumerate(draft.upos) if tag == "VERB"), 0)
    verb, noun = main, None
    for i, tag in enumerate(draft.upos):
        if i == main:
            draft.attach(i, i, "root")
            noun = None
        elif tag == "VERB":
            draft.attach(i, verb, "xcomp")
            verb, noun = i, None
        elif tag in ("NOUN", "PROPN"):
            before = draft.lemmas[i - 1] if i and draft.upos[i - 1] == "ADP" else ""
            if before == "de" and noun is not None:
                draft.attach(i, noun, "nmod")
            else:
                object_ = draft.forms[i].endswith("n")
                draft.attach(i, verb, "obl" if before else "obj" if object_ else "nsubj")
                noun = i
        else:
            draft.attach(i, main, "punct" if tag == "PUNCT" else "advmod" if tag == "PART" else "dep")
    for i, tag in enumerate(draft.upos):
        if tag in ("ADP", "DET"):
            below = next((n for n in range(i + 1, len(draft)) if draft.upos[n] in ("NOUN", "PROPN")), main)
            draft.attach(i, below, "case" if tag == "ADP" else "det")


PACK = Pack("eo", "toy", Path(__file__).parent, normalise, load)
