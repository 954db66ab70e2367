"""`detente import`: events that other systems coded, into a casebook."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from detente.cli.options import Book, casebook_of


def command(
    files: Annotated[list[str] | None, typer.Argument(help="Files: tables, gzip or zip of tables.")] = None,
    casebook: Book = None,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="Name of the format; recognised if not given.")
    ] = None,
    mapping: Annotated[str | None, typer.Option(help="TOML file that maps the columns of any table.")] = None,
    coder: Annotated[str | None, typer.Option(help="The system that coded the events, as queries show it.")] = None,
    rejected: Annotated[str | None, typer.Option(help="Write the rows that were left out to this TSV file.")] = None,
    workers: Annotated[int, typer.Option(help="Threads that read; 2 suit most files.")] = 2,
    formats: Annotated[bool, typer.Option("--formats", help="List the formats.")] = False,
    list_: Annotated[bool, typer.Option("--list", help="List what was imported.")] = False,
    remove: Annotated[str | None, typer.Option(help="Take an import out again, by its id.")] = None,
) -> None:
    """Import events of GDELT, ICEWS, POLECAT, Phoenix, PLOVER, UCDP, ACLED or any table; resumes, never doubles."""
    from detente.errors import BadQuery
    from detente.exchange.formats import FORMATS, find

    if formats:
        for name in FORMATS:
            known = find(name)
            sys.stdout.write(f"{name:16} {'in ' if known.importer else '   '}{'out' if known.exporter else '   '}  {known.title}\n")  # fmt: skip
        return
    from detente.exchange.formats.mapped import mapping as read_mapping
    from detente.exchange.importing import import_file, report
    from detente.store.casebook import Casebook
    from detente.store.imports import imported
    from detente.store.ledger import book as books

    casebook = casebook_of(casebook, create=bool(files))
    with Casebook.open(casebook, create=bool(files)) as book:
        if list_:
            for item in imported.listed(book.ledger):
                sys.stdout.write(f"{item.id}  {item.coder:10} {item.taken:>10} taken {item.left_out:>8} left out  {item.source}\n")  # fmt: skip
            return
        if remove:
            if imported.find(book.ledger, remove) is None:
                raise BadQuery(f"no import {remove!r} in {casebook}: `detente import --list -c {casebook}` lists them")
            with books.writing(book.folder):
                imported.remove(book.folder, book.ledger, remove)
            return
        if not files:
            raise BadQuery("no file given: `detente import FILE --casebook FOLDER`, or --formats, or --list")
        chosen = read_mapping(mapping) if mapping else find(format) if format else None
        done = [item for file in files for item in import_file(book, file, chosen, coder=coder, workers=workers)]
        sys.stdout.write(report(done, book))
        if rejected:
            from detente.exchange.importing import write_rejected

            write_rejected(done, book, rejected)


__all__ = ["command"]
