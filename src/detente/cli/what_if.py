"""`detente what-if`: what the clauses of pacts say should follow from an attack."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from detente.cli import figures
from detente.cli.options import Language


def command(
    scenario: Annotated[
        str, typer.Argument(help="'KOR attacks PRK', 'la Chine attaque Taïwan', 'PRK shells Yeonpyeong'.")
    ],
    on: Annotated[str | None, typer.Option(metavar="DATE", help="Pacts in force on this day (default: today).")] = None,
    language: Annotated[
        Language | None, typer.Option(help="Language of the answer; that of the scenario when left out.")
    ] = None,
    format: figures.Shown = figures.Format.table,
) -> None:
    """Who would be bound, perhaps bound or not bound, each with clause and reason. It tells duties and predicts nothing."""
    from detente.pacts import tell, what_if

    answer = what_if(scenario, on=figures.day(on))
    if format is figures.Format.table:
        sys.stdout.write(tell(answer, language.value if language else None) + "\n")
        return
    tongue = language.value if language else answer.scenario.language
    figures.emit(answer.table("fr" if tongue == "fr" else "en"), format)
