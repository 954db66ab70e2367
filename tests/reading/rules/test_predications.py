"""The engine on hand-built parses and a lexicon of a few rows: no model is loaded."""

from pathlib import Path

import pytest

from detente.errors import DataError
from detente.reading.rules import lexicon
from detente.reading.rules.lexicon import Lexicon
from detente.reading.rules.predications import Predication, predications
from tests.parses import sentence

ROWS = """predicate	pos	class	frame	example	reading
attack	v	attack
attack	n	attack
invade	v	attack
send @weapon	v	provide-weapons	A=subj R=to|iobj G=obj
send	v	visit	A=subj R=to
promise	v	promise()
refuse	v	refuse()
condemn	v	condemn()	A=subj D=obj|comp R=obj
accuse	v	accuse()	A=subj D=of|comp R=obj
urge	v	ask()	A=subj R=obj D=comp
carry out	v	do()	A=subj D=obj
meet	v	meet	both
agreement	n	reach-agreement	A=gen|adj R=with
"""


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Lexicon:
    folder = tmp_path_factory.mktemp("lexicon")
    (folder / "verbs.tsv").write_text(ROWS, encoding="utf-8")
    (folder / "objects.tsv").write_text("lemma\tclass\nmissile\t@weapon\n", encoding="utf-8")
    return lexicon.from_folder(folder, "en")


def outer(found: list[Predication]) -> Predication:
    return next(one for one in found if one.parent is None)


def test_active_and_passive_have_the_same_deep_roles(words: Lexicon) -> None:
    active = predications(
        sentence("Iran Iran PROPN 2 nsubj; attacked attack VERB 0 root; Iraq Iraq PROPN 2 obj"), words
    )[0]
    passive = predications(
        sentence(
            "Iraq Iraq PROPN 3 nsubj:pass; was be AUX 3 aux:pass; attacked attack VERB 0 root VerbForm=Part|Tense=Past;"
            "by by ADP 5 case; Iran Iran PROPN 3 obl:agent"
        ),
        words,
    )[0]
    assert (active.actor, active.recipients[0].tokens) == ((0,), (2,))
    assert (passive.actor, passive.recipients[0].tokens) == ((4,), (0,))
    assert active.composed().event == "ASSAULT"


def test_object_class_chooses_the_deed_and_control_finds_the_actor(words: Lexicon) -> None:
    found = predications(
        sentence(
            "Iran Iran PROPN 2 nsubj; refused refuse VERB 0 root; to to PART 4 mark; send send VERB 2 xcomp VerbForm=Inf;"
            "missiles missile NOUN 4 obj; to to ADP 7 case; Syria Syria PROPN 4 obl"
        ),
        words,
    )
    chain = outer(found)
    assert chain.chain == "refuse(provide-weapons)"
    assert chain.actor == (0,)
    assert chain.recipients[0].tokens == (6,)
    assert chain.good == (4,)
    assert chain.composed().event == "REJECT"


def test_future_of_conflict_is_a_threat_and_of_cooperation_an_agreement(words: Lexicon) -> None:
    threat = predications(
        sentence("Iran Iran PROPN 3 nsubj; will will AUX 3 aux; attack attack VERB 0 root; Iraq Iraq PROPN 3 obj"),
        words,
    )[0]
    meeting = predications(
        sentence("Iran Iran PROPN 3 nsubj; will will AUX 3 aux; meet meet VERB 0 root; Iraq Iraq PROPN 3 obj"), words
    )[0]
    assert threat.composed().event == "THREATEN"
    assert meeting.composed().event == "AGREE"
    assert meeting.both


def test_negation_and_duty_are_operators(words: Lexicon) -> None:
    never = predications(
        sentence(
            "Iran Iran PROPN 4 nsubj; did do AUX 4 aux; not not PART 4 advmod; meet meet VERB 0 root; Iraq Iraq PROPN 4 obj"
        ),
        words,
    )[0]
    assert never.chain == "not(meet)"
    duty = predications(
        sentence("Iran Iran PROPN 3 nsubj; must must AUX 3 aux; meet meet VERB 0 root; Iraq Iraq PROPN 3 obj"), words
    )[0]
    assert duty.chain == "ask(meet)"
    assert duty.recipients[0].tokens == (0,)


