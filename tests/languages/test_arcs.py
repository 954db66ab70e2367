"""No sentence has a ring of heads, whatever the mapping or a repair made of it."""

from __future__ import annotations

import pytest

from detente import languages
from detente.languages.arcs import rings
from detente.languages.universal import Draft


@pytest.mark.parametrize(
    ("heads", "found"),
    [([0, 0, 1], []), ([1, 1, 3, 2], [2]), ([1, 0, 1, 4, 5, 3], [0, 3]), ([], []), ([0, 2, 1, 2], [1])],
)
def test_rings_are_found_once_each(heads: list[int], found: list[int]) -> None:
    assert rings(heads) == found


def test_a_draft_with_a_ring_becomes_a_tree() -> None:
    forms = ["villages", "emptied", "quickly"]
    draft = Draft([0, 9, 17], forms, forms, ["NOUN", "VERB", "ADV"], [1, 0, 1], ["obl", "acl", "advmod"], [{}, {}, {}])
    tokens = draft.sentence(0, 24, "en").tokens
    assert rings([token.head for token in tokens]) == []
    assert sum(token.head == token.index for token in tokens) == 1


@pytest.mark.model
def test_a_preposed_object_of_a_relative_does_not_hang_reading() -> None:
    text = "Il lui faut, ni le temps ni l'usage ne l'a bâtie, des banques que les villes de la côte ont toujours voulues petites et un juge dont l'âge est connu."
    (sentence,) = next(iter(languages.pack("fr").parse([text])))
    assert rings([token.head for token in sentence.tokens]) == []
