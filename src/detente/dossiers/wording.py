"""The fixed words of dossiers in French and English, in the typography of their language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from detente.dossiers.model import Language
from detente.telling.wording import catalogue, french


def table(language: Language) -> Mapping[str, str]:
    """Key to words, as they stand in the catalogue."""
    return catalogue("dossiers", language)


def word(key: str, language: Language, **values: Any) -> str:
    """Words of the table, filled in. What is filled in keeps its own spacing, the rest gets that of the language."""
    text = table(language)[key]
    return (french(text) if language == "fr" else text).format(**values)


def labels(language: Language) -> Mapping[str, str]:
    """The words that stand alone, for renderers."""
    return {key: word(key, language) for key, text in table(language).items() if "{" not in text}
