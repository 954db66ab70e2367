"""The public Python API: each function is a door to its stage, which is loaded when the door is first opened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING, Any

from detente.records import Actor, Block, Document, Reading, Relation, Span

if TYPE_CHECKING:
    import pyarrow as pa

    from detente.dossiers import Dossier
    from detente.store.casebook import Casebook

Pair = tuple[int, int] | Span


def read(
    source: str | PathLike[str],
    *,
    published: date | str | None = None,
    language: str | None = None,
    quick: bool = False,
    line: float | None = None,
) -> Reading:
    """Read one document into cited events.

    `source` is a path, a URL, "-" for standard input, or the text itself (anything with a line break, or that names no file).
    `published` anchors relative dates; `language` (ISO 639-1) overrides what is recognised.
    `quick` reads by the rules alone: no second reader, no leads. `line` (0 to 1) is the confidence from which an event is told,
    where it is not the usual one of docs/model.md; what is less sure is in `Reading.leads`.
    Raises a subclass of `detente.errors.InputError` for what cannot be read.
    """
    from detente.pipeline import read

    return read(str(source), published=published, language=language, quick=quick, line=line)


def clean(text: str | Document) -> list[Block]:
    """Cut a text into blocks, each kept or set aside with its reasons."""
    from detente.cleaning import clean

    return clean(text)


def relation(text: str, actor: Pair, recipient: Pair, *, language: str | None = None) -> Relation:
    """The one relation that a sentence states between a marked actor and a marked recipient (character spans)."""
    return relations([(text, actor, recipient)], language=language)[0]


def relations(
    rows: Iterable[tuple[str, Pair, Pair]], *, language: str | None = None, quick: bool = False
) -> list[Relation]:
    """`relation` for many rows of (text, actor, recipient), parsed in batches: the fast path; `quick`: by the rules alone."""
    from detente.reading.relation import relations

    return relations(rows, language=language, quick=quick)


def actor(phrase: str, *, on: date | str | None = None, language: str | None = None) -> Actor:
    """Who a phrase names, on a date: "the Russian defence ministry" is RUS with sectors GOV and MIL."""
    from detente.world.actors import resolve

    day = date.fromisoformat(on) if isinstance(on, str) else on
    return resolve(phrase, on=day, language=language)


def open(path: str | PathLike[str]) -> Casebook:
    """Open a casebook (a folder), or make one."""
    from detente.store.casebook import Casebook

    return Casebook.open(str(path))


def turning_points(events: Any, **options: Any) -> pa.Table:
    """When dyads turned: over any table with date, actor, recipient and event, CAMEO code, quad or intensity."""
    from detente.dyads import turning_points

    return turning_points(events, **options)


def dossier(
    book: Casebook,
    *actors: str,
    since: date | None = None,
    until: date | None = None,
    types: Sequence[str] = (),
    text: str | None = None,
    language: str = "en",
    on: date | None = None,
) -> Dossier:
    """A brief on two states (`dossier(book, "RUS", "PRK")`), a set of actors, or an issue (`types` of events, `text` in their
    sentences), every claim of which cites sentences; `detente.dossiers.render(it, "html")` writes it. Raises BadQuery.
    """
    from detente.dossiers import Scope, gather

    scope = Scope(tuple(actors), since, until, tuple(types), text)
    return gather(book, scope, language="fr" if language == "fr" else "en", on=on)


__all__: Sequence[str] = ("actor", "clean", "dossier", "open", "read", "relation", "relations", "turning_points")
