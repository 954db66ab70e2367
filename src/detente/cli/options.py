"""Options that several commands share: the casebook's folder, and who says something and why."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

Book = Annotated[str, typer.Option("--casebook", "--in", "-c", help="The casebook's folder.")]
Author = Annotated[str | None, typer.Option(help="Who says so; by default the name of the account.")]
Reason = Annotated[str, typer.Option(help="Why.")]


def account() -> str:
    """The name of the account, or nobody where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "nobody"


__all__ = ["Author", "Book", "Reason", "account"]
