"""What a dossier is about: two states, a set of actors, a region, an issue; and which events of the ledger that is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from detente.errors import BadQuery
from detente.store.casebook import Casebook

PAIRS = 6  # pairs of states that a topic dossier goes into
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Scope:
    """What is asked. Two actors and nothing else are a dyad; else events among the actors (of one: all it takes part in),
    of some types, that some words find. `scenarios` are what-ifs in words; left out, they follow from the events."""

    actors: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    types: tuple[str, ...] = ()
    text: str | None = None
    scenarios: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not (self.actors or self.types or self.text):
            raise BadQuery("a dossier needs a subject: two states as RUS PRK, --actors, --region, --type or --text")
        if self.since and self.until and self.since > self.until:
            raise BadQuery(f"the period ends before it begins: {self.since} to {self.until}")

    @property
    def dyad(self) -> tuple[str, str] | None:
        """The two states, where it is about two and nothing narrower."""
        if len(self.actors) == 2 and not self.types and not self.text:
            return self.actors[0], self.actors[1]
        return None

    def filters(self, book: Casebook) -> dict[str, Any]:
        """The filter of `Casebook.events_table` that finds a little more than the events; `fits` leaves what counts."""
        from detente.store.search import matching_events

        chosen: dict[str, Any] = {}
        if len(self.actors) == 2:
            chosen["dyad"] = (self.actors[0], self.actors[1])
        elif len(self.actors) > 2:
            chosen |= {"actor": self.actors, "recipient": self.actors}
        if self.types:
            chosen["event"] = self.types
        if self.text:
            chosen["ids"] = matching_events(book.folder, book.view, self.text)
        return chosen

    def fits(self, row: Row) -> bool:
        return len(self.actors) != 1 or self.actors[0] in (row["actor"], row["recipient"])


def pairs_of(scope: Scope, rows: Iterable[Row]) -> tuple[list[tuple[str, str]], int]:
    """The pairs of states to go into, those with most events first, and how many there are in all."""
    if scope.dyad:
        return [scope.dyad], 1
    found = Counter(
        tuple(sorted((row["actor"], row["recipient"])))
        for row in rows
        if row["actor"] and row["recipient"] and row["actor"] != row["recipient"]
    )
    order = sorted(found, key=lambda pair: (-found[pair], pair))
    return [(pair[0], pair[1]) for pair in order[:PAIRS]], len(order)


def region(words: str, on: date | None = None) -> tuple[str, ...]:
    """The states of a group that the gazetteer has members of ("the Baltic states"). Raises BadQuery for another."""
    from detente.world.actors import resolve
    from detente.world.gazetteer import gazetteer

    found = resolve(words, on=on)
    day = on or date.today()
    listed = gazetteer().members.get(found.id or "", ())
    codes = found.members or tuple(
        code for code, begin, end in listed if (not begin or begin <= day) and (not end or day < end)
    )
    if not codes:
        raise BadQuery(f"{words!r} is no group whose members are known: give their codes with --actors RUS,PRK,CHN")
    return tuple(sorted(codes))


__all__ = ["PAIRS", "Scope", "pairs_of", "region"]
