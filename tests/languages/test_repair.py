"""Clauses whose verb the tagger lost."""

import pytest

from detente.languages import grammar
from detente.languages.repair import repair
from detente.reading.rules.graph import Graph
from detente.records import Sentence
from tests.parses import sentence


def repaired(parse: Sentence, language: str, verbs: frozenset[str] | set[str] = frozenset()) -> Graph:
    """The roles of a parse once it is repaired."""
    return Graph(repair(parse, grammar.load(language), verbs), grammar.load(language))


def test_a_verb_between_subject_and_noun_gets_its_clause_back() -> None:
    parse = sentence(
        "Chad Chad PROPN 3 nsubj; renewed renew VERB 3 amod VerbForm=Part|Tense=Past; ties tie NOUN 0 root;"
        "with with ADP 5 case; Israel Israel PROPN 3 nmod"
    )
    graph = repaired(parse, "en", {"renew"})
    assert graph.heads[1] == 1
    assert ("subj", 0) in graph.roles(1)
    assert ("obj", 2) in graph.roles(1)


def test_a_verb_in_disguise_behind_the_first_noun_is_found_by_its_ending() -> None:
    parse = sentence(
        "Le le DET 2 det; régime régime NOUN 0 root; verrouille verrouill ADJ 2 amod; les le DET 5 det; médias média NOUN 2 nmod",
        "fr",
    )
    graph = repaired(parse, "fr", {"verrouiller"})
    assert graph.lemmas[2] == "verrouiller"
    assert ("subj", 1) in graph.roles(2)
    assert ("obj", 4) in graph.roles(2)


def test_a_title_without_a_verb_stays_as_it_is() -> None:
    parse = sentence("Nouvelle nouveau ADJ 2 amod; attaque attaque NOUN 0 root; russe russe ADJ 2 amod", "fr")
    graph = repaired(parse, "fr", {"attaquer"})
    assert graph.upos == ["ADJ", "NOUN", "ADJ"]


def test_a_verb_of_saying_behind_its_clause_has_its_subject_behind_it() -> None:
    parse = sentence(
        "Paris Paris PROPN 3 nsubj; a avoir AUX 3 aux; refusé refuser VERB 0 root; , , PUNCT 6 punct; a avoir AUX 6 aux;"
        "annoncé annoncer VERB 3 conj; Macron Macron PROPN 6 obj",
        "fr",
    )
    graph = repaired(parse, "fr")
    assert ("subj", 6) in graph.roles(5)


@pytest.mark.parametrize(
    ("second", "head"),
    [("du de ADP 9 case; Ghana Ghana PROPN 4 conj", 5), ("le le DET 9 det; fuel fuel NOUN 4 conj", 3)],
    ids=["with the same preposition", "bare"],
)
def test_a_noun_is_coordinated_with_its_like(second: str, head: int) -> None:
    parse = sentence(
        "Malte Malte PROPN 2 nsubj; coupe couper VERB 0 root; le le DET 4 det; gaz gaz NOUN 2 obj; du de ADP 6 case;"
        f"Togo Togo PROPN 4 nmod; et et CCONJ 9 cc; {second}",
        "fr",
    )
    assert repaired(parse, "fr").heads[8] == head
