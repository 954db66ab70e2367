"""The head of a text: what is a byline or a date line, and what only looks like one."""

from datetime import date

import pytest

from detente.sources.header import byline_name, chronology, header_date, read_header

BODY = "The delegates had spent three days in the old town hall before the doors were opened to the press."


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Anne-Marie Dubois", "Anne-Marie Dubois"),
        ("By Jane Doe and Mark Smith", "Jane Doe"),
        ("By Jane Doe, Diplomatic Correspondent", "Jane Doe"),
        ("Jane Doe, professor of history at the University of Geneva", "Jane Doe"),
        ("Par Jean Dupont, envoyé spécial à Rome", "Jean Dupont"),
        ("Lars Berg | 3 March 2021", "Lars Berg"),
        ("By Jane Doe.", "Jane Doe"),
        ("Olaf Scholz, on his way to Lima, thanked Peru.", None),
        ("Olaf Scholz, on his way to Lima, thanked Peru", None),
        ("Le roi Felipe, en visite à Rabat, a salué le Maroc.", None),
        ("Ana Souza, le ministre brésilien, a critiqué le Chili", None),
        ("South Sudan, Kenya and Uganda left the talks.", None),
        ("The Netherlands, Belgium and Luxembourg signed", None),
        ("Les Pays-Bas, la Belgique et le Luxembourg ont signé", None),
        ("Costa Rica – the government recalls its envoy", None),
        ("South Africa", None),
        ("Nouvelle-Zélande", None),
        ("By Monday the army had left the valley", None),
        ("Kim Jong Un | meets his generals", None),
    ],
)
def test_a_byline_is_a_name_with_nothing_said_of_it(line: str, name: str | None) -> None:
    found = byline_name(line)
    assert (found or "").split(" and ")[0] == (name or "")


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("3 March 2021", date(2021, 3, 3)),
        ("Published on Wednesday 3 March 2021 at 10:00 GMT", date(2021, 3, 3)),
        ("Publié le 3 mars 2021 à 10h00, mis à jour le 5 mars 2021", date(2021, 3, 3)),
        ("Le Courrier, 3 mars 2021", date(2021, 3, 3)),
        ("Geneva, March 3, 2021", date(2021, 3, 3)),
        ("Updated: 2021-03-03 10:00", date(2021, 3, 3)),
        ("3 March 2021 | 4 min read", date(2021, 3, 3)),
        ("Peru thanked Chile on 3 March 2021.", None),
        ("Le Pérou a remercié le Chili le 3 mars 2021.", None),
        ("3 March 2021: Peru thanks Chile.", None),
        ("3 March 2021: Peru Thanks Chile", None),
        ("3 mars 2021 – le Pérou remercie le Chili", None),
        ("On March 3, 2021 the border was closed.", None),
    ],
)
def test_a_date_line_holds_a_day_and_no_prose(line: str, day: date | None) -> None:
    assert header_date(line) == day


@pytest.mark.parametrize(
    "lead",
    [
        "Olaf Scholz, on his way to Lima, thanked Peru.",
        "South Sudan, Kenya and Uganda left the talks.",
        "Peru thanked Chile on 3 March 2021.",
        "Le Pérou a remercié le Chili le 3 mars 2021.",
        "Costa Rica – the government recalls its envoy.",
    ],
)
@pytest.mark.parametrize("title", ["", "A week of visits\n\n"])
def test_a_lead_is_no_byline_and_its_day_not_that_of_the_text(lead: str, title: str) -> None:
    header = read_header(f"{title}{lead}\n\n{BODY}\n")
    assert (header.lines, header.author, header.published) == ((), None, None)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("3 March 2021: Peru thanks Chile.\n9 May 2021: Chile thanks Peru.", "in line"),
        ("Chronologie\n\n3 mars 2021 : le Pérou remercie le Chili.\n9 mai 2021 : le Chili répond.", "in line"),
        ("2021-03-03 Peru thanks Chile.\n2021-05-09 Chile thanks Peru.", "in line"),
        ("Wednesday, March 3, 2021 - Peru thanks Chile.\nSunday, May 9, 2021 - Chile answers.", "in line"),
        ("The year\n\n3 March 2021\nPeru thanked Chile.\n\n9 May 2021\nChile thanked Peru.", "heading"),
    ],
)
def test_the_entries_of_a_chronology_date_events_not_the_text(text: str, form: str) -> None:
    assert chronology(text) == {form}
    assert read_header(text).published is None and read_header(text).lines == ()


def test_an_article_with_a_chronology_below_keeps_its_own_day() -> None:
    text = f"A week of visits\n\nJane Doe\n12 June 2021\n\n{BODY}\n\n3 March 2021: Peru thanks Chile.\n9 May 2021: Chile answers.\n"
    header = read_header(text)
    assert (header.author, header.published, len(header.lines)) == ("Jane Doe", date(2021, 6, 12), 2)


def test_the_day_of_a_dateline_dates_the_text_and_its_line_is_read() -> None:
    header = read_header(f"A week of visits\n\nVIENNA, March 3, 2021 (Example News) - The guests left.\n\n{BODY}\n")
    assert (header.published, header.lines) == (date(2021, 3, 3), ())
