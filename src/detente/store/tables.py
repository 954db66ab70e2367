"""Records as Arrow tables: one mapping, derived from the types of `detente.records`, both ways.

A segment of the casebook holds these tables, one row a record of one document:

    events       one row per event of a reading, evidence nested; with what merging needs to know of the document
    leads        the same, of what is less sure than the line: kept, never counted
    commitments  transfers  blocks  unresolved  questions
"""

from __future__ import annotations

import dataclasses
import hashlib
import types
import typing
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any

import pyarrow as pa

from detente.records import Block, Commitment, Event, Evidence, Reading, Span, Transfer, Unresolved

Row = dict[str, Any]
Tables = dict[str, pa.Table]

SCALARS: Mapping[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    date: pa.date32(),
}


@cache
def hints(record: Any) -> dict[str, Any]:
    """Public fields of a record with their resolved types, in order."""
    types_of = typing.get_type_hints(record)
    names = record._fields if hasattr(record, "_fields") else [field.name for field in dataclasses.fields(record)]
    return {name: types_of[name] for name in names if not name.startswith("_")}


def bare(annotation: Any) -> Any:
    """The type without None."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return next(part for part in typing.get_args(annotation) if part is not type(None))
    return annotation


def arrow_type(annotation: Any) -> pa.DataType:
    """The Arrow type of a field: scalars as they are, tuples as lists, records as structs."""
    annotation = bare(annotation)
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in SCALARS:
        return SCALARS[annotation]
    if origin is typing.Literal:
        return SCALARS[type(args[0])]
    if origin is tuple:
        return pa.list_(arrow_type(args[0]))
    return pa.struct([pa.field(name, arrow_type(kind)) for name, kind in hints(annotation).items()])


def writer_of(annotation: Any) -> Callable[[Any], Any] | None:
    """What turns a value of this type into plain lists and dicts; None where it is plain already."""
    annotation = bare(annotation)
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in SCALARS or origin is typing.Literal:
        return None
    if origin is tuple:
        inner = writer_of(args[0])
        return list if inner is None else lambda values: [inner(value) for value in values]
    return lambda value: None if value is None else to_row(value)


def reader_of(annotation: Any) -> Callable[[Any], Any] | None:
    """The inverse of `writer_of`."""
    annotation = bare(annotation)
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in SCALARS or origin is typing.Literal:
        return None
    if origin is tuple:
        inner = reader_of(args[0])
        return lambda values: tuple(values or ()) if inner is None else tuple(inner(value) for value in values or ())
    return lambda value: None if value is None else from_row(annotation, value)


@cache
def writers(record: Any) -> list[tuple[str, Callable[[Any], Any] | None]]:
    return [(name, writer_of(kind)) for name, kind in hints(record).items()]


@cache
def readers(record: Any) -> list[tuple[str, Callable[[Any], Any] | None]]:
    return [(name, reader_of(kind)) for name, kind in hints(record).items()]


def to_row(record: Any) -> Row:
    """A record as nested dicts and lists."""
    return {
        name: (value if write is None else write(value))
        for name, write in writers(record.__class__)
        for value in (getattr(record, name),)
    }


def from_row(record: Any, row: Mapping[str, Any]) -> Any:
    """The record that `to_row` made; fields that the row does not know take their defaults."""
    return record(
        **{name: (row[name] if read is None else read(row[name])) for name, read in readers(record) if name in row}
    )


def fields_of(record: Any) -> list[pa.Field]:
    return [pa.field(name, arrow_type(kind)) for name, kind in hints(record).items()]


# What merging across documents must know of the document stands in the row, so that no join is needed.
DOCUMENT_FIELDS = [
    pa.field("document", pa.string()),
    pa.field("source", pa.string()),
    pa.field("site", pa.string()),
    pa.field("language", pa.string()),
    pa.field("published", pa.date32()),
]
EVENTS = pa.schema([pa.field("report", pa.string()), *DOCUMENT_FIELDS, *fields_of(Event)])
COMMITMENTS = pa.schema([pa.field("document", pa.string()), *fields_of(Commitment)])
TRANSFERS = pa.schema([pa.field("document", pa.string()), *fields_of(Transfer)])
BLOCKS = pa.schema([pa.field("document", pa.string()), *fields_of(Block), pa.field("text", pa.string())])
UNRESOLVED = pa.schema([pa.field("document", pa.string()), *fields_of(Unresolved)])
QUESTIONS = pa.schema([pa.field("document", pa.string()), pa.field("question", pa.string())])
SCHEMAS: Mapping[str, pa.Schema] = {
    "events": EVENTS,
    "leads": EVENTS,
    "commitments": COMMITMENTS,
    "transfers": TRANSFERS,
    "blocks": BLOCKS,
    "unresolved": UNRESOLVED,
    "questions": QUESTIONS,
}


def digest(*parts: object, size: int = 8) -> str:
    """A short stable name for some values, hexadecimal."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=size).hexdigest()


def report_id(document: str, event: Event) -> str:
    """Stable id of what one document reports: the same words coded the same way give the same id, in any run."""
    spans = [(proof.begin, proof.trigger, proof.actor, proof.recipient) for proof in event.evidence]
    names = [[(actor.country, actor.text) for actor in side] for side in (event.actor, event.recipient)]
    return digest(document, event.event, event.deed, event.status, spans, names)


def event_rows(reading: Reading, events: Iterable[Event] | None = None) -> list[Row]:
    """Rows of a reading's events, or of others that it holds: its leads."""
    document, seen, rows = reading.document, dict[str, int](), []
    about = {
        "document": document.id,
        "source": document.source,
        "site": document.site,
        "language": document.language,
        "published": document.published,
    }
    for event in reading.events if events is None else events:
        name = report_id(document.id, event)
        again = seen.get(name, 0)
        seen[name] = again + 1
        rows.append({"report": digest(name, again) if again else name, **about, **to_row(event)})
    return rows


def reading_rows(reading: Reading) -> dict[str, list[Row]]:
    """All rows of one reading, by table. The words of a block are kept only where it was set aside."""
    document = reading.document
    name = {"document": document.id}
    return {
        "events": event_rows(reading),
        "leads": event_rows(reading, reading.leads),
        "commitments": [name | to_row(item) for item in reading.commitments],
        "transfers": [name | to_row(item) for item in reading.transfers],
        "blocks": [
            name | to_row(block) | {"text": None if block.kept else document.text[block.begin : block.stop]}
            for block in reading.blocks
        ],
        "unresolved": [name | to_row(item) for item in reading.unresolved],
        "questions": [name | {"question": question} for question in reading.questions],
    }


def to_tables(readings: Iterable[Reading]) -> Tables:
    """Arrow tables of some readings; tables without rows are left out."""
    gathered: dict[str, list[Row]] = {name: [] for name in SCHEMAS}
    for reading in readings:
        for name, rows in reading_rows(reading).items():
            gathered[name].extend(rows)
    return {name: pa.Table.from_pylist(rows, schema=SCHEMAS[name]) for name, rows in gathered.items() if rows}


def to_event(row: Mapping[str, Any]) -> Event:
    """The event that a row of the table `events` was made of."""
    event: Event = from_row(Event, row)
    return event


def to_evidence(row: Mapping[str, Any]) -> Evidence:
    """The evidence that a nested row was made of."""
    evidence: Evidence = from_row(Evidence, row)
    return evidence


__all__ = ["SCHEMAS", "Row", "Span", "Tables", "digest", "from_row", "report_id", "to_event", "to_row", "to_tables"]
