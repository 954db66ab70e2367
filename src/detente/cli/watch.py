"""`detente watch`: saved queries that read their feeds and tell what is new, what turned and what contradicts."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from detente.cli.options import Book, Language, casebook_of

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The watch's name.")]


@app.callback()
def command() -> None:
    """Saved queries that read their feeds and tell, once, what is new, what turned and what contradicts."""


@app.command()
def add(
    name: Name,
    dyad: Annotated[tuple[str, str] | None, typer.Option(help="Two states, in either direction: RUS PRK.")] = None,
    actor: Annotated[str | None, typer.Option(help="Who acts, by code or name; several times for several.")] = None,
    recipient: Annotated[str | None, typer.Option(help="To whom it is done, by code or name.")] = None,
    type: Annotated[
        list[str] | None, typer.Option(help="Events of this type alone; several times for several.")
    ] = None,
    status: Annotated[
        list[str] | None, typer.Option(help="happened, planned, conditional, demanded or negated.")
    ] = None,
    text: Annotated[str | None, typer.Option(help="Events whose sentences hold these words.")] = None,
    feed: Annotated[
        list[str] | None, typer.Option(help="A feed, address, file or folder to read; several times for several.")
    ] = None,
    tell_all: Annotated[bool, typer.Option("--all", help="Tell what the casebook holds already too.")] = False,
    casebook: Book = None,
) -> None:
    """Save a query with the feeds to read for it; the casebook is made where missing."""
    from detente.store.casebook import Casebook
    from detente.telling.whom import code_of, kind_of
    from detente.watch import Watch
    from detente.watch import add as save

    upper: dict[str, Any] = {
        "dyad": [code_of(one) for one in dyad] if dyad else None,
        "actor": code_of(actor) if actor else None,
        "recipient": code_of(recipient) if recipient else None,
        "event": [kind_of(one) for one in type] if type else None,
    }
    query = {key: value for key, value in (upper | {"status": status, "text": text}).items() if value}
    with Casebook.open(casebook_of(casebook, create=True)) as book:
        save(book, Watch(name, query, tuple(feed or ())), tell_all=tell_all)


@app.command(name="list")
def listed(casebook: Book = None) -> None:
    """Show all watches with their queries and feeds."""
    from detente.store.analyst.watches import watches
    from detente.store.casebook import Casebook

    with Casebook.open(casebook_of(casebook), create=False) as book:
        for watch in watches(book.ledger):
            asked = ", ".join(f"{key} {json.dumps(value, ensure_ascii=False)}" for key, value in watch.query.items())
            sys.stdout.write("\n    ".join([f"{watch.name}: {asked}", *watch.feeds]) + "\n")


@app.command()
def remove(name: Name, casebook: Book = None) -> None:
    """Forget a watch and what it told."""
    from detente.store.casebook import Casebook
    from detente.watch import remove as forget

    with Casebook.open(casebook_of(casebook), create=False) as book:
        forget(book, name)


@app.command(name="run")
def run_watches(
    names: Annotated[list[str] | None, typer.Argument(help="Names of watches; left out: all.")] = None,
    every: Annotated[str | None, typer.Option(help="Again and again, at this distance: 30m, 1h, 2d.")] = None,
    terminal: Annotated[bool, typer.Option("--terminal", help="Tell here; done where no other way is named.")] = False,
    email_file: Annotated[str | None, typer.Option(help="Append messages to this file (mbox).")] = None,
    webhook: Annotated[str | None, typer.Option(help="Post each notice as JSON to this address.")] = None,
    atom: Annotated[str | None, typer.Option(help="Write an Atom feed to this file.")] = None,
    allow_private: Annotated[
        bool, typer.Option("--allow-private", help="Let feeds and webhook be of this machine or a private network.")
    ] = False,
    language: Annotated[Language, typer.Option(help="Language of what is told; quotations keep theirs.")] = Language.en,
    casebook: Book = None,
) -> int:
    """Read the feeds, add what is new, and tell it; nothing is told twice, and what fails is told next time."""
    from detente.cli.add import Stop
    from detente.store.casebook import Casebook
    from detente.watch.times import seconds

    pause = seconds(every) if every else None
    ways = {"email": email_file, "atom": atom}
    channels = [f"{kind}:{Path(place).absolute()}" for kind, place in ways.items() if place]
    channels += [f"webhook:{webhook}"] if webhook else []
    channels = ["terminal", *channels] if terminal or not channels else channels
    halt = Stop()
    with Casebook.open(casebook_of(casebook), create=False) as book:
        while True:
            code = once(book, names or [], channels, language.value, allow_private, halt, patient=pause is not None)
            if pause is None or halt() or not halt.wait(pause):
                return 130 if halt() and pause is None else code


def once(
    book: Any, names: list[str], channels: list[str], language: Any, allow_private: bool, halt: Any, *, patient: bool
) -> int:
    """One round; what goes wrong is said, and where rounds follow it does not end them."""
    from detente.errors import CasebookError
    from detente.watch import run

    try:
        done = run(book, names=names, channels=channels, language=language, allow_private=allow_private, stop=halt)
    except CasebookError as error:  # another process writes
        if not patient:
            raise
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    for problem in done.problems:
        sys.stderr.write(f"{problem}\n")
    sys.stderr.write(f"{done.added:,} documents added, {done.found:,} notices found\n")
    return done.problems[-1].exit_code if done.problems else 0


__all__ = ["app", "command"]
