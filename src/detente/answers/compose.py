"""An answer in the making: what sources say, with our reading beside it, figures of ours with their citations, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.answers.passages import passages
from detente.answers.pool import Candidate, by_day, candidate, pool
from detente.answers.question import Question
from detente.answers.rank import Match, ranked, weigh, weight
from detente.answers.sources import Citation, cite
from detente.dyads.sentences import day, name
from detente.store.casebook import Casebook
from detente.telling.event import tell
from detente.telling.excerpt import excerpt
from detente.telling.names import with_articles
from detente.telling.wording import quoted, say, words

MOST = 8  # events told in one answer
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an answer, with what it rests on: the words of a source, quoted, with our reading as a tag; or a figure
    or clause in a sentence of ours. `counted` are the events that its figures count, `quote` the words of a quotation.
    """

    text: str
    citations: tuple[Citation, ...]
    counted: tuple[str, ...] = ()
    tag: str = ""
    quote: str = ""
    language: str | None = None  # of the quotation


@dataclass(slots=True)
class Draft:
    """An answer in the making: sentences, what is missing, and remarks on how to take it."""

    book: Casebook
    question: Question
    sentences: list[Said] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    direct: str = ""  # the short answer
    known: dict[str, Row] = field(default_factory=dict)  # events by id, read whole

    @property
    def language(self) -> Any:
        return self.question.language

    def add(
        self, key: str, citations: Iterable[Citation], counted: Sequence[str] = (), tag: str = "", **values: Any
    ) -> None:
        """A sentence of ours, of phrases.tsv; without a citation it is not said."""
        proofs = tuple(citations)
        text = say(key, self.language, **with_articles(values, self.language))
        text = text[:1].upper() + text[1:]
        if proofs and all(text != said.text for said in self.sentences):
            self.sentences.append(Said(text, proofs, tuple(counted), tag))

    def lack(self, key: str, **values: Any) -> None:
        self.missing.append(say(key, self.language, period=self.period(), **values))

    def note(self, key: str, **values: Any) -> None:
        self.notes.append(say(key, self.language, **values))

    def period(self) -> str:
        """The days asked for, in brackets; empty where none are."""
        ends = (self.question.since, self.question.until)
        return f" ({' – '.join(day(one, self.language) if one else '…' for one in ends)})" if any(ends) else ""

    def name(self, *codes: str) -> str:
        return ", ".join(name(code, self.language) for code in codes)

    def named(self) -> str:
        """The parties asked about, or else the places."""
        return self.name(*(self.question.actors or self.question.places)[:3])

    def candidates(self, question: Question | None = None) -> list[Candidate]:
        """The events that may answer a question (this one) in its period."""
        asked = question or self.question
        return pool(self.book, asked, asked.since, asked.until)

    def texts(self, question: Question, events: Sequence[Candidate], loose: bool = False) -> list[Candidate]:
        """Sentences without an event that may answer a question."""
        return passages(self.book, question, events, question.since, question.until, loose)

    def matches(self, question: Question | None = None, subject: str = "first", *, loose: bool = False) -> list[Match]:
        """The events and sentences that fit a question (this one), best first."""
        asked = question or self.question
        events = self.candidates(asked)
        return ranked(asked, [*events, *self.texts(asked, events, loose)], subject=subject, loose=loose)

    def tell(self, found: Iterable[Candidate], *, ranked: bool = False) -> None:
        """Events and sentences as their sources word them, by day; `ranked` keeps their order."""
        for one in found if ranked else by_day(found):
            self.event(one.row) if one.id else self.passage(one)

    def event(self, row: Row) -> None:
        """An event in the words of its best source, our reading as a tag; one that was imported without words is not told."""
        told = tell(row, self.language)
        proofs = cite(row, 3)
        first = [one for one in proofs if told.quote.strip("… ") in one.text]
        proofs = [*first, *(one for one in proofs if one not in first)][:2]
        if told.quote:
            self.state(told.quote, told.tag, proofs, told.language)

    def state(self, quote: str, tag: str, proofs: Sequence[Citation], language: str | None) -> None:
        """The words of a source, each once."""
        if proofs and all(quote != said.quote for said in self.sentences):
            text = quoted(quote, self.language)
            self.sentences.append(Said(text, tuple(proofs), tag=tag, quote=quote, language=language))

    def tell_rows(self, rows: Iterable[Row]) -> None:
        """Events given by light rows, as sentences, by day."""
        self.tell_ids({row["event_id"]: row["date"] for row in rows})

    def tell_ids(self, ids: Iterable[str] | Mapping[str, date | None]) -> None:
        """Events given by id, better by id and day, as sentences, by day."""
        self.tell(candidate(self.book, row) for row in self.whole(ids))

    def whole(self, ids: Iterable[str] | Mapping[str, date | None], **filters: Any) -> list[Row]:
        """Events by id, better by id and day, read whole: all at once, and each once for an answer. Filters must hold for all."""
        fresh = [one for one in dict.fromkeys(ids) if one not in self.known]
        if isinstance(ids, Mapping):
            rows = self.book.rows_at([(one, ids[one]) for one in fresh], **filters)
        else:
            rows = self.book.event_rows(ids=fresh, **filters) if fresh else []
        self.known.update((row["event_id"], row) for row in rows)
        return [self.known[one] for one in dict.fromkeys(ids) if one in self.known]

    def proofs(self, ids: Iterable[str] | Mapping[str, date | None], most: int = 2, **filters: Any) -> list[Citation]:
        """Sentences that tell some events, of each so many at the most."""
        return [proof for row in self.whole(ids, **filters) for proof in cite(row, most)]

    def events(self, **filters: Any) -> list[Row]:
        """Events of the period asked for, one light row each, by day; one without a day of its own goes by its publication."""
        first, last = self.question.since, self.question.until
        rows = {row["event_id"]: row for row in self.book.events_table(**filters).to_pylist()}
        kept = [row for row in rows.values() if within(row, first, last)]
        return sorted(kept, key=lambda row: (when_of(row) is None, str(when_of(row))))

    def passage(self, one: Candidate) -> None:
        """A sentence of a document that tells no event, in its own words."""
        published, source = one.row["published"], one.row["source"]
        proof = Citation("", source, str(published) if published else None, one.text, one.row["document"])
        tag = (
            say("told-on", self.language, day=day(published, self.language))
            if published
            else words(self.language)["undated"]
        )
        self.state(excerpt(one.text, 0, len(one.text), one.language), tag, [proof], one.language)


