"""Every core type, in the order in which a text flows through them.

This module imports nothing of ours. Spans are character offsets (begin inclusive, stop exclusive) into the canonical text
of the document, always.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

Status = Literal["happened", "planned", "conditional", "demanded", "negated"]
Likelihood = Literal["certain", "probable", "possible"]
Quad = Literal[0, 1, 2, 3, 4]
BlockKind = Literal["article", "title", "byline", "quote", "table", "boilerplate", "injected", "foreign"]
DateKnown = Literal["given", "metadata", "url", "text", "unknown"]
LanguageKnown = Literal["given", "declared"]
Category = Literal[
    "weapons", "ammunition", "technology", "energy", "money", "humanitarian", "training", "troops", "goods"
]


class Span(NamedTuple):
    """Character offsets into the canonical text: `begin` inclusive, `stop` exclusive."""

    begin: int
    stop: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read, and what is known of where it comes from."""

    id: str  # blake2b of the canonical text, hexadecimal
    source: str  # path, URL or "-"
    text: str  # canonical text: every span of every record counts in it
    title: str | None = None
    author: str | None = None
    site: str | None = None
    published: date | None = None
    published_known: DateKnown = "unknown"
    language: str | None = None  # ISO 639-1 of the main language
    notes: tuple[str, ...] = ()  # what the reader of the source had to decide (encoding, columns, splits)
    parts: tuple[
        Block, ...
    ] = ()  # what that reader knows of the layout (page furniture, hidden text, tables): cleaning heeds it
    language_known: LanguageKnown = (
        "given"  # declared by a page, feed or table: believed only where the text cannot tell
    )


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of a document that belongs together: kept, or set aside (quarantined) with its reasons."""

    begin: int
    stop: int
    kind: BlockKind
    language: str | None = None  # None: too short or too mixed to tell
    kept: bool = True
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the Universal Dependencies graph. `index` and `head` count within the sentence; the root's head is itself."""

    index: int
    begin: int
    stop: int
    form: str
    lemma: str
    upos: str
    head: int
    relation: str  # UD relation with subtype: "nsubj:pass"
    features: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A parsed sentence, in one dialect of Universal Dependencies whatever the language."""

    begin: int
    stop: int
    language: str
    tokens: tuple[Token, ...]
    _children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.index:
                below[token.head].append(token.index)
        object.__setattr__(self, "_children", tuple(tuple(row) for row in below))

    def children(self, index: int) -> tuple[int, ...]:
        """Indices of the dependents of a token, in the order of the text."""
        return self._children[index]

    def subtree(self, index: int) -> list[int]:
        """Indices of a token and all below it, in the order of the text."""
        found, waiting = [], [index]
        while waiting:
            here = waiting.pop()
            found.append(here)
            waiting.extend(self._children[here])
        return sorted(found)

    def above(self, index: int) -> list[int]:
        """Indices of the tokens that a token hangs under, the nearest first."""
        found: list[int] = []
        while self.tokens[index].head != index and len(found) < len(self.tokens):  # heads that lead round end somewhere
            index = self.tokens[index].head
            found.append(index)
        return found

    @property
    def root(self) -> int:
        return next((token.index for token in self.tokens if token.head == token.index), 0)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts in world politics, as named in a text and as resolved."""

    text: str
    name: str | None = None  # canonical English name of the entity it resolves to
    country: str | None = None  # ISO 3166 alpha-3, or a PLOVER group: IGO UNO EUR NGO ISM IMG MNC; XKX for Kosovo
    sectors: tuple[str, ...] = ()  # PLOVER sector codes, the most telling first
    id: str | None = None  # language-neutral id of the gazetteer
    begin: int | None = None
    stop: int | None = None
    members: tuple[str, ...] = ()  # countries, where a collective stands for several ("les deux Corées")
    rule: str = ""  # what decided, for `detente actors --explain`

    def named(self, text: str, begin: int | None, stop: int | None) -> Actor:
        """The same actor as named by other words."""
        return Actor(text, self.name, self.country, self.sectors, self.id, begin, stop, self.members, self.rule)


