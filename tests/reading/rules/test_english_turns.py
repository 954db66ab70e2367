"""Constructions of English that no single row shows: a bare subjunctive, a row that asks for a place, a copula with its noun."""

import pytest

from detente import read, relation
from detente.reading.rules.examples import unmark


def kind(example: str) -> str | None:
    text, actor, recipient = unmark(example)
    found = relation(text, actor, recipient, language="en")
    return found.event


@pytest.mark.model
@pytest.mark.parametrize(
    ("example", "wanted"),
    [
        ("{A:Oslo} insisted that {R:Riga} withdraw its soldiers from the islet.", "REQUEST"),
        ("{A:Oslo} suggested that {R:Riga} release the sailor.", "REQUEST"),
        ("{A:A Danish rocket} landed in {R:Latvia}.", "ASSAULT"),
        ("{A:The Danish minister} landed in {R:Latvia}.", "CONSULT"),
        ("{A:Norway} is in talks with {R:Latvia} over the cable.", "CONSULT"),
        ("{A:Norway} pulled its soldiers out of {R:Latvia}.", "RETREAT"),
    ],
)
def test_what_the_words_ask_for(example: str, wanted: str) -> None:
    assert kind(example) == wanted


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The Danish minister is in Riga to discuss the ferry.", [("CONSULT", "happened")]),
        ("Latvia is in Europe.", []),
        ("Denmark vowed not to attack Latvia.", [("AGREE", "planned")]),
        ("Denmark refused to rule out sanctions on Latvia.", [("THREATEN", "planned")]),
        ("Denmark was the first state to recognise Latvia.", [("SUPPORT", "happened")]),
        ("The visiting Danish minister praised Latvia.", [("SUPPORT", "happened")]),
        ("Latvia avoided any comment.", []),
        ("The Danish king signed a decree on fish.", []),
        ("Denmark met its own target for wind power.", []),
        ("Denmark hosted a tournament.", []),
        ("The Danish study demonstrates that rain helps.", []),
        ("Denmark released a photograph of the ferry.", []),
        ("Denmark tried to widen the canal.", []),
    ],
)
def test_what_a_sentence_tells(text: str, wanted: list[tuple[str, str]]) -> None:
    found = read(text + "\n", published="2024-06-26", language="en", quick=True).events
    assert [(event.event, event.status) for event in found] == wanted
