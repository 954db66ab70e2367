"""`detente dyad`: the course of two states' relations, with its turning points."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli import figures
from detente.cli.options import told_in

if TYPE_CHECKING:
    from detente.store.casebook import Casebook

COLUMNS = (
    "period",
    "cooperation",
    "conflict",
    "other",
    "net",
    "conflict_share",
    "goldstein",
    "read",
    "cooperation_rate",
    "cooperation_low",
    "cooperation_high",
    "conflict_rate",
    "conflict_low",
    "conflict_high",
)


class By(StrEnum):
    day = "day"
    week = "week"
    month = "month"
    quarter = "quarter"
    year = "year"


def command(
    a: Annotated[str, typer.Argument(help="One side, by code or name: RUS, Russia.")],
    b: Annotated[str, typer.Argument(help="The other: PRK, 'North Korea'.")],
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
    from detente.dyads import series, turning_points
    from detente.telling.whom import code_of

    a, b = code_of(a), code_of(b)
    pair = figures.load_pair(where, a, b)
    first, last = figures.day(since) or pair.first, figures.day(until, last=True) or pair.last
    bounds = {"first": first, "last": last}
    course = series(pair.table, a, b, by=by.value, counting=counting.value, volume=pair.read, **bounds)
    turns = turning_points(pair.table, dyad=(a, b), volume=pair.spoken)
    if plot is not None:
        from detente.dyads import pictures

        pictures.save(pictures.course(course, turns, f"{a} – {b}"), plot)
    if format is not figures.Format.table:
        figures.emit(course, format)
        return
    way = direction if direction == "both" else ">".join(code_of(one) for one in direction.split(">"))
    show_course([row for row in course.to_pylist() if row["direction"] == way], pair.book, (a, b), unfold)
    show_turns(turns.to_pylist(), pair.book, (a, b), 20 if unfold else 3)


def show_course(rows: list[dict[str, Any]], book: Casebook | None, dyad: tuple[str, str], unfold: bool) -> None:
    """The periods in which anything was told; `unfold`: each with its sentences."""
    told = [row for row in rows if row["cooperation"] or row["conflict"] or row["other"]]
    short = [{name: row[name] for name in COLUMNS} for row in told]
    if not unfold:
        sys.stdout.write(figures.grid(short))
        return
    for row, cells in zip(told, short, strict=True):
        sys.stdout.write(figures.grid([cells]) + figures.sentences(book, row["events"], dyad=dyad))


def show_turns(turns: list[dict[str, Any]], book: Casebook | None, dyad: tuple[str, str], most: int) -> None:
    """Turning points, each with so many of the sentences that make it."""
    from detente.telling.event import capital
    from detente.telling.wording import say, words

    tongue = told_in(None)
    head = capital(words(tongue)["turning"]) if turns else say("no-turn-at-all", tongue)
    sys.stdout.write(f"\n{head}\n")
    for turn in turns:
        span = say("span-of-days", tongue, first=turn["first"], last=turn["last"])
        sys.stdout.write(f"{turn[f'sentence_{tongue}']}  [{span}]\n")
        sys.stdout.write(figures.sentences(book, turn["events"], most, tongue=tongue, dyad=dyad))
