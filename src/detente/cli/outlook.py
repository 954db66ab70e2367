"""`detente outlook`: how likely material conflict is in the next week and month."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from detente.cli import figures


def command(
    dyad: Annotated[str | None, typer.Argument(help="One dyad: RUS-UKR; left out: the riskiest.")] = None,
    where: figures.Where = None,
    counting: figures.Counting = figures.Count.certain,
    most: Annotated[int, typer.Option(help="So many dyads at most.")] = 20,
    format: figures.Shown = figures.Format.table,
    plot: figures.Plot = None,
    unfold: figures.Unfold = False,
) -> None:
    """Probability of material conflict in the next week and month, beside the dyad's history and how well such forecasts did."""
    from detente.dyads import outlook

    table, book = figures.load(where)
    found = outlook(table, dyad=figures.pair(dyad) if dyad else None, counting=counting.value, most=most)
    if plot is not None:
        from detente.dyads import pictures

        rows = [{"what": f"{row['a']}-{row['b']} {row['horizon']}", **row} for row in found.to_pylist()]
        spec = pictures.bars(
            rows, "what", {"probability": pictures.RED, "history": pictures.GREY}, "Chance of material conflict"
        )
        pictures.save(spec, plot)
    figures.emit(found, format)
    if unfold and format is figures.Format.table:
        for row in found.to_pylist()[::2]:
            sys.stdout.write(
                f"{row['a']}-{row['b']}, latest material conflict\n{figures.sentences(book, row['events'])}"
            )
