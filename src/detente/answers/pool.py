"""The events that an answer may be drawn from: those of the parties, places or words asked for, in the period; never the whole table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from detente.answers.forms import tokens
from detente.errors import DetenteError
from detente.store.serving.pair_queries import Scored, Wanted, scored
from detente.telling.check import places

if TYPE_CHECKING:
    from detente.answers.question import Question
    from detente.store.casebook import Casebook

MOST = 240  # events that are looked at closely
FEW = 12  # codes of a side by which rows of a file are passed over
HITS = 400  # sentences that the words of a topic may find
AROUND = 450  # letters before and after a sentence that are its context
Row = dict[str, Any]
Period = tuple[date | None, date | None]


@dataclass(eq=False)
class Candidate:
    """An event with its sides, its sentences and what stands around them; or a sentence that tells no event (`row` without id)."""

    row: Row
    text: str  # its sentences
    language: str | None
    documents: frozenset[str]
    surroundings: Callable[[], str]

    @property
    def id(self) -> str:
        return str(self.row["event_id"])

    @property
    def day(self) -> date | None:
        """The day of the event, or that of its first publication where no text gives one."""
        return self.row["date"] or self.row["published"]  # type: ignore[no-any-return]

    @cached_property
    def actors(self) -> frozenset[str]:
        return codes_of(self.row["actors"])

    @cached_property
    def recipients(self) -> frozenset[str]:
        return codes_of(self.row["recipients"])

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Words of its sentences."""
        return tokens(self.text)

    @cached_property
    def said(self) -> frozenset[str]:
        """Codes named in its sentences."""
        return named(self.text, self.language)

    @cached_property
    def near(self) -> tuple[str, ...]:
        """Words around its sentences."""
        return tokens(self.surroundings())

    @cached_property
    def around(self) -> frozenset[str]:
        """Codes named around its sentences."""
        return named(self.surroundings(), self.language)


def pool(book: Casebook, question: Question, since: date | None, until: date | None) -> list[Candidate]:
    """The likeliest events for a question, with their sentences."""
    found = likeliest(book, question, since, until)
    sides = {side: {one.pair[side] for one in found} for side in ("actor", "recipient")}
    named = {
        side: sorted(filter(None, codes)) for side, codes in sides.items() if None not in codes and len(codes) <= FEW
    }
    rows = book.rows_at([(one.event_id, one.date) for one in found], **named)
    return [candidate(book, row) for row in rows if row["told"]]


def likeliest(book: Casebook, question: Question, since: date | None, until: date | None) -> list[Scored]:
    """Ids, days and a pair of each by a rough sum in SQL: deed and type asked for, parties, sentences that hold words of the
    topic, weight.
    """
    codes = sorted({code for group in question.groups for code in group} | set(question.places))
    hits = hit_by(book, question)
    if not codes and not hits:
        return []
    types = sorted({chain.event for chain in question.wish.chains if chain.event})
    deeds = sorted({chain.deed for chain in question.wish.chains if chain.deed})
    wanted = Wanted(codes, hits, types, deeds)
    if len(question.groups) > 1 and not hits:  # two who have had much to do with each other are looked at alone
        found = scored(book.view, wanted, (since, until), both=True, most=MOST)
        if len(found) == MOST:
            return found
    return scored(book.view, wanted, (since, until), both=False, most=MOST)


def hit_by(book: Casebook, question: Question) -> list[str]:
    """Events with a sentence that holds words of the topic, in either language."""
    terms = [one.text for one in question.wish.words] + [near for one in question.wish.words for near in one.near]
    wanted = [term for term in dict.fromkeys(terms) if len(term) > 2]
    if not wanted:
        return []
    found = book.search(" OR ".join(f'"{term}"' for term in wanted), limit=HITS)
    return list(dict.fromkeys(found.column("event_id").to_pylist()))


def candidate(book: Casebook, row: Row) -> Candidate:
    proofs = [(report["document"], report["language"], one) for report in row["told"] for one in report["evidence"]][:4]
    texts = " ".join(one["text"] for _, _, one in proofs)
    language = proofs[0][1] if proofs else None

    def surroundings() -> str:
        return " ".join(context(book, document, one["begin"], one["stop"]) for document, _, one in proofs[:2])

    return Candidate(row, texts, language, frozenset(document for document, _, _ in proofs), surroundings)


def context(book: Casebook, document: str, begin: int, stop: int) -> str:
    """What stands around a sentence, itself included; the title too."""
    try:
        read = book.document(document)
    except DetenteError:
        return ""
    return f"{read.title or ''}. {read.text[max(0, begin - AROUND) : stop + AROUND]}"


def codes_of(side: Sequence[Row] | None) -> frozenset[str]:
    """Codes of a side: countries, and the members of what is named as a group."""
    return frozenset(code for one in side or () for code in (one["country"], *(one["members"] or ())) if code)


def named(text: str, language: str | None) -> frozenset[str]:
    """Codes of all that a text names, places among them."""
    return frozenset(code for code, *_ in places(text, language))


def widened(since: date | None, until: date | None, days: int) -> tuple[date | None, date | None]:
    """A period with some days more at its end: a reaction comes later than what it answers."""
    return since, until + timedelta(days=days) if until else None


def by_day(found: Iterable[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda one: (one.day is None, str(one.day)))


__all__ = ["Candidate", "by_day", "candidate", "context", "likeliest", "pool", "widened"]
