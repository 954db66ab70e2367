"""`detente export`: events of a casebook as files of the field."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from detente.cli.options import Book, Folder, casebook_of


def command(
    output: Annotated[str, typer.Option("--output", "-o", help="The file to write.")],
    folder: Folder = None,
    casebook: Book = None,
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="Name of the format; by the file's ending if not given.")
    ] = None,
    dyad: Annotated[
        str | None,
        typer.Option(help="Two states in either direction, by code or name: RUS-PRK, 'Russia - North Korea'."),
    ] = None,
    actor: Annotated[
        list[str] | None, typer.Option(help="Who acts, by code or name; several times for several.")
    ] = None,
    recipient: Annotated[list[str] | None, typer.Option(help="To whom it is done, by code or name.")] = None,
    type: Annotated[list[str] | None, typer.Option(help="PLOVER type: AID, ASSAULT, ...")] = None,
    since: Annotated[str | None, typer.Option(help="First day: 2024-06-19, 2024-06 or 2024.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="happened, planned, conditional, demanded, negated.")] = None,
    coder: Annotated[str | None, typer.Option(help="detente for what was read, or the system of an import.")] = None,
) -> None:
    """Write events as PLOVER, POLECAT, ICEWS, GDELT, CSV, Parquet, GeoJSON, GraphML, FollowTheMoney, STIX, ..."""
    from detente.errors import BadQuery
    from detente.exchange.exporting import export
    from detente.exchange.formats import FORMATS, find
    from detente.store.casebook import Casebook
    from detente.telling.whom import code_of, kind_of, pair_of

    filters: dict[str, Any] = {
        "dyad": pair_of(dyad) if dyad else None, "actor": [code_of(one) for one in actor or ()] or None,
        "recipient": [code_of(one) for one in recipient or ()] or None, "event": [kind_of(one) for one in type or ()] or None, "since": since,
        "until": until, "status": status or None, "coder": coder,
    }  # fmt: skip
    if format is None:
        known = [name for name in FORMATS if find(name).exporter and find(name).suffix not in ("", ".tsv")]
        format = next((name for name in known if output.endswith(find(name).suffix)), None)
    if format is None:
        able = ", ".join(name for name in FORMATS if find(name).exporter)
        raise BadQuery(f"the ending of {output} names no format: give --format, one of {able}")
    with Casebook.open(casebook_of(folder or casebook), create=False) as book:
        written = export(book, format, output, **filters)
    sys.stdout.write(f"{output}: {written} records ({format})\n")


__all__ = ["command"]