def about(book: Casebook, language: Any, *actors: str, since: date | None = None, until: date | None = None) -> Draft:
    """An empty answer about some actors in a period, though nobody asked a question in words."""
    return Draft(book, Question("", language, "course", actors, (), since, until, ()))


def when_of(row: Row) -> date | None:
    """The day of an event, or that of its first publication where no text gives one."""
    return row["date"] or row["published"]  # type: ignore[no-any-return]


def within(row: Row, first: date | None, last: date | None) -> bool:
    begin, end = when_of(row), row["date_last"] or row["published"]
    if begin is None:
        return first is None and last is None
    return (first is None or end is None or end >= first) and (last is None or begin <= last)


def heaviest(rows: Sequence[Row], most: int = MOST) -> list[Row]:
    """The rows of the most telling events."""
    return sorted(rows, key=weigh, reverse=True)[:most]


def spread(found: Sequence[Candidate], most: int = MOST) -> list[Candidate]:
    """The weightiest events, those of one month counting less the more of it are taken: a course shows how it went."""
    left, taken = list(found), list[Candidate]()
    months: dict[tuple[int, int] | None, int] = {}
    while left and len(taken) < most:
        top = max(left, key=lambda one: (weight(one) * 0.55 ** months.get(month(one.day), 0), one.id))
        left.remove(top)
        taken.append(top)
        months[month(top.day)] = months.get(month(top.day), 0) + 1
    return taken


def month(when: date | None) -> tuple[int, int] | None:
    return (when.year, when.month) if when else None


__all__ = ["MOST", "Draft", "Said", "about", "heaviest", "spread", "when_of", "within"]
