"""Scenarios with a legal reading made by hand: who is bound, who may be, who is not, and which pact is broken."""

from datetime import date

import pytest

from detente.errors import BadQuery
from detente.pacts import tell, what_if
from detente.pacts.pacts import pact
from detente.pacts.whatif import FREE, studies

NATO = pact("nato").parties(date(2025, 6, 1))
EU = pact("eu-42-7").parties(date(2025, 6, 1))
CSTO = ("ARM", "BLR", "KAZ", "KGZ", "RUS", "TJK")


def without(codes: tuple[str, ...], *others: str) -> set[str]:
    return set(codes) - set(others)


# scenario, day, triggered, conditional, some not triggered, pacts violated
SCENARIOS = [
    # the Korean peninsula: the defender's case decides
    ("KOR attacks PRK", "2025-06-01", {"CHN", "RUS"}, set(), {"USA"}, {"kor-basic", "tac"}),
    ("USA strikes PRK first", "2025-06-01", {"CHN", "RUS"}, set(), {"KOR", "JPN", "AUS", "GBR"}, {"armistice", "tac"}),
    ("PRK attacks KOR", "2025-06-01", {"USA"}, set(), {"CHN", "RUS"}, {"kor-basic", "tac"}),
    (
        "la Corée du Nord bombarde l'île de Yeonpyeong",
        "2025-06-01",
        {"USA"},
        set(),
        {"CHN", "RUS"},
        {"kor-basic", "tac"},
    ),
    # before the treaty of 2024 was in force, and after that of 1961 had ended, Russia owed North Korea no defence
    ("KOR attacks PRK", "2010-06-01", {"CHN"}, set(), {"USA"}, {"kor-basic", "tac"}),
    ("KOR attacks PRK", "1985-06-01", {"CHN", "RUS"}, set(), {"USA"}, set()),
    # a blow on allied forces in Korea is outside the area of Art. 6, and falls on Korean ground
    ("PRK attacks British forces in Korea", "2025-06-01", {"USA"}, set(), {"FRA", "DEU", "CAN"}, {"kor-basic", "tac"}),
    (
        "PRK attacks US forces in Guam",
        "2025-06-01",
        {"AUS", "KOR", "PHL"},
        {"NZL"},
        {"GBR", "FRA", "JPN", "CHN", "RUS"},
        {"tac"},
    ),
    ("PRK strikes Japan", "2025-06-01", {"USA"}, set(), {"CHN", "RUS"}, {"tac"}),
    ("la Corée du Nord menace la Corée du Sud", "2025-06-01", set(), set(), {"USA", "CHN", "RUS"}, set()),
    # the Taiwan strait: a law of the United States, no treaty; the treaty of 1954 ended in 1980
    ("incident in the Taiwan strait between CHN and TWN", "2025-06-01", set(), set(), {"PRK"}, set()),
    ("la Chine attaque Taïwan", "2025-06-01", set(), set(), {"PRK"}, set()),
    ("CHN attacks TWN", "1975-06-01", {"USA"}, set(), {"PRK"}, set()),
    ("CHN attacks the Senkaku islands", "2025-06-01", set(), {"USA"}, {"PRK"}, {"chn-jpn", "tac"}),
    ("CHN sinks a ship of PHL in the South China Sea", "2025-06-01", {"USA"}, set(), {"THA", "AUS"}, {"tac"}),
    ("CHN blockades PHL", "2025-06-01", set(), {"AUS", "GBR", "FRA", "NZL", "THA", "USA"}, {"PRK"}, set()),
    # Europe
    ("RUS attacks EST", "2025-06-01", without((*NATO, *EU), "EST"), set(), {"BLR", "PRK"}, set()),
    ("la Russie attaque la Finlande", "2022-03-01", without(EU, "FIN"), set(), {"BLR", "KAZ"}, set()),
    ("RUS attacks UKR", "2025-06-01", set(), set(), {"BLR", "PRK"}, {"budapest"}),
    ("UKR attacks RUS in Kursk", "2025-06-01", set(), {*CSTO, "PRK", "UZB"} - {"RUS"}, set(), set()),
    (
        "UKR attacks RUS in Kursk",
        "2021-06-01",
        set(CSTO) - {"RUS"} | {"UZB"},
        set(),
        set(),
        set(),
    ),
    ("ARG invades the Falkland Islands", "2025-06-01", set(), {"PRT"}, {"USA", "FRA", "CHL"}, set()),
    ("TUR attacks GRC", "2025-06-01", without(EU, "GRC"), set(), {"USA", "GBR", "NOR", "AZE"}, set()),
    ("Morocco attacks Ceuta", "2025-06-01", without(EU, "ESP"), set(), {"USA", "GBR", "TUR"}, set()),
    # the Caucasus and the Middle East
    ("AZE attacks ARM", "2025-06-01", set(CSTO) - {"ARM"}, set(), {"TUR"}, set()),
    ("ARM attacks AZE", "2025-06-01", {"TUR"}, set(), {"RUS", "KAZ"}, set()),
    ("ARM attacks AZE in Nagorno-Karabakh", "2025-06-01", set(), {"TUR"}, {"RUS", "KAZ"}, set()),
    ("IND attacks PAK", "2025-12-01", {"SAU"}, set(), set(), {"tac"}),
    ("IND attacks PAK", "2025-06-01", set(), set(), set(), {"tac"}),
    ("USA attacks IRN", "2025-12-01", set(), set(), {"GBR", "JPN"}, set()),
    ("EGY attacks ISR", "2025-06-01", set(), set(), {"SAU", "JOR"}, {"egy-isr"}),
    ("CHN attacks Palau", "2025-06-01", {"USA"}, set(), {"PRK"}, set()),
]


