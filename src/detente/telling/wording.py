"""The words of the product in French and English, from phrases.tsv, and French typography."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from detente.text import tables

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr")
HALTS = re.compile(r" ?([;?!]+)")  # a thin space that does not break
WIDE = re.compile(r" ([:»%])|(«) ")  # a space that does not break


@cache
def words(language: str) -> Mapping[str, str]:
    """Key to words in a language."""
    column = 1 + LANGUAGES.index(language)
    return {row[0]: row[column] for row in tables.rows(HERE / "phrases.tsv", ("key", *LANGUAGES))}


def french(text: str) -> str:
    """French typography: apostrophes, and spaces that do not break before high punctuation and within guillemets."""
    text = WIDE.sub(lambda m: f"\u00a0{m[1]}" if m[1] else f"{m[2]}\u00a0", HALTS.sub("\u202f\\1", text))
    return text.replace("'", "’")


def say(key: str, language: str, **values: Any) -> str:
    """A sentence of phrases.tsv, filled in and set in the typography of its language."""
    text = words(language)[key].format(**values)
    return french(text) if language == "fr" else text


def quoted(text: str, language: str) -> str:
    """A quotation in the marks of the answer's language; its own words stay as they are."""
    return f"«\u00a0{text}\u00a0»" if language == "fr" else f"“{text}”"
