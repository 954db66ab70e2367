"""`detente recode`: read all documents anew after an upgrade, see what changes, and decide."""

from __future__ import annotations

import sys
from collections import Counter
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.add import Bar, Stop, duration, engine_of

if TYPE_CHECKING:
    from detente.store.intake.recode import Change


def command(
    casebook: Annotated[str, typer.Argument(help="The casebook's folder.")],
    accept: Annotated[bool, typer.Option("--accept", help="Put the new reading in the place of the old.")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="Throw the new reading away.")] = False,
    examples: Annotated[int, typer.Option(help="So many examples of what goes and comes.")] = 10,
    workers: Annotated[int, typer.Option(help="Processes; 0: as many as cores.")] = 0,
    cluster: Annotated[str | None, typer.Option(help="A Dask cluster: `local`, or a scheduler's address.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Anew by the rules alone; left out: by both readers.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
) -> int:
    """Read anew, beside the old reading, what an older Détente read; show the changes; --accept to take them over."""
    from detente.errors import BadQuery
    from detente.store.casebook import Casebook, default_reader
    from detente.store.intake import recode

    if accept and reject:
        raise BadQuery("--accept and --reject exclude each other: give one")
    reader = default_reader(quick=quick)
    with Casebook.open(casebook, create=False) as book:
        if reject:
            recode.reject(book, reader=reader)
            sys.stdout.write("the new reading was thrown away; the casebook is as it was\n")
            return 0
        halt, engine = Stop(), engine_of(workers, cluster, [casebook])
        try:
            with Bar(quiet) as bar:
                summary = recode.recode(book, reader=reader, engine=engine, progress=bar.show, stop=halt)
        finally:
            engine.close()
        change = recode.compare(book, reader=reader, examples=examples)
        sys.stdout.write(tell(change, summary.seconds))
        if accept and not change.waiting:
            recode.accept(book, reader=reader)
            sys.stdout.write("the new reading is in force\n")
    return 130 if change.waiting else 0


def tell(change: Change, seconds: float) -> str:
    """What changes, in numbers and examples."""
    lines = [
        f"{change.documents:,} documents read anew by {change.coder}" + (f" in {duration(seconds)}" if seconds else "")
    ]
    if change.waiting:
        lines.append(f"{change.waiting:,} wait: the same command resumes")
    if change.failed:
        lines.append(f"{change.failed:,} cannot be read by it and keep their old reading")
    lines.append(f"{change.same:,} reports the same, {change.gone.total():,} go, {change.come.total():,} come")
    lines += [f"  {sign} {listed(counter)}" for sign, counter in (("-", change.gone), ("+", change.come)) if counter]
    lines += [f"  {sign} {event}: {text}" for sign, event, text in change.examples]
    if change.gone or change.come:
        lines.append("--accept puts the new reading in force, --reject throws it away")
    return "\n".join(lines) + "\n"


def listed(counter: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name}" for name, count in counter.most_common())
