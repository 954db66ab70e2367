"""`python -m evaluation.calibration FOLDER`: what `confidence` is worth, which rules decide, and what each part adds.

FOLDER holds `relations_en_dev.tsv` and `relations_fr_dev.tsv` (columns id, type, marked_sentence with <s>actor</s>, <t>recipient</t>).
Only sums are printed, so that blind rows (ids that end in 0, 3 or 7) stay unread.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)
BENCHMARK = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
TAG = re.compile(r"</?[st]>")


class Verdict(NamedTuple):
    """What was said of one row."""

    language: str
    blind: bool
    right: bool
    confidence: float
    family: str  # file of the lexicon that decided, or the fallback
    gold: str
    said: str


def unmarked(marked: str) -> tuple[str, tuple[int, int], tuple[int, int]]:
    """The text without its tags, and the spans of actor and recipient; the two may nest."""
    ends: dict[str, int] = {}
    removed = 0
    for tag in TAG.finditer(marked):
        ends.setdefault(tag.group(), tag.start() - removed)
        removed += len(tag.group())
    return TAG.sub("", marked), (ends["<s>"], ends["</s>"]), (ends["<t>"], ends["</t>"])


def family(rule: str) -> str:
    """`verbs-aid.tsv:12 give` is of the family verbs-aid; a fallback of its kind."""
    name = rule.split(" ")[0] if rule.startswith("fallback:") else rule.split(":")[0]
    return name.removesuffix(".tsv").split("/")[-1] or "none"


def verdicts(folder: Path, language: str) -> list[Verdict]:
    """Every row of a language, read."""
    import detente

    with (folder / f"relations_{language}_dev.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    found = detente.relations([unmarked(row["marked_sentence"]) for row in rows], language=language)
    said = [BENCHMARK.get(one.event, one.event) for one in found]
    return [
        Verdict(
            language, row["id"][-1] in "037", said_ == row["type"], one.confidence, family(one.rule), row["type"], said_
        )
        for row, one, said_ in zip(rows, found, said, strict=True)
    ]


def macro(rows: Sequence[Verdict]) -> float:
    """Mean F1 over the types that occur."""
    scores = []
    for label in sorted({row.gold for row in rows}):
        hit = sum(row.gold == row.said == label for row in rows)
        total = sum(row.said == label for row in rows) + sum(row.gold == label for row in rows)
        scores.append(2 * hit / total)
    return sum(scores) / len(scores)


def share(rows: Sequence[Verdict]) -> str:
    return f"{sum(row.right for row in rows) / len(rows):.3f}" if rows else "    -"


def reliability(rows: Sequence[Verdict]) -> Iterable[str]:
    """Of verdicts by confidence, how many are right."""
    yield "confidence     rows  mean  right"
    for low, high in pairwise(BINS):
        inside = [row for row in rows if low <= row.confidence < high]
        if inside:
            mean = sum(row.confidence for row in inside) / len(inside)
            yield f"{low:.1f} to {min(high, 1.0):.1f}    {len(inside):5} {mean:5.2f}  {share(inside)}"
    gap = sum(
        abs(sum(row.right - row.confidence for row in rows if low <= row.confidence < high))
        for low, high in pairwise(BINS)
    )
    yield f"expected calibration error {gap / len(rows):.3f}"


def families(rows: Sequence[Verdict], most: int = 14) -> Iterable[str]:
    """Rows and share right by the rules that decided."""
    yield f"{'decided by':28} rows  right"
    for name, number in Counter(row.family for row in rows).most_common(most):
        yield f"{name:28} {number:4}  {share([row for row in rows if row.family == name])}"


def ablation(rows: Sequence[Verdict]) -> Iterable[str]:
    """Macro-F1 with everything, and where what a part decides is left without an answer."""
    silent = [row._replace(said="") if row.family.startswith("fallback") else row for row in rows]
    nouns = [row._replace(said="") if row.family.startswith("nouns") else row for row in rows]
    verbs = [row._replace(said="") if row.family.startswith("verbs") else row for row in rows]
    for name, kept in (
        ("all", rows),
        ("without the fallback", silent),
        ("without nouns", nouns),
        ("without verbs", verbs),
    ):
        yield f"{name:28} {macro(kept):.3f}"


def main() -> int:
    folder = Path(sys.argv[1])
    every = [row for language in ("en", "fr") for row in verdicts(folder, language)]
    for language in ("en", "fr"):
        for blind in (False, True):
            rows = [row for row in every if row.language == language and row.blind == blind]
            fallback = sum(row.family.startswith("fallback") for row in rows) / len(rows)
            sure = [row for row in rows if row.confidence > 0.9]
            print(
                f"\n{language} {'blind' if blind else 'open'}: {len(rows)} rows, {fallback:.1%} by fallback;", end=" "
            )
            print(f"above 0.9: {len(sure)} rows, right {share(sure)}")
            print("\n".join((*reliability(rows), "", *families(rows), "", *ablation(rows))))
    sure = [row for row in every if row.confidence > 0.9]
    print(f"\nboth languages, above 0.9: {len(sure)} rows, right {share(sure)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
