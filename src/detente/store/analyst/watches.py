"""Watches, what they have told, and what waits to be told, in the ledger. All that writes is to be called by the only writer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from sqlite3 import Connection
from typing import Any

from detente.errors import BadQuery
from detente.store.ledger import book as books

COLUMNS = "id, watch, kind, event, text, proofs, at"  # of a notice


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved query: filters of `Casebook.events` (and `text`), and the feeds that are read for it."""

    name: str
    query: dict[str, Any]
    feeds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """One sentence behind a notice."""

    source: str
    date: str | None
    document: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What a watch found: something new, a turn, or a contradiction, as a sentence with the sentences it stands on."""

    id: str
    watch: str
    kind: str
    event: str
    text: str
    proofs: tuple[Proof, ...]
    at: str = ""


def watches(ledger: Connection) -> list[Watch]:
    """All watches, by name."""
    rows = ledger.execute("SELECT name, query, feeds FROM watch ORDER BY name").fetchall()
    return [Watch(name, json.loads(query), tuple(json.loads(feeds))) for name, query, feeds in rows]


def named(ledger: Connection, names: Sequence[str]) -> list[Watch]:
    """The watches of some names, or all where none is named. Raises BadQuery for a name that is not there."""
    known = {watch.name: watch for watch in watches(ledger)}
    for name in names:
        if name not in known:
            listed = ", ".join(known) or "none"
            raise BadQuery(f"there is no watch {name!r}, there is {listed}: `detente watch add` makes one")
    return [known[name] for name in names or known]


def save(ledger: Connection, watch: Watch, known: Iterable[tuple[str, str]]) -> None:
    """Enter a watch with what it shall hold to be known already. Raises BadQuery for a name that is taken."""
    if any(one.name == watch.name for one in watches(ledger)):
        raise BadQuery(f"there is a watch {watch.name!r} already: `detente watch remove {watch.name}`, or another name")
    with books.transaction(ledger):
        row = (watch.name, json.dumps(watch.query, ensure_ascii=False), json.dumps(watch.feeds), books.now())
        ledger.execute("INSERT INTO watch VALUES (?, ?, ?, ?)", row)
        know(ledger, watch.name, known)


def remove(ledger: Connection, name: str) -> None:
    """Forget a watch and all that it told. Raises BadQuery for a name that is not there."""
    named(ledger, [name])
    with books.transaction(ledger):
        ledger.execute("DELETE FROM delivery WHERE notice IN (SELECT id FROM notice WHERE watch = ?)", (name,))
        for table in ("notice", "told"):
            ledger.execute(f"DELETE FROM {table} WHERE watch = ?", (name,))
        ledger.execute("DELETE FROM watch WHERE name = ?", (name,))


def know(ledger: Connection, watch: str, known: Iterable[tuple[str, str]]) -> None:
    """Mark kinds and keys as known to a watch."""
    ledger.executemany("INSERT OR IGNORE INTO told VALUES (?, ?, ?)", [(watch, kind, key) for kind, key in known])


def told(ledger: Connection, watch: str, kind: str) -> set[str]:
    """The keys of a kind that a watch knows."""
    return {row[0] for row in ledger.execute("SELECT key FROM told WHERE watch = ? AND kind = ?", (watch, kind))}


def note(
    ledger: Connection, watch: str, found: Iterable[Notice], known: Iterable[tuple[str, str]], channels: Sequence[str]
) -> int:
    """Enter notices, whom they are to go to and that they are known, in one transaction; returns how many were new."""
    entered = 0
    with books.transaction(ledger):
        for one in found:
            proofs = json.dumps([asdict(proof) for proof in one.proofs], ensure_ascii=False)
            row = (one.id, watch, one.kind, one.event, one.text, proofs, books.now())
            if ledger.execute("INSERT OR IGNORE INTO notice VALUES (?, ?, ?, ?, ?, ?, ?)", row).rowcount:
                entered += 1
                ledger.executemany(
                    "INSERT INTO delivery VALUES (?, ?, NULL)", [(one.id, channel) for channel in channels]
                )
        know(ledger, watch, known)
    return entered


def waiting(ledger: Connection, channel: str) -> list[Notice]:
    """Notices that a channel has not been told yet, the oldest first."""
    return notices(ledger, channel, "AND done IS NULL ORDER BY at, id")


def latest(ledger: Connection, channel: str, most: int) -> list[Notice]:
    """The newest notices of a channel, told or not."""
    return notices(ledger, channel, f"ORDER BY at DESC, id LIMIT {int(most)}")


def newest(ledger: Connection, most: int) -> list[Notice]:
    """The newest notices of all watches, whoever is told of them."""
    return as_notices(ledger.execute(f"SELECT {COLUMNS} FROM notice ORDER BY at DESC, id LIMIT {int(most)}").fetchall())


def counts(ledger: Connection) -> dict[str, int]:
    """How many notices each watch has."""
    return dict(ledger.execute("SELECT watch, count(*) FROM notice GROUP BY watch").fetchall())


def notices(ledger: Connection, channel: str, rest: str) -> list[Notice]:
    query = f"SELECT {COLUMNS} FROM notice JOIN delivery ON notice = id WHERE channel = ? {rest}"
    return as_notices(ledger.execute(query, (channel,)).fetchall())


def as_notices(rows: Iterable[Sequence[Any]]) -> list[Notice]:
    return [
        Notice(name, watch, kind, event, text, tuple(Proof(**proof) for proof in json.loads(proofs)), at)
        for name, watch, kind, event, text, proofs, at in rows
    ]


def done(ledger: Connection, channel: str, ids: Iterable[str]) -> None:
    """Mark notices as told to a channel."""
    with books.transaction(ledger):
        ledger.executemany(
            "UPDATE delivery SET done = ? WHERE notice = ? AND channel = ?",
            [(books.now(), one, channel) for one in ids],
        )


__all__ = [
    "Notice",
    "Proof",
    "Watch",
    "counts",
    "done",
    "latest",
    "named",
    "newest",
    "note",
    "remove",
    "save",
    "told",
    "waiting",
    "watches",
]
