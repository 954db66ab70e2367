"""The words of watches in French and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from detente.telling.wording import catalogue, french

Language = Literal["en", "fr"]


def table(language: Language) -> Mapping[str, str]:
    return catalogue("watches", language)


def word(key: str, language: Language, **values: Any) -> str:
    text = table(language)[key]
    return (french(text) if language == "fr" else text).format(**values)
