"""Whom a text introduces carries their state through it."""

import pytest

from detente.world.actors import cast_of, mentions


@pytest.mark.parametrize(
    ("language", "text", "name", "country", "sector"),
    [
        ("en", "Assistant Secretary of State Dana Whitlock arrived.", "Whitlock", "USA", "GOV"),
        ("en", "The Gambian fisheries minister, Lamin Ceesay, answered.", "Ceesay", "GMB", "GOV"),
        ("en", "Moussa Ndongo, the Malian army spokesman, accused France.", "Ndongo", "MLI", "MIL"),
        ("en", "The Union of Free Shepherds (UFS), a Chadian rebel group, attacked Niger.", "UFS", "TCD", "REB"),
        ("fr", "Le général burkinabè Ousmane Zerbo a accusé la France.", "Zerbo", "BFA", "MIL"),
        ("fr", "La ministre togolaise de la Santé, Akossiwa Dossou, a répondu.", "Dossou", "TGO", "GOV"),
    ],
)
def test_a_name_carries_its_state(language: str, text: str, name: str, country: str, sector: str) -> None:
    cast = cast_of([text], language=language)
    (found,) = mentions(f"{name} signed.", language=language, cast=cast)
    assert (found.text, found.actor.country, found.actor.sectors[0], found.learned) == (name, country, sector, True)


def test_a_namesake_of_the_text_stands_before_one_of_the_tables() -> None:
    cast = cast_of(["Peruvian Culture Minister Rosa Macron resigned."], language="en")
    found = mentions("Macron thanked Bolivia.", language="en", cast=cast)
    assert [m.actor.country for m in found] == ["PER", "BOL"]


def test_a_surname_of_two_is_nobody() -> None:
    text = "Malian minister Awa Traore met Guinean minister Fanta Traore."
    cast = cast_of([text], language="en")
    assert "Traore" not in cast.people
    assert cast.people["Awa Traore"].country == "MLI"


def test_an_acronym_means_what_the_text_says() -> None:
    cast = cast_of(["The Rapid Support Forces (RSF) denied it."], language="en")
    (found,) = mentions("The RSF denied it again.", language="en", cast=cast)
    assert found.actor.id == "group:rsf"
    (other,) = mentions("The RSF denied it again.", language="en")
    assert other.actor.id == "org:RSF"


def test_an_office_of_one_state_needs_no_adjective() -> None:
    found = mentions("Deputy Defense Secretary Paula Winslow visited Kenya.", language="en")
    assert [m.actor.country for m in found] == ["USA", "KEN"]
