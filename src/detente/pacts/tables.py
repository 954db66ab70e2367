"""This folder's tables; errors name file and line."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from detente.text import tables

FOLDER = Path(__file__).parent


@cache
def rows(name: str) -> tuple[tuple[int, Mapping[str, str]], ...]:
    """Line number and cells by column of a table of this folder."""
    return tuple(tables.records(FOLDER / f"{name}.tsv", full=True))
