"""Files that are whole or not there: written beside, flushed to the disk, renamed, and never changed again."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

PARTIAL = ".partial-"  # prefix of what is being written; whatever bears it after a crash is rubbish


def flush(path: Path) -> None:
    """Force a file or a folder's list of names to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_parquet(table: pa.Table, path: Path, *, row_group: int = 65_536) -> None:
    """One Parquet file, flushed. The same table gives the same bytes."""
    pq.write_table(table, path, compression="zstd", row_group_size=row_group, write_page_index=True)
    flush(path)


def hash_of(folder: Path) -> str:
    """Name of a segment: blake2b over the names and bytes of its files."""
    total = hashlib.blake2b(digest_size=16)
    for path in sorted(folder.glob("*.parquet")):
        with path.open("rb") as file:
            total.update(path.name.encode() + b"\0" + hashlib.file_digest(file, "blake2b").digest())
    return total.hexdigest()


def publish(tables: Mapping[str, pa.Table], parent: Path) -> tuple[str, int]:
    """Write tables as an immutable folder named by its content; returns name and size in bytes.

    Nobody sees it until the ledger lists it; a crash before that leaves an orphan which `check` removes.
    """
    parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=parent))
    try:
        partial.chmod(0o755)
        for name, table in sorted(tables.items()):
            write_parquet(table, partial / f"{name}.parquet")
        flush(partial)
        name, size = hash_of(partial), sum(path.stat().st_size for path in partial.iterdir())
        target = parent / name
        if target.exists():  # the same rows were written before
            shutil.rmtree(partial)
        else:
            partial.rename(target)
        flush(parent)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return name, size


def read_table(folder: Path, name: str, schema: pa.Schema) -> pa.Table:
    """One table of a segment in today's schema: columns it does not know yet are null."""
    path = folder / f"{name}.parquet"
    if not path.exists():
        return schema.empty_table()
    table = pq.ParquetFile(path).read()
    columns = [
        table.column(field.name).cast(field.type)
        if field.name in table.column_names
        else pa.nulls(len(table), field.type)
        for field in schema
    ]
    return pa.table(columns, schema=schema)


__all__ = ["PARTIAL", "flush", "hash_of", "publish", "read_table", "write_parquet"]


def expand(source: str) -> list[str]:
    """A folder stands for its files, in a fixed order; hidden files and the casebook's own are no sources."""
    path = Path(source)
    try:
        if path.is_dir():
            found = sorted(item for item in path.rglob("*") if item.is_file() and not hidden(item.relative_to(path)))
            return [str(item) for item in found] or [source]
    except OSError:
        pass
    return [source]


def hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)
