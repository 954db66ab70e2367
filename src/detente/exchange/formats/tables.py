"""Plain tables of events: CSV, Parquet and Arrow, one row per event and pair, the columns of `Casebook.events_table`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from detente.exchange.exporting import Source
from detente.exchange.format import Format


def write_csv(source: Source, path: Path) -> int:
    """CSV; lists are joined by semicolons."""
    from pyarrow import csv

    table = source.table()
    for name in ("contexts", "sites"):
        table = table.set_column(table.column_names.index(name), name, joined(table.column(name)))
    csv.write_csv(table, path)
    return len(table)


def joined(column: Any) -> Any:
    import pyarrow as pa

    return pa.array([";".join(values) if values else None for values in column.to_pylist()], pa.string())


def write_parquet(source: Source, path: Path) -> int:
    """Parquet, zstd."""
    import pyarrow.parquet as pq

    table = source.table()
    pq.write_table(table, path, compression="zstd")
    return len(table)


def write_arrow(source: Source, path: Path) -> int:
    """Arrow IPC file (Feather 2)."""
    import pyarrow as pa

    table = source.table()
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)
    return len(table)


CSV = Format("csv", "CSV of events and pairs", exporter=write_csv, suffix=".csv")
PARQUET = Format("parquet", "Parquet of events and pairs", exporter=write_parquet, suffix=".parquet")
ARROW = Format("arrow", "Arrow file of events and pairs", exporter=write_arrow, suffix=".arrow")

__all__ = ["ARROW", "CSV", "PARQUET"]
