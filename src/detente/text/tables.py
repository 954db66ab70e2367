"""The one reader of our tab-separated files: a header line, `#` comments, a fixed number of columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from detente.errors import DataError


def lines(path: Path, columns: Sequence[str] | None, *, full: bool = False) -> Iterator[tuple[int, list[str]]]:
    """Rows of a table with their line numbers; cells left out at the end of a line are empty; a file that does not exist has no rows.
    Where `columns` is None, any header will do; with `full`, no cell may be left out and the file must be there.

    Raises `DataError` with file and line where the header is not `columns`, or a row has too many cells or, with `full`, too few.
    """
    header: list[str] | None = None
    for number, cells in _written(path, full):
        if header is None:
            header = cells
            if columns is not None and header != list(columns):
                raise DataError(f"{path}:{number}: columns {cells}, expected {list(columns)}, separated by tabs")
            continue
        if len(cells) > len(header) or (full and len(cells) < len(header)):
            raise DataError(f"{path}:{number}: {len(cells)} cells, expected {len(header)} ({', '.join(header)})")
        yield number, cells + [""] * (len(header) - len(cells))


def rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Rows of a table; see `lines`."""
    for _, cells in lines(path, columns):
        yield tuple(cells)


def records(path: Path, *, full: bool = False) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Rows of a table with their line numbers, each cell under the name that the header gives its column; see `lines`."""
    _, header = next(_written(path, full), (0, []))
    for number, cells in lines(path, header, full=full):
        yield number, dict(zip(header, cells, strict=True))


def _written(path: Path, needed: bool) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that is neither empty nor a comment, its header first."""
    if not needed and not path.exists():
        return
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error}); reinstall detente") from error
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, [cell.strip() for cell in line.split("\t")]
