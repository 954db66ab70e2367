"""The words of people-facing output in French and English, from the catalogues of `telling`."""

from __future__ import annotations

from collections.abc import Mapping

from detente.telling.wording import LANGUAGES, settled


def labels(language: str | None) -> Mapping[str, str]:
    """Key to label in a language; English where there is no catalogue for it."""
    return settled("reading", language if language in LANGUAGES else "en")


def quoted(words: str, language: str | None) -> str:
    """Words in the quotation marks of a language: « mots » in French, with the spaces that do not break, “words” in English."""
    clean = " ".join(words.split())
    return f"«\u00a0{clean}\u00a0»" if language == "fr" else f"“{clean}”"


# What steers a terminal or turns the direction of writing: a document may not do that to its reader.
STEERING = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(8234, 8239), *range(8294, 8298)), "�")  # fmt: skip


def visible(words: str) -> str:
    """Words of a document with its control characters replaced, so that they can be shown."""
    return words.translate(STEERING)


def colon(language: str | None) -> str:
    """The colon, which French sets off with a space that does not break."""
    return "\u00a0: " if language == "fr" else ": "


def actor_name(name: str | None, text: str, country: str | None) -> str:
    """An actor in a line: as named in the text, with the code of its country."""
    shown = " ".join(text.split()) or name or "?"
    return f"{shown} ({country})" if country else shown
