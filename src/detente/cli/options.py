"""Options that several commands share: the casebook's folder, and who says something and why."""

from __future__ import annotations

import getpass
import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import typer

from detente.errors import CasebookError

Book = Annotated[
    str | None,
    typer.Option(
        "--casebook",
        "--in",
        "-c",
        help="The casebook's folder; left out: $DETENTE_CASEBOOK, casebook/ here, or the only one here.",
    ),
]
Folder = Annotated[
    str | None, typer.Argument(help="The casebook's folder; left out: that of --casebook, or the one found.")
]


class Language(StrEnum):
    en = "en"
    fr = "fr"


Tongue = Annotated[
    Language | None, typer.Option(help="Language of what is told; left out: that of DETENTE_LANGUAGE or the locale.")
]
Author = Annotated[str | None, typer.Option(help="Who says so; by default the name of the account.")]
Reason = Annotated[str, typer.Option(help="Why.")]


def casebook_of(given: str | None, *, create: bool = False) -> str:
    """The folder of the casebook: as given, else that of DETENTE_CASEBOOK, else ./casebook, else the only one in this folder; one
    that was not given is named on standard error. `create`: ./casebook where there is none. Raises CasebookError.
    """
    from detente.store.ledger.book import FILE

    if given:
        return given
    if named := os.environ.get("DETENTE_CASEBOOK"):
        return told(named)
    if Path("casebook", FILE).exists():
        return told("casebook")
    here = sorted(str(path.parent) for path in Path().glob(f"*/{FILE}"))
    if len(here) == 1:
        return told(here[0])
    if create:
        return told("casebook")
    many = f": there are {', '.join(here)}" if here else ": `detente add SOURCE` makes one"
    raise CasebookError(f"which casebook? Give --casebook FOLDER, or set DETENTE_CASEBOOK{many}")


def told_in(language: Language | None) -> Literal["en", "fr"]:
    """The language of what is told: as given, else that which the environment asks for."""
    from detente.cli.tongue import chosen

    return "fr" if (language.value if language else chosen()) == "fr" else "en"


def told(folder: str) -> str:
    sys.stderr.write(f"casebook: {folder}\n")
    return folder


def account() -> str:
    """The name of the account, or nobody where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "nobody"


__all__ = ["Author", "Book", "Folder", "Language", "Reason", "Tongue", "account", "casebook_of", "told_in"]
