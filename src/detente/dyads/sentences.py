"""What a figure says, in French and English: names of countries and dates come from CLDR, the rest are our sentences."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal

from detente.text import tables

Language = Literal["en", "fr"]
LANGUAGES: tuple[Language, ...] = ("en", "fr")
HUGE = 99.0


@cache
def _territories(language: str) -> dict[str, str]:
    from babel import Locale

    return dict(Locale.parse(language).territories)


@cache
def alpha2() -> dict[str, str]:
    """ISO 3166 alpha-3 -> alpha-2, from CLDR's territory aliases and the table of this folder."""
    from babel.core import get_global

    return {old: new[0] for old, new in get_global("territory_aliases").items() if len(old) == 3 and old.isalpha()}


@cache
def short_names() -> dict[str, tuple[str, str]]:
    """Names that read better in a sentence than CLDR's, and those of actors that are no country; `names.tsv`."""
    rows = tables.rows(Path(__file__).with_name("names.tsv"), ("code", *LANGUAGES))
    return {code: (en, fr) for code, en, fr in rows}


@cache
def phrases(language: Language) -> dict[str, str]:
    """The sentences of figures by their keys; `sentences.tsv`."""
    rows = tables.rows(Path(__file__).with_name("sentences.tsv"), ("key", *LANGUAGES))
    return {key: cells[LANGUAGES.index(language)] for key, *cells in rows}


def name(code: str, language: Language = "en") -> str:
    """The name of an actor code in a language; the code itself where no name is known."""
    if code in short_names():
        return short_names()[code][language == "fr"]
    return _territories(language).get(alpha2().get(code, ""), code)


@lru_cache(maxsize=16_384)
def day(when: date, language: Language = "en") -> str:
    """A date as one writes it: 19 June 2024, 19 juin 2024, 1er juin 2024."""
    from babel.dates import format_date

    text: str = format_date(when, "d MMMM y", locale=language)
    return text.replace("1 ", "1er ", 1) if language == "fr" and when.day == 1 else text


def number(value: float, language: Language = "en") -> str:
    """A number with one decimal, or none where it is whole."""
    text = f"{value:.1f}".removesuffix(".0")
    return text.replace(".", ",") if language == "fr" else text


def turn(
    a: str,
    b: str,
    when: date,
    direction: str,
    counts: tuple[float, float, float, float],
    days: int,
    language: Language,
    *,
    slow: bool = False,
    deed: str = "",
    reports: int | None = None,
) -> str:
    """A turning point as a sentence. `counts`: cooperation expected and seen, conflict expected and seen, within `days` days; `slow`: it took months; `deed`: that
    of its main event in words; `reports`: how many tell it, where that is known."""
    words = phrases(language)
    expected_good, seen_good, expected_bad, seen_bad = (number(count, language) for count in counts)
    return words["turn"].format(
        day=day(when, language),
        first=name(a, language),
        second=name(b, language),
        turn=words[f"{direction}-slow" if slow else direction],
        main=f" ({deed})" if deed else "",
        days=days,
        good=seen_good,
        good_expected=expected_good,
        bad=seen_bad,
        bad_expected=expected_bad,
        alone=f" {words['alone']}" if reports == 1 else "",
    )


@cache
def deed_words(chain: str, language: Language) -> str:
    """The words of the codebook for the deed of a chain (`promise(sign-agreement)`), and what is said of it; nothing for no chain."""
    from detente import codebook

    book = codebook.load()
    names = chain.replace(")", "").split("(")
    words = [getattr(book.deeds.get(one) or book.operators.get(one), language, "") for one in names if one]
    return ", ".join(word.split(";")[0].strip() for word in words if word) if len(words) < 2 else _chained(words)


def _chained(words: list[str]) -> str:
    """The first word of each operator before the words of the deed: *promise: sign an agreement*."""
    return ": ".join([*(word.split(",")[0] for word in words[:-1] if word), words[-1].split(";")[0]])
