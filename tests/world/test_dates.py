"""Dates: every row of the grammars by its own example, and the cases where an anchor decides."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.languages import folder_of
from detente.text import tables
from detente.world.dates import find, resolve, shifted
from detente.world.dates.grammar import COLUMNS, grammar, possible

PUBLISHED = date(2024, 6, 26)
ROWS = [
    (language, *row) for language in ("fr", "en") for row in tables.rows(folder_of(language) / "dates.tsv", COLUMNS)
]


def read(text: str, language: str, anchor: date | None = PUBLISHED, tense: str = "past") -> list[str]:
    found = (resolve(expression, anchor, tense=tense) for expression in find(text, language))
    return [when.edtf for when in found if when]


@pytest.mark.parametrize(
    ("language", "pattern", "reads", "direction", "example", "edtf"), ROWS, ids=lambda value: str(value)[:30]
)
def test_each_row_reads_its_example(
    language: str, pattern: str, reads: str, direction: str, example: str, edtf: str
) -> None:
    if edtf:
        assert edtf in read(example, language), read(example, language)
    else:
        assert [e.kind for e in find(example, language)] == [reads.partition(":")[0]]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_row_that_would_match_is_passed_over(language: str) -> None:
    rules = grammar(language)
    folder = Path(__file__).parents[2] / "evaluation" / "gold"
    texts = [line for path in folder.glob(f"*.{language}.txt") for line in path.read_text(encoding="utf-8").split(".")]
    texts += [form for row in rules.rows for form in (row.example, row.example.upper())]
    tried = 0
    for text in texts:
        rows = possible(text, rules)
        tried += len(rows)
        assert [row.example for row in rules.rows if row.pattern.search(text) and row not in rows] == [], text
    assert tried < len(texts) * len(rules.rows) / 2


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le 19 juin dernier, ils ont signé.", ["XXXX-06-19"]),
        ("fr", "À l’automne dernier, ils se sont vus.", ["XXXX-23"]),
        ("fr", "Hier, il est parti.", []),
        ("en", "They signed on June 19.", ["XXXX-06-19"]),
    ],
)
def test_no_year_is_invented_without_an_anchor(language: str, text: str, expected: list[str]) -> None:
    assert read(text, language, anchor=None) == expected


@pytest.mark.parametrize(
    ("text", "tense", "expected"),
    [
        ("They will meet on Friday.", "future", "2024-06-28"),
        ("They met on Friday.", "past", "2024-06-21"),
        ("They will meet in May.", "future", "2025-05"),
        ("Talks open on July 4.", "future", "2024-07-04"),
        ("Talks opened on July 4.", "past", "2023-07-04"),
    ],
)
def test_tense_decides_where_nothing_points(text: str, tense: str, expected: str) -> None:
    assert read(text, "en", tense=tense) == [expected]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le 10e bataillon du 19e régiment."),
        ("fr", "Il en coûte 2000 euros."),
        ("en", "Troops may march; the 5th Fleet did."),
        ("fr", "Il a été élu."),
    ],
)
def test_what_is_no_date_is_none(language: str, text: str) -> None:
    assert [w for w in read(text, language) if w != "2000"] == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        # a period within another
        ("fr", "Ils ont rompu en avril de l'an dernier.", ["2023-04"]),
        ("fr", "Ils ont rompu en avril de l’année passée.", ["2023-04"]),
        ("fr", "Ils ont rompu jeudi de la semaine dernière.", ["2024-06-20"]),
        ("fr", "Ils ont rompu le 9 mars (2021).", ["2021-03-09"]),
        ("fr", "Ils ont rompu vendredi (11 mars 2022).", ["2022-03-11"]),
        ("fr", "Ils ont rompu le 9 mars de l'an 2021.", ["2021-03-09"]),
        ("fr", "Ils ont rompu le 3 du mois dernier.", ["2024-05-03"]),
        ("fr", "Ils ont rompu au printemps de l'an dernier.", ["2023-21"]),
        ("en", "They broke off in April last year.", ["2023-04"]),
        ("en", "They broke off in April of last year.", ["2023-04"]),
        ("en", "They broke off on Thursday last week.", ["2024-06-20"]),
        ("en", "They broke off last week's Thursday.", ["2024-06-20"]),
        ("en", "They broke off on March 9 (2021).", ["2021-03-09"]),
        ("en", "They broke off on March 9 last year.", ["2023-03-09"]),
        ("en", "They broke off on Friday (11 March 2022).", ["2022-03-11"]),
        # several days, months, years
        ("fr", "Réunis les 6 et 7 mars.", ["2024-03-06/2024-03-07"]),
        ("fr", "Réunis les 6, 7 et 8 mars 2021.", ["2021-03-06/2021-03-08"]),
        ("fr", "Réunis mercredi 5 et jeudi 6 juin.", ["2024-06-05/2024-06-06"]),
        ("fr", "Réunis en avril et mai 2022.", ["2022-04/2022-05"]),
        ("fr", "Réunis lundi et mardi.", ["2024-06-24/2024-06-25"]),
        ("fr", "La guerre de 1998 à 2003.", ["1998/2003"]),
        ("fr", "En guerre en 1998 et 1999.", ["1998/1999"]),
        ("fr", "En guerre en 1998 et 2011.", ["1998", "2011"]),
        ("fr", "Réunis de mars à mai 2022.", ["2022-03/2022-05"]),
        ("fr", "Réunis du 28 mars au 2 avril.", ["2024-03-28/2024-04-02"]),
        ("fr", "Dans la nuit de lundi à mardi.", ["2024-06-24/2024-06-25"]),
        ("fr", "La crise 2019-2021 est close.", ["2019/2021"]),
        ("en", "They met on March 6 and 7.", ["2024-03-06/2024-03-07"]),
        ("en", "They met on March 6 and 7, 2021.", ["2021-03-06/2021-03-07"]),
        ("en", "They met on 6 and 7 March 2021.", ["2021-03-06/2021-03-07"]),
        ("en", "They met from March to May 2022.", ["2022-03/2022-05"]),
        ("en", "They met from 28 March to 2 April 2022.", ["2022-03-28/2022-04-02"]),
        ("en", "They met in April and May 2022.", ["2022-04/2022-05"]),
        ("en", "They met on Monday and Tuesday.", ["2024-06-24/2024-06-25"]),
        ("en", "They fought from 1998 to 2003.", ["1998/2003"]),
        # months as people write them
        ("fr", "Signé le 9 fevrier 2021.", ["2021-02-09"]),
        ("fr", "Signé le 9 AOUT 2021.", ["2021-08-09"]),
        ("fr", "Signé en decembre 2021.", ["2021-12"]),
        ("fr", "Signé le 9 sep. 2021.", ["2021-09-09"]),
        ("fr", "Signé le 9 mar. 2021.", ["2021-03-09"]),
        ("fr", "Signé le 9 fév. 2021.", ["2021-02-09"]),
        ("en", "Signed on 9 Sept. 2021.", ["2021-09-09"]),
        ("en", "Signed on Feb. 9.", ["2024-02-09"]),
        ("fr", "Élu mi-mars 2021.", ["2021-03"]),
        ("en", "Elected in mid-March 2021.", ["2021-03"]),
        ("fr", "Élu à la mi-mars.", ["2024-03"]),
        # counted in words
        ("fr", "Rompu il y a treize ans.", ["2011"]),
        ("fr", "Rompu voilà vingt-cinq ans.", ["1999"]),
        ("fr", "Rompu il y a trente et un ans.", ["1993"]),
        ("fr", "Rompu cela fait quatre-vingt-dix-sept ans.", ["1927"]),
        ("fr", "Rompu il y a une dizaine d'années.", ["2014"]),
        ("en", "Broken off thirteen years ago.", ["2011"]),
        ("en", "Broken off twenty-five years ago.", ["1999"]),
        ("en", "Broken off a fortnight ago.", ["2024-06-10/2024-06-16"]),
        # more than a year
        ("fr", "Au 21e siècle.", ["20XX"]),
        ("fr", "Au XVIIe siècle.", ["16XX"]),
        ("fr", "Les années 80 et leurs crises.", ["198X"]),
        ("fr", "Dans les années quatre-vingt, rien.", ["198X"]),
        ("en", "In the late '80s.", ["198X"]),
        ("en", "In the eighties.", ["198X"]),
        ("fr", "En guerre depuis 2021.", ["2021/.."]),
        ("fr", "D'ici 2030.", ["../2030"]),
        ("en", "At war since May.", ["2024-05/.."]),
        ("fr", "Au T2 2021.", ["2021-34"]),
        ("fr", "Au troisième trimestre 2021.", ["2021-35"]),
    ],
)
def test_forms_of_dates(language: str, text: str, expected: list[str]) -> None:
    assert read(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It will glow in 90 centuries."),
        ("en", "It glowed 900 decades ago."),
        ("fr", "Cela brillera dans 90 siècles."),
        ("fr", "Cela brillait il y a 300 décennies."),
    ],
)
def test_what_leaves_the_calendar_is_no_date(language: str, text: str) -> None:
    assert read(text, language) == []


@pytest.mark.parametrize("anchor", [date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize("tense", ["past", "future"])
def test_no_anchor_is_too_early_or_too_late(anchor: date, tense: str) -> None:
    for language in ("fr", "en"):
        for row in grammar(language).rows:
            read(row.example, language, anchor, tense)


@pytest.mark.parametrize(
    ("text", "period", "expected"),
    [
        ("They broke off on August 3.", (date(1974, 1, 1), date(1974, 12, 31)), "1974-08-03"),
        ("They broke off in August.", (date(1974, 1, 1), date(1974, 12, 31)), "1974-08"),
        ("They broke off on February 3.", (date(1974, 12, 1), date(1975, 3, 31)), "1975-02-03"),
        ("They broke off in 1980.", (date(1974, 1, 1), date(1974, 12, 31)), "1980"),
    ],
)
def test_a_period_settles_what_a_date_leaves_open(text: str, period: tuple[date, date], expected: str) -> None:
    (found,) = find(text, "en")
    when = resolve(found, PUBLISHED, within=period)
    assert when
    assert when.edtf == expected


def test_a_day_of_the_week_tells_the_year() -> None:
    assert read("They meet on Friday, July 5.", "en") == ["2024-07-05"]
    assert read("Ils se voient vendredi 5 juillet.", "fr") == ["2024-07-05"]


def test_a_month_keeps_its_year() -> None:
    assert read("Depuis juin 2023, rien.", "fr") == ["2023-06/.."]
    assert read("Since June 2023 nothing moved.", "en") == ["2023-06/.."]


def test_intervals_keep_both_ends() -> None:
    assert read("Il a séjourné du 3 au 5 mai 2023 à Paris.", "fr") == ["2023-05-03/2023-05-05"]
    assert read("Between May 2020 and June 2021 they fought.", "en") == ["2020-05/2021-06"]


@given(
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.integers(-40, 40),
    st.sampled_from(["day", "week", "month", "year"]),
)
def test_shifting_there_and_back_stays_within_a_short_month(day: date, count: int, unit: str) -> None:
    assert abs((shifted(shifted(day, count, unit), -count, unit) - day).days) <= 3


@given(st.dates(date(1990, 1, 1), date(2030, 1, 1)))
def test_past_dates_are_not_after_the_anchor(anchor: date) -> None:
    for expression in find("le 19 juin dernier, l'automne dernier, mardi dernier, la semaine dernière", "fr"):
        when = resolve(expression, anchor)
        assert when
        assert when.first
        assert when.first <= anchor


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "La Norvège a quitté le pacte le 9 avril [2019].", ["2019-04-09"]),
        ("fr", "Elle y était entrée en mars [1994], dit-il.", ["1994-03"]),
        ("en", "Norway left the pact on April 9 [2019].", ["2019-04-09"]),
        ("en", "“We signed in March [1994],” she recalled.", ["1994-03"]),
    ],
)
def test_a_year_in_square_brackets_is_the_day_s_own(language: str, text: str, expected: list[str]) -> None:
    assert read(text, language) == expected
