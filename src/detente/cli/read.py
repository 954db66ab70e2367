"""`detente read`: one document into cited events, for people or for programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer


class Format(StrEnum):
    table = "table"
    json = "json"
    markdown = "markdown"
    html = "html"


def command(
    source: Annotated[str, typer.Argument(metavar="PATH|URL|-", help="A file, an address, or - for standard input.")],
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="Day of publication, YYYY-MM-DD: relative dates are told from it."),
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Language of the text (fr, en); recognised when left out.")
    ] = None,
    allow_private: Annotated[bool, typer.Option(help="Fetch from this machine and private networks too.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="By the rules alone: no second reader, no leads.")] = False,
    line: Annotated[
        float | None, typer.Option(min=0, max=1, help="Confidence from which an event is told; less is a lead.")
    ] = None,
    format: Annotated[
        Format, typer.Option(help="table for people, json for programs, markdown for notes, html for a page.")
    ] = Format.table,
) -> None:
    """Read one document into cited events: who did, promised, refused or threatened what, to whom, when, how surely, on whose word."""
    from detente.pipeline import read_source

    for reading in read_source(
        source, published=published, language=language, allow_private=allow_private, quick=quick, line=line
    ):
        if format is Format.json:
            from detente.exchange.reading_json import as_json

            sys.stdout.write(as_json(reading) + "\n")
        elif format is Format.markdown:
            from detente.exchange.reading_markdown import as_markdown

            sys.stdout.write(as_markdown(reading))
        elif format is Format.html:
            from detente.exchange.reading_html import as_html

            sys.stdout.write(as_html(reading))
        else:
            from detente.cli.reading_table import print_reading

            print_reading(reading)
