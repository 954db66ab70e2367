"""`detente turning-points`: when dyads turned towards cooperation or conflict."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated, Any

import typer

from detente.cli import figures
from detente.cli.options import Tongue, told_in


class Detector(StrEnum):
    scan = "scan"
    pelt = "pelt"
    online = "online"


def command(
    where: figures.Where = None,
    dyad: Annotated[str | None, typer.Option(help="One dyad only: RUS-PRK.")] = None,
    since: figures.Day = None,
    until: figures.Day = None,
    detector: Annotated[
        Detector, typer.Option(help="scan, pelt, or online (only what was known by then).")
    ] = Detector.scan,
    threshold: Annotated[float | None, typer.Option(help="How strong a turn must be; lower finds more.")] = None,
    least: Annotated[int, typer.Option(help="Pass over dyads with fewer events.")] = 10,
    counting: figures.Counting = figures.Count.spoken,
    language: Tongue = None,
    format: figures.Shown = figures.Format.table,
    plot: figures.Plot = None,
    unfold: figures.Unfold = False,
) -> None:
    """When dyads turned: date with interval, direction, the triggering event first, and a sentence that says it."""
    import pyarrow.compute as pc

    from detente.dyads import turning_points
    from detente.telling.wording import say

    tongue = told_in(language)
    one = None if dyad is None else figures.pair(dyad)
    if one is not None and counting is figures.Count.spoken:  # what a casebook counts by day
        held = figures.load_pair(where, *one)
    else:
        held = figures.Pair(*figures.load(where))
    turns = turning_points(
        held.table,
        dyad=one,
        counting=counting.value,
        detector=detector.value,
        threshold=threshold,
        least=least,
        volume=held.spoken,
    )
    for bound, keep in ((figures.day(since), pc.greater_equal), (figures.day(until, last=True), pc.less_equal)):
        if bound is not None:
            turns = turns.filter(keep(turns["date"], bound))
    if plot is not None:
        draw(turns, plot)
    if format is not figures.Format.table:
        figures.emit(turns, format)
        return
    if not turns.num_rows:
        sys.stdout.write(say("no-turn-at-all", tongue) + "\n")
    for turn in turns.to_pylist():
        span = say("turn-span", tongue, first=turn["first"], last=turn["last"], score=turn["score"])
        sys.stdout.write(f"{turn[f'sentence_{tongue}']}  [{span}]\n")
        sides = (turn["a"], turn["b"])
        most = 20 if unfold else 1
        sys.stdout.write(figures.sentences(held.book, turn["events"], most, tongue=tongue, dyad=sides))


def draw(turns: Any, plot: str) -> None:
    """A picture of turning points: how far each went beyond the expected."""
    from detente.dyads import pictures

    rows = [
        {
            "what": f"{t['date']} {t['a']}-{t['b']}",
            **{d: t["size"] if t["direction"] == d else None for d in ("up", "down")},
        }
        for t in turns.to_pylist()
    ]
    sides = {"up": pictures.BLUE, "down": pictures.RED}
    pictures.save(pictures.bars(rows, "what", sides, "Turning points: events beyond the expected"), plot)
