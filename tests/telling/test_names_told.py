"""Names in a sentence: articles, contractions and elisions of French, *the* of English."""

import pytest

from detente.telling.names import bare, elide, listed, of_noun, phrase, plural


@pytest.mark.parametrize(
    ("name", "preposition", "told"),
    [
        ("Mali", "de", "du Mali"),
        ("Pays-Bas", "à", "aux Pays-Bas"),
        ("Ukraine", "de", "de l'Ukraine"),
        ("Iran", "", "l'Iran"),
        ("Cuba", "de", "de Cuba"),
        ("Russie", "à l'égard de", "à l'égard de la Russie"),
        ("des rebelles", "de", "de rebelles"),
        ("d'autres pays", "auprès de", "auprès d'autres pays"),
        ("de nombreux États", "de", "de nombreux États"),
        ("le ministre", "à", "au ministre"),
        ("les rebelles", "de", "des rebelles"),
    ],
)
def test_a_french_name_behind_a_preposition(name: str, preposition: str, told: str) -> None:
    assert phrase(name, "fr", preposition) == told


def test_an_english_name_takes_its_article_alone() -> None:
    assert phrase("United States", "en", "on") == "on the United States"
    assert listed(["Chad", "Niger"], "en", "with") == "with Chad and Niger"


def test_each_of_several_french_names_has_the_preposition() -> None:
    assert listed(["Tchad", "Niger", "Suisse"], "fr", "à") == "au Tchad, au Niger et à la Suisse"


def test_nouns_with_and_without_their_article() -> None:
    assert [bare(noun) for noun in ("la reprise", "de l'aide", "des essais", "an attack")] == [
        "reprise",
        "aide",
        "essais",
        "attack",
    ]
    assert [of_noun(noun) for noun in ("des essais", "le retrait", "les frappes", "une aide")] == [
        "d'essais",
        "du retrait",
        "des frappes",
        "d'aide",
    ]  # fmt: skip


def test_elision_keeps_the_capital() -> None:
    assert elide("De Ukraine et de Iran, que il") == "D'Ukraine et d'Iran, qu'il"


@pytest.mark.parametrize(("actors", "many"), [(["États-Unis"], True), (["des rebelles"], True), (["Mali"], False)])
def test_plurals(actors: list[str], many: bool) -> None:
    assert plural(actors) is many
