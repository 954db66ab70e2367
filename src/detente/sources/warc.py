"""Web archives: the pages of a WARC, the texts of a WET. They are read as a stream; a truncated archive is an error that is seen."""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from detente.errors import BinaryDocument, DetenteError, InputError, UndecodableDocument
from detente.records import Document
from detente.sources.days import iso_date
from detente.sources.document import LIMIT, check_size, why
from detente.sources.formats import read_bytes
from detente.sources.request import Request

BLOCK = 1 << 16
FREE, TIMES = 64 << 20, 300  # bytes that any archive may unfold to, and times its size that a larger one may
PAGES = ("text/html", "application/xhtml+xml")
TEXTS = ("text/plain", "text/markdown")
UNFOLDED = frozenset(("gzip", "x-gzip", "deflate", "identity", ""))  # what warcio unfolds by itself
PACKAGES = {"br": "brotli"}  # what it unfolds with another package


class _Plain(io.RawIOBase):
    """The records of an archive without compression; a gzip member that does not end raises EOFError."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self.stream = stream
        self.ahead = stream.read(BLOCK)
        self.packed = self.ahead.startswith(b"\x1f\x8b")
        self.member = zlib.decompressobj(wbits=31) if self.packed else None
        self.tail = b""
        self.taken = self.given = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._unpack(BLOCK if size < 0 else size) if self.packed else (self.ahead or self.stream.read(BLOCK))
        if not self.packed:
            self.ahead = b""
        self.tail = data[-4:] or self.tail
        return data

    def _unpack(self, size: int) -> bytes:
        """Up to `size` bytes of what the members hold."""
        while True:
            if self.member is None or self.member.eof:
                self.ahead = (self.member.unused_data if self.member else b"") or self.ahead or self.stream.read(BLOCK)
                if not self.ahead.strip(b"\0"):
                    return b""
                self.member = zlib.decompressobj(wbits=31)
            held = self.member.unconsumed_tail
            packed = held or self.ahead or self.stream.read(BLOCK)
            self.taken += 0 if held else len(packed)
            self.ahead = b""
            if not packed:
                raise EOFError("the last gzip member does not end")
            try:
                data = self.member.decompress(packed, size)
            except zlib.error as error:
                raise OSError(f"the gzip data are damaged ({why(error)})") from None
            self.given += len(data)
            if self.given > FREE and self.given > TIMES * self.taken:
                raise OSError(f"it unfolds to more than {TIMES} times its size, as no archive of pages does")
            if data:
                return data


def read_warc(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """The documents of an archive, one a page. A page that cannot be read is reported and the rest is read.

    Raises UndecodableDocument where the archive is broken or breaks off, after what came before has been given.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    logging.getLogger("warcio").setLevel(logging.ERROR)
    number = odd = 0
    plain = _Plain(stream)
    records = ArchiveIterator(plain, no_record_parse=False, arc2warc=True)
    records.INC_RECORD = ""  # what it would write to standard error, without the archive's name
    try:
        for record in records:
            odd = _tell_overlong(records, odd, number, request)
            number += 1
            yield from _record(record, number, request)
        _tell_overlong(records, odd, number, request)
    except (ArchiveLoadFailed, EOFError, OSError, ValueError, AttributeError) as error:
        raise _broken(request.source, number, why(error)) from None
    if not number:
        raise UndecodableDocument(f"{request.source} holds no WARC record")
    if not plain.tail.endswith(b"\n"):
        raise _broken(request.source, number, "its last record does not end")


def _tell_overlong(records: Any, told: int, number: int, request: Request) -> int:
    """Report where a record is longer than it says, as the line after its end is lost; returns how many such there are."""
    if records.err_count > told:
        sentence = (
            f"{request.source} holds more after record {number} than its length says: a line was passed over there"
        )
        request.fail(request.source, UndecodableDocument(sentence))
    return int(records.err_count)


def _broken(source: str, number: int, why: str) -> InputError:
    return UndecodableDocument(
        f"{source} breaks off or is damaged after record {number}: {why or 'it ends within a record'}"
    )


def _record(record: Any, number: int, request: Request) -> Iterator[Document]:
    """The document of one record, where it holds one."""
    declared = int(record.rec_headers.get_header("Content-Length") or 0)
    kind = (
        (record.http_headers.get_header("Content-Type") if record.http_headers else None) or record.content_type or ""
    )
    kind = kind.split(";")[0].strip().lower()
    address = record.rec_headers.get_header("WARC-Target-URI") or f"{request.source}#{number}"
    wanted = (record.rec_type == "response" and kind in PAGES + TEXTS and _status(record) == 200) or (
        record.rec_type in ("conversion", "resource") and kind in PAGES + TEXTS
    )
    body = record.content_stream() if wanted else record.raw_stream
    data = body.read(LIMIT + 1)
    if len(data) > LIMIT:
        body = record.raw_stream  # what is too large is passed over as it is packed, not unfolded
    rest = 0
    while chunk := body.read(1 << 20):
        rest += len(chunk)
    limit = getattr(record.raw_stream, "limit", 0)
    if limit and declared:
        raise _broken(request.source, number, f"record {number} lacks {limit} bytes")
    if not wanted:
        return
    try:
        check_size(len(data) + rest, address)
        yield from _documents(data, kind, address, record, request)
    except (BinaryDocument, UndecodableDocument) as error:
        request.fail(address, _packed(record, address) or error)
    except DetenteError as error:
        request.fail(address, error)


def _packed(record: Any, address: str) -> InputError | None:
    """The error of a page that is packed in a way that was not unfolded (brotli, zstd), None for any other."""
    header = record.http_headers.get_header("Content-Encoding") if record.http_headers else None
    names = {name.strip() for name in (header or "").lower().split(",")} - UNFOLDED
    if not names:
        return None
    package = " and ".join(sorted(PACKAGES.get(name, name) for name in names))
    return BinaryDocument(
        f"{address} is packed as Content-Encoding {header}, which needs the package {package}: pip install {package}"
        if names <= PACKAGES.keys()
        else f"{address} is packed as Content-Encoding {header}, which is not known: archive it unpacked"
    )


def _documents(data: bytes, kind: str, address: str, record: Any, request: Request) -> Iterator[Document]:
    charset = None
    if record.http_headers:
        content_type = record.http_headers.get_header("Content-Type") or ""
        charset = content_type.partition("charset=")[2].split(";")[0].strip("\"' ") or None
    language = record.rec_headers.get_header("WARC-Identified-Content-Language") or ""
    inner = request.at(address, charset=charset, split=False, addresses=False, depth=request.depth + 1)
    if record.rec_type == "conversion" and language.count(",") == 0 and len(language) == 2:
        inner = inner.with_language(language)
    for document in read_bytes(data, inner, format="html" if kind in PAGES else "text"):
        day = iso_date(record.rec_headers.get_header("WARC-Date"))
        yield document if document.published or day is None else _noted(document, f"archived on {day}")


def _noted(document: Document, note: str) -> Document:
    from dataclasses import replace

    return replace(document, notes=(*document.notes, note))


def _status(record: Any) -> int:
    code = record.http_headers.get_statuscode() if record.http_headers else "200"
    return int(code) if code and code.isdigit() else 0
