"""A hook of mkdocs: where docs/commands.md and docs/commandes.md say so, the manual of all commands stands, as the code has it."""

from __future__ import annotations

from typing import Any

MARKS = {"<!-- the manual -->": "en", "<!-- le manuel -->": "fr"}


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by mkdocs for each page."""
    for mark, language in MARKS.items():
        if mark in markdown:
            from detente.cli.manual import markdown as written
            from detente.cli.reference import commands

            markdown = markdown.replace(mark, written(commands(language), language))
    return markdown
