"""The one reader of our tab-separated files: a header line, `#` comments, a fixed number of columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from detente.errors import DataError


def lines(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows of a table with their line numbers; cells left out at the end of a line are empty; a file that does not exist has no rows.

    Raises `DataError` with file and line where the header is not `columns` or a row has more cells.
    """
    if not path.exists():
        return
    header = False
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not header:
            if tuple(cells) != tuple(columns):
                raise DataError(f"{path}:{number}: columns {cells}, expected {list(columns)}, separated by tabs")
            header = True
            continue
        if len(cells) > len(columns):
            raise DataError(f"{path}:{number}: {len(cells)} cells, expected {len(columns)} ({', '.join(columns)})")
        yield number, cells + [""] * (len(columns) - len(cells))


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Rows of a table; see `lines`."""
    for _, cells in lines(path, columns):
        yield tuple(cells)


def header(path: Path) -> tuple[str, ...]:
    """The columns that a table names; none where it is empty."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            return tuple(cell.strip() for cell in line.split("\t"))
    return ()
