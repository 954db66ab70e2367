"""The coder on rows with a marked actor and recipient, in one run: the parse alone, `relations`, and the rules without the parse.

    python -m benchmarks.coding FILE.tsv en [FILE.tsv fr ...]

FILE has a column `marked_sentence`, in which <s>..</s> marks the actor and <t>..</t> the recipient. Times are CPU-seconds of one
core, after one pass that warms what is loaded; the rules are timed over sentences parsed before, the median of five passes.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from detente.languages import pack
from detente.reading.relation import candidates_in, pick, relations
from evaluation.calibration import unmarked

Row = tuple[str, tuple[int, int], tuple[int, int]]


def spent(work: Callable[[], Any], times: int = 1) -> float:
    """Median CPU-seconds of a call."""
    passes = []
    for _ in range(times):
        began = time.process_time()
        work()
        passes.append(time.process_time() - began)
    return statistics.median(passes)


def rates(rows: list[Row], language: str) -> dict[str, float]:
    """Rows a CPU-second of the parse by spaCy alone, of `relations`, and of the rules over sentences already parsed."""
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp = spacy.load(pack(language).model, exclude=["ner"])
    texts = [text for text, _, _ in rows]
    parsed = [
        (pick(sentences, actor, recipient), actor, recipient)
        for sentences, (_, actor, recipient) in zip(pack(language).parse(texts), rows, strict=True)
        if sentences
    ]

    def rules() -> None:
        for one in parsed:
            candidates_in(*one)

    def parse() -> None:
        for _ in nlp.pipe(texts, batch_size=64):
            pass

    for warm in (rules, lambda: relations(rows[:50], language=language), lambda: list(nlp.pipe(texts[:50]))):
        warm()
    return {
        "parse": len(rows) / spent(parse, 3),
        "relations": len(rows) / spent(lambda: relations(rows, language=language), 3),
        "rules": len(parsed) / spent(rules, 5),
    }


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("files", nargs="+", metavar="FILE LANGUAGE")
    given = options.parse_args().files
    for path, language in zip(given[::2], given[1::2], strict=True):
        with Path(path).open(encoding="utf-8", newline="") as lines:
            rows = [
                unmarked(row["marked_sentence"])
                for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            ]
        found = rates(rows, language)
        print(f"{language}, {len(rows)} rows")
        print(f"  parse by spaCy alone      {found['parse']:7.0f} rows a CPU-second")
        print(
            f"  relations                 {found['relations']:7.0f} ({found['parse'] / found['relations']:.2f} of the parse's time, bound: 1.4)"
        )
        print(f"  the rules without parse   {found['rules']:7.0f} (bound: 3,000)")


if __name__ == "__main__":
    main()
