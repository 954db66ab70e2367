"""Plain tables of events: CSV, Parquet and Arrow, one row per event and pair, the columns of `Casebook.events_table`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from detente.exchange.exporting import Source, harmless
from detente.exchange.format import Format


def write_csv(source: Source, path: Path) -> int:
    """CSV; lists are joined by semicolons, and no text of a source is a formula."""
    import pyarrow as pa
    from pyarrow import csv

    table = source.table()
    for name in ("contexts", "sites"):
        table = table.set_column(table.column_names.index(name), name, joined(table.column(name)))
    for place, field in enumerate(table.schema):
        if pa.types.is_string(field.type) or pa.types.is_dictionary(field.type):
            safe = [text if text is None else harmless(text) for text in table.column(place).to_pylist()]
            table = table.set_column(place, field.name, pa.array(safe, pa.string()))
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
