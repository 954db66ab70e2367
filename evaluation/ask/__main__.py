"""Ask the questions over the chronicle: `python -m evaluation.ask` counts which cite the right evidence and which are declined, and tells
what judges said of answers and statements. `--judge open|blind|fresh|statements FILE [SEED]` writes what is to be judged (see judging.py).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from detente.data import CHRONICLE
from detente.store.casebook import Casebook
from evaluation.ask import questions, unanswerable
from evaluation.ask.judging import SEED, answered, drawn, fill, posed, shown, statements, summary


def score(book: Casebook, half: str) -> dict[str, tuple[int, int]]:
    """What is met of how many: questions whose evidence is cited, and unanswerable ones declined."""
    wanted, barred = questions(half), unanswerable(half)
    cited = sum(bool((answer := answered(book, one.text)) and not one.unmet(answer)) for one in wanted)
    declined = 0
    for one in barred:
        answer = answered(book, one.text)
        declined += answer is None if not one.text.strip(" ?!") else bool(answer and one.declined_by(answer))
    return {"evidence": (cited, len(wanted)), "declined": (declined, len(barred))}


def judge(what: str, target: Path, book: Casebook, seed: int = SEED) -> None:
    """Write what is to be judged as a table: id, verdict (to be filled in), and what was told."""
    if what == "statements":
        rows = [(one.id, one.place, one.told, one.quotation) for one in drawn(statements(book), seed=seed)]
    else:
        rows = [(one.id, one.text, one.gold, shown(answered(book, one.text))) for one in posed(what)]
    lines = ["\t".join(" ".join(cell.split()) for cell in row) for row in rows]
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} to judge in {target}")


def main(arguments: list[str]) -> int:
    with tempfile.TemporaryDirectory() as folder, Casebook.open(Path(folder) / "book") as book:
        if arguments[:1] == ["--judge"]:
            fill(book)
            judge(arguments[1], Path(arguments[2]), book, *map(int, arguments[3:4]))
            return 0
        book.add(str(CHRONICLE))
        for half in ("open", "second", "blind"):
            met = score(book, half)
            print(
                f"{half}: right evidence cited {met['evidence'][0]} of {met['evidence'][1]},"
                f" unanswerable declined {met['declined'][0]} of {met['declined'][1]}"
            )
    print(*(f"judged, {line}" for line in summary()), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
