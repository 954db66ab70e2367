"""`detente dyad`: the course of two states' relations, with its turning points."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from detente.cli import figures


class By(StrEnum):
    day = "day"
    week = "week"
    month = "month"
    quarter = "quarter"
    year = "year"


def command(
    a: Annotated[str, typer.Argument(help="Code of one side: RUS.")],
    b: Annotated[str, typer.Argument(help="Code of the other: PRK.")],
    where: figures.Where = None,
    by: Annotated[By, typer.Option(help="Length of a period.")] = By.month,
    direction: Annotated[str, typer.Option(help="both, or one way: 'RUS>PRK'.")] = "both",
    since: figures.Day = None,
    until: figures.Day = None,
    counting: figures.Counting = figures.Count.certain,
    format: figures.Shown = figures.Format.table,
    plot: figures.Plot = None,
    unfold: figures.Unfold = False,
) -> None:
    """Cooperation and conflict between two states by period, with bands, reporting volume and turning points."""
    from detente.relations import series, turning_points

    a, b = a.upper(), b.upper()
    table, book = figures.load(where)
    first, last = figures.day(since), figures.day(until, last=True)
    course = series(table, a, b, by=by.value, counting=counting.value, first=first, last=last)
    turns = turning_points(table, dyad=(a, b))
    if plot is not None:
        from detente.relations import pictures

        pictures.save(pictures.course(course, turns, f"{a} – {b}"), plot)
    if format is not figures.Format.table:
        figures.emit(course, format)
        return
    rows = [row for row in course.to_pylist() if row["direction"] == direction.upper().replace("BOTH", "both")]
    names: tuple[str, ...] = (
        "period",
        "cooperation",
        "conflict",
        "other",
        "net",
        "conflict_share",
        "goldstein",
        "read",
    )
    names += (
        "cooperation_rate",
        "cooperation_low",
        "cooperation_high",
        "conflict_rate",
        "conflict_low",
        "conflict_high",
    )
    for row in rows:
        if row["cooperation"] or row["conflict"] or row["other"]:
            sys.stdout.write(figures.grid([{name: row[name] for name in names}]) if unfold else "")
            sys.stdout.write(figures.sentences(book, row["events"]) if unfold else "")
    if not unfold:
        sys.stdout.write(
            figures.grid(
                [
                    {name: row[name] for name in names}
                    for row in rows
                    if row["cooperation"] or row["conflict"] or row["other"]
                ]
            )
        )
    sys.stdout.write("\nTurning points\n" if turns.num_rows else "\nNo turning point stands out.\n")
    for turn in turns.to_pylist():
        sys.stdout.write(f"{turn['sentence_en']}  [{turn['first']} to {turn['last']}]\n")
        sys.stdout.write(figures.sentences(book, turn["events"], 3 if not unfold else 20))
