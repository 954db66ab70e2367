"""The figures of docs/actors.md: our phrases, half of them blind, and sentences without political actors."""

from evaluation.actors.__main__ import COUNTRY, FALSE, SECTOR, false_actors, phrases, table


def test_country_and_first_sector_of_our_phrases() -> None:
    figures = phrases()
    assert len(table("phrases.tsv")) >= 600
    for half in ("en blind", "fr blind", "en open", "fr open"):
        assert figures[f"country {half}"] >= COUNTRY, half
        assert figures[f"sector {half}"] >= SECTOR, half


def test_sentences_without_political_actors_get_no_country() -> None:
    assert len(table("no_actors.tsv")) >= 1000
    assert false_actors()["false all"] <= FALSE