def test_condemning_an_attack_is_said_of_its_doer(words: Lexicon) -> None:
    found = predications(
        sentence(
            "France France PROPN 2 nsubj; condemned condemn VERB 0 root; the the DET 5 det; Russian russian ADJ 5 amod;"
            "attack attack NOUN 2 obj; on on ADP 7 case; Kyiv Kyiv PROPN 5 nmod"
        ),
        words,
    )
    chain = outer(found)
    assert chain.chain == "condemn(attack)"
    assert chain.actor == (0,)
    assert [group.tokens for group in chain.recipients] == [(3,), (6,)]
    assert chain.composed().event == "ACCUSE"


def test_a_relative_pronoun_stands_for_its_antecedent(words: Lexicon) -> None:
    found = predications(
        sentence(
            "Iran Iran PROPN 6 nsubj; , , PUNCT 4 punct; which which PRON 4 nsubj; attacked attack VERB 1 acl:relcl;"
            "Iraq Iraq PROPN 4 obj; met meet VERB 0 root; Syria Syria PROPN 6 obj"
        ),
        words,
    )
    assert [(one.deed, one.actor) for one in found] == [("attack", (0,)), ("meet", (0,))]


def test_conjoined_verbs_share_their_subject(words: Lexicon) -> None:
    found = predications(
        sentence(
            "Iran Iran PROPN 2 nsubj; met meet VERB 0 root; Iraq Iraq PROPN 2 obj; and and CCONJ 5 cc;"
            "attacked attack VERB 2 conj; Syria Syria PROPN 5 obj"
        ),
        words,
    )
    assert found[1].actor == (0,)
    assert found[1].recipients[0].tokens == (5,)


def test_a_light_verb_gives_its_noun_an_actor(words: Lexicon) -> None:
    found = outer(
        predications(
            sentence(
                "Iran Iran PROPN 2 nsubj; carried carry VERB 0 root; out out ADP 2 compound:prt; an a DET 5 det;"
                "attack attack NOUN 2 obj; on on ADP 7 case; Iraq Iraq PROPN 5 nmod"
            ),
            words,
        )
    )
    assert (found.actor, found.recipients[0].tokens) == ((0,), (6,))
    assert found.composed().event == "ASSAULT"


def test_agreement_between_two(words: Lexicon) -> None:
    found = predications(
        sentence(
            "agreement agreement NOUN 0 root; between between ADP 3 case; Iran Iran PROPN 1 nmod; and and CCONJ 5 cc;"
            "Iraq Iraq PROPN 3 conj"
        ),
        words,
    )[0]
    assert (found.actor, found.recipients[0].tokens) == ((2,), (4,))


def test_asking_makes_the_one_asked_the_recipient(words: Lexicon) -> None:
    chain = outer(
        predications(
            sentence(
                "France France PROPN 2 nsubj; urged urge VERB 0 root; Iran Iran PROPN 2 obj; to to PART 5 mark;"
                "meet meet VERB 2 xcomp VerbForm=Inf; Iraq Iraq PROPN 5 obj"
            ),
            words,
        )
    )
    assert chain.chain == "ask(meet)"
    assert chain.recipients[0].tokens == (2,)
    assert chain.doer == (2,)


@pytest.mark.parametrize(
    "line",
    [
        "attack\tq\tattack",
        "attack\tv\tatack",
        "attack\tv\tattack\tZ=obj",
        "give @gun\tv\tprovide-weapons",
        "a\tv\tattack\t\tno marks\tASSAULT",
    ],
)
def test_a_bad_row_is_named_by_file_and_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "verbs.tsv").write_text(ROWS + line + "\n", encoding="utf-8")
    (tmp_path / "objects.tsv").write_text("lemma\tclass\nmissile\t@weapon\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"verbs\.tsv:15"):
        lexicon.from_folder(tmp_path, "en")
