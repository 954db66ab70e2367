"""Complements of an infinitive and second conjuncts hang where their place says they belong."""

from detente.languages import grammar
from detente.languages.repair import repair
from detente.records import Span
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


def test_a_name_that_and_joins_to_an_object_is_the_subject_of_the_verb_behind_it() -> None:
    parse = sentence(
        "Oslo Oslo PROPN 2 nsubj; recalled recall VERB 0 root; envoys envoy NOUN 2 obj; and and CCONJ 5 cc;"
        "Lima Lima PROPN 3 conj; closed close VERB 2 conj; ports port NOUN 6 obj"
    )
    mended = repair(parse, grammar.load("en")).tokens[4]
    assert (mended.head, mended.relation) == (5, "nsubj")


def test_an_object_of_two_is_whole_where_the_next_verb_has_an_and_of_its_own() -> None:
    parse = sentence(
        "Oslo Oslo PROPN 2 nsubj; recalled recall VERB 0 root; envoys envoy NOUN 2 obj; and and CCONJ 5 cc;"
        "consuls consul NOUN 3 conj; and and CCONJ 7 cc; closed close VERB 2 conj; ports port NOUN 7 obj"
    )
    assert repair(parse, grammar.load("en")).tokens[4].relation == "conj"


def test_a_day_governs_no_agent() -> None:
    parse = sentence(
        "Lima Lima PROPN 0 root; envahie envahir VERB 1 acl; en en ADP 4 case; mars mars NOUN 2 obl; par par ADP 6 case;"
        "Oslo Oslo PROPN 4 nmod",
        "fr",
    )
    mended = repair(parse, grammar.load("fr")).tokens[5]
    assert (mended.head, mended.relation) == (1, "obl:agent")


def test_a_day_behind_an_adjective_of_nationality_is_the_verb_s() -> None:
    parse = sentence(
        "Oslo Oslo PROPN 2 nsubj; bombarde bombarder VERB 0 root; villages village NOUN 2 obj;"
        "kényans kényan NOUN 3 nmod; lundi lundi NOUN 4 nmod",
        "fr",
    )
    names = [Span(parse.tokens[3].begin, parse.tokens[3].stop)]
    mended = repair(parse, grammar.load("fr"), names=names).tokens
    assert (mended[3].relation, mended[4].head) == ("amod", 1)
