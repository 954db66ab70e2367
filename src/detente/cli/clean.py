"""`detente clean`: a page with what is set aside, and why."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Any

import typer

from detente.errors import DetenteError
from detente.records import Block, Document

WIDTH = 160  # characters of a kept block that the table shows


class Format(StrEnum):
    table = "table"
    json = "json"
    text = "text"


def command(
    source: Annotated[
        str, typer.Argument(metavar="PATH|URL|-", help="A file, a folder, an address, or - for standard input.")
    ],
    published: Annotated[str | None, typer.Option(metavar="DATE", help="Day of publication, YYYY-MM-DD.")] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="Main language; recognised when left out.")
    ] = None,
    field: Annotated[
        list[str] | None,
        typer.Option(metavar="FIELD=COLUMN", help="Of a table: the column that holds a field of a document."),
    ] = None,
    allow_private: Annotated[bool, typer.Option(help="Fetch from this machine and private networks too.")] = False,
    report: Annotated[bool, typer.Option(help="Only how much was set aside, by site.")] = False,
    format: Annotated[
        Format, typer.Option(help="table for people, json for programs, text for the kept text alone.")
    ] = Format.table,
) -> int:
    """Show a page with what is set aside and why. Nothing is removed: offsets are of the document's text."""
    from detente.cleaning import clean, settle
    from detente.cleaning.report import Rates, print_rates
    from detente.sources import open_source

    failed: list[str] = []

    def note(name: str, error: DetenteError) -> None:
        failed.append(name)
        sys.stderr.write(f"detente clean: {error}\n")

    fields = dict(pair.partition("=")[::2] for pair in field or [])
    rates = Rates()
    documents = open_source(
        source, published=published, language=language, fields=fields, allow_private=allow_private, on_error=note
    )
    for document in documents:
        blocks = clean(document, language=language)
        settled = settle(document, blocks)
        rates.add(settled, blocks)
        if report:
            continue
        if format is Format.json:
            sys.stdout.write(json.dumps(as_json(settled, blocks), ensure_ascii=False) + "\n")
        elif format is Format.text:
            sys.stdout.write(
                "\n\n".join(settled.text[block.begin : block.stop] for block in blocks if block.kept) + "\n"
            )
        else:
            print_page(settled, blocks)
    if report:
        print_rates(rates, sys.stdout)
    return 1 if failed else 0


def as_json(document: Document, blocks: list[Block]) -> dict[str, Any]:
    """A document and its blocks with the field names of the records; each block with its words."""
    record = asdict(document)
    record.pop("parts")
    record["published"] = document.published.isoformat() if document.published else None
    record["blocks"] = [{**asdict(block), "words": document.text[block.begin : block.stop]} for block in blocks]
    return record


def print_page(document: Document, blocks: list[Block]) -> None:
    """The page for people: what is kept in short, what is set aside in full with its reasons."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(document.title or document.source, style="bold"))
    date = f"{document.published} ({document.published_known})" if document.published else "no date"
    facts = [document.author, document.site, date, document.language or "language unknown", document.source]
    console.print(Text(" · ".join(fact for fact in facts if fact), style="dim"))
    for remark in document.notes:
        console.print(Text(f"note: {remark}", style="yellow"))
    for block in blocks:
        words = " ".join(document.text[block.begin : block.stop].split())
        place = f"{block.begin}-{block.stop}"
        if block.kept:
            short = words if len(words) <= WIDTH else words[: WIDTH - 1] + "…"
            console.print(Text.assemble((f"\n{block.kind:11}", "green"), (f" {place}  ", "dim"), short))
        else:
            console.print(Text.assemble((f"\n{block.kind:11}", "bold red"), (f" {place}  set aside", "red")))
            for reason in block.reasons:
                console.print(Text(f"            because: {reason}", style="red"))
            console.print(Text(f"            {words}", style="dim strike"))
    gone = sum(block.stop - block.begin for block in blocks if not block.kept)
    size = sum(block.stop - block.begin for block in blocks)
    number = sum(not block.kept for block in blocks)
    console.print(f"\n{number} of {len(blocks)} blocks set aside, {gone / max(1, size):.1%} of the characters.\n")
