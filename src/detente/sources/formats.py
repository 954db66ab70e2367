"""What can be read, and how a path, a stream or some bytes of it are opened: by how they begin, then by their name.

`FORMATS` is the explicit list; a format is one file of this folder, which is imported when it is first read.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import BinaryIO, NamedTuple, cast

from detente.errors import MissingSource
from detente.records import Document
from detente.sources.request import Request

Reader = Callable[[BinaryIO, Request], Iterator[Document]]
HEAD = 4096


class Format(NamedTuple):
    """A format that can be read: its reader (module and function), the endings of its names, and how it begins."""

    reader: str
    endings: tuple[str, ...]
    begins: tuple[str, ...]  # regular expressions on the first bytes, without leading white space
    help: str


# In the order in which their beginnings are tried. Text is what is left.
FORMATS: dict[str, Format] = {
    "pdf": Format("pdf:read_pdf", ("pdf",), (r"%PDF-",), "PDF with a text layer, one or two columns"),
    "docx": Format("word:read_docx", ("docx",), (), "Word document"),
    "parquet": Format("table:read_parquet", ("parquet",), (r"PAR1",), "Parquet table, one document a row"),
    "warc": Format("warc:read_warc", ("warc", "warc.gz", "wet", "wet.gz"), (r"WARC/1",), "web archive: WARC or WET"),
    "feed": Format("feed:read_feed", ("rss", "atom"), (r"(?:<\?xml[^>]*>\s*(?:<!--.*?-->\s*)*(?:<\?.*?\?>\s*)*)?<(?:rss|feed|rdf:RDF)\b",), "RSS or Atom feed"),
    "opml": Format("feed:read_opml", ("opml",), (r"(?:<\?xml[^>]*>\s*)?<opml\b",), "OPML list of feeds, which are fetched"),
    "html": Format("html:read_html", ("html", "htm", "xhtml"), (r"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b",), "web page"),
    "mail": Format("mail:read_mail", ("eml",), (r"(?:Return-Path|Received|Delivered-To|MIME-Version|Message-ID):\s",), "mail or newsletter"),
    "jsonl": Format("table:read_jsonl", ("jsonl", "ndjson", "json"), (), "JSON lines, one document a line"),
    "csv": Format("table:read_csv", ("csv", "tsv"), (), "table with a header line, one document a row"),
    "text": Format("text:read_text", ("txt", "text", "md"), (), "plain text, or a list of addresses, which are fetched"),
}  # fmt: skip


def read_path(path: Path, request: Request) -> Iterator[Document]:
    """The documents of one file. Raises MissingSource where it is missing or cannot be opened."""
    try:
        stream = path.open("rb")
    except FileNotFoundError:
        raise MissingSource(
            f"there is no file {str(path)!r}: give the path of a file or folder, a URL, or - for standard input"
        ) from None
    except OSError as error:
        raise MissingSource(f"{str(path)!r} cannot be opened ({error.strerror}): check its permissions") from None
    with stream:
        yield from read_stream(stream, request)


def format_of(head: bytes, name: str) -> str:
    """The format of a file, by how it begins and then by the ending of its name; text where nothing says else."""
    start = head[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n").decode("latin-1")
    known = name.split("?")[0].split("#")[0].lower()
    named = next((key for key, form in FORMATS.items() if any(known.endswith("." + end) for end in form.endings)), None)
    if start.startswith("PK\x03\x04") and (named == "docx" or "word/" in start):
        return "docx"
    if start.startswith("\x1f\x8b") and (named == "warc" or known.endswith(".gz")):
        return "warc"
    for key, form in FORMATS.items():
        if any(re.match(pattern, start, re.IGNORECASE | re.DOTALL) for pattern in form.begins):
            return key
    return named or "text"


def reader_of(key: str) -> Reader:
    """The reader of a format, loaded when first used."""
    module, function = FORMATS[key].reader.split(":")
    return cast(Reader, getattr(import_module(f"detente.sources.{module}"), function))


def read_stream(stream: BinaryIO, request: Request, *, format: str | None = None) -> Iterator[Document]:
    """The documents of a stream in a format that is given or recognised."""
    head = stream.read(HEAD)
    rest: BinaryIO = stream
    if stream.seekable():
        stream.seek(0)
    else:
        rest = cast(BinaryIO, io.BufferedReader(cast(io.RawIOBase, _Joined(head, stream))))
    return reader_of(format or format_of(head, request.source))(rest, request)


def read_bytes(data: bytes, request: Request, *, format: str | None = None) -> Iterator[Document]:
    """The documents of some bytes in a format that is given or recognised."""
    return read_stream(io.BytesIO(data), request, format=format)


class _Joined(io.RawIOBase):
    """What was read ahead of a pipe, and then the rest of it."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self.head, self.stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        data = self.head[: len(view)] or self.stream.read(len(view))
        self.head = self.head[len(data) :] if self.head else b""
        view[: len(data)] = data
        return len(data)


__all__ = ["FORMATS", "HEAD", "Format", "format_of", "read_bytes", "read_path", "read_stream"]
