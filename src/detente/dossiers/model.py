"""A dossier as data: sections of claims, each of which stands on numbered references to sentences. Renderers add nothing to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Language = Literal["en", "fr"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One sentence that a claim stands on: where it was read, its words, and its grade (Admiralty A-F and 1-6)."""

    number: int
    event: str  # id of the event, or of the pact
    source: str
    published: str | None  # ISO day; of a pact the day of signature
    words: str
    reliability: str
    credibility: int
    document: str | None = None  # id in the casebook; None for the record of a pact
    address: str | None = None  # http or https, where the document was read from one

    @property
    def grade(self) -> str:
        return f"{self.reliability}{self.credibility}"

    @property
    def quoted(self) -> bool:
        """Whether the words are those of the source; clauses of the file of pacts are paraphrased."""
        return self.document is not None


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement of the dossier: the words of a source with our reading as a tag, or a sentence of ours. One without a
    reference cannot be made.
    """

    text: str
    references: tuple[int, ...]
    tag: str = ""

    def __post_init__(self) -> None:
        if not self.references:
            raise ValueError(f"a claim without a reference: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Table:
    """Figures or names in rows, as text in the dossier's language."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the dossier: claims, then what the ledger lacks on it and how to take it, a table, a picture (Vega-Lite)."""

    key: str
    title: str
    claims: tuple[Claim, ...] = ()
    gaps: tuple[str, ...] = ()  # what is not known; it rests on nothing, and says so
    notes: tuple[str, ...] = ()
    table: Table | None = None
    picture: Mapping[str, Any] | None = None
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """A brief on two states or on a topic, complete in itself. `labels` are the fixed words of its language."""

    title: str
    period: str
    language: Language
    made: date
    sections: tuple[Section, ...]
    references: tuple[Reference, ...]
    labels: Mapping[str, str]

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(claim for section in self.sections for claim in section.claims)

    def reference(self, number: int) -> Reference:
        """The reference of a number. Raises IndexError for one that is not there."""
        if not 1 <= number <= len(self.references):
            raise IndexError(f"no reference {number}: there are {len(self.references)}")
        return self.references[number - 1]


__all__ = ["Claim", "Dossier", "Language", "Reference", "Section", "Table"]
