"""Documents in: every source an analyst has.

`open_source` is the door; what can be read is listed in `formats`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import BinaryIO, cast

from detente.errors import EmptyDocument
from detente.records import Document
from detente.sources.document import as_date
from detente.sources.formats import FORMATS, Format, format_of, read_bytes, read_path, read_stream
from detente.sources.request import OnError, Request


def open_source(
    source: str,
    *,
    published: date | str | None = None,
    language: str | None = None,
    fields: Mapping[str, str] | None = None,
    allow_private: bool = False,
    split: bool = True,
    on_error: OnError | None = None,
) -> Iterator[Document]:
    """The documents of a source: a path, a folder, a URL, "-" for standard input, or the text itself.

    `published` (a date or its ISO form) and `language` (ISO 639-1) are of every document of the source; `fields` maps
    fields of Document (text, title, author, site, published, language, source) to columns of a table; `allow_private`
    lets a URL be of this machine or a private network; `split` cuts a text that holds several documents; `on_error(source,
    error)` takes what cannot be read of a source of many documents, so that the rest is read.
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
        on_error=on_error,
    )
    return _open(request)


def _open(request: Request) -> Iterator[Document]:
    source = request.source
    if not source.strip():
        raise EmptyDocument("the source is an empty text: give a file, a URL or a text with something to read")
    if source == "-":
        yield from read_stream(cast(BinaryIO, sys.stdin.buffer), request)
    elif re.match(r"https?://\S+$", source):
        from detente.sources.web import read_url

        yield from read_url(source, request)
    elif "\n" in source or not _names_file(source):
        from detente.sources.text import read_words

        yield from read_words(source, request.at("text"))
    elif Path(source).is_dir():
        from detente.sources.folder import read_folder

        yield from read_folder(Path(source), request)
    else:
        yield from read_path(Path(source), request)


def _names_file(source: str) -> bool:
    """Whether a line is the name of a file rather than a text: it exists, or looks like a path."""
    try:
        if Path(source).exists():
            return True
    except (OSError, ValueError):
        return False
    return len(source) < 256 and (len(source.split()) < 4 or bool(re.search(r"^[./~]|\.\w{2,5}$|\w/\w", source)))


__all__ = ["FORMATS", "Format", "format_of", "open_source", "read_bytes", "read_path", "read_stream"]
