"""What the tables hold, in memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Kind = Literal["state", "region", "organisation", "body", "group", "person", "city"]
NameKind = Literal["name", "adjective", "demonym", "capital"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody (or some place) that has names. Dates bound when it existed; None is open."""

    id: str
    kind: Kind
    name: str
    country: str | None
    sectors: tuple[str, ...] = ()
    begin: date | None = None
    end: date | None = None
    wikidata: str | None = None

    def exists(self, on: date) -> bool:
        return (self.begin is None or self.begin <= on) and (self.end is None or on <= self.end)


class Name(NamedTuple):
    """One meaning of a written form."""

    id: str
    kind: NameKind
    language: str  # "" where it holds in every language


class Term(NamedTuple):
    """A common noun that tells the sector: `role` is own, generic, through, or office:WHICH."""

    term: str
    sectors: tuple[str, ...]
    role: str


class Tenure(NamedTuple):
    """An office held: `owner` is a state's alpha-3 code, or an organisation's id without its prefix."""

    owner: str
    role: str
    person: str
    begin: date
    end: date | None
    source: str

    def holds(self, on: date) -> bool:
        return self.begin <= on and (self.end is None or on <= self.end)


@dataclass(slots=True)
class Gazetteer:
    """All tables, indexed by what is asked of them."""

    entities: dict[str, Entity] = field(default_factory=dict)
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    towns: set[str] = field(default_factory=set)  # names that are a state's and its capital's: Singapore
    cities: dict[str, str] = field(default_factory=dict)  # written form -> alpha-3
    terms: dict[str, dict[str, Term]] = field(default_factory=dict)  # language -> canonical term -> Term
    titles: dict[str, dict[str, str]] = field(default_factory=dict)  # language -> title of one state alone -> its id
    words: dict[str, dict[str, str]] = field(default_factory=dict)  # language -> function word -> class
    surnames: dict[str, tuple[str, ...]] = field(default_factory=dict)  # surname -> persons' ids
    tenures: dict[str, tuple[Tenure, ...]] = field(default_factory=dict)  # person's id -> offices, oldest first
    offices: dict[tuple[str, str], tuple[Tenure, ...]] = field(default_factory=dict)  # (owner, role) -> oldest first
    members: dict[str, tuple[tuple[str, date | None, date | None], ...]] = field(default_factory=dict)
    cues: dict[str, tuple[tuple[str, frozenset[str]], ...]] = field(default_factory=dict)  # name -> (id, cue words)
    codes: dict[str, Mapping[str, str]] = field(default_factory=dict)  # state's id -> its codes
    sound: dict[str, frozenset[str]] = field(default_factory=dict)  # context lists: given, sport, food, politics...


__all__ = ["Entity", "Gazetteer", "Kind", "Name", "NameKind", "Tenure", "Term"]
