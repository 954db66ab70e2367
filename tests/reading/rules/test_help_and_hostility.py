"""Troops that go to a party with its will are help, into or against it they are not; retaliation is what it retaliates with."""

import pytest

import detente

pytestmark = pytest.mark.model


def types(text: str, language: str) -> set[tuple[str, str, str]]:
    """Type, first actor and first recipient of what a text says happened."""
    found = detente.read(text, language=language, quick=True).events
    return {
        (event.event, event.actor[0].country or "", (event.recipient[0].country or "") if event.recipient else "")
        for event in found
        if event.actor and event.status == "happened"
    }


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Uruguay has sent 400 soldiers to Paraguay.", "en", ("AID", "URY", "PRY")),
        ("Uruguay sent soldiers into Paraguay.", "en", ("MOBILIZE", "URY", "PRY")),
        ("Uruguay deployed soldiers in Paraguay at the request of its president.", "en", ("AID", "URY", "PRY")),
        ("Uruguay sent soldiers to Paraguay against the government.", "en", ("MOBILIZE", "URY", "PRY")),
        ("L'Uruguay a envoyé 400 soldats au Paraguay.", "fr", ("AID", "URY", "PRY")),
        ("L'Uruguay a déployé des soldats au Paraguay à la demande du président.", "fr", ("AID", "URY", "PRY")),
        ("L'Uruguay a envoyé des soldats au Paraguay pour renverser le président.", "fr", ("MOBILIZE", "URY", "PRY")),
        ("Laos retaliated with duties on Thai rice.", "en", ("COERCE", "LAO", "THA")),
        ("Le Laos a riposté par des droits de douane sur le riz thaïlandais.", "fr", ("COERCE", "LAO", "THA")),
    ],
)
def test_where_troops_go_and_what_answers(text: str, language: str, expected: tuple[str, str, str]) -> None:
    found = types(text, language)
    assert expected in found
    assert not {("ASSAULT", *expected[1:]), ("ASSAULT", expected[1], "")} & found


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Laos retaliated against Thailand by expelling an envoy.", "en"),
        ("Le Laos a riposté en expulsant un diplomate thaïlandais.", "fr"),
    ],
)
def test_an_expulsion_in_answer_is_no_attack(text: str, language: str) -> None:
    assert {kind for kind, _, _ in types(text, language)} == {"SANCTION"}
