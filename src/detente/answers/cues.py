"""Cue words: what tells the kind of a question, bounds its period, or orders its answers; from cues_XX.tsv."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from detente.errors import DataError
from detente.languages import folder_of
from detente.text import tables

COLUMNS = ("kind", "cue", "weight", "reads")
KINDS = (
    "what-if", "outlook", "commitments", "comparison", "reaction", "turning", "number", "when", "course", "who", "deeds",
    "stakes", "cause", "beyond", "day",
)  # fmt: skip
# No kinds of question: bounds of the period, the case of a what-if and its act, the order of the answers, a third party,
# and a time to come.
HELPERS = ("since", "until", "if", "act", "first", "last", "others", "future", "where", "object", "whose", "times")
TOPICAL = ("act", "commitments", "first", "what-if")  # cues that are words of the topic as well


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word: its pattern, what kind it speaks for, how strongly, and the act that it reads as."""

    kind: str
    pattern: re.Pattern[str]
    weight: int
    reads: str


@cache
def cues(language: str) -> tuple[Cue, ...]:
    """The cues of a language, in the order of the file. Raises DataError."""
    found = []
    for kind, cue, weight, reads in tables.rows(folder_of(language) / "questions.tsv", COLUMNS):
        if kind not in (*KINDS, *HELPERS) or not weight.isdigit():
            raise DataError(
                f"questions.tsv of {language}: {kind!r} {cue!r} {weight!r}: expected a kind, a cue and a whole number"
            )
        start = "^" if cue.startswith("^") else r"(?<!\w)"
        pattern = (
            re.escape(cue.removeprefix("^")).replace(r"\ \*\ ", r"\b.*\b").replace(r"\*", r"\w*").replace(r"\ ", r"\s+")
        )
        found.append(Cue(kind, re.compile(rf"{start}{pattern}(?!\w)", re.IGNORECASE), int(weight), reads))
    return tuple(found)


def kind_of(text: str, language: str) -> tuple[str, int]:
    """The kind that the cues speak for, and where its strongest cue stands."""
    votes = dict.fromkeys(KINDS, 0)
    best: dict[str, tuple[int, int]] = {}
    for cue in cues(language):
        match = cue.pattern.search(text)
        if match and cue.kind in votes:
            votes[cue.kind] += cue.weight
            if cue.weight > best.get(cue.kind, (0, 0))[0]:
                best[cue.kind] = (cue.weight, match.start())
    kind = max(KINDS, key=lambda name: votes[name])
    return (kind, best[kind][1]) if votes[kind] else ("unknown", 0)


def helps(text: str, language: str) -> tuple[str, ...]:
    """The helpers that a question holds: first, last, others, future..."""
    found = (cue.kind for cue in cues(language) if cue.kind in HELPERS and cue.pattern.search(text))
    return tuple(dict.fromkeys(found))


def spans(text: str, language: str) -> list[tuple[int, int]]:
    """Where cues stand that say nothing of the topic."""
    return [m.span() for cue in cues(language) if cue.kind not in TOPICAL for m in cue.pattern.finditer(text)]


__all__ = ["HELPERS", "KINDS", "Cue", "cues", "helps", "kind_of", "spans"]
