"""The graded fallback: types of sentences whose words no row knows."""

import pytest

from detente.coding import codebook
from detente.coding.fallback import guess, masked


def test_names_are_masked_whatever_their_order() -> None:
    assert masked("Iran struck Iraq.", (0, 4), (12, 16)) == "X struck Y."
    assert masked("Iraq was struck by Iran.", (19, 23), (0, 4)) == "Y was struck by X."


@pytest.mark.model
def test_a_guess_is_a_type_with_a_chance_and_the_same_each_time() -> None:
    texts = ["X gave millions of dollars in food aid to Y.", "X a bombardé les positions de Y."]
    first = guess(texts)
    assert first == guess(texts)
    assert all(0 < chance <= 1 and event in codebook.load().quads for event, chance in first)
    assert guess([]) == []
