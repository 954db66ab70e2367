"""The curated file of pacts and their clauses, checked on loading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from detente.errors import DataError
from detente.pacts.tables import rows

OBLIGATIONS = ("defence", "offence", "neutrality", "non-aggression", "consultation")
TRIGGERS = ("attack", "war", "threat", "force")
FILTERS = (
    "art51",
    "constitution",
    "law",
    "own-choice",
    "joint-finding",
    "consensus",
    "request",
    "external",
    "neutral-states",
    "text-unpublished",
)
EDTF = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")


def first_day(edtf: str) -> date:
    """The first day of a year, a month or a day."""
    parts = [int(part) for part in edtf.split("-")] + [1, 1]
    return date(*parts[:3])


@dataclass(frozen=True, slots=True)
class Member:
    """A party of a pact; `entered` and `left` only where they differ from the pact's own dates."""

    code: str
    entered: str | None = None
    left: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One obligation of a pact: who owes what, in which case, where, under which reserves."""

    pact: str
    article: str
    obligation: str
    bound: tuple[str, ...]  # ("*",): all parties
    trigger: str
    home: tuple[str, ...]
    forces: tuple[str, ...]
    filters: tuple[str, ...]
    en: str
    fr: str


@dataclass(frozen=True, slots=True)
class Pact:
    """An instrument with its parties, dates (EDTF) and the record in which it stands."""

    id: str
    en: str
    fr: str
    members: tuple[Member, ...]
    signed: str
    in_force: str | None
    ended: str | None
    record: str
    note: str
    clauses: tuple[Clause, ...]

    def parties(self, on: date | None = None) -> tuple[str, ...]:
        """Codes of the parties, sorted; on a day, only those bound on that day."""
        return tuple(
            sorted(m.code for m in self.members if on is None or (self.binds(on) and _within(on, m.entered, m.left)))
        )

    def binds(self, on: date) -> bool:
        """Whether it is in force on a day; where its entry into force is not recorded, its signature counts."""
        return _within(on, self.in_force or self.signed, self.ended)


def _within(on: date, begun: str | None, ended: str | None) -> bool:
    return (not begun or first_day(begun) <= on) and (not ended or on < first_day(ended))


@cache
def pacts() -> tuple[Pact, ...]:
    """All pacts of pacts.tsv with their clauses of clauses.tsv; raises `DataError` naming file and line."""
    owed: dict[str, list[Clause]] = {}
    lines: dict[str, int] = {}
    for number, row in rows("clauses"):
        owed.setdefault(row["pact"], []).append(_clause(number, row))
        lines[row["pact"]] = number
    found = []
    for number, row in rows("pacts"):
        place = f"pacts.tsv:{number}"
        for column in ("signed", "in_force", "ended"):
            if row[column] and not EDTF.match(row[column]):
                raise DataError(f"{place}: {column} {row[column]!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)")
        if not (row["signed"] and row["record"] and row["en"] and row["fr"]):
            raise DataError(f"{place}: {row['id']} lacks its signature, its record or a name")
        if row["id"] not in owed:
            raise DataError(f"{place}: {row['id']} has no clause in clauses.tsv")
        members = tuple(_member(place, word) for word in row["parties"].split())
        found.append(
            Pact(
                row["id"],
                row["en"],
                row["fr"],
                members,
                row["signed"],
                row["in_force"] or None,
                row["ended"] or None,
                row["record"],
                row["note"],
                tuple(owed.pop(row["id"])),
            )
        )
    if owed:
        stray = next(iter(owed))
        raise DataError(f"clauses.tsv:{lines[stray]}: {stray!r} is no pact of pacts.tsv")
    return tuple(found)


def _member(place: str, word: str) -> Member:
    code, _, dates = word.partition("@")
    entered, _, left = dates.partition("/")
    for value in (entered, left):
        if value and not EDTF.match(value):
            raise DataError(
                f"{place}: {word!r} holds no date; CODE, CODE@entry, CODE@/exit or CODE@entry/exit is expected"
            )
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise DataError(f"{place}: {word!r} begins with no ISO alpha-3 code")
    return Member(code, entered or None, left or None)


def _clause(number: int, row: Mapping[str, str]) -> Clause:
    place = f"clauses.tsv:{number}"
    if row["obligation"] not in OBLIGATIONS:
        raise DataError(f"{place}: obligation {row['obligation']!r} is none of {', '.join(OBLIGATIONS)}")
    if row["trigger"] not in TRIGGERS:
        raise DataError(f"{place}: trigger {row['trigger']!r} is none of {', '.join(TRIGGERS)}")
    filters = tuple(word for word in row["filters"].split() if word != "-")
    for word in filters:
        if word not in FILTERS and not re.fullmatch(r"suspended:[A-Z]{3}-[A-Z]{3}", word):
            raise DataError(f"{place}: filter {word!r} is none of {', '.join(FILTERS)}, suspended:A-B")
    bound, home, forces = (
        tuple(word for word in row[column].split() if word != "-") for column in ("bound", "home", "forces")
    )
    return Clause(
        row["pact"],
        row["article"],
        row["obligation"],
        bound,
        row["trigger"],
        home,
        forces,
        filters,
        row["en"],
        row["fr"],
    )


def pact(identifier: str) -> Pact:
    """The pact of an id; raises `KeyError`."""
    return {one.id: one for one in pacts()}[identifier]
