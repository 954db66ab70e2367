"""Fit the judge: `python -m training.judge REAL` writes src/detente/reading/judge.tsv and prints how well it is calibrated.

REAL holds annotated texts (folders en and fr, as in GUIDE.md of the evaluation data). Fitted on these and on the passages of the
corpus that the second reader was not trained on; only the weights and the line are stored. Figures are of texts left out: the
texts are cut into tenths, each judged by what the others taught.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from detente.reading import judge
from detente.reading.document import opinion
from detente.records import Event
from training.marked import part_of
from training.passages import Passage, read_corpus
from training.sight import countries, read

FILE = judge.FILE
DECAY = 0.3  # of weights, in events: what few events say counts for little
TENTHS = 10
SHARES = {"real": 1.0, "corpus": 0.5}  # what a text counts: real ones are what will be read
BETA = 1.5
LINES = {"told": 0.15, "alone": 0.6}  # set by hand: docs/model.md says what was measured
TARGET = 0.85  # right, of what is told


@dataclass(frozen=True, slots=True)
class Case:
    """An event as read, its features, and whether type, sides and status are right."""

    text: str
    model: str
    features: dict[str, float]
    right: bool
    source: str


def side_right(wanted: frozenset[str], said: frozenset[str]) -> bool:
    return said == wanted or bool(said and wanted and said <= wanted)


@dataclass(frozen=True, slots=True)
class Gold:
    """What should be read: types and statuses that are right, alternatives of each side, and where it stands."""

    types: frozenset[str]
    actors: tuple[frozenset[str], ...]
    recipients: tuple[frozenset[str], ...]
    both: bool
    statuses: frozenset[str]
    spans: tuple[tuple[int, int], ...]

    def matches(self, event: Event) -> bool:
        near = any(p.begin < stop and p.stop > begin for p in event.evidence for begin, stop in self.spans)
        if not near or event.event not in self.types or event.status not in self.statuses:
            return False
        one, other = countries(event.actor), countries(event.recipient)
        straight = any(side_right(a, one) for a in self.actors) and any(side_right(r, other) for r in self.recipients)
        if straight or not (self.both or event.both):
            return straight
        turned = any(side_right(a, other) for a in self.actors) and any(side_right(r, one) for r in self.recipients)
        whole = self.both and any(a | r == one | other for a in self.actors for r in self.recipients)
        return turned or whole


Text = tuple[str, str, str, str, list[Any]]  # name, language, day, words, what should be read


def of_real(folder: Path) -> Iterator[Text]:
    """Name, language, day, text and what should be read of each annotated text."""
    for language in ("en", "fr"):
        with (folder / language / "index.tsv").open(encoding="utf-8", newline="") as lines:
            index = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        for entry in index:
            text = (folder / language / f"{entry['text']}.txt").read_text(encoding="utf-8")
            gold = []
            with (folder / language / f"{entry['text']}.tsv").open(encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                    if row.get("kind") == "event":
                        gold.append(row)
            yield f"{language}{entry['text']}", language, entry["published"], text, gold


def gold_of_row(row: dict[str, str], text: str) -> Gold:
    spans = []
    for quote in row["quote"].split(" || "):
        at = text.find(quote)
        if at >= 0:
            spans.append((at, at + len(quote)))

    def sides(cell: str) -> tuple[frozenset[str], ...]:
        return tuple(frozenset() if one in ("-", "") else frozenset(one.split("+")) for one in cell.split("|"))

    return Gold(
        frozenset(row["types"].split("/")),
        sides(row["actor"]),
        sides(row["recipient"]),
        row["both"] == "yes",
        frozenset(row["status"].split("/")),
        tuple(spans),
    )


def gold_of_passage(passage: Passage) -> Text:
    """A passage of the corpus as a text with what should be read of it."""
    gold = [
        Gold(
            frozenset([event.type]),
            (frozenset(event.actor.codes),),
            (frozenset(event.recipient.codes),),
            event.both,
            frozenset([event.status, *(["happened"] if event.status in judge.alike(event.type, "happened") else [])]),
            ((event.trigger.begin, event.trigger.stop),),
        )
        for event in passage.events
    ]
    return f"{passage.language}:{passage.id}", passage.language, passage.published, passage.text, gold


def cases(texts: Iterable[Text], source: str) -> Iterator[Case]:
    for name, language, published, text, rows in texts:
        document, found, scenes = read(text, published, language)
        gold = [gold_of_row(row, document.text) if isinstance(row, dict) else row for row in rows]
        page = judge.Page(document.text, [scene.span for scene in scenes])
        events = opinion.completed(found.events, scenes, page)
        crowd = Counter(piece.begin for event in events for piece in event.evidence)
        for event in events:
            piece = event.evidence[0]
            features = judge.features(event, piece, page, crowd[piece.begin])
            yield Case(name, "rules", features, any(one.matches(event) for one in gold), source)
        for scene in scenes:
            for finding, features in opinion.unread(scene, page, events, found.untold):
                event = opinion.told(finding, document, scene, 0.5)
                yield Case(name, "alone", features, any(one.matches(event) for one in gold), source)


def fit(rows: list[Case], names: list[str], shares: dict[str, float]) -> np.ndarray:
    """Weights of a logistic regression with a bias in front, by Newton's method."""
    x = np.array([[1.0, *(row.features[name] for name in names)] for row in rows])
    y = np.array([row.right for row in rows], dtype=float)
    w = np.array([shares.get(row.source, 1.0) for row in rows])
    spread = np.maximum(x.std(0), 1e-6)
    spread[0] = 1.0
    x = x / spread
    found = np.zeros(x.shape[1])
    decay = np.full(x.shape[1], DECAY * 10)
    decay[0] = 1e-3
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ found))
        slope = x.T @ (w * (p - y)) + decay * found
        curve = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(decay)
        found = found - np.linalg.solve(curve, slope)
    return found / spread


