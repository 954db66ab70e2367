"""`detente mcp`: lets language models answer from a casebook, by the Model Context Protocol over standard input and output."""

from __future__ import annotations

from detente.cli.options import Book, Folder, casebook_of


def command(folder: Folder = None, casebook: Book = None) -> None:
    """Serve a casebook to an assistant: search events, read a dyad, cite evidence, list commitments, what-if, ask."""
    from detente.web.assistant import server

    server(casebook_of(folder or casebook)).run("stdio")


__all__ = ["command"]
