"""One function a kind of question: the table of all."""

from __future__ import annotations

from collections.abc import Callable

from detente.answers.ahead import commitments, outlook, what_if
from detente.answers.between import turning
from detente.answers.compose import Draft
from detente.answers.deeds import (
    beyond,
    cause,
    comparison,
    course,
    deeds,
    happened,
    number,
    reaction,
    stakes,
    when,
    who,
)

ANSWERS: dict[str, Callable[[Draft], None]] = {
    "course": course,
    "turning": turning,
    "comparison": comparison,
    "when": when,
    "reaction": reaction,
    "commitments": commitments,
    "who": who,
    "deeds": deeds,
    "day": happened,
    "number": number,
    "outlook": outlook,
    "what-if": what_if,
    "stakes": stakes,
    "cause": cause,
    "beyond": beyond,
}
