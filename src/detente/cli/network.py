"""`detente network`: who stands with whom in a period, who brokers, which triangles are out of balance, and what changed."""

from __future__ import annotations

import json
import sys
from datetime import date
from typing import Annotated

import typer

from detente.cli import figures
from detente.errors import BadQuery


def command(
    where: figures.Where = None,
    since: figures.Day = None,
    until: figures.Day = None,
    among: Annotated[str | None, typer.Option(help="Only these actors: RUS,PRK,KOR,USA.")] = None,
    least: Annotated[int, typer.Option(help="Events that make a tie.")] = 3,
    against: Annotated[
        str | None, typer.Option(metavar="FROM:TO", help="An earlier period: show what changed since.")
    ] = None,
    similar: Annotated[bool, typer.Option("--similar", help="Show who resembles whom (weighted kappa).")] = False,
    counting: figures.Counting = figures.Count.certain,
    format: figures.Shown = figures.Format.table,
    plot: figures.Plot = None,
) -> None:
    """The signed network of a period: ties, communities, brokers, balance; with --against, change; with --similar, likeness."""
    import pyarrow.compute as pc

    from detente.dyads import change, network, similarity
    from detente.telling.whom import code_of

    table, _ = figures.load(where)
    first, last = figures.day(since), figures.day(until, last=True)
    chosen = [code_of(one) for one in among.split(",")] if among else None
    if against is not None:
        before = _period(against)
        after = (first or date.fromordinal(before[1].toordinal() + 1), last or date.max)
        figures.emit(change(table, before, after, counting=counting.value), format, ("events_before", "events_after"))
        return
    if similar:
        from detente.pacts import commitments

        bonds = commitments(on=last).to_pylist()
        figures.emit(
            similarity(
                table, first=first, last=last, counting=counting.value, least=least, commitments=bonds, among=chosen
            ),
            format,
        )
        return
    net = network(table, first=first, last=last, counting=counting.value, least=least, among=chosen)
    if plot is not None:
        from detente.dyads import pictures

        pictures.save(
            pictures.net(net.ties.to_pylist(), net.actors.to_pylist(), f"Ties {since or ''}–{until or ''}"), plot
        )
    if format is figures.Format.json:
        parts = {name: getattr(net, name).to_pylist() for name in ("ties", "actors", "triangles")}
        parts |= {"balance": net.balance, "balance_by_chance": net.balance_by_chance}
        sys.stdout.write(json.dumps(parts, ensure_ascii=False, default=str, indent=1) + "\n")
    elif format is figures.Format.csv:
        figures.emit(net.ties, format)
    else:
        figures.emit(net.actors.slice(0, 25), format)
        if net.balance is not None:
            sys.stdout.write(
                f"\nTriangles in balance: {net.balance:.0%} (by chance {net.balance_by_chance:.0%}). Out of balance:\n"
            )
            figures.emit(net.triangles.filter(pc.invert(net.triangles["balanced"])).slice(0, 15), format)


def _period(text: str) -> tuple[date, date]:
    begin, _, stop = text.partition(":")
    first, last = figures.day(begin or None), figures.day(stop or begin or None, last=True)
    if first is None or last is None:
        raise BadQuery(f"{text!r} is no period: FROM:TO is expected, as 2018-01:2018-12")
    return first, last
