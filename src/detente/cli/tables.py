"""Tables on a terminal and into files: text, jsonl, csv, parquet."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TextIO

from detente.errors import BadQuery

FORMATS = ("text", "jsonl", "csv", "parquet")


def write(table: Any, format: str = "text", output: str | None = None) -> None:
    """Write an Arrow table to a file or to standard output."""
    if format not in FORMATS:
        raise BadQuery(f"format {format!r} is not one of {', '.join(FORMATS)}")
    if format == "parquet":
        if output is None:
            raise BadQuery("parquet is no text: give a file with --output")
        import pyarrow.parquet as pq

        pq.write_table(table, output)
        return
    rows = table.to_pylist()
    if output is None:
        write_rows(rows, table.column_names, format, sys.stdout)
        return
    try:
        with Path(output).open("w", encoding="utf-8", newline="") as file:
            write_rows(rows, table.column_names, format, file)
    except OSError as error:
        raise BadQuery(f"cannot write to {output}: {error.strerror}") from error


def write_rows(rows: Iterable[Mapping[str, Any]], names: list[str], format: str, file: TextIO) -> None:
    if format == "csv":
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows([plain(row[name]) for name in names] for row in rows)
        return
    for row in rows:
        if format == "jsonl":
            file.write(json.dumps(row, ensure_ascii=False, default=str) + "\n")
        else:
            file.write(
                "  ".join(f"{name}={plain(value)}" for name, value in row.items() if value not in (None, [])) + "\n"
            )


def plain(value: Any) -> Any:
    """A cell of text: what is nested becomes JSON."""
    if value is None:
        return ""
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (dict, list)) else value
