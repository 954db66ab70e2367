"""How two states stand, for a page about them: in short, how third parties reacted to the newest turn, and what may come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.answers.ahead import chances
from detente.answers.between import extent, reacted, tell_turn, telling
from detente.answers.compose import Draft, Row, Said, about
from detente.store.casebook import Casebook


@dataclass(frozen=True, slots=True)
class Part:
    """Sentences with their citations, what is missing, and remarks on how to take them."""

    sentences: tuple[Said, ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def in_short(book: Casebook, a: str, b: str, language: str, turns: Sequence[Row]) -> Part:
    """How much there is between two states, and the strongest and the newest of their turning points."""
    draft = about(book, language, a, b)
    extent(draft, a, b)
    if turns:
        for turn in sorted(telling(turns), key=lambda one: one["date"]):
            tell_turn(draft, turn)
    return finished(draft)


def reactions(book: Casebook, a: str, b: str, language: str, turns: Sequence[Row]) -> Part:
    """What third parties did after the newest turning point of two states; nothing where there is none."""
    draft = about(book, language, a, b)
    if turns:
        reacted(draft, (), (a, b), turns[-1]["date"])
    return finished(draft)


def outlook(book: Casebook, a: str, b: str, language: str) -> Part:
    """How likely material conflict between two states is, beside their past."""
    draft = about(book, language, a, b)
    chances(draft, a, b)
    return finished(draft)


def finished(draft: Draft) -> Part:
    return Part(tuple(draft.sentences), tuple(draft.missing), tuple(draft.notes))


__all__ = ["Part", "in_short", "outlook", "reactions"]
