"""`detente serve`: the analyst's desk in a browser, over one casebook, on this machine."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from detente.cli.options import Book, Folder, casebook_of
from detente.errors import BadQuery, CasebookError


def command(
    folder: Folder = None,
    casebook: Book = None,
    host: Annotated[
        str, typer.Option(help="Address to listen on; any but this machine's own asks for --token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8400,
    token: Annotated[str | None, typer.Option(help="What a visitor must bring: /?token=...")] = None,
    name: Annotated[
        list[str] | None, typer.Option(help="Host name by which visitors call it; several times for several.")
    ] = None,
) -> None:
    """Show a casebook in a browser: what moved, dyads, evidence, questions. Nothing leaves this machine."""
    from detente.store.ledger.book import FILE
    from detente.web.security import LOOPBACK

    found = casebook_of(folder or casebook)
    if not (Path(found) / FILE).exists():
        raise CasebookError(f"{found} is no casebook: `detente add SOURCE --casebook {found}` makes one")
    if host not in LOOPBACK and not token:
        raise BadQuery(f"{host} can be reached by others: give --token SECRET, or leave --host out")
    from detente.web.app import run

    sys.stderr.write(f"http://{host}:{port}/ (Ctrl-C ends it)\n")
    run(found, host, port, token=token, hosts=(*LOOPBACK, host, *(name or ())))


__all__ = ["command"]
