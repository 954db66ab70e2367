"""Copies, updates and translations are told apart."""

from datetime import date

from detente.cleaning.duplicates import Stories, skeleton
from detente.records import Document
from detente.sources.document import make_document

STORY = (
    "The trade ministers of Arlandia and Borovia met in Geneva on 3 March 2021 and agreed to lower tariffs on 340 goods. "
    "Minister Anna Kowalska said that the talks had lasted 14 hours. Her counterpart, Pedro Alvarez, spoke of a first step. "
    "The two countries had closed their border in 2018 after a quarrel over fishing off the island of Sandoy. "
    "Trade between them fell by 62 percent in the following year, according to the World Trade Organization in Geneva. "
    "A second round will be held in Vienna in June, and Norway has offered to mediate if the talks should fail again."
)
FRENCH = (
    "Les ministres du commerce d’Arlandie et de Borovie se sont rencontrés à Genève le 3 mars 2021 et ont convenu de baisser les "
    "droits sur 340 marchandises. La ministre Anna Kowalska a dit que les pourparlers avaient duré 14 heures. Son homologue Pedro "
    "Alvarez a parlé d’un premier pas. Les deux pays avaient fermé leur frontière en 2018 après une querelle sur la pêche au large de "
    "l’île de Sandoy. Le commerce entre eux a baissé de 62 pour cent l’année suivante, selon l’Organisation mondiale du commerce à "
    "Genève. Un second tour se tiendra à Vienne en juin, et la Norvège a offert sa médiation si les pourparlers échouaient encore."
)
OTHER = (
    "The city of Vienna opened a new library on Monday, after 4 years of work that cost 27 million euros, the mayor said. "
    "It holds 300,000 books in 12 languages and a garden on its roof, where concerts will be given in summer by students. "
    "Readers will be able to borrow books at night from machines, which the city bought from a firm in Rotterdam last year."
)


def document(text: str, language: str = "en", day: int = 3, site: str | None = None) -> Document:
    return make_document("x", text, language=language, published=date(2021, 3, day), known="given", site=site)


def test_copies_updates_and_translations_are_told_apart() -> None:
    stories = Stories()
    first = document(STORY)
    assert stories.add(first) is None
    assert stories.add(document(OTHER)) is None
    copy = stories.add(document("AGENCY - " + STORY.replace("first step", "small step")))
    assert copy is not None and (copy.kind, copy.first) == ("copy", first.id)
    short = stories.add(document(STORY[: len(STORY) * 2 // 3]))
    assert short is not None and (short.kind, short.first) == ("copy", first.id)
    update = stories.add(document(STORY[: len(STORY) * 3 // 4] + " " + OTHER, day=4))
    assert update is not None and (update.kind, update.first) == ("update", first.id)
    translation = stories.add(document(FRENCH, "fr", 4))
    assert translation is not None and (translation.kind, translation.first) == ("translation", first.id)
    assert (
        stories.add(document(FRENCH.replace("3 mars", "4 mars"), "fr", 30)) is not None
    )  # a copy of the translation, at any time


def test_a_later_story_in_the_same_words_of_office_is_no_update() -> None:
    stories = Stories()
    stories.add(document(STORY))
    assert stories.add(document(OTHER.replace("Vienna", "Geneva"))) is None


def test_names_keep_their_consonants() -> None:
    assert skeleton("Moscou") == skeleton("Moscow") == skeleton("Moskau") == "msk"
    assert skeleton("Poutine") == skeleton("Putin")
