"""Language packs: from text to sentences in one dialect of Universal Dependencies.

A newcomer adds a language by adding a folder here and one line to `PACKS`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import UnknownLanguage

if TYPE_CHECKING:
    from detente.languages.kit import Pack

LANGUAGES = Path(__file__).parent  # the packs: one folder a language

# ISO 639-1 code -> folder. A pack loads its model only when it first parses: reading French never loads English.
PACKS: dict[str, str] = {
    "fr": "detente.languages.fr",
    "en": "detente.languages.en",
}


@cache
def pack(code: str) -> Pack:
    """The pack of a language (ISO 639-1). Raises `UnknownLanguage`, which names those that exist."""
    if code not in PACKS:
        known = ", ".join(sorted(PACKS))
        raise UnknownLanguage(f"no language pack for {code!r}: there are {known}; choose one with --language")
    found: Pack = import_module(PACKS[code]).PACK
    return found


__all__ = ["LANGUAGES", "PACKS", "pack"]
