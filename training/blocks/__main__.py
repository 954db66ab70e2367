"""Blocks from the tables of this folder, in many shapes; the regression over them, and what it is worth on rows not trained on."""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from detente.cleaning.learned import COUNTS, SIZE, features
from training.blocks import meaning
from training.blocks.made import EACH, LANGUAGES, Sample, made

TARGET = Path(__file__).parents[2] / "src/detente/cleaning/learned.npz"
STRENGTH = 1e-6  # of the penalty on weights
FEW = 6  # of each row's blocks the net sees so many
LOOKS = (
    0.018,
    0.985,
)  # chances of `detente.cleaning.judgement`: of the first look, and from which a state's block is flagged
NEEDED = (1.3, 2.3, 2.8)  # log odds of `detente.cleaning.judgement`


def matrix(blocks: list[Sample]) -> tuple[csr_matrix, np.ndarray]:
    """Rows of features, and 1 for noise."""
    indices: list[np.ndarray] = []
    values: list[np.ndarray] = []
    edges = [0]
    for *_, words in blocks:
        hashed, counts = features(words)
        indices += [np.array(hashed, dtype=np.int64), np.arange(SIZE, SIZE + COUNTS)]
        values += [np.full(len(hashed), 1 / np.sqrt(max(1, len(hashed)))), np.array(counts)]
        edges.append(edges[-1] + len(hashed) + COUNTS)
    shape = (len(blocks), SIZE + COUNTS)
    table = csr_matrix((np.concatenate(values), np.concatenate(indices), np.array(edges)), shape=shape)
    return table, np.array([float(label == "noise") for _, label, *_ in blocks])


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


def fewer(blocks: list[Sample], seed: int) -> list[Sample]:
    """A part of the blocks, for the net: it learns from kinds, not from the words of a frame."""
    share = FEW / max(EACH.values())
    source = random.Random(seed)
    return [block for block in blocks if source.random() < share]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--measure", action="store_true", help="train without every sixth row, and measure with these")
    arguments = options.parse_args()
    train, held = made(arguments.seed)
    if arguments.measure:
        measure(train, held, arguments.seed)
        return 0
    every = train + held
    print(f"{len(every)} blocks ({sum(row.label == 'noise' for row in every)} noise)")
    point = fitted(*matrix(every))
    np.savez_compressed(TARGET, weights=point[:SIZE].astype(np.float16), counts=point[SIZE:-1], bias=point[-1])
    np.savez_compressed(meaning.TARGET, **meaning.trained(fewer(every, arguments.seed), arguments.seed))
    return 0


def measure(train: list[Sample], held: list[Sample], seed: int) -> None:
    """Print what is found of noise, and lost of kept blocks, of rows that were not trained on."""
    point = fitted(*matrix(train))
    table, truth = matrix(held)
    chances = 1 / (1 + np.exp(-(table @ point[:-1] + point[-1])))
    for line in LOOKS:
        measured(f"words and letters, chance {line}", chances >= line, truth, [row.language for row in held])
    some = fewer(held, seed)
    table, truth = meaning.asked(some, meaning.articles(), seed + 1)
    odds = meaning.odds_of(meaning.trained(fewer(train, seed), seed), table)
    for needed in NEEDED:
        measured(f"meaning, log odds {needed}", odds >= needed, truth, [row.language for row in some])


def measured(name: str, found: np.ndarray, truth: np.ndarray, languages: list[str]) -> None:
    """Print what is found of noise, by language, and what is lost of kept blocks."""
    noise = {each: found[(truth == 1) & (np.array(languages) == each)] for each in LANGUAGES}
    by_language = " ".join(f"{each} {part.mean():.2f}" for each, part in noise.items() if len(part))
    print(
        f"{name}: noise found {found[truth == 1].mean():.3f} ({by_language}), kept lost {found[truth == 0].mean():.4f}"
    )


if __name__ == "__main__":
    sys.exit(main())
