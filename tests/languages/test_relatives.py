"""A relative read as a complement, the main verb behind it lost, a second clause read as a relative."""

from detente.languages import grammar
from detente.languages.repair import repair
from detente.reading.rules.graph import Graph
from tests.parses import sentence


def test_a_name_takes_a_relative_not_a_complement() -> None:
    parse = sentence(
        "Malte Malte PROPN 6 nsubj; que que SCONJ 4 mark; Oslo Oslo PROPN 4 nsubj; loua louer VERB 1 ccomp;"
        "a avoir AUX 6 aux; répondu répondre VERB 0 root",
        "fr",
    )
    graph = Graph(repair(parse, grammar.load("fr")), grammar.load("fr"))
    assert ("obj", 0) in graph.roles(3)


def test_a_noun_at_the_head_is_the_subject_of_the_verb_behind_its_relative() -> None:
    parse = sentence(
        "Malte Malte PROPN 0 root; que que PRON 4 obj; Oslo Oslo PROPN 4 nsubj; loua louer VERB 1 acl:relcl;"
        "remercie remercier VERB 4 parataxis; Lima Lima PROPN 5 nsubj",
        "fr",
    )
    graph = Graph(repair(parse, grammar.load("fr")), grammar.load("fr"))
    assert ("subj", 0) in graph.roles(4)
    assert ("obj", 5) in graph.roles(4)


def test_a_relative_without_a_relative_word_behind_and_is_the_second_clause() -> None:
    parse = sentence(
        "Oslo Oslo PROPN 2 nsubj; lança lancer VERB 0 root; un un DET 4 det; raid raid NOUN 2 obj;"
        "contre contre ADP 6 case; Lima Lima PROPN 4 nmod; et et CCONJ 8 cc; Malte Malte PROPN 6 conj;"
        "l' le PRON 10 obj; dénonça dénoncer VERB 4 acl:relcl",
        "fr",
    )
    graph = Graph(repair(parse, grammar.load("fr")), grammar.load("fr"))
    assert ("subj", 7) in graph.roles(9)
    assert 7 not in graph.together(5)
