"""What operators over deeds come to."""

import pytest

from detente import codebook
from detente.codebook import compose


@pytest.mark.parametrize(
    ("operators", "deed", "event"),
    [
        (("promise",), "provide-weapons", "AGREE"),
        (("stop",), "provide-aid", "SANCTION"),
        (("stop",), "impose-sanctions", "CONCEDE"),
        (("promise",), "attack", "THREATEN"),
        (("refuse",), "provide-aid", "REJECT"),
        (("ask",), "provide-aid", "REQUEST"),
        (("condemn",), "attack", "ACCUSE"),
        (("refuse", "promise", "stop"), "impose-sanctions", "REJECT"),
        (("refuse", "ask"), "provide-aid", "REJECT"),
        (("promise", "ask"), "provide-aid", "REQUEST"),
        (("stop",), "hold-talks", "REJECT"),
        (("stop",), "occupy", "RETREAT"),
        (("announce",), "release", "RETREAT"),
        (("announce",), "provide-aid", "AGREE"),
        (("not",), "meet", "REJECT"),
        (("refuse",), None, "REJECT"),
    ],
)
def test_a_chain_composes_to_its_type(operators: tuple[str, ...], deed: str | None, event: str) -> None:
    assert compose(operators, deed).event == event


def test_a_chain_keeps_its_words_and_status() -> None:
    composed = compose(("refuse", "promise", "stop"), "impose-sanctions")
    assert composed.chain == "refuse(promise(stop(impose-sanctions)))"
    assert composed.status == "happened"
    assert compose(("promise",), "provide-weapons").status == "planned"
    assert compose(("not",), "attack").status == "negated"


def test_calling_for_sanctions_against_somebody_rallies_opposition_to_him() -> None:
    assert compose(("ask",), "impose-sanctions", target=True).event == "ACCUSE"
    assert compose(("ask",), "impose-sanctions").event == "REQUEST"


def test_every_chain_of_one_operator_has_a_type_and_a_score_of_the_right_sign() -> None:
    book = codebook.load()
    for deed in book.deeds:
        for operators in ((), *((name,) for name in book.operators)):
            composed = compose(operators, deed)
            if operators and not composed.event:  # only supposed: no event
                assert "" in book.operators[operators[0]].over.values()
                continue
            assert composed.event in book.quads, (operators, deed)
            friendly = composed.quad in (1, 2)
            if composed.event != "REQUEST":
                assert (composed.intensity > 0) == friendly, (operators, deed, composed)


def test_types_have_their_quad() -> None:
    assert codebook.quad_of("SANCTION") == 4
    assert codebook.quad_of("nothing") == 0


def test_intensity_goes_by_the_deed() -> None:
    def of(deed: str) -> float:
        return compose((), deed).intensity

    assert (
        of("attack") < of("test-weapon") < of("impose-sanctions") < of("criticise") < 0
    )  # a launch is no attack, a tariff no war
    assert of("attack") < of("mobilise-troops") < of("expel-diplomats") < of("halt-talks") < 0
    assert (
        of("send-troops-in-support") == of("train-forces") == of("provide-weapons") == 8.3
    )  # help, whoever it is meant against
    assert of("break-relations") == -of("hold-talks") == -7.0
    assert compose(("promise",), "impose-sanctions").intensity == -5.8  # a threat keeps the score of its own code
