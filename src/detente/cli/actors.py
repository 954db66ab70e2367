"""`detente actors`: search the gazetteer, show one entity, explain how a phrase is resolved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from detente.errors import BadDate, BadQuery, MissingSource
from detente.world.actors import mentions, resolve, unresolved
from detente.world.actors.card import Card, card, search


def command(
    query: Annotated[str, typer.Argument(help="A name to search, an id to show, a phrase, or a text file.")],
    explain: Annotated[bool, typer.Option("--explain", help="Resolve the phrase and say what decided.")] = False,
    missing: Annotated[
        bool, typer.Option("--unresolved", help="Count the mentions of a text file that have no country.")
    ] = False,
    on: Annotated[str | None, typer.Option(help="The day it was written, YYYY-MM-DD.")] = None,
    language: Annotated[str | None, typer.Option(help="en or fr; without it the words tell.")] = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many answers of a search.")] = 20,
) -> None:
    """Who is in the gazetteer: states, regions, organisations, groups, institutions, persons and their offices."""
    console = Console()
    if explain:
        _explain(console, query, _day(on), language)
        return
    if missing:
        _unresolved(console, query, _day(on), language)
        return
    found = [card(query)] if ":" in query else search(query, limit=limit)
    if not found:
        raise BadQuery(
            f"nobody is called {query!r}; search a part of a name, or give an id such as state:FRA or org:NATO"
        )
    if len(found) == 1:
        _show(console, found[0])
        return
    table = Table("id", "name", "country", "sectors", box=None)
    for one in found:
        table.add_row(one.id, one.name, one.country or "", " ".join(one.sectors))
    console.print(table)


def _day(text: str | None) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadDate(f"--on {text!r} is no day; expected YYYY-MM-DD, such as 2019-05-01") from error


def _unresolved(console: Console, path: str, on: date | None, language: str | None) -> None:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except OSError as error:
        raise MissingSource(f"cannot read {path}: {error.strerror}; give a text file") from error
    found = mentions(text, language=language, on=on)
    console.print(f"{len(found)} mentions, {sum(unresolved(found).values())} without a country")
    for (phrase, sectors), count in unresolved(found).most_common():
        console.print(f"{count:6}  {phrase}  {' '.join(sectors)}")


def _explain(console: Console, phrase: str, on: date | None, language: str | None) -> None:
    actor = resolve(phrase, on=on, language=language)
    console.print(f"[bold]{phrase}[/bold]")
    console.print(f"  who      {actor.name or 'not resolved'}" + (f"  ({actor.id})" if actor.id else ""))
    console.print(f"  country  {actor.country or ' '.join(actor.members) or 'unknown'}")
    console.print(f"  sectors  {' '.join(actor.sectors) or 'unknown'}")
    console.print(f"  because  {actor.rule}")


def _show(console: Console, one: Card) -> None:
    console.print(f"[bold]{one.name}[/bold]  {one.id}")
    table = Table(box=None, show_header=False)
    for label, value in one.lines():
        table.add_row(label, value)
    console.print(table)
