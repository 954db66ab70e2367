"""A hook of mkdocs: where docs/commands.md says so, the manual of all commands stands, as the code declares them today."""

from __future__ import annotations

from typing import Any

MARK = "<!-- the manual -->"


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Called by mkdocs for each page."""
    if MARK not in markdown:
        return markdown
    from detente.cli.manual import markdown as written
    from detente.cli.reference import commands

    return markdown.replace(MARK, written(commands()))
