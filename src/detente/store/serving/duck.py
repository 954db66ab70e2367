"""DuckDB as the store uses it: steps have names, files and values are bound, and its errors leave as errors of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from detente.errors import CasebookError


@contextmanager
def step(name: str) -> Iterator[None]:
    """Whatever DuckDB refuses in a step leaves as a `CasebookError` that names the step."""
    try:
        yield
    except duckdb.Error as error:
        first = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise CasebookError(f"{name}: {first}. `detente casebook check` tells whether the files are whole") from error


def run(connection: duckdb.DuckDBPyConnection, name: str, sql: str, values: Sequence[Any] = ()) -> None:
    """One named step. Values are bound, never written into the SQL."""
    with step(name):
        connection.execute(sql, list(values))


def files_as(
    connection: duckdb.DuckDBPyConnection, view: str, files: Sequence[str | Path], *, union: bool = False
) -> str:
    """Parquet files as a view, which later SQL names; returns the view's name. `union`: columns may differ between files.

    DuckDB takes no parameter in CREATE VIEW, so that the files go through its Python API, which quotes them itself.
    """
    with step(f"files of {view}"):
        connection.read_parquet([str(path) for path in files], union_by_name=union).create_view(view, replace=True)
    return view


def marks(values: Sequence[Any]) -> str:
    """The places of a list's values: `?, ?, ?`; of an empty list a NULL, which equals nothing."""
    return ", ".join("?" * len(values)) or "NULL"
