"""`detente commitments`: the pacts that bind a state, from the file and from what was read."""

from __future__ import annotations

import sys
from typing import Annotated, Any

import typer

from detente.cli import figures
from detente.cli.options import Tongue, told_in


def command(
    party: Annotated[
        str | None, typer.Argument(help="A state by code or name: PRK, 'North Korea'; left out: all.")
    ] = None,
    where: figures.Where = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help="In force on this day (default: today).")] = None,
    every: Annotated[bool, typer.Option("--all", help="Also those that ended.")] = False,
    language: Tongue = None,
    format: figures.Shown = figures.Format.table,
) -> None:
    """Commitments in force: parties, obligations, trigger clause, dates and record; texts joined, conflicts shown."""
    from detente.pacts import commitments
    from detente.telling.whom import code_of

    texts: list[dict[str, Any]] = []
    if where is not None or figures.default_casebook():
        _, book = figures.load(where)
        texts = [] if book is None else book.commitments().to_pylist()
    found = commitments(texts, party=code_of(party) if party else None, on=figures.day(on), every=every)
    if format is not figures.Format.table:
        figures.emit(found, format)
        return
    french = told_in(language) == "fr"
    for row in found.to_pylist():
        name = (row["name_fr"] if french else row["name"]) or row["name"] or row["id"]
        dates = ", ".join(
            f"{label} {row[key]}"
            for label, key in (("signed", "signed"), ("in force", "in_force"), ("ended", "ended"))
            if row[key]
        )
        sys.stdout.write(
            f"{name} [{row['source']}]\n  {' '.join(row['parties'])}: {', '.join(row['obligations'])}; {dates}\n"
        )
        clause = (row["trigger_fr"] if french else row["trigger"]) or row["trigger"]
        for line in (clause, row["record"], row["note"], *(f"CONFLICT {text}" for text in row["conflicts"])):
            sys.stdout.write(f"  {line}\n" if line else "")
        sys.stdout.writelines(f"    {' '.join(text.split())}\n" for text in row["evidence"][:3])
