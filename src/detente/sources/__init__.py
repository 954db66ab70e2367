"""Documents in: every source an analyst has.

`open_source` is the door. `FORMATS` is the explicit list of what can be read; a format is one file of this folder.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from detente.errors import MissingSource
from detente.records import Document
from detente.sources.document import LIMIT, as_date, check_size
from detente.sources.request import Request

Reader = Callable[[bytes, Request], Iterator[Document]]


class Format(NamedTuple):
    """A format that can be read: its reader (module and function), the endings of its names, and how it begins."""

    reader: str
    endings: tuple[str, ...]
    begins: tuple[bytes, ...] = ()
    help: str = ""


FORMATS: dict[str, Format] = {
    "text": Format("text:read_text", ("txt", "text", "md"), (), "plain text"),
}


def open_source(
    source: str,
    *,
    published: date | str | None = None,
    language: str | None = None,
    fields: Mapping[str, str] | None = None,
    allow_private: bool = False,
    split: bool = True,
) -> Iterator[Document]:
    """The documents of a source: a path, a folder, a URL, "-" for standard input, or the text itself.

    `published` (a date or its ISO form) and `language` (ISO 639-1) are of every document of the source; `fields` maps
    fields of Document to columns of a table; `allow_private` lets a URL be of this machine or a private network.
    Raises a subclass of `detente.errors.InputError` for what cannot be read.
    """
    day = as_date(published)
    request = Request(
        source,
        published=day,
        known="given" if day else "unknown",
        language=language,
        fields=dict(fields or {}),
        allow_private=allow_private,
        split=split,
    )
    return _open(request)


def _open(request: Request) -> Iterator[Document]:
    source = request.source
    if source == "-":
        return read_bytes(sys.stdin.buffer.read(LIMIT + 1), request)
    path = Path(source)
    if "\n" in source or not _names_file(source):
        from detente.sources.text import read_words

        return read_words(source, request.at("text"))
    if not path.exists():
        raise MissingSource(
            f"there is no file {source!r}: give the path of a file or folder, a URL, or - for standard input"
        )
    check_size(path.stat().st_size, source)
    return read_bytes(path.read_bytes(), request)


def _names_file(source: str) -> bool:
    """Whether a line is the name of a file rather than a text: it exists, or looks like a path."""
    try:
        if Path(source).exists():
            return True
    except (OSError, ValueError):
        return False
    return len(source) < 256 and (len(source.split()) < 4 or bool(re.search(r"^[./~]|\.\w{2,5}$|\w/\w", source)))


def format_of(data: bytes, name: str) -> str:
    """The format of some bytes, by how they begin and then by the ending of their name; text where nothing says else."""
    for key, known in FORMATS.items():
        if known.begins and data.startswith(known.begins):
            return key
    ending = name.rsplit("?", 1)[0].rsplit(".", 1)[-1].lower()
    return next((key for key, known in FORMATS.items() if ending in known.endings), "text")


def reader_of(key: str) -> Reader:
    """The reader of a format, loaded when first used."""
    module, function = FORMATS[key].reader.split(":")
    reader: Reader = getattr(import_module(f"detente.sources.{module}"), function)
    return reader


def read_bytes(data: bytes, request: Request, *, format: str | None = None) -> Iterator[Document]:
    """The documents of some bytes in a format that is given or recognised."""
    return reader_of(format or format_of(data, request.source))(data, request)


__all__ = ["FORMATS", "Format", "format_of", "open_source", "read_bytes"]
