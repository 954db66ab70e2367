"""The words of watches in French and English, from words.tsv."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Literal

from detente.telling.wording import LANGUAGES, french
from detente.text import tables

Language = Literal["en", "fr"]


@cache
def table(language: Language) -> dict[str, str]:
    column = 1 + LANGUAGES.index(language)
    return {row[0]: row[column] for row in tables.rows(Path(__file__).with_name("words.tsv"), ("key", *LANGUAGES))}


def word(key: str, language: Language, **values: Any) -> str:
    text = table(language)[key]
    return (french(text) if language == "fr" else text).format(**values)
