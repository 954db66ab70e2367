"""CAMEO codes as PLOVER events: the conversion table of 2021 as data (`cameo.tsv`), and the way back for exports."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from detente import codebook
from detente.errors import DataError
from detente.text import tables

if TYPE_CHECKING:
    import pyarrow as pa

PATH = Path(__file__).with_name("cameo.tsv")
COLUMNS = ("code", "type", "mode", "contexts", "name", "source")
# Quad class of the CAMEO roots that have no PLOVER type (GDELT codebook 2.0: 01 to 05 are verbal cooperation).
STATEMENT_QUAD = 1
# The way back where the most general code of a type would mislead: a bare accusation is no investigation.
PREFERRED = {("ACCUSE", ""): "110", ("ASSAULT", ""): "190", ("ASSAULT", "aerial"): "195"}


@dataclass(frozen=True, slots=True)
class Code:
    """A CAMEO code and what it is in PLOVER."""

    code: str
    event: str | None  # None: PLOVER has no type for it
    mode: str | None
    contexts: tuple[str, ...]
    name: str  # CAMEO's own words
    quad: int  # 1-4
    intensity: float  # Goldstein scale
    source: str  # the table, or the ruling


@cache
def codes() -> Mapping[str, Code]:
    """All CAMEO codes by their code, leading zeros included. Raises DataError with file and line."""
    book, found = codebook.load(), dict[str, Code]()
    for number, (code, event, mode, contexts, name, source) in tables.lines(PATH, COLUMNS, full=True):
        if event and event not in book.quads:
            raise DataError(f"{PATH}:{number}: type {event!r} is none of {', '.join(sorted(book.quads))}")
        quad = book.quads[event] if event else STATEMENT_QUAD
        found[code] = Code(
            code, event or None, mode or None, tuple(contexts.split()), name, quad, book.intensity(code), source
        )
    return found


@cache
def back() -> Mapping[tuple[str, str], str]:
    """(PLOVER type, mode) -> the most general CAMEO code that means it; mode "" stands for any mode not listed."""
    found = dict(PREFERRED)
    for code in sorted(codes().values(), key=lambda c: (len(c.code) < 3, len(c.code), c.code)):
        if code.event and not code.source.startswith("ours"):
            found.setdefault((code.event, code.mode or ""), code.code)
    for event in {event for event, _ in found}:
        found.setdefault((event, ""), min(code for (name, _), code in found.items() if name == event))
    return found


def cameo_of(event: str, mode: str | None) -> str:
    """The CAMEO code for a PLOVER type and mode: the most general one (CAMEO is finer, the way back is not exact)."""
    table = back()
    return table.get((event, mode or "")) or table[event, ""]


def as_arrow() -> pa.Table:
    """The table for joins: code, event, mode, contexts, quad, intensity. Codes that lost their leading zero are in too."""
    import pyarrow as pa

    rows = {**codes()}
    rows |= {code[1:]: row for code, row in codes().items() if code[0] == "0" and code[1:] not in rows}
    return pa.table(
        {
            "code": pa.array(list(rows), pa.string()),
            "cameo": pa.array([row.code for row in rows.values()], pa.string()),
            "event": pa.array([row.event for row in rows.values()], pa.string()),
            "mode": pa.array([row.mode for row in rows.values()], pa.string()),
            "contexts": pa.array([list(row.contexts) for row in rows.values()], pa.list_(pa.string())),
            "quad": pa.array([row.quad for row in rows.values()], pa.int32()),
            "intensity": pa.array([row.intensity for row in rows.values()], pa.float64()),
        }
    )


__all__ = ["Code", "as_arrow", "back", "cameo_of", "codes"]
