"""`detente mcp`: lets language models answer from a casebook, by the Model Context Protocol over standard input and output."""

from __future__ import annotations

from typing import Annotated

import typer


def command(casebook: Annotated[str, typer.Argument(help="The casebook's folder.")]) -> None:
    """Serve a casebook to an assistant: search events, read a dyad, cite evidence, list commitments, what-if, ask."""
    from detente.web.assistant import server

    server(casebook).run("stdio")


__all__ = ["command"]
