"""Fit the fallback to the lexicon's own examples and write `src/detente/reading/rules/fallback.npz`.

usage: python -m evaluation.train_fallback

Deterministic: full-batch Adam from zero weights. Prints the accuracy on a tenth of the rows that was held out.
"""

from __future__ import annotations

import numpy as np

from detente.languages import packs
from detente.reading.rules import lexicon
from detente.reading.rules.examples import unmark
from detente.reading.rules.fallback import WEIGHTS, masked, vectors

STEPS, RATE, DECAY = 300, 0.05, 1e-4


def fit(features: np.ndarray, targets: np.ndarray, classes: int) -> np.ndarray:
    """Weights of a multinomial logistic regression, features x classes."""
    weights = np.zeros((features.shape[1], classes))
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    wanted = np.eye(classes)[targets]
    for step in range(1, STEPS + 1):
        scores = features @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chances = np.exp(scores)
        chances /= chances.sum(axis=1, keepdims=True)
        slope = features.T @ (chances - wanted) / len(features) + DECAY * weights
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def main() -> None:
    texts, kinds = [], []
    for language in sorted(packs()):
        for row in lexicon.load(language).rows:
            if row.example:
                text, actor, recipient = unmark(row.example)
                texts.append(masked(text, actor, recipient))
                kinds.append(row.reading.split("/")[0])
    labels = sorted(set(kinds))
    targets = np.array([labels.index(kind) for kind in kinds])
    features = vectors(texts)
    held = np.arange(len(texts)) % 10 == 7
    trial = fit(features[~held], targets[~held], len(labels))
    right = (features[held] @ trial).argmax(axis=1) == targets[held]
    print(f"{len(texts)} examples; {right.mean():.3f} right of the tenth held out")
    weights = fit(features, targets, len(labels)).astype(np.float16)
    np.savez_compressed(WEIGHTS, labels=np.array(labels), weights=weights)


if __name__ == "__main__":
    main()
