"""Questions in French and English over the shipped chronicle: what is cited, what is declined, and what a judge says of answers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from detente.answers import Answer
from detente.answers.sources import Citation
from detente.data import CHRONICLE
from detente.errors import DataError
from detente.text import tables

HERE = Path(__file__).parent
QUESTIONS = ("id", "half", "language", "kind", "question", "must")
UNANSWERABLE = ("id", "half", "language", "why", "question", "must")
EMPTY = "∅"  # a table has no empty cells


@dataclass(frozen=True, slots=True)
class Proof:
    """A sentence that may be cited: the dispatch that holds it and words of it; or a pact (`dispatch` is "pact") and its id."""

    dispatch: str
    words: str

    def cited_by(self, one: Citation) -> bool:
        if self.dispatch == "pact":
            return one.event == self.words
        return one.date == self.dispatch[:10] and self.words in one.text


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its gold: each group of `must` is to be met by one of its proofs."""

    id: str
    half: str
    language: str
    kind: str
    text: str
    must: tuple[tuple[Proof, ...], ...]

    def unmet(self, answer: Answer) -> list[tuple[Proof, ...]]:
        """The groups of evidence that an answer cites nothing of."""
        cited = [one for said in (*answer.sentences, *answer.more) for one in said.citations]
        return [group for group in self.must if not any(proof.cited_by(one) for proof in group for one in cited)]


@dataclass(frozen=True, slots=True)
class Barred:
    """A question that must be declined, and a word that has to stand in what is said to be missing ("" for any)."""

    id: str
    half: str
    language: str
    why: str
    text: str
    must: str

    def declined_by(self, answer: Answer) -> bool:
        return answer.declined and any(self.must in text for text in answer.missing)


@cache
def dispatches() -> dict[str, str]:
    """Text of each dispatch of the chronicle by its id."""
    rows = (json.loads(line) for line in CHRONICLE.read_text(encoding="utf-8").splitlines())
    return {row["id"]: row["text"] for row in rows}


def proof(text: str, place: str) -> Proof:
    """Read DISPATCH=words or pact=ID. Raises DataError where the dispatch does not hold the words."""
    dispatch, _, words = text.partition("=")
    if dispatch != "pact" and words not in dispatches().get(dispatch, ""):
        raise DataError(f"questions.tsv, {place}: dispatch {dispatch!r} of the chronicle does not hold {words!r}")
    return Proof(dispatch, words)


def questions(half: str | None = None) -> list[Asked]:
    """The questions of a half (both), in the order of the file."""
    found = []
    for identity, part, language, kind, text, must in tables.rows(HERE / "questions.tsv", QUESTIONS):
        groups = tuple(tuple(proof(one, identity) for one in group.split(" || ")) for group in must.split(" && "))
        found.append(Asked(identity, part, language, kind, text, groups))
    return [one for one in found if half in (None, one.half)]


def unanswerable(half: str | None = None) -> list[Barred]:
    """The questions of a half (both) that the chronicle cannot answer."""
    found = [
        Barred(identity, part, language, why, "" if text == EMPTY else text, "" if must == "-" else must)
        for identity, part, language, why, text, must in tables.rows(HERE / "unanswerable.tsv", UNANSWERABLE)
    ]
    return [one for one in found if half in (None, one.half)]
