"""Tables in which each row is a document: JSON lines, CSV and TSV, Parquet. They are read as a stream, whatever their size."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO

from detente.errors import BadTable, DetenteError, EmptyDocument
from detente.records import Document
from detente.sources.characters import left_out, readable
from detente.sources.days import iso_date
from detente.sources.decode import decode
from detente.sources.document import LIMIT, check_size, make_document, why
from detente.sources.request import Request

FIELDS = ("text", "title", "author", "site", "published", "language", "source")
# The names under which tables hold each field, in the order of preference.
NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "fulltext", "full_text", "article", "article_text", "maintext", "raw_content", "story"),
    "title": ("title", "headline", "heading", "name"),
    "author": ("author", "authors", "byline", "creator"),
    "site": ("site", "domain", "publisher", "outlet", "publication", "newspaper", "source_name", "hostname"),
    "published": ("published", "date", "date_publish", "publish_date", "published_at", "publication_date", "pubdate", "pub_date", "datetime", "created"),
    "language": ("language", "lang"),
    "source": ("url", "link", "uri", "source", "source_url", "id", "doc_id"),
}  # fmt: skip
HOPELESS = 100  # rows without a text from the first on: the table has none
csv.field_size_limit(4 * LIMIT)


def columns_of(names: Iterable[str], request: Request) -> dict[str, str]:
    """Field of Document -> column of the table. Raises BadTable where there is no column of text."""
    names = [name for name in names if name]
    lower = {name.lower().strip(): name for name in names}
    found: dict[str, str] = {}
    for field, column in request.fields.items():
        if field not in FIELDS:
            raise BadTable(f"{field!r} is no field of a document: the fields are {', '.join(FIELDS)}")
        if column not in names:
            raise BadTable(f"{request.source} has no column {column!r}: its columns are {', '.join(names[:20])}")
        found[field] = column
    for field, wanted in NAMES.items():
        column = next((lower[name] for name in wanted if name in lower and lower[name] not in found.values()), "")
        if column:
            found.setdefault(field, column)
    if "text" not in found:
        raise BadTable(
            f"{request.source} has no column of text (its columns are {', '.join(names[:20]) or 'none'}): "
            "name it, such as --field text=COLUMN"
        )
    return found


def read_rows(rows: Iterable[tuple[int, Mapping[str, Any]]], request: Request) -> Iterator[Document]:
    """The documents of numbered rows; a row that holds none is reported and the rest is read."""
    columns: dict[str, str] | None = None
    for number, row in rows:
        name = f"{request.source}#{number}"
        try:
            if columns is None or columns["text"] not in row:
                columns = _columns_of_row(row, columns, name, request)
            yield _document(row, columns, name, request)
        except DetenteError as error:
            if columns is None and number > HOPELESS:
                raise
            request.fail(name, error)


def _columns_of_row(
    row: Mapping[str, Any], before: dict[str, str] | None, name: str, request: Request
) -> dict[str, str]:
    """The columns of a row that lacks the one of text that rows before it had. Raises BadTable, where it is the table that has none.

    A row that comes after others that have a text has none of its own, if it is not one of another shape.
    """
    try:
        return columns_of(row, request)
    except BadTable:
        if before is None:
            raise
        raise EmptyDocument(f"{name} has no text: it lacks the column {before['text']!r}") from None


def _document(row: Mapping[str, Any], columns: Mapping[str, str], name: str, request: Request) -> Document:
    cell = {field: row.get(column) for field, column in columns.items()}
    text = cell.get("text")
    if not isinstance(text, str) or not text.strip():
        raise EmptyDocument(f"{name} has no text in the column {columns['text']!r}")
    check_size(len(text), name)
    value = cell.get("published")
    day = value.date() if isinstance(value, datetime) else value if isinstance(value, date) else iso_date(value)
    address = _word(cell.get("source"))
    language = (_word(cell.get("language")) or "")[:2].lower() or None
    text, raw = readable(text), text
    return make_document(
        address if address and "//" in address else name,
        text,
        published=request.published or day,
        known="given" if request.published else "metadata" if day else "unknown",
        title=request.title or _word(cell.get("title")),
        author=request.author or _word(cell.get("author")),
        site=request.site or _word(cell.get("site")),
        language=request.language or language,
        language_known="given" if request.language else "declared",
        notes=left_out(raw, text),
    )


def _word(value: object) -> str | None:
    if isinstance(value, list):
        return ", ".join(str(part) for part in value[:10]) or None
    return str(value).strip() or None if value is not None else None


def read_jsonl(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """The documents of JSON lines; a JSON list, or an object of one document, is read too."""
    start = stream.read(1)
    while start and start.isspace():
        start = stream.read(1)
    if start == b"[":
        yield from read_rows(_whole_list(b"[" + stream.read(10 * LIMIT), request), request)
    elif not start:
        raise EmptyDocument(f"{request.source} is empty: give a table with something to read")
    else:
        yield from read_rows(_json_lines(start, stream, request), request)


def _json_lines(start: bytes, stream: BinaryIO, request: Request) -> Iterator[tuple[int, dict[str, Any]]]:
    number = 0
    good = 0
    first = start + stream.readline(4 * LIMIT)
    if first.strip() == b"{":  # one object over several lines
        first += stream.read(LIMIT)
    while first:
        number += 1
        if first.strip():
            try:
                row = json.loads(first)
                if not isinstance(row, dict):
                    raise ValueError("a line must be an object")
                good += 1
                yield number, row
            except (ValueError, RecursionError) as error:
                request.fail(
                    f"{request.source}#{number}",
                    BadTable(f"{request.source}, line {number} is no JSON object: {why(error)}"),
                )
        first = stream.readline(4 * LIMIT)
    if not good:
        raise BadTable(f"{request.source} holds no JSON object: one document a line is expected")


def _whole_list(data: bytes, request: Request) -> Iterator[tuple[int, dict[str, Any]]]:
    if len(data) > 10 * LIMIT:
        check_size(len(data), request.source)
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise BadTable(f"{request.source} is no JSON: {why(error)}") from None
    for number, row in enumerate(found, 1):
        if isinstance(row, dict):
            yield number, row
        else:
            request.fail(f"{request.source}#{number}", BadTable(f"{request.source}, item {number} is no object"))


def read_csv(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """The documents of a CSV or TSV table with a header line."""
    sample = stream.read(200_000)
    encoding = decode(sample.rsplit(b"\n", 1)[0] if len(sample) == 200_000 else sample, request.source).encoding
    stream.seek(0)
    words = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    head = sample.split(b"\n", 1)[0].decode(encoding, "replace")
    delimiter = max("\t,;|", key=head.count)
    reader = csv.DictReader(words, delimiter=delimiter)
    try:
        columns_of(reader.fieldnames or [], request)
        yield from read_rows(_csv_rows(reader, request), request)
    finally:
        words.detach()


def _csv_rows(reader: csv.DictReader[str], request: Request) -> Iterator[tuple[int, Mapping[str, Any]]]:
    number = 0
    while True:
        number += 1
        try:
            row = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise BadTable(f"{request.source}, row {number} cannot be read: {why(error)}") from None
        yield number, {name: value for name, value in row.items() if isinstance(name, str)}
    if number == 1:
        raise EmptyDocument(f"{request.source} has a header line and no rows")


def read_parquet(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """The documents of a Parquet table, a batch of rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    source = stream if stream.seekable() else io.BytesIO(stream.read())
    try:
        table = pq.ParquetFile(source)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise BadTable(f"{request.source} is no Parquet table: {why(error)}") from None
    columns = columns_of(table.schema_arrow.names, request)
    wanted = sorted(set(columns.values()))

    def rows() -> Iterator[tuple[int, Mapping[str, Any]]]:
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=wanted):
            for row in batch.to_pylist():
                number += 1
                yield number, row

    try:
        yield from read_rows(rows(), request)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise BadTable(f"{request.source} breaks off: {why(error)}") from None
