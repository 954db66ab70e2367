"""Reads this folder's tables: tab-separated, a header line, # comments; errors name file and line."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from detente.errors import DataError


@cache
def rows(name: str) -> tuple[tuple[int, dict[str, str]], ...]:
    """Line number and cells by column of a table of this folder."""
    found: list[tuple[int, dict[str, str]]] = []
    header: list[str] = []
    text = files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            continue
        if len(cells) != len(header):
            raise DataError(
                f"{name}.tsv:{number}: {len(cells)} cells where {len(header)} are expected ({', '.join(header)})"
            )
        found.append((number, dict(zip(header, cells, strict=True))))
    return tuple(found)