@pytest.mark.parametrize(
    ("text", "on", "bound", "perhaps", "free", "broken"),
    SCENARIOS,
    ids=lambda value: ",".join(sorted(value)) if isinstance(value, set) else str(value),
)
def test_the_legal_reading(
    text: str, on: str, bound: set[str], perhaps: set[str], free: set[str], broken: set[str]
) -> None:
    answer = what_if(text, on=date.fromisoformat(on))
    assert set(answer.parties("triggered")) == bound
    assert set(answer.parties("conditional")) == perhaps
    assert free <= set(answer.parties("not triggered"))
    assert {finding.pact.id for finding in answer.breaches} == broken


def test_reserves_make_the_difference_between_the_least_and_the_most() -> None:
    answer = what_if("KOR attacks PRK", on=date(2025, 6, 1))
    assert answer.minimum == ("CHN", "PRK")  # Russia's clause leaves room: its laws
    assert answer.maximum == ("CHN", "PRK", "RUS")
    assert set(answer.wider) == {"ARM", "BLR", "KAZ", "KGZ", "TJK", "UZB"}


def test_the_path_of_clauses_is_told() -> None:
    answer = what_if("KOR attacks PRK", on=date(2025, 6, 1))
    (armenia,) = [finding for finding in answer.findings if finding.party == "ARM"]
    assert armenia.path == ("rus-prk 4", "csto 4")
    assert "Russia" in armenia.why("en") and "Russie" in armenia.why("fr")


def test_each_finding_names_clause_reason_and_record() -> None:
    for text in ("PRK attacks KOR", "RUS attacks EST", "CHN blockades PHL"):
        for language in ("en", "fr"):
            for row in what_if(text, on=date(2025, 6, 1)).table(language).to_pylist():  # type: ignore[arg-type]
                assert row["clause"] and row["reason"] and row["record"] and row["path"]
                assert "{" not in row["reason"]


def test_neutrality_and_consultation_are_told_apart() -> None:
    answer = what_if("USA attacks IRN", on=date(2025, 12, 1))
    assert answer.parties("triggered", "neutrality") == ("RUS",)
    assert "USA" in what_if("CHN attacks TWN", on=date(2025, 6, 1)).consulted


def test_the_record_is_an_interval_with_sources() -> None:
    answer = what_if("PRK attacks KOR", on=date(2025, 6, 1))
    assert answer.honoured == (0.5, 0.75) and answer.honoured_since_1945 < 0.5
    assert all(row["source"] for row in studies())


def test_answers_in_both_languages_claim_no_prediction() -> None:
    french = tell(what_if("la Corée du Sud attaque la Corée du Nord", on=date(2025, 6, 1)))
    assert "Tenus d'aider Corée du Nord : Chine" in french
    assert "non ce que feront les États" in french
    english = tell(what_if("KOR attacks PRK", on=date(2025, 6, 1)))
    assert "Bound to help North Korea: China" in english and "not what states will do" in english
    assert "No pact in the file binds" in tell(what_if("IND attacks PAK", on=date(2025, 6, 1)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("KOR attacks KOR", "both sides"),
        ("la Russie attaque la Fédération de Russie et Russie", "both sides|no state"),
        ("Ruritania attacks PRK", "Ruritania"),
        ("KOR loves PRK", "no act"),
        ("attacks", "no act"),
        ("PRK attacks", "lacks a side"),
    ],
)
def test_what_cannot_be_understood_is_said(text: str, says: str) -> None:
    with pytest.raises(BadQuery, match=says):
        what_if(text)


@pytest.mark.parametrize(
    "text",
    [
        "PRK attacks KOR",
        "North Korea attacks South Korea",
        "South Korea is attacked by North Korea",
        "an attack by North Korea on South Korea",
        "la Corée du Nord attaque la Corée du Sud",
        "la Corée du Sud est attaquée par la Corée du Nord",
        "attaque de la Corée du Nord contre la Corée du Sud",
        "Pyongyang attaque Séoul",
    ],
)
def test_one_scenario_in_many_words(text: str) -> None:
    scene = what_if(text, on=date(2025, 6, 1)).scenario
    assert (scene.attackers, scene.targets, scene.act.grade) == (("PRK",), ("KOR",), "attack")
    assert scene.language == ("fr" if "attaq" in text else "en")


def test_reserves_that_leave_no_choice_are_known() -> None:
    assert {"art51", "external"} == FREE
