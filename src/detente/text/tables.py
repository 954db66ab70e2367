"""The one reader of our tab-separated files: a header line, `#` comments, a fixed number of columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from detente.errors import DataError


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Rows of a table whose header must be `columns`; a file that does not exist has no rows.

    Raises `DataError` with file and line where a row has another number of cells.
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
            if tuple(header) != tuple(columns):
                raise DataError(f"{path.name}:{number}: columns {cells}, expected {list(columns)}")
            continue
        if len(cells) != len(columns):
            raise DataError(f"{path.name}:{number}: {len(cells)} cells, expected {len(columns)} ({', '.join(columns)})")
        yield tuple(cells)
