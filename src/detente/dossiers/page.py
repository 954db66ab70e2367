"""A dossier as one HTML page: nothing is loaded from elsewhere, words of documents are escaped, and it prints well."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from detente.dossiers.model import Dossier, Reference
from detente.exchange.labels import visible

WORDS = 60  # characters of a quotation that lead a browser to its place


@cache
def environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(dossier: Dossier) -> bytes:
    """UTF-8. Pictures are inline SVG; the page's own policy forbids scripts and anything from outside."""
    from detente.dyads.pictures import svg

    drawn = {section.key: svg(dict(section.picture)) for section in dossier.sections if section.picture}
    page = environment().get_template("dossier.html").render(dossier=dossier, drawn=drawn, link=link, visible=visible)
    return str(page).encode()


def link(one: Reference) -> str | None:
    """The address of a source, with a text fragment (W3C) that leads to the quotation."""
    return (
        f"{one.address.partition('#')[0]}#:~:text={quote(one.words[:WORDS].rsplit(' ', 1)[0], safe='')}"
        if one.address
        else None
    )
