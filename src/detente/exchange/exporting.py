"""Events of a casebook as files of the field: what every exporter is given, and the door to them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from detente.errors import BadQuery
from detente.exchange.cameo import cameo_of, codes
from detente.exchange.formats import FORMATS, find

if TYPE_CHECKING:
    from detente.store.casebook import Casebook

Record = dict[str, Any]
NUMBER = re.compile(r"[+-]?(\d[\d.,:/-]*)?([eE][+-]?\d+)?")  # and a dash alone


def export(casebook: Casebook, format: str, output: str | Path, **filters: Any) -> int:
    """Write the events of a casebook to a file; returns how many records were written.

    `format`: a name of `detente.exchange.formats.FORMATS` that can be written; `filters` are those of `events_table`.
    The file appears whole or not at all. Raises BadQuery.
    """
    chosen = find(format)
    if chosen.exporter is None:
        able = ", ".join(name for name in FORMATS if find(name).exporter)
        raise BadQuery(f"{format} can be read but not written: choose among {able}")
    path = Path(output)
    partial = path.with_name(f".partial-{path.name}")
    try:
        written = chosen.exporter(Source(casebook, filters), partial)
        partial.replace(path)
    except OSError as error:
        raise BadQuery(f"cannot write to {path}: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
    return written


class Source:
    """What an exporter asks: the table of pairs, or the events in full."""

    def __init__(self, casebook: Casebook, filters: dict[str, Any]) -> None:
        self.casebook, self.filters = casebook, filters

    def table(self) -> Any:
        """One row per event and pair of codes (`Casebook.events_table`)."""
        return self.casebook.events_table(**self.filters)

    def records(self, chunk: int = 10_000) -> Iterator[Record]:
        """Events in full, by day, with code and address where they were imported."""
        ids = self.casebook.event_ids(**self.filters)
        imports = bool(self.casebook.ledger.execute("SELECT count(*) FROM imported").fetchone()[0])
        for start in range(0, len(ids), chunk):
            some = ids[start : start + chunk]
            more = self.codes_of(some) if imports else {}
            for row in self.casebook.events(ids=some).to_pylist():
                yield row | more.get(row["event_id"], {"code": None, "url": None, "words": None})

    def codes_of(self, ids: list[str]) -> dict[str, Record]:
        marks = ", ".join("?" * len(ids))
        sql = f"SELECT event_id, code, url, text AS words FROM pairs WHERE event_id IN ({marks}) AND pair = 0"
        return {row.pop("event_id"): row for row in self.casebook.sql(sql, ids).to_pylist()}

    def documents(self) -> dict[str, Record]:
        """What is known of the documents, by id."""
        return {row["id"]: row for row in self.casebook.documents().to_pylist()}


def text_of(record: Record) -> str | None:
    """The words that tell an event: the first sentence of evidence, or the text an import brought."""
    for report in record["told"] or ():
        for proof in report["evidence"] or ():
            return str(proof["text"])
    words: str | None = record["words"]
    return words


def links_of(record: Record) -> list[str]:
    """Where an event is told: addresses and names of documents."""
    found = [record["url"]] if record["url"] else []
    return list(dict.fromkeys([*found, *(report["source"] for report in record["told"] or ())]))


def pairs_of(record: Record) -> list[tuple[Record | None, Record | None]]:
    """Every actor with every recipient."""
    return [(a, r) for a in record["actors"] or [None] for r in record["recipients"] or [None]]


def code_of(record: Record) -> str:
    """CAMEO: the code a source gave, or the most general one of type and mode; empty where there is none."""
    if record["code"] in codes():
        return str(record["code"])
    return cameo_of(record["event"], record["mode"]) if record["event"] else ""


def line(cells: list[Any]) -> str:
    """A row of TSV; tabs and line breaks within cells become spaces, and no text of a source is a formula."""
    return "\t".join("" if cell is None else harmless(" ".join(str(cell).split())) for cell in cells) + "\n"


def harmless(text: str) -> str:
    """A cell that a spreadsheet would run as a formula (`=cmd|...`, `@SUM(...)`, `+1+2`) with an apostrophe before it, as OWASP
    advises against CSV injection; numbers and dates stay as they are."""
    if text[:1] in ("=", "@", "\t", "\r") or (text[:1] in ("+", "-") and not NUMBER.fullmatch(text)):
        return f"'{text}"
    return text


@contextmanager
def writing(path: Path) -> Iterator[IO[str]]:
    with path.open("w", encoding="utf-8", newline="") as file:
        yield file


__all__ = ["Record", "Source", "code_of", "export", "harmless", "line", "links_of", "pairs_of", "text_of", "writing"]
