"""Files of other systems into a casebook: streaming, resumable, without doubles, with a reason for every row left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from detente.errors import BadTable
from detente.exchange import chunks, unpack
from detente.exchange.chunks import SHOWN, Bad, Chunk, Layout, Raw
from detente.exchange.format import Format, Importer, cells_of
from detente.exchange.formats import find, recognise
from detente.exchange.rows import Rows
from detente.store.imports import imported
from detente.store.imports.imported import DOUBLE, REJECTED, SCHEMAS, Import
from detente.store.ledger import book as books

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from detente.store.casebook import Casebook

WORKERS = 2
PART_ROWS = 250_000  # rows that are listed together: what a killed import loses at most
DAYS = 1 << 20  # more days than a data set can tell of
HEAD = 1 << 16  # bytes in which the first row must end
Progress = Callable[[Import], None]


def import_file(
    casebook: Casebook, path: str | Path, format: Format | str | None = None, *, coder: str | None = None,
    progress: Progress | None = None, workers: int = WORKERS,
) -> list[Import]:  # fmt: skip
    """Take the events of a file into a casebook; one `Import` for each table in it (a zip may hold several).

    `format`: its name, or a `Format` (see `detente.exchange.formats.mapped`); recognised by the columns where it is not given.
    `coder`: the system that coded the events, as queries will show it, instead of the format's own. A file whose content
    was taken before is passed over; one that was cut short is taken up where it stopped.
    Raises MissingSource, InputError, BadTable (no format fits, or columns are missing), CasebookError.
    """
    path = Path(path)
    chosen = find(format) if isinstance(format, str) else format
    done = []
    members = unpack.members(path)
    content = unpack.digest(path)
    with books.writing(casebook.folder):
        for number, member in enumerate(members):
            name = str(path) if len(members) == 1 else f"{path}:{member.name}"
            identity = f"{content}-{number}"
            known = imported.find(casebook.ledger, identity)
            if known and known.done:
                done.append(known)
                continue
            run = Run(casebook, member, name, identity, chosen, coder, workers)
            done.append(run.take(known, progress))
    return done


@dataclass(slots=True)
class Gathered:
    """The rows of some chunks, which become one part."""

    events: list[pa.Table] = field(default_factory=list)
    left_out: list[pa.Table] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    raws: int = 0
    reached: int = 0
    line: int = 1
    broken: str = ""

    def add(self, raw: Raw, rows: Rows, tables: tuple[pa.Table, pa.Table]) -> None:
        self.events.append(tables[0])
        self.left_out.append(tables[1])
        self.remarks.update(rows.remarks)
        self.rows += len(rows)
        self.raws += 1
        self.reached, self.line, self.broken = raw.reached, raw.line + raw.data.count(b"\n"), raw.broken


class Run:
    """One table on its way into a casebook."""

    def __init__(
        self, casebook: Casebook, member: unpack.Member, name: str, identity: str, chosen: Format | None, coder: str | None,
        workers: int,
    ) -> None:  # fmt: skip
        self.casebook, self.member, self.name, self.identity = casebook, member, name, identity
        self.workers = max(1, workers)
        self.head = head_of(member)
        self.format = chosen or recognise(self.head, name)
        assert self.format.importer is not None
        self.importer: Importer = self.format.importer
        self.coder = coder or self.importer.coder
        self.layout, self.header_bytes = layout_of(self.importer, self.head, name)
        self.seen: list[NDArray[np.uint64]] = []
        self.writing: Future[tuple[imported.Part, dict[str, str]]] | None = (
            None  # the part that is on its way to the disk
        )

    def take(self, known: Import | None, progress: Progress | None) -> Import:
        """All rows that are not in yet."""
        state = known or Import(self.identity, self.name, self.format.name, self.coder)
        ledger, folder = self.casebook.ledger, self.casebook.folder
        imported.begin(ledger, state)
        self.seen = imported.keys(folder, ledger, self.coder) if self.importer.kind == "part" else []
        skip = state.reached or self.header_bytes
        line = state.line if state.parts else (2 if self.header_bytes else 1)
        raws = chunks.cut(self.member.blocks(), quoted=self.importer.quoted, skip=skip, line=line)
        gathered = Gathered()
        with ThreadPoolExecutor(self.workers) as pool:
            for raw, rows, chunk, fields in self.work(pool, raws):
                if self.importer.kind == "part":
                    self.mark_doubles(rows, fields)
                gathered.add(raw, rows, self.split(raw, rows, chunk, fields))
                if gathered.rows >= PART_ROWS:
                    self.settle(state, progress)
                    self.writing = pool.submit(self.write, gathered, state.parts)
                    gathered = Gathered()
            self.settle(state, progress)
        if gathered.raws:
            imported.list_part(ledger, state, *self.write(gathered, state.parts))
            if progress:
                progress(state)
        if gathered.broken:
            state.remarks[gathered.broken] += 1
        else:
            imported.finish(ledger, state)
        return state

    def settle(self, state: Import, progress: Progress | None) -> None:
        """Wait for the part that is being written, if any, and list it."""
        if self.writing is not None:
            imported.list_part(self.casebook.ledger, state, *self.writing.result())
            self.writing = None
            if progress:
                progress(state)

    def write(self, gathered: Gathered, number: int) -> tuple[imported.Part, dict[str, str]]:
        """One part into its files, sorted by pair and day."""
        import pyarrow as pa

        events, left_out = pa.concat_tables(gathered.events), pa.concat_tables(gathered.left_out)
        kind = self.importer.kind
        if kind == "part":
            events = events.combine_chunks().take(order_of(events))
        reasons = Counter(left_out.column("reason").to_pylist())
        part = imported.Part(events, left_out, gathered.reached, gathered.line, reasons, gathered.remarks, kind)
        return part, imported.write_part(self.casebook.folder, self.identity, number, part)

    def work(
        self, pool: ThreadPoolExecutor, raws: Iterator[Raw]
    ) -> Iterator[tuple[Raw, Rows, Chunk, dict[str, pa.Array]]]:
        """Chunks through the workers, in order, a few ahead."""
        waiting: list[Future[tuple[Raw, Rows, Chunk, dict[str, pa.Array]]]] = []
        for raw in islice(raws, self.workers):
            waiting.append(pool.submit(self.shape, raw))
        while waiting:
            yield waiting.pop(0).result()
            waiting.extend(pool.submit(self.shape, raw) for raw in islice(raws, 1))

    def shape(self, raw: Raw) -> tuple[Raw, Rows, Chunk, dict[str, pa.Array]]:
        """One chunk as columns of ours."""
        chunk = self.importer.read(raw, self.layout)
        rows = Rows(chunk)
        self.importer.shape(rows)
        return raw, rows, chunk, self.fields(rows)

    def fields(self, rows: Rows) -> dict[str, pa.Array]:
        """What every row has: ids, key, line and system."""
        import pyarrow as pa
        import pyarrow.compute as pc

        if "source_id" not in rows.columns:  # the table has no ids: the place in the file is one
            lines = pc.cast(pa.array(rows.lines), pa.string())
            rows.put("source_id", pc.binary_join_element_wise(self.identity[:8], lines, ":"))
        ids = rows.columns["source_id"]
        name = pc.binary_join_element_wise(self.coder.lower(), ids, ":")
        more = {"event_id": name, "line": pa.array(rows.lines), "coder": pa.repeat(self.coder, len(rows))}
        return more | {"key": keys_of(ids)} if self.importer.kind == "part" else more

    def mark_doubles(self, rows: Rows, fields: dict[str, pa.Array]) -> None:
        """Leave out rows whose id came before, in this file or in an earlier one of the same system."""
        import numpy as np

        keys = fields["key"].to_numpy(zero_copy_only=False)
        good = rows.reason < 0
        double = np.zeros(len(keys), dtype=bool)
        if not np.all(keys[1:] > keys[:-1]):
            _, first = np.unique(keys[good], return_index=True)
            again = np.ones(int(good.sum()), dtype=bool)
            again[first] = False
            double[np.flatnonzero(good)[again]] = True
        if len(keys):
            least, most = keys.min(), keys.max()
            for known in self.seen:
                if len(known) and known[0] <= most and known[-1] >= least:
                    where = np.minimum(np.searchsorted(known, keys), len(known) - 1)
                    double |= known[where] == keys
        ids = rows.columns["source_id"]
        rows.mark(double, DOUBLE, lambda row: str(ids[row]))
        self.seen.append(np.sort(keys[rows.reason < 0]))
        while len(self.seen) > 1 and len(self.seen[-2]) < 2 * len(self.seen[-1]):
            one, two = self.seen.pop(), self.seen.pop()
            self.seen.append(
                np.sort(np.concatenate([two, one]), kind="stable")
            )  # two runs in order: merged, not sorted

    def split(self, raw: Raw, rows: Rows, chunk: Chunk, fields: dict[str, pa.Array]) -> tuple[pa.Table, pa.Table]:
        """The rows that are taken, by pair and day, and those that are left out."""
        import numpy as np
        import pyarrow as pa

        schema = SCHEMAS[self.importer.kind]
        columns = rows.columns | fields
        size = len(rows)
        arrays = [columns.get(f.name, pa.nulls(size, f.type)).cast(f.type) for f in schema]
        table = pa.table(arrays, schema=schema)
        good = rows.reason < 0
        if not good.all():
            table = table.take(pa.array(np.flatnonzero(good)))
        wrong = np.flatnonzero(~good)
        texts = chunks.rows_at(raw.data, raw.line, [int(n) for n in rows.lines[wrong]], self.importer.quoted)
        bad = [*chunk.bad]
        for row in wrong.tolist():
            at = int(rows.lines[row])
            bad.append(Bad(at, rows.reasons[rows.reason[row]], rows.values.get(row, "")[:SHOWN], texts[at]))
        listed = [item._asdict() for item in sorted(bad)]
        return table, pa.Table.from_pylist(listed, schema=REJECTED)


def order_of(events: pa.Table) -> pa.Array:
    """The order by actor, recipient and day, empty ones last: one number a row is sorted, not three columns."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    key = np.zeros(len(events), dtype=np.int64)
    for name in ("actor", "recipient"):
        coded = events.column(name).combine_chunks().dictionary_encode()
        size = len(coded.dictionary)
        rank = np.full(size + 1, size, dtype=np.int64)
        rank[pc.sort_indices(coded.dictionary).to_numpy()] = np.arange(size)
        key = key * (size + 1) + rank[pc.fill_null(coded.indices, size).to_numpy()]
    days = pc.cast(events.column("date").combine_chunks(), pa.int32()).to_numpy()
    return pa.array(np.argsort(key * DAYS + days + DAYS // 2, kind="stable"))


def keys_of(ids: pa.Array) -> pa.Array:
    """What tells ids apart: the number where they are numbers, else a hash that stays the same for good."""
    import pyarrow as pa
    import pyarrow.compute as pc

    filled = pc.fill_null(ids, "")
    if pc.all(pc.match_substring_regex(filled, r"^\d{1,18}$")).as_py():
        return pc.cast(filled, pa.uint64())
    with imported.duck().cursor() as cursor:
        cursor.register("given", pa.table({"id": filled}))
        column = cursor.sql("SELECT md5_number_lower(id) AS k FROM given").to_arrow_table().column("k")
    return column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column


def head_of(member: unpack.Member) -> bytes:
    """The first bytes of a table."""
    found = bytearray()
    try:
        for block in member.blocks():
            found += block
            if len(found) >= HEAD:
                break
    except unpack.Broken:
        pass
    return bytes(found[:HEAD])


def layout_of(importer: Importer, head: bytes, name: str) -> tuple[Layout, int]:
    """The columns of a table, and the bytes of its header. Raises BadTable where needed columns are missing."""
    if importer.lines:
        return Layout(("line",), ("line",)), 0
    first, _, _ = head.partition(b"\n")
    cells = cells_of(head, importer.delimiter)
    if importer.columns:
        width = len(cells) if len(cells) in importer.widths else len(importer.columns)
        columns, header = importer.columns[:width], 0
    else:
        columns, header = tuple(cells), len(first) + 1
        missing = [column for column in importer.needed if column not in columns]
        if missing:
            raise BadTable(f"{name} line 1: the columns {', '.join(missing)} are missing; it has {', '.join(columns)}")
        if len(set(columns)) < len(columns):
            twice = next(column for column in columns if columns.count(column) > 1)
            raise BadTable(f"{name} line 1: the column {twice!r} stands twice; give each column its own name")
    wanted = tuple(column for column in columns if column in {*importer.needed, *importer.wanted})
    return Layout(columns, wanted, importer.delimiter, importer.quoted), header


def report(done: Sequence[Import], casebook: Casebook, shown: int = 5) -> str:
    """What an import took and left out, and why, with the first lines for each reason."""
    lines = []
    for item in done:
        whole = "" if item.done else " (cut short: the same command takes it up again)"
        lines.append(f"{item.source} ({item.format}): {item.taken} taken, {item.left_out} left out{whole}")
        examples: dict[str, list[str]] = {}
        if item.left_out:
            for row in imported.rejected(casebook.folder, casebook.ledger, item.id):
                listed = examples.setdefault(row["reason"], [])
                if len(listed) < shown:
                    listed.append(f"{row['line']}" + (f" ({row['value']})" if row["value"] else ""))
        for reason, count in item.reasons.most_common():
            more = ", ..." if count > shown else ""
            lines.append(f"  left out {count}: {reason}; line {', '.join(examples.get(reason, []))}{more}")
        lines += [f"  remark {count}: {remark}" for remark, count in item.remarks.most_common()]
    return "\n".join(lines) + "\n"


def write_rejected(done: Sequence[Import], casebook: Casebook, path: str) -> None:
    """The rows that were left out, as TSV: source, line, reason, value, and the row as it stood."""
    with Path(path).open("w", encoding="utf-8") as file:
        file.write("source\tline\treason\tvalue\trow\n")
        for item in done:
            for row in imported.rejected(casebook.folder, casebook.ledger, item.id):
                value = row["value"].replace("\t", " ")
                file.write(f"{item.source}\t{row['line']}\t{row['reason']}\t{value}\t{row['row']}\n")


__all__ = ["Progress", "cells_of", "import_file", "report", "write_rejected"]
