"""The one reader of our tab-separated files: a header line, `#` comments, a fixed number of columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from detente.errors import DataError


def lines(path: Path, columns: Sequence[str] | None) -> Iterator[tuple[int, list[str]]]:
    """Rows of a table with their line numbers; cells left out at the end of a line are empty; a file that does not exist has no rows.
    Where `columns` is None, any header will do.

    Raises `DataError` with file and line where the header is not `columns` or a row has more cells.
    """
    if not path.exists():
        return
    header: list[str] | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            if columns is not None and header != list(columns):
                raise DataError(f"{path}:{number}: columns {cells}, expected {list(columns)}, separated by tabs")
            continue
        if len(cells) > len(header):
            raise DataError(f"{path}:{number}: {len(cells)} cells, expected {len(header)} ({', '.join(header)})")
        yield number, cells + [""] * (len(header) - len(cells))


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Rows of a table; see `lines`."""
    for _, cells in lines(path, columns):
        yield tuple(cells)
