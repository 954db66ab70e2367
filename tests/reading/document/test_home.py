"""What stays within one state: its people and institutions, towns of its own, and who is not meant."""

from __future__ import annotations

import pytest

import detente

pytestmark = pytest.mark.model


def pairs(text: str, language: str) -> list[str]:
    events = detente.read(f"{text}\n", published="2024-06-26", language=language, quick=True).events
    return [
        f"{e.event} {'+'.join(a.country or '?' for a in e.actor) or '-'}>{'+'.join(a.country or '?' for a in e.recipient) or '-'}"
        for e in events
    ]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "The Kenyan president dissolved the parliament.", "SANCTION KEN>KEN"),
        ("en", "The Kenyan government has banned the main opposition party.", "COERCE KEN>KEN"),
        ("en", "Kenyan unions called a general strike against the government.", "PROTEST KEN>KEN"),
        ("en", "The Kenyan army crushed a rebellion.", "COERCE KEN>KEN"),
        ("fr", "Des soldats kényans ont renversé le président.", "COERCE KEN>KEN"),
        ("fr", "La police kényane a dispersé une marche.", "COERCE KEN>KEN"),
        ("fr", "Un tribunal kényan a condamné l'opposante Asha Nduta à neuf ans de prison.", "SANCTION KEN>KEN"),
    ],
)
def test_what_a_state_does_to_its_own_has_both_sides_in_it(language: str, text: str, wanted: str) -> None:
    assert pairs(text, language) == [wanted]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Syrian jets bombed Aleppo.", "ASSAULT SYR>SYR"),
        ("en", "Turkish jets bombed Aleppo.", "ASSAULT TUR>SYR"),
        ("fr", "L'armée syrienne a bombardé Alep.", "ASSAULT SYR>SYR"),
    ],
)
def test_a_town_that_is_struck_is_of_its_state(language: str, text: str, wanted: str) -> None:
    assert pairs(text, language) == [wanted]


def test_who_speaks_of_a_deed_does_not_do_it_to_his_own() -> None:
    assert pairs("Norway condemned the arrest of two journalists.", "en") == ["ACCUSE NOR>-"]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Ugandan soldiers killed nine fishermen in Zambia.", "ASSAULT UGA>ZMB"),
        ("en", "Ghanaian troops occupied two villages in Togo.", "COERCE GHA>TGO"),
        ("fr", "L'Éthiopie a rouvert son ambassade en Zambie.", "SUPPORT ETH>ZMB"),
    ],
)
def test_what_is_done_in_a_state_is_done_to_it(language: str, text: str, wanted: str) -> None:
    assert pairs(text, language) == [wanted]
