"""A stream of bytes as tables of text, a chunk at a time, each row with the line it begins at; bad rows stand aside.

Chunks end at ends of rows, so that each is a unit of work and of resumption. Rows are not split in Python: Arrow reads
them; only what it cannot take (too few or too many columns, bytes that are no UTF-8) is looked at one by one.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from detente.errors import InputError
from detente.exchange.unpack import Broken

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

SIZE = 12 << 20  # bytes of a chunk: some 30,000 rows of GDELT; larger ones cost more, in fresh memory
BLOCK = (
    1 << 19
)  # bytes that Arrow splits into cells at a time: what fits the processor's cache takes a third of the time
LONGEST = 64 << 20  # bytes of a row: beyond that nothing ends it
SHOWN = 2_000  # characters of a bad row that are kept
ANOTHER_ENCODING = "bytes that are no UTF-8, read as Windows-1252"
BROKEN = "the file ends in the middle of this row"


class Bad(NamedTuple):
    """A row that is left out."""

    line: int
    reason: str
    value: str
    row: str


@dataclass(frozen=True, slots=True)
class Layout:
    """How rows are written."""

    columns: tuple[str, ...]
    wanted: tuple[str, ...]  # the columns that are needed; others are not even converted
    delimiter: str = "\t"
    quoted: bool = False  # cells may stand in double quotes and hold delimiters and line breaks


@dataclass(slots=True)
class Raw:
    """Bytes of whole rows."""

    data: bytes
    line: int  # number of its first line
    reached: int  # bytes of the file up to its end
    broken: str = ""  # why the file ends here, when it ends too early


@dataclass(slots=True)
class Chunk:
    """Rows as text, the lines they begin at, and what could not be split into cells."""

    table: pa.Table
    lines: NDArray[np.int64]
    bad: list[Bad] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)


def cut(blocks: Iterable[bytes], *, quoted: bool, skip: int = 0, line: int = 1, size: int = SIZE) -> Iterator[Raw]:
    """Chunks of whole rows from `skip` bytes on, where line `line` begins."""
    held, reached, gone, trouble = bytearray(), skip, 0, ""
    try:
        for block in blocks:
            if gone < skip:
                block, gone = block[skip - gone :], gone + len(block)
            held += block
            while len(held) >= size:
                end = end_of_rows(held, quoted)
                if end == 0 and len(held) > LONGEST:
                    raise InputError(f"line {line} is longer than {LONGEST >> 20} MB: this is no table of events")
                if end == 0:
                    break
                raw = Raw(bytes(held[:end]), line, reached + end)
                del held[:end]
                line, reached = line + raw.data.count(b"\n"), raw.reached
                yield raw
    except Broken as error:
        trouble = str(error)
    if held or trouble:
        yield Raw(bytes(held), line, reached + len(held), trouble)


def end_of_rows(data: bytes | bytearray, quoted: bool) -> int:
    """Bytes up to the last end of a row; within quotes a line break ends no row."""
    end = data.rfind(b"\n") + 1
    if quoted:
        even = data.count(b'"', 0, end) % 2 == 0
        while end and not even:
            before = data.rfind(b"\n", 0, end - 1) + 1
            even = even != (data.count(b'"', before, end) % 2 == 1)
            end = before
    return end


def read(raw: Raw, layout: Layout) -> Chunk:
    """The rows of a chunk."""
    import numpy as np

    remarks, bad = Counter[str](), list[Bad]()
    data = mended(raw, layout.quoted, bad, remarks)
    table, wrong = parse(data, layout)
    starts = starts_of(data, raw.line, layout.quoted)
    if len(starts) != table.num_rows + len(wrong):  # Arrow and we disagree on where rows begin: go row by row
        return by_row(data, raw.line, layout, bad, remarks)
    for position, cells in wrong:
        at = int(starts[position])
        text = rows_at(data, raw.line, [at], layout.quoted)[at]
        bad.append(Bad(at, f"not {len(layout.columns)} columns", str(cells), text))
    lines = np.delete(starts, [position for position, _ in wrong]) if wrong else starts
    return Chunk(table, lines, bad, remarks)


def mended(raw: Raw, quoted: bool, bad: list[Bad], remarks: Counter[str]) -> bytes:
    """The whole rows of a chunk in UTF-8 without zero bytes; a row in which the file ends stands aside."""
    data = raw.data
    if raw.broken:
        end = end_of_rows(data, quoted)
        data, last = data[:end], data[end:]
        if last:
            at = raw.line + data.count(b"\n")
            bad.append(Bad(at, BROKEN, raw.broken, last.decode("utf-8", "replace")[:SHOWN]))
    data = utf8(data, remarks)
    if b"\0" in data:
        remarks["zero bytes, taken out"] += data.count(b"\0")
        data = data.replace(b"\0", b"")
    return data


def utf8(data: bytes, remarks: Counter[str]) -> bytes:
    """The same bytes in UTF-8: lines that are none are read as Windows-1252, which every byte string is."""
    try:
        data.decode("utf-8")
        return data
    except UnicodeDecodeError:
        lines = data.split(b"\n")
        for n, line in enumerate(lines):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                lines[n] = line.decode("cp1252", "replace").encode()
                remarks[ANOTHER_ENCODING] += 1
        return b"\n".join(lines)


def parse(data: bytes, layout: Layout) -> tuple[pa.Table, list[tuple[int, int]]]:
    """Cells as text; and position and number of cells of the rows that have not as many as there are columns."""
    import pyarrow as pa

    if not data.strip():
        return pa.table({name: pa.array([], pa.string()) for name in layout.wanted}), []
    try:
        return parse_by(BLOCK, data, layout)
    except pa.ArrowInvalid:  # a row is longer than a block
        return parse_by(len(data) + 1, data, layout)


def parse_by(block: int, data: bytes, layout: Layout) -> tuple[pa.Table, list[tuple[int, int]]]:
    """`parse` by blocks of some bytes. Raises pyarrow.ArrowInvalid where a row is longer."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    wrong: list[tuple[int, int]] = []

    def note(row: arrow_csv.InvalidRow) -> str:
        wrong.append((row.number - 1, row.actual_columns))
        return "skip"

    table = arrow_csv.read_csv(
        pa.BufferReader(data),
        read_options=arrow_csv.ReadOptions(use_threads=False, column_names=list(layout.columns), block_size=block),
        parse_options=arrow_csv.ParseOptions(
            delimiter=layout.delimiter,
            quote_char='"' if layout.quoted else False,
            double_quote=layout.quoted,
            newlines_in_values=layout.quoted,
            ignore_empty_lines=True,
            invalid_row_handler=note,
        ),
        convert_options=arrow_csv.ConvertOptions(
            check_utf8=False,
            column_types=dict.fromkeys(layout.columns, pa.string()),
            include_columns=list(layout.wanted),
            strings_can_be_null=True,
            null_values=["", "NULL"],
            quoted_strings_can_be_null=True,
        ),
    )  # fmt: skip
    return table, wrong


