"""Transfers: who gives what to whom, under which operator."""

import pytest

import detente


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Sweden delivered howitzers to Estonia.", ("SWE", "EST", "weapons", "happened")),
        ("en", "Sweden will send tents to Estonia.", ("SWE", "EST", "humanitarian", "planned")),
        ("en", "Sweden imports its oil from Norway.", ("NOR", "SWE", "energy", "happened")),
        ("en", "Sweden refused to send tanks to Estonia.", ("SWE", "EST", "weapons", "negated")),
        ("en", "Sweden will send 300 soldiers to help Estonia.", ("SWE", "EST", "troops", "planned")),
        ("fr", "La Suède a livré des obusiers à l'Estonie.", ("SWE", "EST", "weapons", "happened")),
        ("fr", "La Suède importe son pétrole de Norvège.", ("NOR", "SWE", "energy", "happened")),
        ("fr", "La Suède a refusé de livrer des chars à l'Estonie.", ("SWE", "EST", "weapons", "negated")),
        ("fr", "La Suède annonce l'envoi de 300 soldats à l'Estonie.", ("SWE", "EST", "troops", "planned")),
    ],
)
def test_who_gives_what_to_whom(language: str, text: str, expected: tuple[str, str, str, str]) -> None:
    reading = detente.read(text + "\n", published="2024-06-26", language=language)
    assert expected in [(t.provider, t.recipient, t.category, t.status) for t in reading.transfers]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sweden gave Estonia a chance."),
        ("en", "Sweden sent tanks into Estonia."),
        ("en", "Sweden's help gives Estonia an edge."),
        ("fr", "La Suède a donné une leçon à l'Estonie."),
        ("fr", "La Suède a envoyé des chars dans le nord de l'Estonie."),
    ],
)
def test_what_moves_nothing(language: str, text: str) -> None:
    reading = detente.read(text + "\n", published="2024-06-26", language=language)
    assert [t for t in reading.transfers if (t.provider, t.recipient) == ("SWE", "EST")] == []
