"""Dossiers: self-contained briefs on two states or a topic, every claim of which cites the sentences it stands on.

`dossier` gathers one from a casebook, `render` writes it as html, md, docx or pdf.
"""

from __future__ import annotations

from importlib import import_module

from detente.dossiers.gather import gather
from detente.dossiers.model import Claim, Dossier, Language, Reference, Section
from detente.dossiers.scope import Scope, region
from detente.errors import BadQuery

# format -> module with a function `render(dossier) -> bytes`, media type
FORMATS = {
    "html": ("detente.dossiers.page", "text/html; charset=utf-8"),
    "md": ("detente.dossiers.markdown", "text/markdown; charset=utf-8"),
    "docx": (
        "detente.dossiers.word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": ("detente.dossiers.pdf", "application/pdf"),
}


def render(dossier: Dossier, format: str = "html") -> bytes:
    """A dossier as a file's bytes. Raises BadQuery for a format that there is none of."""
    if format not in FORMATS:
        raise BadQuery(f"a dossier is written as {', '.join(FORMATS)}, not as {format!r}")
    written: bytes = import_module(FORMATS[format][0]).render(dossier)
    return written


__all__ = ["FORMATS", "Claim", "Dossier", "Language", "Reference", "Scope", "Section", "gather", "region", "render"]
