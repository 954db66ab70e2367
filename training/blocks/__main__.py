"""Blocks from the tables of this folder, in many shapes; the regression over them, and what it is worth on rows not trained on."""

from __future__ import annotations

import argparse
import random
import re
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from detente.cleaning.learned import COUNTS, SIZE, features
from detente.text.tables import rows

HERE = Path(__file__).parent
TARGET = Path(__file__).parents[2] / "src/detente/cleaning/learned.npz"
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt", "ru")
EACH = {"fr": 40, "en": 40}  # blocks made of a row; fewer in the other languages
OTHERS = 24
CHOICE = re.compile(r"\{([^{}]*)\}")
STRENGTH = 1e-6  # of the penalty on weights
LINES = (0.94, 0.985, 0.998)  # those of `detente.cleaning.judgement`
LEET = str.maketrans("aeiost", "43105+")
EXAMPLE = re.compile(r"\{\w:([^{}]*)\}")


def spelled(template: str, source: random.Random) -> str:
    """One of the blocks that a template stands for."""
    return CHOICE.sub(lambda match: source.choice(match[1].split("|")), template)


def shaped(block: str, noise: bool, source: random.Random) -> str:
    """A block in one of the shapes in which such come: as it is, in capitals, in small letters, as a list, with rests of markup."""
    kind = source.random()
    if kind < 0.55:
        return block
    if kind < 0.62:
        return block.upper()
    if kind < 0.70:
        return block.lower()
    if kind < 0.78:
        return block.rstrip(".!")
    if kind < 0.84:
        return "• " + block.replace(". ", " • ").replace(", ", " • ")
    if kind < 0.90 and noise:
        return block.translate(LEET) if source.random() < 0.4 else block.replace(" ", "  ").replace(".", "")
    if kind < 0.95:
        return f"<p>{block}</p>" if source.random() < 0.5 else f"{block} &nbsp;"
    return f"{block} {source.choice(('»', '…', '(AFP)', '–', '!'))}"


def examples() -> list[tuple[str, str, str]]:
    """The examples of the lexicons and the passages of the corpus: sentences on states, which articles hold."""
    found = []
    for language in ("en", "fr"):
        folder = Path(__file__).parents[2] / f"src/detente/languages/{language}/lexicon"
        for path in sorted(folder.glob("*.tsv")):
            for line in path.read_text(encoding="utf-8").splitlines():
                cells = [cell for cell in line.split("\t") if EXAMPLE.search(cell)]
                found += [(language, "kept", EXAMPLE.sub(r"\1", cell)) for cell in cells[:1]]
        for path in sorted((HERE.parent / "corpus" / language).glob("*.txt")):
            if path.name.startswith("blind"):
                continue
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [(language, "kept", line.strip()) for line in lines if len(line) > 40 and line[0] not in "#@"]
    return found


def made(seed: int) -> tuple[list[tuple[str, str, str]], list[tuple[str, str, str]]]:
    """Blocks to train on and blocks to measure with, as (language, label, words): every sixth row is only measured with."""
    source = random.Random(seed)
    train, held = [], []
    for language in LANGUAGES:
        table = list(rows(HERE / f"{language}.tsv", ("label", "kind", "block")))
        counts = {label: sum(row[0] == label for row in table) for label in ("noise", "kept")}
        for number, (label, _, template) in enumerate(table):
            times = EACH.get(language, OTHERS) * max(1, round(counts["noise"] / counts[label]))
            part = held if number % 6 == 5 else train
            own = [spelled(template, source) for _ in range(times)]
            if label == "kept" and source.random() < 0.7:
                own += [f"{one} {other}" for one, other in pairwise(own)][: times // 3]
            part += [(language, label, shaped(block, label == "noise", source)) for block in own]
    for number, row in enumerate(examples()):
        (held if number % 6 == 5 else train).append(row)
    return train, held


def matrix(blocks: list[tuple[str, str, str]]) -> tuple[csr_matrix, np.ndarray]:
    """Rows of features, and 1 for noise."""
    indices: list[np.ndarray] = []
    values: list[np.ndarray] = []
    edges = [0]
    for _, _, words in blocks:
        hashed, counts = features(words)
        indices += [np.array(hashed, dtype=np.int64), np.arange(SIZE, SIZE + COUNTS)]
        values += [np.full(len(hashed), 1 / np.sqrt(max(1, len(hashed)))), np.array(counts)]
        edges.append(edges[-1] + len(hashed) + COUNTS)
    shape = (len(blocks), SIZE + COUNTS)
    table = csr_matrix((np.concatenate(values), np.concatenate(indices), np.array(edges)), shape=shape)
    return table, np.array([float(label == "noise") for _, label, _ in blocks])


def fitted(table: csr_matrix, truth: np.ndarray) -> np.ndarray:
    """Weights and bias of the regression, each class weighing alike."""
    share = truth.mean()
    weight = np.where(truth > 0, 0.5 / share, 0.5 / (1 - share)) / len(truth)

    def loss(point: np.ndarray) -> tuple[float, np.ndarray]:
        total = table @ point[:-1] + point[-1]
        chances = 1 / (1 + np.exp(-total))
        value = float(weight @ (np.logaddexp(0, total) - truth * total)) + STRENGTH * float(point[:-1] @ point[:-1])
        slope = weight * (chances - truth)
        return value, np.append(table.T @ slope + 2 * STRENGTH * point[:-1], slope.sum())

    return np.asarray(
        minimize(loss, np.zeros(table.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    )


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=7)
    train, held = made(options.parse_args().seed)
    point = fitted(*matrix(train))
    table, truth = matrix(held)
    chances = 1 / (1 + np.exp(-(table @ point[:-1] + point[-1])))
    print(
        f"{len(train)} blocks trained on ({sum(row[1] == 'noise' for row in train)} noise), {len(held)} of other rows measured with"
    )
    for line in LINES:
        by_language = " ".join(
            f"{language} {(chances[(truth == 1) & np.array([row[0] == language for row in held])] >= line).mean():.2f}"
            for language in LANGUAGES
        )
        found, lost = (chances[truth == 1] >= line).mean(), (chances[truth == 0] >= line).mean()
        print(f"line {line}: noise found {found:.3f} ({by_language}), kept blocks lost {lost:.4f}")
    np.savez_compressed(TARGET, weights=point[:SIZE].astype(np.float16), counts=point[SIZE:-1], bias=point[-1])
    return 0


if __name__ == "__main__":
    sys.exit(main())
