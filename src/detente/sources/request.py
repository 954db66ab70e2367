"""What is asked of a reader: the source, what the user declares of it, and what may be done to get it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from detente.records import DateKnown


@dataclass(frozen=True, slots=True)
class Request:
    """One source to read. What is declared here goes before what the source says of itself."""

    source: str
    published: date | None = None
    known: DateKnown = "unknown"  # how `published` is known
    language: str | None = None
    title: str | None = None
    author: str | None = None
    site: str | None = None
    charset: str | None = None  # as a header of HTTP, MIME or XML declares it
    fields: Mapping[str, str] = field(default_factory=dict)  # of a table: field of Document -> name of the column
    allow_private: bool = False  # fetch from private and loopback addresses too
    split: bool = True  # cut a file that holds several documents

    def declared(self) -> dict[str, Any]:
        """The keyword arguments of `make_document` that are known."""
        return {
            "published": self.published,
            "known": self.known,
            "language": self.language,
            "title": self.title,
            "author": self.author,
            "site": self.site,
        }

    def at(self, source: str, **changes: Any) -> Request:
        """The same request for a part of this source."""
        return replace(self, source=source, **changes)
