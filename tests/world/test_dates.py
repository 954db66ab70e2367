"""Dates: every row of the grammars by its own example, and the cases where an anchor decides."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.text import tables
from detente.world.dates import find, resolve, shifted
from detente.world.dates.grammar import COLUMNS, LANGUAGES, grammar, possible

PUBLISHED = date(2024, 6, 26)
ROWS = [
    (language, *row) for language in ("fr", "en") for row in tables.rows(LANGUAGES / language / "dates.tsv", COLUMNS)
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
        assert [e.kind for e in find(example, language)] == [reads]


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
