"""What is asked of a reader: the source, what the user declares of it, and what may be done to get it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.errors import DetenteError
from detente.records import DateKnown, LanguageKnown

if TYPE_CHECKING:
    from detente.sources.fetch import Fetcher

OnError = Callable[[str, DetenteError], None]


@dataclass(frozen=True, slots=True)
class Request:
    """One source to read. What is declared here goes before what the source says of itself."""

    source: str
    published: date | None = None
    known: DateKnown = "unknown"  # how `published` is known
    language: str | None = None
    language_known: LanguageKnown = "given"  # or declared by what the source stands in
    title: str | None = None
    author: str | None = None
    site: str | None = None
    charset: str | None = None  # as a header of HTTP, MIME or XML declares it
    fields: Mapping[str, str] = field(default_factory=dict)  # of a table: field of Document -> name of the column
    split: bool = True  # cut a file that holds several documents
    allow_private: bool = False  # fetch from private and loopback addresses too
    fetcher: Fetcher | None = None  # when the source itself was fetched: what it links to may be fetched too
    on_error: OnError | None = None  # what to do with a document of many that cannot be read; None: raise
    addresses: bool = (
        True  # a text that is nothing but addresses is a list to fetch: only where the user named it as the source
    )
    depth: int = 0  # how many containers (folder, archive, feed, mail) this stands in

    def declared(self) -> dict[str, Any]:
        """The keyword arguments of `make_document` that are known."""
        return {
            "published": self.published,
            "known": self.known,
            "language": self.language,
            "language_known": self.language_known,
            "title": self.title,
            "author": self.author,
            "site": self.site,
        }

    def with_language(self, declared: str | None) -> Request:
        """The same request with the language that a feed or archive declares, where the user gave none."""
        if self.language or not declared:
            return self
        return replace(self, language=declared, language_known="declared")

    def at(self, source: str, **changes: Any) -> Request:
        """The same request for a part of this source."""
        return replace(self, source=source, **changes)

    def fail(self, source: str, error: DetenteError) -> None:
        """Report that one document of many cannot be read and go on; without anyone to report to, raise."""
        if self.on_error is None:
            raise error
        self.on_error(source, error)
