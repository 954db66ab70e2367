"""`detente grade`: the reliability of sources, as an analyst sets it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from detente.cli.options import Author, Book, Reason, account, casebook_of
from detente.errors import BadQuery


def command(
    source: Annotated[str | None, typer.Argument(help="A source as the list names it; left out: list all.")] = None,
    reliability: Annotated[
        str | None, typer.Argument(help="A completely reliable ... E unreliable, F cannot be judged.")
    ] = None,
    casebook: Book = None,
    author: Author = None,
    reason: Reason = "",
) -> None:
    """List the sources of a casebook with their reliability, or set that of one. Dossiers grade by it."""
    from detente.store.analyst.grades import UNSET, grades, set_grade, sources
    from detente.store.casebook import Casebook

    if source is not None and reliability is None:
        raise BadQuery(f"a letter is missing: detente grade {source!r} B")
    with Casebook.open(casebook_of(casebook), create=False) as book:
        if source is not None and reliability is not None:
            set_grade(book, source, reliability.upper(), author=author or account(), reason=reason)
            return
        known = grades(book)
        for name, documents in sources(book).items():
            sys.stdout.write(f"{known.get(name, UNSET)}  {documents:6,}  {name}\n")


__all__ = ["command"]
