"""The words of answers in French and English, from words.tsv and frames.tsv, and French typography."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from detente.languages import tables

HERE = Path(__file__).parent
LANGUAGES = ("en", "fr")
HALTS = re.compile(r" ?([;?!]+)")  # a thin space that does not break
WIDE = re.compile(r" ([:»%])|(«) ")  # a space that does not break
VOWEL = re.compile(r"\b(d|l|qu|n|s)e (?=[aeiouyhâàéèêîôûœ])", re.IGNORECASE)


@cache
def words(language: str) -> Mapping[str, str]:
    """Key to words in a language."""
    column = 1 + LANGUAGES.index(language)
    return {row[0]: row[column] for row in tables.rows(HERE / "words.tsv", ("key", *LANGUAGES))}


@cache
def frames(language: str) -> Mapping[str, str]:
    """Operator to how it is said over a deed."""
    column = 1 + LANGUAGES.index(language)
    return {row[0]: row[column] for row in tables.rows(HERE / "frames.tsv", ("operator", *LANGUAGES))}


def french(text: str) -> str:
    """French typography: apostrophes, and spaces that do not break before high punctuation and within guillemets."""
    text = WIDE.sub(lambda m: f"\u00a0{m[1]}" if m[1] else f"{m[2]}\u00a0", HALTS.sub("\u202f\\1", text))
    return text.replace("'", "’")


def say(key: str, language: str, **values: Any) -> str:
    """A sentence of words.tsv, filled in and set in the typography of its language."""
    text = words(language)[key].format(**values)
    return french(text) if language == "fr" else text


def quoted(text: str, language: str) -> str:
    """A quotation in the marks of the answer's language; its own words stay as they are."""
    return f"«\u00a0{text}\u00a0»" if language == "fr" else f"“{text}”"


def deed(chain: str, kind: str | None, language: str) -> str:
    """A chain of the codebook in words: "promise(provide-weapons)" as *promettre de fournir des armes*."""
    from detente.coding.codebook import load

    book = load()
    *operators, leaf = [part for part in re.split(r"[()]", chain) if part] or [""]
    if leaf in book.deeds:
        text = getattr(book.deeds[leaf], language).split(",")[0]
    elif leaf in book.operators:
        text = getattr(book.operators[leaf], language).split(",")[0]
    else:
        text = leaf or (book.names[kind][language].lower() if kind and kind in book.names else "?")
    for operator in reversed(operators):
        text = frames(language).get(operator, operator + " {}").format(text)
    return VOWEL.sub(lambda m: f"{m[1]}'", text) if language == "fr" else text
