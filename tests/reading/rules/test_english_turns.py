"""Constructions of English that no single row shows: a bare subjunctive, a row that asks for a place, a copula with its noun."""

import pytest

from detente import relation
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