def chances(rows: list[Case], names: list[str], weights: np.ndarray) -> np.ndarray:
    x = np.array([[1.0, *(row.features[name] for name in names)] for row in rows])
    return 1 / (1 + np.exp(-x @ weights))


def left_out(rows: list[Case], names: list[str], shares: dict[str, float]) -> np.ndarray:
    """The confidence of each case by a fit that has not seen its text."""
    texts = sorted({row.text for row in rows})
    random.Random(5).shuffle(texts)
    part = {text: number % TENTHS for number, text in enumerate(texts)}
    out = np.zeros(len(rows))
    for number in range(TENTHS):
        held = [i for i, row in enumerate(rows) if part[row.text] == number]
        if held:
            weights = fit([row for row in rows if part[row.text] != number], names, shares)
            out[held] = chances([rows[i] for i in held], names, weights)
    return out


def calibration(sure: Iterable[float], truth: Iterable[bool]) -> float:
    """Expected calibration error over ten bins."""
    p, right = np.array(list(sure)), np.array(list(truth))
    total = 0.0
    for low in np.arange(0, 1, 0.1):
        there = (p >= low) & (p < low + 0.1 + 1e-9 * (low > 0.85))
        if there.any():
            total += there.mean() * abs(p[there].mean() - right[there].mean())
    return float(total)


def worth(told: np.ndarray, right: np.ndarray) -> float:
    """F of what is told against all right ones that were read. Recall counts half as much again as precision: what is not told
    its reader will not look for."""
    hits = float((told & right).sum())
    precision, recall = hits / max(1.0, float(told.sum())), hits / max(1.0, float(right.sum()))
    return (1 + BETA**2) * precision * recall / max(1e-9, BETA**2 * precision + recall)


def lines_of(p: np.ndarray, right: np.ndarray, source: np.ndarray) -> tuple[float, float]:
    """Two lines, by what is told of the open texts: `told`, at which precision and recall are best together, and `sure`, the lowest
    at which 85 % is right. Prints what each step would tell."""
    best, sure = (0.0, 0.0), 0.95
    for at in np.arange(0.05, 0.96, 0.05):
        above = p >= at
        if not (above & source).any():
            continue
        share = float(right[above & source].mean())
        score = worth(above & source, right & source)
        found = f"{(right & above & source).sum()} of {(right & source).sum()} right ones, F {score:.3f}"
        print(f"line {at:.2f}: {(above & source).sum()} told of the open texts, {share:.3f} right; {found}")
        best = max(best, (round(score, 3), float(at)))
        if share >= TARGET:
            sure = min(sure, float(at))
    return round(best[1], 2), round(sure, 2)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("real", type=Path)
    options.add_argument("--corpus", action="store_true", help="use what the corpus keeps for the judge too")
    args = options.parse_args()
    rows = list(cases(of_real(args.real), "real"))
    if args.corpus:
        kept = [passage for passage in read_corpus() if part_of(passage) == "judge"]
        rows += list(cases(map(gold_of_passage, kept), "corpus"))
    table = write(rows)
    FILE.write_text(table, encoding="utf-8")


def write(rows: list[Case]) -> str:
    """The table of weights and lines, fitted to these cases."""
    lines = ["model\tfeature\tweight", "# written by `python -m training.judge`; see docs/model.md"]
    chance = np.zeros(len(rows))
    right = np.array([row.right for row in rows])
    for model in ("rules", "alone"):
        own = [at for at, row in enumerate(rows) if row.model == model]
        there = [rows[at] for at in own]
        names = list(there[0].features)
        weights = fit(there, names, SHARES)
        lines += [f"{model}\t{name}\t{weight:.4f}" for name, weight in zip(["bias", *names], weights, strict=True)]
        chance[own] = left_out(there, names, SHARES)
        wrong = calibration(chance[own], right[own])
        print(f"{model}: {len(own)} events, {right[own].mean():.3f} right, calibration error {wrong:.3f}")
    best, sure = lines_of(chance, right, np.array([row.source == "real" for row in rows]))
    print(f"best from {best}, sure from {sure}; calibration error of all {calibration(chance, right):.3f}")
    own = [f"line\t{name}\t{at}" for name, at in (*LINES.items(), ("sure", sure))]
    return "\n".join([*lines, *own]) + "\n"


if __name__ == "__main__":
    main()
