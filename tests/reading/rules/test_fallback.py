"""The graded fallback: types of sentences whose words no row knows."""

import pytest

from detente import codebook
from detente.reading.rules.fallback import chances, masked


def test_names_are_masked_whatever_their_order() -> None:
    assert masked("Iran struck Iraq.", (0, 4), (12, 16)) == "X struck Y."
    assert masked("Iraq was struck by Iran.", (19, 23), (0, 4)) == "Y was struck by X."


@pytest.mark.model
def test_chances_are_a_distribution_over_types_and_the_same_each_time() -> None:
    texts = ["X gave millions of dollars in food aid to Y.", "X a bombardé les positions de Y."]
    first = chances(texts)
    assert first == chances(texts)
    for odds in first:
        assert sum(odds.values()) == pytest.approx(1.0, abs=1e-3)
        assert set(odds) <= set(codebook.load().quads)
    assert chances([]) == []
