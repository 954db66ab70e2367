"""Questions in French or English, answered from the ledger: every sentence with its citations, gaps said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from detente.answers.compose import Draft, Said
from detente.answers.kinds import ANSWERS
from detente.answers.question import Question, read_question
from detente.answers.sources import Citation
from detente.telling.wording import say, words

if TYPE_CHECKING:
    from detente.store.casebook import Casebook


FIRST = 3  # statements that an answer shows before *more*


@dataclass(frozen=True, slots=True)
class Answer:
    """What the ledger says to a question: the short answer where quotations bear one, the statements that answer best, and
    `more`, those that come after. `missing` says what it lacks; without sentences the question is declined.
    """

    question: Question
    understood: str
    sentences: tuple[Said, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    direct: str = ""
    more: tuple[Said, ...] = ()

    @property
    def declined(self) -> bool:
        return not self.sentences


def ask(book: Casebook, text: str, *, language: str | None = None, on: date | None = None) -> Answer:
    """Answer a question from a casebook. `language` is that of the question and the answer (guessed when left out), `on`
    the day it is asked: left out, the day of the newest document, to which *last year* and the like go back. Raises BadQuery for an empty question or a language that is neither French nor English.
    """
    from detente.dyads.sentences import day

    newest = on or newest_day(book)
    question = read_question(text, language=language, on=newest)
    draft = Draft(book, question)
    if on is None and newest and moves(question, text, newest):
        tongue: Any = question.language
        draft.notes.append(say("as-of", tongue, day=day(newest, tongue)))
    kind = question.kind
    if kind == "unknown":  # two states and nothing else: how they stand; else what was done
        kind = "deeds" if question.wish or len(question.actors) < 2 else "course"
    if not (question.actors or question.places or question.wish) and kind not in ("what-if", "beyond"):
        kind = "day"
        ANSWERS[kind](draft)
    else:
        ANSWERS[kind](draft)
    if not draft.sentences and not draft.missing:
        draft.lack("no-words")  # imported tables have events without sentences
    told, direct = draft.sentences, draft.direct if draft.sentences else ""
    return Answer(
        question,
        heading(question, kind),
        tuple(told[:FIRST]),
        tuple(draft.missing),
        tuple(draft.notes),
        direct,
        tuple(told[FIRST:]),
    )


def newest_day(book: Casebook) -> date | None:
    """The day on which the newest document of a casebook was published."""
    days = [row for row in book.documents().column("published").to_pylist() if row]
    return date.fromisoformat(str(max(days))) if days else None


def heading(question: Question, kind: str) -> str:
    """How the question was understood: kind, actors, period."""
    from detente.dyads.sentences import day, name

    tongue: Any = question.language
    parts = [words(tongue)[kind], *(name(code, tongue) for code in question.actors)]
    ends = {key: day(bound, tongue) for key, bound in (("since", question.since), ("until", question.until)) if bound}
    if ends:
        parts.append(words(tongue)["period" if len(ends) == 2 else next(iter(ends))].format(**ends))
    return say("understood", tongue, kind=", ".join(parts))


def moves(question: Question, text: str, newest: date) -> bool:
    """Whether the period of a question depends on the day it is asked, as *last year* does and *in 2018* does not."""
    if not (question.since or question.until):
        return False
    earlier = read_question(text, language=question.language, on=newest - timedelta(days=800))
    return (earlier.since, earlier.until) != (question.since, question.until)


__all__ = ["Answer", "Citation", "Question", "Said", "ask", "read_question"]
