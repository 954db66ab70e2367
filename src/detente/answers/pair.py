"""How two states stand, for a page about them: in short, how third parties reacted to the newest turn, and what may come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from detente.answers.ahead import chances
from detente.answers.between import extent, reacted, tell_turn
from detente.answers.compose import Draft, Row, Said
from detente.answers.question import Question
from detente.store.casebook import Casebook


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences with their citations, what is missing, and remarks on how to take them."""

    sentences: tuple[Said, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def in_short(book: Casebook, a: str, b: str, language: str, turns: Sequence[Row]) -> Part:
    """How much there is between two states, and the strongest and the newest of their turning points."""
    draft = about(book, a, b, language)
    extent(draft, a, b)
    if turns:
        strongest = max(turns, key=lambda turn: turn["score"])
        for turn in sorted(
            {turn["date"]: turn for turn in (strongest, turns[-1])}.values(), key=lambda one: one["date"]
        ):
            tell_turn(draft, turn)
    return finished(draft)


def reactions(book: Casebook, a: str, b: str, language: str, turns: Sequence[Row]) -> Part:
    """What third parties did after the newest turning point of two states; nothing where there is none."""
    draft = about(book, a, b, language)
    if turns:
        reacted(draft, (), (a, b), turns[-1]["date"])
    return finished(draft)


def outlook(book: Casebook, a: str, b: str, language: str) -> Part:
    """How likely material conflict between two states is, beside their past."""
    draft = about(book, a, b, language)
    chances(draft, a, b)
    return finished(draft)


def about(book: Casebook, a: str, b: str, language: Any) -> Draft:
    return Draft(book, Question("", language, "course", (a, b), (), None, None, ()))


def finished(draft: Draft) -> Part:
    return Part(tuple(draft.sentences), tuple(draft.missing), tuple(draft.notes))


__all__ = ["Part", "in_short", "outlook", "reactions"]
