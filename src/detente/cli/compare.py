"""`detente compare`: how far two systems agree on what a casebook holds."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from detente.cli.options import Book, Folder, casebook_of


def command(
    folder: Folder = None,
    casebook: Book = None,
    first: Annotated[str, typer.Option(help="A system: detente for what was read, or that of an import.")] = "detente",
    second: Annotated[str | None, typer.Option(help="Another; may be left out where there are just two.")] = None,
    by: Annotated[str, typer.Option(help="all, type, dyad or month.")] = "type",
    dyad: Annotated[
        str | None,
        typer.Option(help="Two states in either direction, by code or name: RUS-PRK, 'Russia - North Korea'."),
    ] = None,
    limit: Annotated[int, typer.Option(help="At most so many rows; 0: all.")] = 20,
    format: Annotated[str, typer.Option("--format", "-f", help="text, jsonl, csv or parquet.")] = "text",
    output: Annotated[str | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
) -> None:
    """Compare what two systems coded, by type, dyad or month: Dice's agreement of counts."""
    from detente.cli.tables import write
    from detente.errors import BadQuery
    from detente.exchange.comparing import coders, compare
    from detente.store.casebook import Casebook
    from detente.telling.whom import pair_of

    with Casebook.open(casebook_of(folder or casebook), create=False) as book:
        known = coders(book)
        others = [name for name in known if name != first]
        if second is None and len(others) != 1:
            raise BadQuery(
                f"compare {first} with which? Give --second, one of {', '.join(others) or 'none: import some'}"
            )
        table = compare(book, first, second or others[0], by, dyad="-".join(pair_of(dyad)) if dyad else None)
    if limit and len(table) > limit:
        sys.stderr.write(f"{limit} of {len(table)} rows are shown: --limit 0 gives all\n")
    table = table.slice(0, limit) if limit else table
    if format != "text" or output:
        write(table, format, output)
        return
    sys.stdout.write(f"{by:20} {first:>12} {second or others[0]:>12} {'both':>10} agreement\n")
    for row in table.to_pylist():
        sys.stdout.write(
            f"{row['by']:20} {row['first']:>12} {row['second']:>12} {row['both']:>10} {row['agreement']:9.3f}\n"
        )


__all__ = ["command"]
