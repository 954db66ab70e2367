"""Complements of an infinitive and second conjuncts hang where their place says they belong."""

from detente.languages import grammar
from detente.languages.repair import repair
from tests.parses import sentence


def test_what_follows_the_infinitive_under_a_modal_completes_it() -> None:
    parse = sentence(
        "Oslo Oslo PROPN 2 nsubj; va aller VERB 0 root; remettre remettre VERB 2 xcomp VerbForm=Inf;"
        "une un DET 5 det; note note NOUN 3 obj; à à ADP 7 case; Lima Lima PROPN 2 obl",
        "fr",
    )
    assert repair(parse, grammar.load("fr")).tokens[6].head == 2


def test_a_second_conjunct_hangs_on_the_name_before_and() -> None:
    parse = sentence(
        "les le DET 2 det; routes route NOUN 0 root; que que PRON 4 obj; bâtissent bâtir VERB 2 acl:relcl;"
        "Oslo Oslo PROPN 4 nsubj; et et CCONJ 7 cc; Lima Lima PROPN 3 conj",
        "fr",
    )
    assert repair(parse, grammar.load("fr")).tokens[6].head == 4


def test_and_before_another_preposition_joins_no_names() -> None:
    parse = sentence(
        "flew fly VERB 0 root; to to ADP 3 case; Oslo Oslo PROPN 1 obl; and and CCONJ 6 cc; to to ADP 6 case; Lima Lima PROPN 1 obl"
    )
    assert repair(parse, grammar.load("en")).tokens[5].head == 0
