"""`detente casebook`: what a casebook holds, and keeping it well."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=True)
Folder = Annotated[str, typer.Argument(help="The casebook's folder.")]
Format = Annotated[str, typer.Option("--format", "-f", help="text, jsonl, csv or parquet (with --output).")]
Output = Annotated[str | None, typer.Option("--output", "-o", help="Write to this file.")]
LISTS = {
    "documents": "List its documents.",
    "stories": "List documents that tell again what an earlier one told: copies, updates, translations.",
    "quarantine": "List its quarantine.",
    "rates": "How much is set aside by site and kind, as shares of the characters, the highest first.",
    "leads": "List its leads: what is less sure than an event, for a person to decide.",
    "unresolved": "List its unresolved.",
    "failed": "List its failed.",
    "commitments": "List its commitments.",
    "transfers": "List its transfers.",
    "corrections": "List its corrections.",
}


@app.callback()
def command() -> None:
    """What a casebook holds, and keeping it well."""


@app.command()
def show(folder: Folder) -> None:
    """How much there is."""
    from detente.store.casebook import Casebook

    with Casebook.open(folder, create=False) as book:
        for name, count in book.counts().items():
            sys.stdout.write(f"{name:10} {count:,}\n")


@app.command()
def check(folder: Folder) -> int:
    """Verify hashes, rows and pointers; repair what is derived. Exits with 1 where something needs a person."""
    from detente.store.casebook import Casebook

    with Casebook.open(folder, create=False) as book:
        found = book.check()
    for finding in found:
        sys.stdout.write(f"{finding}\n")
    sys.stdout.write("all is well\n" if not found else f"{len(found)} found\n")
    return int(any(not finding.repaired for finding in found))


@app.command()
def compact(folder: Folder) -> None:
    """Join small segments and build the serving files anew."""
    from detente.store.casebook import Casebook

    with Casebook.open(folder, create=False) as book:
        sys.stdout.write(f"{book.compact()} segments joined\n")


@app.command()
def backup(folder: Folder, target: Annotated[str, typer.Argument(help="A new folder for the copy.")]) -> None:
    """A complete copy of one state, while others read and write."""
    from detente.store.casebook import Casebook

    with Casebook.open(folder, create=False) as book:
        book.backup(target)
    sys.stdout.write(f"{target} is a copy of {folder}\n")


@app.command(name="import")
def take(folder: Folder, other: Annotated[str, typer.Argument(help="The casebook to take from.")]) -> None:
    """Take over the documents of another casebook that are new here."""
    from detente.store.casebook import Casebook

    with Casebook.open(folder) as book:
        sys.stdout.write(f"{book.import_casebook(other):,} documents imported\n")


def lister(name: str) -> None:
    """Register `detente casebook NAME FOLDER` for one of the tables."""

    def show_table(folder: Folder, format: Format = "text", output: Output = None) -> None:
        from detente.cli.tables import write
        from detente.store.casebook import Casebook

        with Casebook.open(folder, create=False) as book:
            write(getattr(book, name)(), format, output)

    app.command(name=name, help=LISTS[name])(show_table)


for table in LISTS:
    lister(table)
