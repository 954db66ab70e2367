"""`detente grade`: the reliability of sources, as an analyst sets it."""

from __future__ import annotations

import getpass
import sys
from typing import Annotated

import typer

from detente.errors import BadQuery


def command(
    source: Annotated[str | None, typer.Argument(help="A source as the list names it; left out: list all.")] = None,
    reliability: Annotated[
        str | None, typer.Argument(help="A completely reliable ... E unreliable, F cannot be judged.")
    ] = None,
    casebook: Annotated[str, typer.Option("--casebook", "--in", "-c", help="The casebook's folder.")] = "casebook",
    author: Annotated[str | None, typer.Option(help="Who says so; by default the name of the account.")] = None,
    reason: Annotated[str, typer.Option(help="Why.")] = "",
) -> None:
    """List the sources of a casebook with their reliability, or set that of one. Dossiers grade by it."""
    from detente.store.casebook import Casebook
    from detente.store.grades import UNSET, grades, set_grade, sources

    if source is not None and reliability is None:
        raise BadQuery(f"a letter is missing: detente grade {source!r} B")
    with Casebook.open(casebook, create=False) as book:
        if source is not None and reliability is not None:
            set_grade(book, source, reliability.upper(), author=author or account(), reason=reason)
            return
        known = grades(book)
        for name, documents in sources(book).items():
            sys.stdout.write(f"{known.get(name, UNSET)}  {documents:6,}  {name}\n")


def account() -> str:
    """The name of the account, or nobody where the system knows none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "nobody"


__all__ = ["account", "command"]
