"""Who a noun phrase names: head and modifiers, titles and days, compounds and collectives."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.world.actors import mentions, resolve, unresolved


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


@pytest.mark.parametrize(
    ("language", "phrase", "country", "sector"),
    [
        ("en", "a Gambian barrister", "GMB", "JUD"),
        ("en", "the Law Society of Lesotho", "LSO", "JUD"),
        ("en", "Paraguayan customs agents", "PRY", "COP"),
        ("en", "a Thai frigate", "THA", "MIL"),
        ("en", "the invaders", None, "MIL"),
        ("en", "the Belize Fire Department", "BLZ", "GOV"),
        ("en", "Malagasy vanilla growers", "MDG", "AGR"),
        ("en", "Kosovo's parliament president", "XKX", "LEG"),
        ("en", "the president of the Storting", "NOR", "LEG"),
        ("en", "a former SBU officer", "UKR", "ELI"),
        ("en", "the late Ghanaian president", "GHA", "ELI"),
        ("en", "Ghanaian officials late on Friday", "GHA", "GOV"),
        ("fr", "des supplétifs tchadiens", "TCD", "PRM"),
        ("fr", "le barreau de Lima", "PER", "JUD"),
        ("fr", "une frégate chilienne", "CHL", "MIL"),
        ("fr", "les envahisseurs", None, "MIL"),
        ("fr", "des viticulteurs moldaves", "MDA", "AGR"),
        ("fr", "les sages-femmes togolaises", "TGO", "MED"),
        ("fr", "la présidente du Storting", "NOR", "LEG"),
    ],
)
def test_the_class_of_the_head_tells_the_sector(language: str, phrase: str, country: str | None, sector: str) -> None:
    actor = resolve(phrase, language=language)
    assert (actor.country, actor.sectors[0]) == (country, sector), actor


def test_the_day_decides_who_holds_an_office() -> None:
    actor = resolve("le président américain", on=date(2019, 5, 1), language="fr")
    assert (actor.name, actor.country, actor.sectors) == ("Donald Trump", "USA", ("GOV",))
    assert resolve("le président américain", on=date(2011, 5, 1)).name == "Barack Obama"
    assert resolve("the former president").sectors == ("ELI",)
    assert resolve("the president of the European Commission", on=date(2016, 1, 1)).name == "Jean-Claude Juncker"
    assert resolve("le ministre ukrainien de la Défense", on=date(2022, 5, 1)).name == "Oleksii Reznikov"
    assert resolve("the UN secretary-general", on=date(2003, 3, 20)).name == "Kofi Annan"
    assert resolve("le dirigeant nord-coréen", on=date(2001, 1, 1)).name == "Kim Jong-il"
    assert resolve("le chef de la diplomatie russe", on=date(2024, 6, 19)).name == "Sergei Lavrov"


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


@pytest.mark.parametrize(
    ("phrase", "context", "country"),
    [
        ("Georgia", "Georgia and Russia exchanged prisoners near Gori.", "GEO"),
        ("Georgia", "The governor of Georgia spoke in Atlanta.", "USA"),
        ("Congo", "Congo and Rwanda signed a truce.", "COD"),
        ("Congo", "Sassou Nguesso has ruled Congo since 1997.", "COG"),
        ("Korea", "Korea, said Seoul, would answer in kind.", "KOR"),
        ("the Republic of China", None, "TWN"),
        ("Brussels", "Brussels threatened tariffs on American steel and whiskey.", "EUR"),
        ("Bruxelles", "La police belge a arrêté deux hommes à Bruxelles.", "BEL"),
        ("le Nord", "Séoul et le Nord ont rouvert leur ligne directe.", "PRK"),
        ("le Nord", "Il pleut sur le Nord et la Picardie.", None),
        ("Denzel Washington", None, None),
        ("Paris Hilton", None, None),
        ("la turquie", None, None),
        ("the South China Sea", None, None),
    ],
)
def test_context_tells_namesakes_apart(phrase: str, context: str | None, country: str | None) -> None:
    assert resolve(phrase, context=context).country == country


def test_a_compound_is_split_and_a_prefix_counts() -> None:
    assert resolve("Moscow-Pyongyang talks").members == ("RUS", "PRK")
    assert resolve("l'alliance américano-sud-coréenne").members == ("USA", "KOR")
    assert resolve("les ministres des Affaires étrangères de France et d'Allemagne").members == ("FRA", "DEU")
    assert resolve("Germany, Poland and Sweden").members == ("DEU", "POL", "SWE")
    assert set(resolve("the Five").members) == {"CHN", "FRA", "RUS", "GBR", "USA"}


def test_a_person_is_what_the_day_makes_of_him() -> None:
    assert resolve("Ban Ki-moon", on=date(2005, 3, 1)).country == "KOR"
    assert resolve("Ban Ki-moon", on=date(2010, 3, 1)).country == "UNO"
    assert resolve("Nicolas Sarkozy", on=date(2010, 3, 1)).sectors == ("GOV",)
    assert resolve("Nicolas Sarkozy", on=date(2014, 3, 1)).sectors == ("ELI",)
    assert resolve("Moscow", on=date(1985, 3, 1)).country in ("RUS", "SUN")
    assert resolve("President Bush", on=date(1990, 8, 2)).name == "George H. W. Bush"


def test_given_names_decide_between_namesakes() -> None:
    assert resolve("Prime Minister Gordon Brown").country == "GBR"
    assert resolve("President John Herrera").country is None
    assert resolve("Ivanka Trump").country is None


def test_what_is_unknown_keeps_its_sector_and_is_counted() -> None:
    found = mentions("Gunmen fled. Gunmen had fired at Russian troops, police said.")
    assert unresolved(found) == {("Gunmen", ("UAF",)): 2, ("police", ("COP",)): 1}


def test_places_come_only_when_asked_for() -> None:
    text = "In Moscow, the French envoy met Iranian officials; il livre des armes à la Russie."
    assert "Moscow" not in [m.text for m in mentions(text, language="en")]
    assert [m.text for m in mentions(text, language="en", places=True) if m.place] == ["Moscow"]
    french = mentions("Pyongyang livre des munitions à la Russie.", language="fr")
    assert [m.actor.country for m in french] == ["PRK", "RUS"]


@given(st.text(max_size=200), st.sampled_from(["en", "fr", None]))
def test_spans_of_mentions_are_spans_of_the_text(text: str, language: str | None) -> None:
    for mention in mentions(text + " Vladimir Poutine, l'armée israélienne and the U.S.", language=language):
        assert (text + " Vladimir Poutine, l'armée israélienne and the U.S.")[
            mention.begin : mention.stop
        ] == mention.text
        assert (mention.actor.begin, mention.actor.stop) == (mention.begin, mention.stop)


def test_shifted_moves_the_mention_and_its_actor() -> None:
    mention = mentions("Russian troops advanced.")[0].shifted(10)
    assert (mention.begin, mention.actor.begin) == (10, 10)