@dataclass(frozen=True, slots=True)
class When:
    """A date as EDTF (ISO 8601-2) with its first and last day, and what it was resolved against."""

    edtf: str
    first: date | None
    last: date | None
    anchor: str | None = None  # "published 2024-06-26", "event 3", or None where the text says it all
    begin: int | None = None
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where it happened."""

    text: str
    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: Literal["point", "city", "region", "country", "unknown"] = "unknown"
    begin: int | None = None
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class SaidBy:
    """On whose word: the author's own, a named speaker's or source's, or hearsay (a mood: *aurait livré*)."""

    kind: Literal["author", "speaker", "source", "hearsay"] = "author"
    text: str | None = None  # as named in the text
    country: str | None = None
    begin: int | None = None  # the span of the cue: "selon Séoul", "said"
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """The words on which a conditional event hangs."""

    text: str
    begin: int
    stop: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sentence that states an event, with the words that carry each part of it."""

    document: str
    begin: int  # the sentence
    stop: int
    text: str  # the sentence's words
    trigger: Span
    actor: Span | None
    recipient: Span | None
    rule: str  # the lexicon row or fallback that decided
    status: Status = "happened"
    likelihood: Likelihood = "certain"
    said_by: SaidBy = field(default_factory=SaidBy)


@dataclass(frozen=True, slots=True)
class Event:
    """What one actor did, promised, refused or threatened to another: PLOVER's fields and ours."""

    id: str
    event: str  # one of PLOVER's 16 types
    mode: str | None
    quad: Quad
    intensity: float  # Goldstein scale, -10 to 10
    contexts: tuple[str, ...]
    deed: str  # the operator chain over the deed: "promise(provide-weapons)"
    actor: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    both: bool = False  # mutual: the order of actor and recipient does not matter
    status: Status = "happened"
    likelihood: Likelihood = "certain"
    condition: Condition | None = None
    date: When | None = None
    place: Place | None = None
    said_by: SaidBy = field(default_factory=SaidBy)
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0
    contested: bool = False  # sources disagree on whether it took place


@dataclass(frozen=True, slots=True)
class Commitment:
    """What parties bound themselves to, with the obligations of ATOP."""

    id: str
    parties: tuple[str, ...]  # country codes, sorted
    obligations: tuple[str, ...]  # defence, offence, neutrality, non-aggression, consultation
    trigger: str | None = None  # the case in which it binds, as worded
    instrument: str | None = None  # "accord de défense mutuelle"
    signed: str | None = None  # EDTF
    in_force: str | None = None
    ended: str | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def date(self) -> str | None:
        return self.signed


@dataclass(frozen=True, slots=True)
class Transfer:
    """A good that goes, or would go, from a provider to a recipient."""

    id: str
    provider: str  # country code
    recipient: str
    good: str  # as worded
    category: Category
    status: Status
    likelihood: Likelihood
    date: str | None = None  # EDTF
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Unresolved:
    """What the reading could not settle, why, and what would settle it."""

    what: str  # "date", "actor", "language", ...
    text: str
    begin: int
    stop: int
    reason: str
    remedy: str | None = None  # the flag or command that mends it


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read out of one document."""

    document: Document
    blocks: tuple[Block, ...]
    events: tuple[Event, ...]
    commitments: tuple[Commitment, ...]
    transfers: tuple[Transfer, ...]
    questions: tuple[str, ...]
    unresolved: tuple[Unresolved, ...]
    leads: tuple[Event, ...] = ()  # what is less sure than the line: kept for a person to decide, never counted


@dataclass(frozen=True, slots=True)
class Relation:
    """The one relation that a sentence states between a marked actor and a marked recipient."""

    event: str
    mode: str | None
    quad: Quad
    deed: str
    confidence: float  # probability that `event` is right
    rule: str  # the lexicon row that decided, or "fallback:..."
    words: tuple[Span, ...] = ()  # the words that decided


__all__ = [
    "Actor",
    "Block",
    "BlockKind",
    "Category",
    "Commitment",
    "Condition",
    "DateKnown",
    "Document",
    "Event",
    "Evidence",
    "Likelihood",
    "Place",
    "Quad",
    "Reading",
    "Relation",
    "SaidBy",
    "Sentence",
    "Span",
    "Status",
    "Token",
    "Transfer",
    "Unresolved",
    "When",
]
