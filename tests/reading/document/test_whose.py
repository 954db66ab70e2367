"""Whose words and whose things: letters, relatives, passives of seeing, harm that is told by those who suffered it."""

from __future__ import annotations

import pytest

import detente
from tests.reading.document.test_home import pairs

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Kenya issued a statement condemning Zambia.", "ACCUSE KEN>ZMB"),
        ("fr", "Le Kenya a diffusé une déclaration dénonçant la Zambie.", "ACCUSE KEN>ZMB"),
        ("en", "Kenya, whose decision Zambia had criticised, waited.", "ACCUSE ZMB>KEN"),
        ("fr", "L'Ouganda a reçu le président kényan, dont il a salué les efforts.", "SUPPORT UGA>KEN"),
        ("fr", "La Zambie s'est vu infliger des sanctions par le Kenya.", "COERCE KEN>ZMB"),
        ("fr", "La Zambie se voit accuser par le Kenya de soutenir des rebelles.", "ACCUSE KEN>ZMB"),
        ("fr", "Le Kenya avertit que tout pacte conclu sans son aval serait nul.", "THREATEN KEN>-"),
        ("fr", "La Zambie, envahie en mars par le Kenya, attend.", "ASSAULT KEN>ZMB"),
    ],
)
def test_whose_words_and_things(language: str, text: str, wanted: str) -> None:
    assert pairs(text, language)[-1:] == [wanted]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Kenya said Zambian jets had bombed its port."),
        ("fr", "Le Kenya soutient que la Zambie a violé son espace aérien."),
    ],
)
def test_who_says_that_another_harmed_them_accuses_them(language: str, text: str) -> None:
    assert {one.split()[0] for one in pairs(text, language)} >= {"ACCUSE"}
    assert all(one.endswith(("KEN>ZMB", "ZMB>KEN")) for one in pairs(text, language))


def test_who_tells_of_another_s_harm_accuses_nobody() -> None:
    assert pairs("Uganda said Zambian jets had bombed Kenya.", "en") == ["ASSAULT ZMB>KEN"]


def test_a_failure_told_by_a_negated_verb_is_negated_once() -> None:
    (event,) = detente.read(
        "Le médiateur kényan n'a pas réussi à rencontrer la junte malienne.\n", language="fr", quick=True
    ).events
    assert event.deed == "fail(meet)"
