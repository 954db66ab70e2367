"""Whose date a date is: of its clause, of what stands under a heading or dateline, told from the right day."""

import pytest

import detente


def dates(text: str, language: str, published: str | None = "2024-06-26") -> list[tuple[str, str]]:
    events = detente.read(text + "\n", published=published, language=language).events
    return [(event.deed, event.date.edtf if event.date else "-") for event in events]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # the date of another clause or noun is not that of the deed
        ("en", "Latvia condemned the treaty that Estonia signed with Russia in 1920.", ("condemn(sign-agreement)", "-")),
        ("en", "Malta, a member since 2004, condemned Libya.", ("criticise", "-")),
        ("en", "Founded in 1960, the Arab League condemned Libya.", ("criticise", "-")),
        ("en", "Malta condemned Libya and praised the 2008 accord with Tunisia.", ("criticise", "-")),
        ("fr", "Malte, membre depuis 2004, a condamné la Libye.", ("criticise", "-")),
        ("fr", "Malte a condamné le raid libyen contre un chalutier construit en 1998.", ("condemn(attack)", "-")),
        # its own is
        ("en", "On Monday Malta condemned Libya.", ("criticise", "2024-06-24")),
        ("en", "Malta condemned Libya on 3 May.", ("criticise", "2024-05-03")),
        ("fr", "Malte a condamné la Libye lundi.", ("criticise", "2024-06-24")),
        ("fr", "Le 3 mai, Malte a condamné la Libye.", ("criticise", "2024-05-03")),
        # also where the parser hangs it on the name before it, or a short form seems to end the sentence
        ("fr", "Malte a condamné la Libye le 03.02.2022.", ("criticise", "2022-02-03")),
        ("fr", "Malte a condamné la Libye début mai.", ("criticise", "2024-05")),
        ("fr", "Malte a condamné la Libye le 3 févr. 2023.", ("criticise", "2023-02-03")),
        ("fr", "Malte a condamné la Libye dans la nuit de lundi à mardi.", ("criticise", "2024-06-24/2024-06-25")),
        # years that date are no years in prison
        ("fr", "Malte a condamné la Libye l'an dernier.", ("criticise", "2023")),
        ("fr", "Malte a condamné la Libye il y a treize ans.", ("criticise", "2011")),
        # a promise was made on its day; the deed promised has its own
        ("en", "Malta promised on Monday to send tents to Libya.", ("promise(provide-aid)", "2024-06-24")),
        ("fr", "Malte a promis lundi d'envoyer des tentes à la Libye.", ("promise(provide-aid)", "2024-06-24")),
        ("en", "Malta will send tents to Libya on Friday.", ("promise(provide-aid)", "2024-06-28")),
        ("fr", "Malte enverra des tentes à la Libye vendredi.", ("promise(provide-aid)", "2024-06-28")),
        # a date that opens the sentence stands over both verbs
        ("en", "On Monday Malta condemned Libya and praised Tunisia.", ("praise", "2024-06-24")),
    ],
)  # fmt: skip
def test_a_date_belongs_to_its_clause(language: str, text: str, expected: tuple[str, str]) -> None:
    assert expected in dates(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "12 March 2021: Malta condemned Libya.", ["2021-03-12"]),
        ("en", "March 12 - Malta condemned Libya.", ["2024-03-12"]),
        ("en", "2019: Malta condemned Libya on March 12. On May 3, Libya condemned Malta.", ["2019-03-12", "2019-05-03"]),
        ("en", "2019\nMarch 12: Malta condemned Libya.\n2020\nMay 3: Libya condemned Malta.", ["2019-03-12", "2020-05-03"]),
        ("en", "December 2019: Malta condemned Libya.\nFebruary 3: Libya condemned Malta.", ["2019-12", "2020-02-03"]),
        ("fr", "12 mars 2021 : Malte condamne la Libye.", ["2021-03-12"]),
        ("fr", "2019 : Malte condamne la Libye le 12 mars. Le 3 mai, la Libye condamne Malte.", ["2019-03-12", "2019-05-03"]),
        ("fr", "2019\n12 mars : Malte condamne la Libye.\n2020\n3 mai : la Libye condamne Malte.", ["2019-03-12", "2020-05-03"]),
        ("fr", "Lundi : Malte condamne la Libye. Mardi : la Libye condamne Malte.", ["2024-06-24", "2024-06-25"]),
    ],
)  # fmt: skip
def test_a_heading_dates_what_stands_under_it(language: str, text: str, expected: list[str]) -> None:
    opening = {"en": "What follows was gathered from the archive.\n\n", "fr": "Ce qui suit vient de nos archives.\n\n"}
    assert [date for _, date in dates(opening[language] + text, language)] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "OSLO, June 25 (AFP) — Malta condemned Libya."),
        ("en", "OSLO/PARIS, June 25 - Malta condemned Libya."),
        ("fr", "OSLO, 25 juin (AFP) - Malte a condamné la Libye."),
        ("fr", "Oslo, 25 juin – Malte a condamné la Libye."),
    ],
)
def test_a_dateline_names_no_party_and_dates_its_sentence(language: str, text: str) -> None:
    (event,) = detente.read(text + "\n", published="2024-06-26", language=language).events
    assert [a.country for a in event.actor] == ["MLT"]
    assert event.date
    assert event.date.edtf == "2024-06-25"


def test_what_happened_is_not_later_than_its_text() -> None:
    for text in ("Malta condemned Libya in 2035.", "Malta's visit to Libya in 2035 was praised by Tunisia."):
        for event in detente.read(text + "\n", published="2024-06-26", language="en").events:
            late = event.date and event.date.first and event.date.first.year == 2035
            assert not (late and event.status == "happened")


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", None])
def test_no_day_of_publication_breaks_a_reading(published: str | None) -> None:
    for text in (
        "Malta condemned Libya in May.",
        "Malta will meet Libya in 80 centuries.",
        "On Monday Malta met Libya.",
    ):
        dates(text, "en", published)
