"""Who a noun phrase names: head and modifiers, titles and days, compounds and collectives."""

from datetime import date

import pytest

from detente.coding.actors import mentions, resolve


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("the Russian defence ministry", "RUS", "GOV"),
        ("le chef de la diplomatie sud-coréenne", "KOR", "GOV"),
        ("US-backed Syrian rebels", "SYR", "REB"),
        ("Kremlin critics", "RUS", "OPP"),
        ("l'armée de l'air israélienne", "ISR", "MIL"),
        ("Mumbai police", "IND", "COP"),
        ("thousands of protesters in Minsk", "BLR", "CVL"),
        ("Chinese restaurant owner", "CHN", "CVL"),
        ("a spokesman for President Vladimir Putin", "RUS", "GOV"),
        ("former US Secretary of State Hillary Clinton", "USA", "ELI"),
        ("the UN special envoy for Syria", "UNO", "GOV"),
    ],
)
def test_head_and_modifiers_decide(phrase: str, country: str, sector: str) -> None:
    actor = resolve(phrase)
    assert (actor.country, actor.sectors[0]) == (country, sector), actor


def test_the_day_decides_who_holds_an_office() -> None:
    actor = resolve("le président américain", on=date(2019, 5, 1), language="fr")
    assert (actor.name, actor.country, actor.sectors) == ("Donald Trump", "USA", ("GOV",))
    assert resolve("le président américain", on=date(2011, 5, 1)).name == "Barack Obama"
    assert resolve("the former president").sectors == ("ELI",)


def test_collectives_and_compounds_carry_their_members() -> None:
    assert resolve("les deux Corées").members == ("KOR", "PRK")
    assert resolve("MM. Poutine et Kim").members == ("RUS", "PRK")


def test_mentions_are_the_longest_chunks_with_their_spans() -> None:
    text = "Russian President Vladimir Putin met North Korean leader Kim Jong Un."
    found = mentions(text)
    assert [(m.text, m.actor.country) for m in found] == [
        ("Russian President Vladimir Putin", "RUS"),
        ("North Korean leader Kim Jong Un", "PRK"),
    ]
    assert all(text[m.begin : m.stop] == m.text for m in found)
