"""Watches: saved queries over a casebook that read their feeds and tell, once, what is new, what turned and what contradicts.

A run reads the feeds, then enters what it found with whom it is to go to in one transaction, then tells. A kill between loses nothing:
what waits is told by the next run.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from detente.errors import BadQuery, DetenteError
from detente.store.analyst import watches as stored
from detente.store.analyst.watches import Notice, Watch
from detente.store.casebook import Casebook
from detente.store.ledger import book as books
from detente.watch.channels import told_by
from detente.watch.find import everything, find
from detente.watch.wording import Language


@dataclass
class Told:
    """What a run did: documents that were new, notices found, notices told, and what went wrong."""

    added: int = 0
    found: int = 0
    told: int = 0
    problems: list[DetenteError] = field(default_factory=list)


def add(book: Casebook, watch: Watch, *, tell_all: bool = False) -> None:
    """Save a watch. What the casebook holds already is not told, unless `tell_all`. Raises BadQuery."""
    if not watch.query:
        raise BadQuery("a watch needs a query: --dyad RUS PRK, --actor, --recipient, --type, --status or --text")
    known = everything(book, watch)  # asks once, so that a wrong filter is refused here
    with books.writing(book.folder):
        stored.save(book.ledger, watch, () if tell_all else known)


def remove(book: Casebook, name: str) -> None:
    """Forget a watch. Raises BadQuery for a name that is not there."""
    with books.writing(book.folder):
        stored.remove(book.ledger, name)


def run(
    book: Casebook,
    *,
    names: Sequence[str] = (),
    channels: Sequence[str] = ("terminal",),
    language: Language = "en",
    allow_private: bool = False,
    reader: Any = None,
    opener: Any = None,
    stop: Callable[[], bool] = lambda: False,
) -> Told:
    """Read the feeds of some watches (all), find what is to be told and tell it. What fails is kept for the next run."""
    chosen = stored.named(book.ledger, names)
    done = Told()
    feeds = list(dict.fromkeys(feed for watch in chosen for feed in watch.feeds))
    if feeds:
        summary = book.add(feeds, reader=reader, opener=opener or opening(allow_private), stop=stop)
        done.added = summary.added
        done.problems += [BadQuery(f"{source} was not read: {reason}") for source, reason in summary.unopened]
    with books.writing(book.folder):
        for watch in chosen:
            found = find(book, watch, language)
            done.found += stored.note(book.ledger, watch.name, found.notices, found.known, channels)
        for channel in channels:
            tell(book, channel, language, allow_private, done)
    return done


def tell(book: Casebook, channel: str, language: Language, allow_private: bool, done: Told) -> None:
    """Tell what waits on a channel; each notice is marked when it is told."""
    try:
        for one in told_by(book, channel, stored.waiting(book.ledger, channel), language, allow_private=allow_private):
            stored.done(book.ledger, channel, [one])
            done.told += 1
    except DetenteError as error:
        done.problems.append(error)


def opening(allow_private: bool) -> Any:
    """Opens feeds and files as `detente add` does."""
    from detente.sources import open_source

    def opener(source: str, on_error: Any = None) -> Any:
        return open_source(source, allow_private=allow_private, on_error=on_error)

    return opener


__all__ = ["Notice", "Told", "Watch", "add", "remove", "run"]
