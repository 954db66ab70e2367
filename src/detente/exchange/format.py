"""What a format of the field is: how its rows are written, and how a row becomes ours, or ours becomes a row."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from detente.exchange import chunks
from detente.exchange.chunks import Chunk, Layout, Raw
from detente.exchange.rows import Rows

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Importer:
    """How files of a format are read. `shape` gives the rows their columns and marks those that are left out."""

    coder: str  # the system that coded the events, as queries show it
    shape: Callable[[Rows], None]
    needed: tuple[str, ...]  # columns without which nothing can be taken
    wanted: tuple[str, ...] = ()  # further columns that are used where they are there
    columns: tuple[str, ...] = ()  # of a file without a header, in order
    widths: tuple[int, ...] = ()  # numbers of columns that such a file may have, where it may have fewer than `columns`
    delimiter: str = "\t"
    quoted: bool = False
    kind: str = "part"  # or "mentions"
    read: Callable[[Raw, Layout], Chunk] = chunks.read
    lines: bool = False  # one JSON record a line: no columns

    def recognises(self, cells: Sequence[str]) -> bool:
        """Whether the first row of a file looks like this format."""
        if self.columns:
            return len(cells) in (self.widths or (len(self.columns),)) and not set(self.needed) <= set(cells)
        return bool(self.needed) and set(self.needed) <= set(cells)


Exporter = Callable[[Any, "Path"], int]  # a table of events (events_table), a file to write -> records written


@dataclass(frozen=True, slots=True)
class Format:
    """A format under its name on the command line."""

    name: str
    title: str
    importer: Importer | None = None
    exporter: Exporter | None = None
    suffix: str = ""  # of files it writes


def cells_of(head: bytes, delimiter: str) -> list[str]:
    """The cells of the first row."""
    text = head.partition(b"\n")[0].decode("utf-8", "replace").lstrip("\ufeff").rstrip("\r")
    return chunks.cells(text, delimiter, quoted=delimiter != "\t")


__all__ = ["Exporter", "Format", "Importer", "cells_of"]
