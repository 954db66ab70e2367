"""`detente reactions`: what third parties said and did after an event, and who kept silent."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from detente.cli import figures
from detente.errors import BadQuery


def command(
    a: Annotated[str, typer.Argument(help="One side, by code or name: RUS, Russia.")],
    b: Annotated[str, typer.Argument(help="The other: PRK, 'North Korea'.")],
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help="The day; left out: the dyad's strongest turning point.")
    ] = None,
    weeks: Annotated[int, typer.Option(help="How many weeks after it are looked at.")] = 4,
    where: figures.Where = None,
    counting: figures.Counting = figures.Count.likely,
    every: Annotated[bool, typer.Option("--all", help="Also those who acted as usual.")] = False,
    format: figures.Shown = figures.Format.table,
    plot: figures.Plot = None,
    unfold: figures.Unfold = False,
) -> None:
    """Reactions of third parties to either side, against their usual rate; and who has not reacted."""
    from detente.dyads import reactions, turning_points
    from detente.telling.whom import code_of

    a, b = code_of(a), code_of(b)
    table, book = figures.load(where)
    when = figures.day(on)
    if when is None:
        turns = turning_points(table, dyad=(a, b)).to_pylist()
        if not turns:
            raise BadQuery(f"no turning point of {a}-{b} stands out: give the day with --on")
        when = max(turns, key=lambda turn: turn["score"])["date"]
    found = reactions(table, a, b, on=when, days=7 * weeks, counting=counting.value)
    if plot is not None:
        from detente.dyads import pictures

        rows = [
            {"who": f"{row['party']} to {row['toward']}", **row}
            for row in found.to_pylist()
            if row["reaction"] != "usual"
        ]
        spec = pictures.bars(
            rows[:30], "who", {"cooperation": pictures.BLUE, "conflict": pictures.RED}, f"Reactions to {a}-{b}, {when}"
        )
        pictures.save(spec, plot)
    if format is not figures.Format.table:
        figures.emit(found, format)
        return
    sys.stdout.write(f"Reactions to {a}-{b} in the {weeks} weeks from {when}\n")
    rows = [row for row in found.to_pylist() if every or row["reaction"] != "usual"]
    sys.stdout.write(figures.grid([{name: value for name, value in row.items() if name != "events"} for row in rows]))
    if unfold:
        for row in rows:
            sys.stdout.write(
                f"{row['party']} to {row['toward']}: {row['reaction']}\n{figures.sentences(book, row['events'], 20)}"
            )
