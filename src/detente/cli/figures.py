"""What the commands on relations share: where events come from, how tables are shown, how a figure is unfolded to its sentences."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from detente.cli.options import casebook_of
from detente.errors import BadDate, BadTable, MissingSource

if TYPE_CHECKING:
    from detente.store.casebook import Casebook


class Format(StrEnum):
    table = "table"
    json = "json"
    csv = "csv"


class Count(StrEnum):
    certain = "certain"
    spoken = "spoken"
    likely = "likely"
    all = "all"


Where = Annotated[
    str | None,
    typer.Option(
        "--in",
        "--casebook",
        "-c",
        metavar="CASEBOOK|FILE",
        help="A casebook's folder, or a table of events (csv, tsv, jsonl, parquet, .gz too). Left out: $DETENTE_CASEBOOK, casebook/ here, or the only one here.",
    ),
]
Shown = Annotated[Format, typer.Option("--format", "-f", help="table for people, json or csv for programs.")]
Counting = Annotated[
    Count,
    typer.Option(
        help="What counts: certain (happened, certain), spoken (promises, threats, demands too), likely (happened), all."
    ),
]
Plot = Annotated[str | None, typer.Option("--plot", metavar="FILE.svg|png", help="Draw a picture to this file.")]
Unfold = Annotated[bool, typer.Option("--unfold", "-u", help="Show the sentences behind each figure.")]
Day = Annotated[str | None, typer.Option(metavar="DATE", help="YYYY-MM-DD, or YYYY-MM, or YYYY.")]


def day(text: str | None, *, last: bool = False) -> date | None:
    """A day as typed: of a month or a year its first day, or its last."""
    if text is None:
        return None
    parts = text.split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            return date(numbers[0], numbers[1], numbers[2])
        if len(numbers) == 2:
            first = date(numbers[0], numbers[1], 1)
            following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
            return date.fromordinal(following.toordinal() - 1) if last else first
        if len(numbers) == 1:
            return date(numbers[0], 12, 31) if last else date(numbers[0], 1, 1)
    except ValueError:
        pass
    raise BadDate(f"{text!r} is no date: YYYY-MM-DD, YYYY-MM or YYYY is expected")


def default_casebook() -> bool:
    """Whether a casebook is at hand without being named."""
    return (
        "DETENTE_CASEBOOK" in os.environ or Path("casebook").is_dir() or len(list(Path().glob("*/ledger.sqlite"))) == 1
    )


def found(where: str | None) -> Path:
    """Where events come from. Raises MissingSource."""
    path = Path(where or casebook_of(None, create=True))
    if not path.exists():
        raise MissingSource(
            f"{path} does not exist: name a casebook or a table with --in (make a casebook with `detente add`)"
        )
    return path


def load(where: str | None) -> tuple[Any, Casebook | None]:
    """The events and, where they come from one, the casebook that can unfold them."""
    path = found(where)
    if path.is_dir():
        from detente.store.casebook import Casebook

        book = Casebook.open(path, create=False)
        return book.events_table(), book
    return _file(path), None


@dataclass(frozen=True, slots=True)
class Pair:
    """The events of two states and what their figures are held against; of a table, which has no index, all of its events."""

    table: Any
    book: Casebook | None
    read: Any = None  # how much was read on each day: what series are held against
    spoken: Any = None  # the same for turning points
    first: date | None = None  # days between which anything was read
    last: date | None = None


def load_pair(where: str | None, a: str, b: str) -> Pair:
    """What the figures of two states need: of a casebook of millions not more than their own events."""
    path = found(where)
    if not path.is_dir():
        return Pair(_file(path), None)
    from detente.store.casebook import Casebook

    book = Casebook.open(path, create=False)
    mine, read = book.dyad_table(a, b), book.volume()
    if not mine.num_rows or not read.num_rows:
        return Pair(book.events_table(), book)  # the whole tells which of the two does not occur
    days = read.column("date")
    return Pair(mine, book, read, book.volume("spoken"), days[0].as_py(), days[-1].as_py())


def _file(path: Path) -> Any:
    from pyarrow import ArrowInvalid

    kind = path.name.lower().removesuffix(".gz").rsplit(".", 1)[-1]
    try:
        if kind == "parquet":
            import pyarrow.parquet

            return pyarrow.parquet.read_table(path)
        if kind in ("csv", "tsv"):
            import pyarrow as pa
            import pyarrow.csv

            # codes stay text: CAMEO 0874 is no number
            options = pyarrow.csv.ConvertOptions(
                column_types={"cameo": pa.string(), "date": pa.string(), "period": pa.string()}
            )
            return pyarrow.csv.read_csv(
                path,
                parse_options=pyarrow.csv.ParseOptions(delimiter="\t" if kind == "tsv" else ","),
                convert_options=options,
            )
        if kind in ("jsonl", "ndjson"):
            import pyarrow.json

            return pyarrow.json.read_json(path)
    except ArrowInvalid as error:
        raise BadTable(f"{path} cannot be read as {kind}: {error}") from error
    raise BadTable(f"{path.name} is neither a casebook nor a table: csv, tsv, jsonl or parquet is expected")


def emit(table: Any, format: Format, hide: tuple[str, ...] = ("events",)) -> None:
    """Show a table: every column to programs, the telling ones to people."""
    if format is Format.json:
        sys.stdout.write(json.dumps(table.to_pylist(), ensure_ascii=False, default=str, indent=1) + "\n")
    elif format is Format.csv:
        from detente.cli.tables import write

        write(table, "csv")
    else:
        sys.stdout.write(grid([{k: v for k, v in row.items() if k not in hide} for row in table.to_pylist()]))


def grid(rows: list[dict[str, Any]]) -> str:
    """Rows as aligned text; numbers to the right."""
    if not rows:
        return "nothing to show\n"
    names = list(rows[0])
    cells = [[_cell(row[name]) for name in names] for row in rows]
    widths = [max(len(name), *(len(line[at]) for line in cells)) for at, name in enumerate(names)]
    right = [all(isinstance(row[name], (int, float)) or row[name] is None for row in rows) for name in names]
    lines = [names, *cells]
    text = [
        "  ".join(c.rjust(w) if r else c.ljust(w) for c, w, r in zip(line, widths, right, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join(text) + "\n"


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".")
    if isinstance(value, list):
        return ", ".join(f"{v['type']} {v['share']:.2f}" if isinstance(v, dict) else str(v) for v in value)
    return str(value)


def sentences(
    book: Casebook | None, handles: list[str], most: int = 5, *, tongue: Literal["en", "fr"] = "en", **filters: Any
) -> str:
    """The sentences of events, or their rows where the table has none. Filters must hold for all of the events."""
    from detente.store.serving.detail import proofs_of
    from detente.telling.wording import say

    lines, shown = [], handles[:most]
    events = {row["event_id"]: row for row in book.event_rows(ids=shown, **filters)} if book and shown else {}
    for handle in shown:
        if handle not in events:
            lines.append(f"    {handle}")
            continue
        proofs = {" ".join(proof["text"].split()): proof for proof in reversed(proofs_of(events[handle]))}
        for proof in list(reversed(proofs.values()))[:2]:  # each sentence once, the first report first
            told = proof["site"] or proof["source"]
            lines.append(f"    {handle}  {told} {proof['published'] or ''}: {' '.join(proof['text'].split())}")
    if len(handles) > most:
        lines.append(f"    {say('and-more', tongue, n=len(handles) - most)}")
    return "\n".join(lines) + "\n" if lines else ""


def pair(text: str) -> tuple[str, str]:
    """Two codes, from codes or names: RUS-PRK, 'Russia - North Korea'. Raises BadQuery."""
    from detente.telling.whom import pair_of

    return pair_of(text)
