"""The words of the product in French and English, from phrases.tsv, and French typography."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from detente.errors import DataError
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


@cache
def catalogue(name: str, language: str) -> Mapping[str, str]:
    """The words of a room (dossiers, watches, desk, reading), key to words in a language, as they stand in NAME.tsv. A phrase that
    another room has too stands in phrases.tsv and is named by its key: `=KEY`, or `=^KEY` with a capital.

    Raises DataError for a key that phrases.tsv lacks.
    """
    found = {}
    for key, *cells in tables.rows(HERE / f"{name}.tsv", ("key", *LANGUAGES)):
        if cells[0].startswith("=") and cells[1] == "=":
            shared = cells[0].lstrip("=^")
            if shared not in words(language):
                raise DataError(
                    f"{name}.tsv: {key}: phrases.tsv has no {shared!r}: add it there, or write the words here"
                )
            text = words(language)[shared]
            found[key] = text[:1].upper() + text[1:] if cells[0].startswith("=^") else text
        else:
            found[key] = cells[LANGUAGES.index(language)]
    return found


@cache
def settled(name: str, language: str) -> Mapping[str, str]:
    """The words of a room in the typography of their language, for those whose words are not filled in."""
    found = catalogue(name, language)
    return {key: french(text) for key, text in found.items()} if language == "fr" else found


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
