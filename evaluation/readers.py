"""Each reader alone and both: `python -m evaluation.readers [REAL]` prints the tables of docs/evaluation.md on the second reader and
the judge.

On the corpus's blind passages, which neither was fitted to, and, where REAL is given (annotated texts, folders en and fr), on those
texts: by confidence, with the line marked, by language, register, type and status; what is right is what the corpus says of type,
both sides and status.
"""

from __future__ import annotations

import itertools
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from detente.reading import judge
from detente.reading.learned import load
from detente.records import Span
from training.judge import Case, calibration, cases, gold_of_passage, of_real
from training.marked import Pair, part_of
from training.passages import Passage, read_corpus
from training.windows import pairs_of

STEPS = (0.0, 0.2, 0.4, 0.6, 0.8, 0.9, 1.0)


def table(title: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A Markdown table under its title."""
    columns = list(columns)
    print(f"\n{title}\n\n| " + " | ".join(columns) + " |\n|" + "---|" * len(columns))
    for row in rows:
        print("| " + " | ".join(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row) + " |")


def blind() -> list[Passage]:
    return [passage for passage in read_corpus() if part_of(passage) == "blind"]


def pairs(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Pair]]:
    dice = random.Random(7)
    for passage in passages:
        for pair in pairs_of(passage, dice):
            yield passage, pair


def second_reader(passages: list[Passage]) -> None:
    """The second reader alone, told who the two are: its type and status, and whether anything is told of them."""
    groups: dict[str, list[tuple[bool, bool, bool]]] = defaultdict(list)
    began, asked = time.process_time(), 0
    for passage, pair in pairs(passages):
        spans = [Span(*span) if span[0] >= 0 else None for span in (pair.actor, pair.recipient)]
        seen = load().look(pair.text).ask(*spans, Span(*pair.trigger) if pair.trigger else None)
        asked += 1
        result = seen.type == pair.type, seen.status == pair.status, seen.type == "none"
        keys = [passage.language, f"{passage.language} {passage.register}", pair.type]
        for key in [*keys, *([pair.status] if pair.status else [])]:
            groups[key].append(result)
    rows = []
    for key, found in sorted(groups.items()):
        told = key != "none" and key in groups
        status = sum(one[1] for one in found) / len(found) if told else "-"
        rows.append((key, len(found), sum(one[0] for one in found) / len(found), status))
    table("The second reader alone, pairs of the blind passages", ("of", "pairs", "type right", "status right"), rows)
    print(f"\n{asked / (time.process_time() - began):.0f} pairs a CPU-second, one thread")


def both(found: list[Case], title: str) -> None:
    """By confidence: how much is right, with the line marked."""
    line = judge.line()
    sure = [judge.confidence(one.model, one.features) for one in found]
    rows: list[tuple[object, ...]] = []
    for low, high in itertools.pairwise(STEPS):
        there = [(p, one.right) for p, one in zip(sure, found, strict=True) if low <= p < high or p == high == 1.0]
        if there:
            mean = sum(p for p, _ in there) / len(there)
            rows.append((f"{low:.1f} to {high:.1f}", len(there), mean, sum(right for _, right in there) / len(there)))
    table(title, ("confidence", "read", "mean", "right"), rows)
    told = [one.right for p, one in zip(sure, found, strict=True) if p >= line]
    rules = [one.right for one in found if one.model == "rules"]
    right = sum(one.right for one in found)
    print(
        f"\nline {line:.2f}: {len(told)} told, {sum(told) / max(1, len(told)):.3f} right, {sum(told)} of {right} right ones"
    )
    print(f"rules alone: {len(rules)} told, {sum(rules) / max(1, len(rules)):.3f} right")
    print(f"expected calibration error {calibration(sure, [one.right for one in found]):.3f}")


def main(arguments: list[str]) -> None:
    passages = blind()
    second_reader(passages)
    both(list(cases(map(gold_of_passage, passages), "corpus")), "Both readers, blind passages of the corpus")
    if arguments:
        both(
            list(cases(of_real(Path(arguments[0])), "real")),
            "Both readers, the open texts (the judge was fitted on them)",
        )


if __name__ == "__main__":
    main(sys.argv[1:])
