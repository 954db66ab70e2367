"""Where the words of a deed part its two parties."""

from pathlib import Path

import pytest

from detente.languages import grammar
from detente.reading.rules import lexicon
from detente.reading.rules.lexicon import Lexicon
from detente.reading.rules.predications import Predication, predications
from detente.records import Sentence
from tests.parses import sentence

ROWS = """predicate\tpos\tclass\tframe\texample\treading
raid\tn\tattack\tA=gen|adj|by R=on|against|of\t\t
war\tn\tattack\tA=gen|between R=with|between both\t\t
sign @agreement\tv\tsign-agreement\tA=subj R=with both\t\t
lead\tv\tdo()\tA=subj D=obj\t\t
"""


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    folder: Path = tmp_path_factory.mktemp("lexicon")
    (folder / "rows.tsv").write_text(ROWS, encoding="utf-8")
    (folder / "objects.tsv").write_text("lemma\tclass\naccord\t@agreement\n", encoding="utf-8")
    return lexicon.from_folder(folder, "en")


def sides(parse: Sentence, words: Lexicon, at: int) -> tuple[list[str], list[str]]:
    found: list[Predication] = [p for p in predications(parse, words) if p.at == at]
    assert grammar.load("en")
    (one,) = found
    return (
        [parse.tokens[i].form for i in one.actor],
        [parse.tokens[i].form for group in one.recipients for i in group.tokens],
    )


def test_between_parts_the_two_of_a_noun(words: Lexicon) -> None:
    parse = sentence(
        "war war NOUN 6 nsubj; between between ADP 3 case; Oslo Oslo PROPN 1 nmod; and and CCONJ 5 cc;"
        "Lima Lima PROPN 3 conj; began begin VERB 0 root"
    )
    assert sides(parse, words, 0) == (["Oslo"], ["Lima"])


def test_between_parts_the_two_of_a_passive(words: Lexicon) -> None:
    parse = sentence(
        "accord accord NOUN 7 nsubj:pass; between between ADP 3 case; Oslo Oslo PROPN 1 nmod; and and CCONJ 5 cc;"
        "Lima Lima PROPN 3 conj; was be AUX 7 aux:pass; signed sign VERB 0 root VerbForm=Part|Tense=Past"
    )
    assert sides(parse, words, 6) == (["Oslo"], ["Lima"])


def test_an_owner_does_what_of_says_is_done_to_another(words: Lexicon) -> None:
    parse = sentence(
        "Oslo Oslo PROPN 3 nmod:poss; 's 's PART 1 case; raid raid NOUN 0 root; of of ADP 5 case; Lima Lima PROPN 3 nmod"
    )
    assert sides(parse, words, 2) == (["Oslo"], ["Lima"])


def test_an_agent_does_it_even_where_it_hangs_on_what_it_is_done_to(words: Lexicon) -> None:
    parse = sentence(
        "raid raid NOUN 0 root; of of ADP 3 case; Lima Lima PROPN 1 nmod; by by ADP 5 case; Oslo Oslo PROPN 3 nmod"
    )
    assert sides(parse, words, 0) == (["Oslo"], ["Lima"])


def test_a_light_verb_below_a_noun_brings_its_parties(words: Lexicon) -> None:
    parse = sentence(
        "raid raid NOUN 0 root; led lead VERB 1 acl VerbForm=Part|Tense=Past; by by ADP 4 case; Oslo Oslo PROPN 2 obl:agent;"
        "against against ADP 6 case; Lima Lima PROPN 2 obl"
    )
    assert sides(parse, words, 0) == (["Oslo"], ["Lima"])
