"""`detente correct`: an analyst's word on an event, and the trail of all such words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.options import Author, Book, Reason, account, casebook_of
from detente.errors import BadQuery

if TYPE_CHECKING:
    from detente.store.casebook import Casebook


def command(
    event: Annotated[
        str | None, typer.Argument(help="The event's id, or DOCUMENT:BEGIN-STOP; left out: list what was said.")
    ] = None,
    field: Annotated[
        str | None, typer.Argument(help="A field (status, date, actor, deed, ...), or verdict, or note.")
    ] = None,
    value: Annotated[
        str | None, typer.Argument(help="What is right; confirmed or disputed as a verdict; words as a note.")
    ] = None,
    casebook: Book = None,
    author: Author = None,
    reason: Reason = "",
) -> None:
    """Confirm, dispute, correct or annotate an event; kept with who, when and why, also when its document is read anew."""
    from detente.store.casebook import Casebook

    with Casebook.open(casebook_of(casebook), create=False) as book:
        if event is None:
            for row in said(book):
                sys.stdout.write(row + "\n")
            return
        if field is None or value is None:
            raise BadQuery(f"a field and a value are missing: detente correct {event} status planned")
        who = author or account()
        if ":" in event:
            from detente.store.analyst.corrections import remark

            document, begin, stop = stretch_of(event)
            remark(book, document, begin, stop, field, value, author=who, reason=reason)
            return
        from detente.store.analyst.corrections import correct

        told = correct(book, event, {field: value}, author=who, reason=reason)
    sys.stdout.write(f"{event}: {', '.join(told)}\n" if told else f"{event}: {field} is {value} already\n")


def said(book: Casebook) -> list[str]:
    """What analysts said, the newest first, a line each."""
    from detente.exchange.labels import visible
    from detente.store.analyst.corrections import trail

    def line(row: dict[str, Any]) -> str:
        change = f"{row['was']} -> {row['is']}" if row["was"] else row["is"]
        state = "" if row["state"] == "force" else f" [{row['state']}]"
        return f"{row['at'][:10]}  {row['author']}  {row['event']}  {row['field']}: {change}{state}  {row['reason']}"

    return [" ".join(visible(line(row)).split("\n")).rstrip() for row in trail(book.ledger)]


def stretch_of(text: str) -> tuple[str, int, int]:
    """Document, begin and stop of DOCUMENT:BEGIN-STOP."""
    document, _, ends = text.rpartition(":")
    begin, dash, stop = ends.partition("-")
    if not (document and dash and begin.isdecimal() and stop.isdecimal()):
        raise BadQuery(f"{text!r} is no stretch of a document: write its id and offsets, such as eb19519c:2571-3075")
    return document, int(begin), int(stop)


__all__ = ["command"]
