"""`detente demo`: a casebook from the chronicle, an article read into it, and its headline question answered from the ledger."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.errors import MissingSource

if TYPE_CHECKING:
    from detente.records import Reading

ARTICLE = "moscou-pyongyang.fr.txt"  # of `detente.data.EXAMPLES`


def command(
    casebook: Annotated[str, typer.Option("--casebook", "-c", help="Folder of the demo's casebook.")] = "demo.casebook",
    text: Annotated[
        str | None, typer.Option(help="The article to read; by default one that comes with the package.")
    ] = None,
) -> None:
    """Fill a casebook with the chronicle, read an article into it, and answer the question that it asks."""
    from detente.answers import ask
    from detente.cli.add import Bar, tell
    from detente.cli.ask import as_text
    from detente.cli.reading_table import print_reading
    from detente.data import CHRONICLE, EXAMPLES
    from detente.sources import open_source
    from detente.store import casebook as store

    text = text or str(EXAMPLES / ARTICLE)
    if not Path(text).is_file():
        raise MissingSource(f"{text} is not here: give the path of a text with --text FILE")
    sys.stderr.write(f"Reading the chronicle and {text} into {casebook} (a minute or two at the first call)\n")
    reader = store.default_reader()
    with store.Casebook.open(casebook) as book:
        with Bar(False) as bar:
            summary = book.add([str(CHRONICLE), text], reader=reader, progress=bar.show)
        sys.stdout.write(tell(summary, casebook) + "\n")
        reading = reader(next(iter(open_source(text))))
        print_reading(reading)
        sys.stdout.write("\n")
        sys.stdout.write(as_text(ask(book, headline(reading), language=reading.document.language)))
    sys.stderr.write(f"\nNow look at it: detente serve {casebook}\n")


def headline(reading: Reading) -> str:
    """The question over an article: its title, where that asks one or the text asks none; else the first that the text asks."""
    title = reading.document.title or ""
    return title if title.rstrip().endswith("?") or not reading.questions else reading.questions[0]


__all__ = ["command", "headline"]
