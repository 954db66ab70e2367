"""`detente restore`: take back a block that cleaning set aside."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from detente.cli.options import Author, Reason, account
from detente.errors import BadQuery


def command(
    casebook: Annotated[str, typer.Argument(help="The casebook's folder.")],
    document: Annotated[str, typer.Argument(help="The document's id, as `detente casebook quarantine` lists it.")],
    stretch: Annotated[str, typer.Argument(metavar="BEGIN-STOP", help="Its offsets, such as 2571-3075.")],
    author: Author = None,
    reason: Reason = "",
) -> None:
    """Keep a block that was set aside, and read its document anew. The casebook remembers it."""
    begin, dash, stop = stretch.partition("-")
    if not (dash and begin.isdigit() and stop.isdigit()):
        raise BadQuery(f"{stretch!r} is no stretch of a text: write its first and last offset, such as 2571-3075")
    from detente.store.casebook import Casebook

    with Casebook.open(casebook, create=False) as book:
        summary = book.restore(document, int(begin), int(stop), author=author or account(), reason=reason)
    sys.stdout.write(
        f"the block is kept from now on; the document was read anew: {summary.events:,} reports of events\n"
    )
