"""`detente export`: events of a casebook as files of the field."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer


def command(
    casebook: Annotated[str, typer.Argument(help="The casebook's folder.")],
    output: Annotated[str, typer.Option("--output", "-o", help="The file to write.")],
    format: Annotated[
        str | None, typer.Option("--format", "-f", help="Name of the format; by the file's ending if not given.")
    ] = None,
    dyad: Annotated[str | None, typer.Option(help="Two codes in either direction: RUS-PRK.")] = None,
    actor: Annotated[list[str] | None, typer.Option(help="Code of who acts; several times for several.")] = None,
    recipient: Annotated[list[str] | None, typer.Option(help="Code of whom it is done to.")] = None,
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

    filters: dict[str, Any] = {
        "dyad": dyad, "actor": actor or None, "recipient": recipient or None, "event": type or None, "since": since,
        "until": until, "status": status or None, "coder": coder,
    }  # fmt: skip
    if format is None:
        known = [name for name in FORMATS if find(name).exporter and find(name).suffix not in ("", ".tsv")]
        format = next((name for name in known if output.endswith(find(name).suffix)), None)
    if format is None:
        able = ", ".join(name for name in FORMATS if find(name).exporter)
        raise BadQuery(f"the ending of {output} names no format: give --format, one of {able}")
    with Casebook.open(casebook, create=False) as book:
        written = export(book, format, output, **filters)
    sys.stdout.write(f"{output}: {written} records ({format})\n")


__all__ = ["command"]
