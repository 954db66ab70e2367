"""An answer in the making: sentences with their citations, what is missing, and how an event is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.answers.passages import passages
from detente.answers.pool import Candidate, by_day, candidate, pool
from detente.answers.question import Question
from detente.answers.rank import Match, ranked, weigh, weight
from detente.answers.saying import event_words, with_articles
from detente.answers.sources import Citation, cite
from detente.answers.wording import quoted, say, words
from detente.dyads.sentences import day, name
from detente.store.casebook import Casebook

MOST = 8  # events told in one answer
STATUS = {"planned": "planned", "conditional": "conditional-status", "demanded": "demanded", "negated": "negated"}
VERBATIM = "\0"  # holds the place of a quotation
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer, with what it rests on; `counted` are the events that its figures count."""

    text: str
    citations: tuple[Citation, ...]
    counted: tuple[str, ...] = ()


@dataclass(slots=True)
class Draft:
    """An answer in the making: sentences, what is missing, and remarks on how to take it."""

    book: Casebook
    question: Question
    sentences: list[Said] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    known: dict[str, Row] = field(default_factory=dict)  # events by id, read whole

    @property
    def language(self) -> Any:
        return self.question.language

    def add(self, key: str, citations: Iterable[Citation], counted: Sequence[str] = (), **values: Any) -> None:
        """A sentence of words.tsv; without a citation it is not said."""
        proofs = tuple(citations)
        verbatim = str(values.pop("words", ""))  # what is quoted keeps its own typography
        text = say(key, self.language, **with_articles(values, self.language), words=VERBATIM)
        text = (text[:1].upper() + text[1:]).replace(VERBATIM, verbatim)
        if proofs and all(text != said.text for said in self.sentences):
            self.sentences.append(Said(text, proofs, tuple(counted)))

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

    def tell(self, found: Iterable[Candidate]) -> None:
        """Events as sentences, by day."""
        for one in by_day(found):
            if one.id:
                self.add("event", cite(one.row), **told(one.row, self.language))
            else:
                self.quote(one)

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

    def quote(self, one: Candidate) -> None:
        """A sentence of a document that tells no event, in its own words."""
        published, source = one.row["published"], one.row["source"]
        proof = Citation("", source, str(published) if published else None, one.text, one.row["document"])
        when = words(self.language)["on"].format(day=day(published, self.language)) if published else ""
        key = "passage" if published else "passage-undated"
        self.add(key, [proof], when=when, source=source, words=quoted(one.text, self.language))


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


def told(row: Row, language: Any) -> dict[str, str]:
    """The parts of an event's sentence: when, who did what to whom, how surely and on whose word."""
    notes = [words(language)[STATUS[row["status"]]]] if row["status"] in STATUS else []
    notes += [words(language)[row["likelihood"]]] if row["likelihood"] in ("probable", "possible") else []
    notes += [words(language)["contested"]] if row["contested"] else []
    speaker = row["said_by"] or {}
    if speaker.get("kind") in ("speaker", "source") and speaker.get("text"):
        notes.append(words(language)["according"].format(who=" ".join(speaker["text"].split())))
    return {
        "when": moment(row, language),
        "clause": event_words(row, language),
        "notes": f" ({', '.join(notes)})" if notes else "",
    }


def moment(row: Row, language: Any) -> str:
    """When an event was, as a sentence begins; the day of its publication where no text tells."""
    if row["date"] is not None and row["date"] == row["date_last"]:
        return words(language)["on"].format(day=day(row["date"], language))
    if row["date"] and row["date_last"]:
        return words(language)["within"].format(first=day(row["date"], language), last=day(row["date_last"], language))
    if row["edtf"]:
        return words(language)["dated"].format(edtf=row["edtf"])
    published = row["published"]
    return words(language)["by"].format(day=day(published, language)) if published else words(language)["undated-event"]


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


__all__ = ["MOST", "Draft", "Said", "about", "heaviest", "spread", "told", "when_of", "within"]
