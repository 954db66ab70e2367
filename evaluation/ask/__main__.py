"""Ask the questions over the chronicle: `python -m evaluation.ask`. Counts alone for the blind half, never its answers; the second
set is open, of more kinds and wordings, and was what retrieval was built on.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from detente.answers import Answer, ask
from detente.data import CHRONICLE
from detente.errors import BadQuery
from detente.store.casebook import Casebook
from evaluation.ask import questions, unanswerable
from evaluation.ask.support import unsupported


def asked(book: Casebook, text: str) -> Answer | None:
    """The answer; None for a question that is refused with an error that says why (an empty one)."""
    try:
        return ask(book, text)
    except BadQuery:
        return None


def score(book: Casebook, half: str) -> dict[str, tuple[int, int]]:
    """What is met of how many: questions whose evidence is cited, sentences that what they cite bears out, unanswerable
    ones declined.
    """
    cited, proved, told = 0, 0, 0
    wanted = questions(half)
    for question in wanted:
        if answer := asked(book, question.text):
            cited += not question.unmet(answer)
            told += len(answer.sentences)
            proved += sum(not unsupported(book, said, question.language) for said in answer.sentences if said.citations)
    barred = unanswerable(half)
    found = [(one, asked(book, one.text)) for one in barred]
    declined = sum(
        answer is None if not one.text.strip(" ?!") else bool(answer and one.declined_by(answer))
        for one, answer in found
    )
    return {"evidence": (cited, len(wanted)), "sentences": (proved, told), "declined": (declined, len(barred))}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, Casebook.open(Path(folder) / "book") as book:
        book.add(str(CHRONICLE))
        for half in ("open", "second", "blind"):
            met = score(book, half)
            print(
                f"{half}: right evidence cited {met['evidence'][0]} of {met['evidence'][1]}, sentences borne out by what they cite"
                f" {met['sentences'][0]} of {met['sentences'][1]}, unanswerable declined {met['declined'][0]} of {met['declined'][1]}"
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
