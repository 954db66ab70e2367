"""Capitals only and small letters only are written as prose is."""

import pytest

from detente.world.actors import recased, resolve


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("PERU CONDEMNED BOLIVIA. THE UN MET.", "Peru condemned Bolivia. The UN met."),
        ("le pérou a condamné la bolivie.", "Le Pérou a condamné la Bolivie."),
        ("Peru condemned Bolivia.", "Peru condemned Bolivia."),
        ("NATO", "NATO"),
    ],
)
def test_one_case_becomes_two(text: str, prose: str) -> None:
    assert recased(text) == prose
    assert len(prose) == len(text)


def test_a_phrase_in_capitals_is_resolved() -> None:
    assert resolve("THE PERUVIAN FOREIGN MINISTER").country == "PER"
    assert resolve("THE PERUVIAN FOREIGN MINISTER").sectors[0] == "GOV"
