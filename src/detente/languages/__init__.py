"""Language packs: from text to sentences in one dialect of Universal Dependencies, and every word that the engine asks for.

A newcomer adds a language by adding a folder here; another distribution brings one by an entry point of the group
`detente.languages`, whose name is the language's code and whose value the package that holds the pack.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import UnknownLanguage

if TYPE_CHECKING:
    from detente.languages.kit import Pack

LANGUAGES = Path(__file__).parent  # the packs of this distribution: one folder a language


@cache
def packs() -> Mapping[str, str]:
    """ISO 639-1 code -> package. A pack loads its model only when it first parses: reading French never loads English."""
    ours = {path.parent.name: f"{__name__}.{path.parent.name}" for path in sorted(LANGUAGES.glob("*/grammar.tsv"))}
    return {point.name: point.value for point in sorted(entry_points(group=__name__))} | ours


@cache
def folder_of(code: str) -> Path:
    """The folder that holds the tables of a language; one that does not exist where there is no pack."""
    spec = find_spec(packs()[code]) if code in packs() else None
    return Path(next(iter(spec.submodule_search_locations or ()), "")) if spec else LANGUAGES / code


@cache
def pack(code: str) -> Pack:
    """The pack of a language (ISO 639-1). Raises `UnknownLanguage`, which names those that exist."""
    if code not in packs():
        known = ", ".join(sorted(packs()))
        raise UnknownLanguage(f"no language pack for {code!r}: there are {known}; choose one with --language")
    found: Pack = import_module(packs()[code]).PACK
    return found


__all__ = ["folder_of", "pack", "packs"]
