"""The steps of the mappings, on parses written by hand: no model is loaded."""

import pytest

from detente.languages.en.normalise import normalise as english
from detente.languages.fr.normalise import normalise as french
from detente.languages.universal import Draft


def draft(rows: str) -> Draft:
    """A draft from lines of "form/UPOS/head/relation", heads counted from 0; the lemma is the lower-case form, or given fifth."""
    cells = [row.split("/") for row in rows.split()]
    begins, at = [], 0
    for form, *_ in cells:
        begins.append(at)
        at += len(form) + 1
    lemmas = [c[4] if len(c) > 4 else c[0].lower() for c in cells]
    features: list[dict[str, str]] = [{"VerbForm": "Part"} if len(c) > 5 else {} for c in cells]
    return Draft(
        begins,
        [c[0] for c in cells],
        lemmas,
        [c[1] for c in cells],
        [int(c[2]) for c in cells],
        [c[3] for c in cells],
        list(features),
    )


def edges(d: Draft) -> dict[str, tuple[str, str]]:
    return {form: (relation, d.forms[head]) for form, relation, head in zip(d.forms, d.relations, d.heads, strict=True)}


def test_a_preposition_becomes_the_case_of_its_noun() -> None:
    d = draft("troops/NOUN/0/root to/ADP/0/prep Kyiv/PROPN/1/pobj")
    english(d)
    assert edges(d)["Kyiv"] == ("nmod", "troops")
    assert edges(d)["to"] == ("case", "Kyiv")


def test_the_agent_of_a_passive_is_kept() -> None:
    d = draft("Rome/PROPN/2/nsubjpass was/AUX/2/auxpass/be sacked/VERB/2/root/sack by/ADP/2/agent Goths/PROPN/3/pobj")
    english(d)
    assert edges(d)["Goths"] == ("obl:agent", "sacked")
    assert edges(d)["Rome"] == ("nsubj:pass", "sacked")


def test_a_clause_after_a_preposition_keeps_it_as_mark() -> None:
    d = draft("accused/VERB/0/root/accuse of/ADP/0/prep spying/VERB/1/pcomp/spy")
    english(d)
    assert edges(d)["spying"] == ("advcl", "accused")
    assert edges(d)["of"] == ("mark", "spying")


@pytest.mark.parametrize("relation", ["attr", "acomp"])
def test_the_predicate_heads_its_copula(relation: str) -> None:
    d = draft(f"Seoul/PROPN/1/nsubj is/AUX/1/root/be critical/ADJ/1/{relation} ./PUNCT/1/punct")
    english(d)
    assert edges(d)["critical"] == ("root", "critical")
    assert edges(d)["is"] == ("cop", "critical")
    assert edges(d)["Seoul"] == ("nsubj", "critical")


def test_what_there_is_is_the_subject() -> None:
    d = draft("There/PRON/1/expl was/VERB/1/root/be war/NOUN/1/attr")
    english(d)
    assert edges(d)["war"] == ("nsubj", "was")


def test_conjuncts_hang_on_the_first() -> None:
    d = draft("France/PROPN/0/root ,/PUNCT/0/punct Spain/PROPN/0/conj and/CCONJ/2/cc Italy/PROPN/2/conj")
    english(d)
    assert edges(d)["Italy"] == ("conj", "France")
    assert edges(d)["and"] == ("cc", "Italy")


def test_french_names_cut_by_the_tokeniser_are_joined() -> None:
    d = Draft(
        [0, 4, 8, 9, 12],
        ["Kim", "Jong", "-", "un", "parle"],
        ["Kim", "Jong", "-", "un", "parler"],
        ["PROPN", "PROPN", "PROPN", "DET", "VERB"],
        [4, 0, 0, 0, 4],
        ["nsubj", "flat:name", "flat:name", "det", "root"],
        [{}] * 5,
    )
    french(d)
    assert d.forms == ["Kim", "Jong-un", "parle"]
    assert edges(d)["Jong-un"] == ("flat", "Kim")
    assert edges(d)["Kim"] == ("nsubj", "parle")


def test_a_reflexive_is_no_passive_and_par_marks_the_agent() -> None:
    d = draft(
        "ville/NOUN/2/nsubj:pass est/AUX/2/aux:pass/être prise/VERB/2/root/prendre/part par/ADP/4/case/par rebelles/NOUN/2/obl:mod"
    )
    french(d)
    assert edges(d)["rebelles"] == ("obl:agent", "prise")


def test_one_root_a_sentence() -> None:
    d = draft("Séoul/PROPN/0/root et/CCONJ/2/cc Tokyo/PROPN/0/conj parlent/VERB/3/root")
    sentence = d.sentence(0, 30, "fr")
    assert [t.form for t in sentence.tokens if t.head == t.index] == ["parlent"]
    assert sentence.tokens[0].relation == "nsubj"


def test_with_avoir_nothing_is_passive() -> None:
    d = draft("Duque/PROPN/2/nsubj:pass a/AUX/2/aux:tense/avoir accusé/VERB/2/root/accuser/part Caracas/PROPN/2/xcomp")
    french(d)
    assert edges(d)["Duque"] == ("nsubj", "accusé")
    assert edges(d)["Caracas"] == ("obj", "accusé")


def test_an_adverb_of_two_words_is_one() -> None:
    rows = (
        "domaine/NOUN/0/root spatial/ADJ/0/amod et/CCONJ/4/cc sans/ADP/4/case doute/NOUN/0/conj balistique/ADJ/4/amod"
    )
    d = draft(rows)
    french(d)
    assert "sans doute" in d.forms
    assert edges(d)["balistique"] == ("conj", "spatial")
    assert edges(d)["sans doute"] == ("advmod", "balistique")