def starts_of(data: bytes, line: int, quoted: bool) -> NDArray[np.int64]:
    """The line at which each row begins; empty lines are no rows."""
    import numpy as np

    buffer = np.frombuffer(data, dtype=np.uint8)
    breaks = np.flatnonzero(buffer == 10)
    begins = np.concatenate(([0], breaks + 1))
    if len(begins) and begins[-1] >= len(data):
        begins = begins[:-1]
    inside = np.zeros(len(begins), dtype=bool)
    if quoted:
        quotes = np.flatnonzero(buffer == 34)
        inside = np.searchsorted(quotes, begins) % 2 == 1
    first = buffer[np.minimum(begins, max(len(data) - 1, 0))] if len(data) else buffer
    after = buffer[np.minimum(begins + 1, max(len(data) - 1, 0))] if len(data) else buffer
    empty = (first == 10) | ((first == 13) & (after == 10))
    keep = ~inside & ~empty
    return (np.flatnonzero(keep) + line).astype(np.int64)


def rows_at(data: bytes, line: int, lines: Sequence[int], quoted: bool) -> dict[int, str]:
    """The rows that begin at some lines, as they stood, up to a length."""
    import numpy as np

    breaks = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == 10)
    found = {}
    for at in lines:
        n = at - line
        begin = int(breaks[n - 1]) + 1 if n else 0
        end = int(breaks[n]) if n < len(breaks) else len(data)
        if quoted:
            while data.count(b'"', begin, end) % 2 and end < len(data):
                n += 1
                end = int(breaks[n]) if n < len(breaks) else len(data)
        found[at] = data[begin:end].decode("utf-8", "replace").rstrip("\r")[:SHOWN]
    return found


def cells(text: str, delimiter: str, *, quoted: bool) -> list[str]:
    """The cells of a row of somebody else's table, by its own delimiter, with quotes around cells or without."""
    return next(csv.reader(io.StringIO(text), delimiter=delimiter), []) if quoted else text.split(delimiter)


def by_row(data: bytes, line: int, layout: Layout, bad: list[Bad], remarks: Counter[str]) -> Chunk:
    """The slow way, for chunks whose quotes do not match: each physical line that is a row by itself is taken."""
    import numpy as np
    import pyarrow as pa

    rows: list[list[str]] = []
    lines: list[int] = []
    for number, text in enumerate(data.decode("utf-8", "replace").split("\n"), line):
        if not text.strip():
            continue
        row = cells(text, layout.delimiter, quoted=layout.quoted)
        if len(row) == len(layout.columns):
            rows.append(row)
            lines.append(number)
        else:
            bad.append(Bad(number, f"not {len(layout.columns)} columns", str(len(row)), text[:SHOWN]))
    remarks["chunks with quotes that do not match, read line by line"] += 1
    columns = {
        name: pa.array([row[n] or None for row in rows], pa.string())
        for n, name in enumerate(layout.columns)
        if name in layout.wanted
    }
    return Chunk(pa.table(columns), np.array(lines, dtype=np.int64), bad, remarks)


__all__ = ["Bad", "Chunk", "Layout", "Raw", "cut", "mended", "read", "rows_at"]
