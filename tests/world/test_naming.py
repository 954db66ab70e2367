"""Places that stand in the name of something else, or that only tell where, are no actors."""

import pytest

from detente.world.actors import mentions, resolve


@pytest.mark.parametrize(
    ("language", "phrase"),
    [
        ("en", "the Windhoek Protocol"),
        ("en", "the Treaty of Utrecht"),
        ("en", "the Doha process"),
        ("en", "the Nairobi peace agreement"),
        ("en", "the Singapore conference"),
        ("en", "the Lima Spirit"),
        ("en", "Vienna Halloway"),
        ("fr", "le protocole de Maputo"),
        ("fr", "l'accord de paix de Pretoria"),
        ("fr", "le traité d'Utrecht"),
        ("fr", "le sommet de Djibouti"),
        ("fr", "Maurice Delcourt"),
    ],
)
def test_a_place_in_a_name_is_nobody(language: str, phrase: str) -> None:
    actor = resolve(phrase, language=language)
    assert (actor.country, actor.members) == (None, ()), actor


@pytest.mark.parametrize(
    ("language", "phrase", "country"),
    [
        ("en", "Lima's offer", "PER"),
        ("en", "the Doha government", "QAT"),
        ("en", "Nairobi police chief", "KEN"),
        ("en", "Osaka Gas Company", "JPN"),
        ("en", "the mayor of Athens, Ohio", "USA"),
        ("en", "a shop owner in Cuba, Illinois", "USA"),
        ("en", "residents of Alexandria, Egypt", "EGY"),
        ("fr", "la mairie de Londres, Ontario", "CAN"),
        ("fr", "l'accord de Lima avec Quito", "PER"),
        ("fr", "un juge de Rabat", "MAR"),
    ],
)
def test_what_a_place_owns_or_governs_is_its_own(language: str, phrase: str, country: str) -> None:
    assert resolve(phrase, language=language).country == country


def test_a_list_of_places_is_no_address() -> None:
    found = mentions("Quito, Bolivia and Chile rejected the offer.", language="en")
    assert [m.actor.country for m in found] == ["ECU", "BOL", "CHL"]


@pytest.mark.parametrize(
    ("language", "text", "aside"),
    [
        ("en", "Peru and Chile agreed in Accra to lower duties.", {"Accra"}),
        ("en", "Rockets were fired at Eritrea from Sudan.", set()),
        ("en", "Senegal ratified the Windhoek Protocol.", {"Windhoek"}),
        ("fr", "Le Pérou et le Chili se sont entendus à Zurich.", {"Zurich"}),
        ("fr", "Le Pérou a livré du blé à Cuba.", set()),
        ("fr", "Les pourparlers se poursuivent en Namibie.", {"Namibie"}),
    ],
)
def test_what_only_tells_where_is_aside(language: str, text: str, aside: set[str]) -> None:
    assert {m.text for m in mentions(text, language=language, places=True) if m.aside} == aside


@pytest.mark.parametrize(
    ("language", "phrase", "country"),
    [
        ("en", "Congo, Dem. Rep.", "COD"),
        ("en", "Rep. of Congo", "COG"),
        ("en", "Dominican Rep.", "DOM"),
        ("en", "N. Korea", "PRK"),
        ("en", "St. Lucia", "LCA"),
        ("en", "New England fishermen", "USA"),
        ("fr", "Rép. dominicaine", "DOM"),
        ("fr", "Sud Soudan", "SSD"),
        ("fr", "les Pays Bas", "NLD"),
    ],
)
def test_names_as_tables_and_telexes_write_them(language: str, phrase: str, country: str) -> None:
    assert resolve(phrase, language=language).country == country


def test_a_border_is_where_two_meet() -> None:
    found = mentions("Gabon and Chad negotiated on the Togolese border.", language="en", places=True)
    assert [(m.text, m.aside) for m in found] == [("Gabon", False), ("Chad", False), ("Togolese border", True)]


def test_collectives_of_neighbours_have_their_members() -> None:
    assert resolve("the Caucasian republics").members == ("ARM", "AZE", "GEO")
    assert resolve("les républiques baltes", language="fr").members == ("EST", "LVA", "LTU")


@pytest.mark.parametrize("text", ["Bolivia¹ thanked Peru.", "Bolivia12 thanked Peru.", "Bolivia[3] thanked Peru²."])
def test_marks_of_notes_end_a_name(text: str) -> None:
    assert [m.actor.country for m in mentions(text, language="en")] == ["BOL", "PER"]
