"""`detente dossier`: a self-contained brief on two states or a topic, as html, md, docx or pdf."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from detente.cli import figures
from detente.cli.options import Book, Tongue, casebook_of, told_in
from detente.errors import BadQuery


class Form(StrEnum):
    html = "html"
    md = "md"
    docx = "docx"
    pdf = "pdf"


TEXT = (Form.html, Form.md)


def command(
    states: Annotated[list[str] | None, typer.Argument(help="Two states: RUS PRK.")] = None,
    casebook: Book = None,
    actors: Annotated[str | None, typer.Option(help="A set of actors: RUS,PRK,CHN.")] = None,
    region: Annotated[str | None, typer.Option(help="A group with known members: 'Baltic states', NATO.")] = None,
    type: Annotated[
        list[str] | None, typer.Option(help="Events of this type alone; several times for several.")
    ] = None,
    text: Annotated[str | None, typer.Option(help="Events whose sentences hold these words.")] = None,
    what_if: Annotated[list[str] | None, typer.Option(help="A scenario to follow instead of the likely ones.")] = None,
    since: Annotated[
        str | None, typer.Option("--from", "--since", metavar="DATE", help="First day, month or year.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--to", "--until", metavar="DATE", help="Last day, month or year.")
    ] = None,
    format: Annotated[
        Form, typer.Option("--format", "-f", help="html and pdf to print, docx and md to edit.")
    ] = Form.html,
    output: Annotated[str | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    language: Tongue = None,
) -> None:
    """Summary, course, turning points, events, reactions, commitments, what-if, outlook, gaps and graded sources, all cited."""
    from detente.dossiers import Scope, gather, render
    from detente.dossiers import region as members_of
    from detente.store.casebook import Casebook
    from detente.telling.whom import code_of, kind_of

    last = figures.day(until, last=True)
    codes = [code_of(one) for one in (*(states or ()), *(part for part in (actors or "").split(",") if part.strip()))]
    codes += members_of(region, last) if region else ()
    scope = Scope(
        tuple(dict.fromkeys(codes)),
        figures.day(since),
        last,
        tuple(kind_of(name) for name in type or ()),
        text,
        tuple(what_if or ()),
    )
    with Casebook.open(casebook_of(casebook), create=False) as book:
        written = render(gather(book, scope, language=told_in(language)), format.value)
    if output is not None:
        try:
            Path(output).write_bytes(written)
        except OSError as error:
            raise BadQuery(f"cannot write to {output}: {error.strerror}") from error
        return
    if format not in TEXT and sys.stdout.isatty():
        raise BadQuery(f"a {format.value} is no text for a terminal: give --output FILE.{format.value}")
    sys.stdout.buffer.write(written)
    sys.stdout.flush()


__all__ = ["command"]
