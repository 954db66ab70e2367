"""The work of a zero-shot coder by natural language inference: roberta-large with random weights, for its speed alone.

Such a coder asks of every sentence and every type of event whether the sentence entails a hypothesis (*this is about sanctions of A
against B*). What it would answer does not matter here, only what it costs; so the weights are random, and the model is the
arithmetic of roberta-large (Liu et al. 2019: 24 layers, 1,024 wide, 16 heads, 4,096 in between) by numpy and its library, which
also carries our parser.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
LAYERS, WIDTH, HEADS, INNER, VOCABULARY = 24, 1_024, 16, 4_096, 5_000
TOKENS = 48  # of a sentence of news and a hypothesis


@dataclass(frozen=True, slots=True)
class Layer:
    """The matrices of one layer: attention (query, key and value side by side, and what comes out) and the two that follow."""

    three: Array
    out: Array
    up: Array
    down: Array


class RandomRoberta:
    """An encoder whose answers mean nothing."""

    def __init__(self, seed: int = 7):
        draw = np.random.default_rng(seed)

        def matrix(rows: int, columns: int) -> Array:
            return draw.standard_normal((rows, columns), dtype=np.float32) * np.float32(0.02)

        self.words = matrix(VOCABULARY, WIDTH)
        self.layers = [
            Layer(matrix(WIDTH, 3 * WIDTH), matrix(WIDTH, WIDTH), matrix(WIDTH, INNER), matrix(INNER, WIDTH))
            for _ in range(LAYERS)
        ]
        self.head = matrix(WIDTH, 3)

    def __call__(self, ids: NDArray[np.int64]) -> Array:
        """Three scores (entailed, neutral, contradicted) for each row of word numbers."""
        rows, length = ids.shape
        x = self.words[ids].reshape(rows * length, WIDTH)
        for layer in self.layers:
            x = normal(x + attention(x @ layer.three, rows, length) @ layer.out)
            x = normal(x + gelu(x @ layer.up) @ layer.down)
        return x.reshape(rows, length, WIDTH)[:, 0] @ self.head


def attention(three: Array, rows: int, length: int) -> Array:
    """Self-attention of all heads."""
    query, key, value = three.reshape(rows, length, 3, HEADS, WIDTH // HEADS).transpose(2, 0, 3, 1, 4)
    scores = query @ key.transpose(0, 1, 3, 2) / np.float32((WIDTH // HEADS) ** 0.5)
    weights = np.exp(scores - scores.max(-1, keepdims=True))
    weights /= weights.sum(-1, keepdims=True)
    seen: Array = (weights @ value).transpose(0, 2, 1, 3).reshape(rows * length, WIDTH)
    return seen


def normal(x: Array) -> Array:
    """Layer normalisation."""
    centred = x - x.mean(-1, keepdims=True)
    found: Array = centred / np.sqrt((centred * centred).mean(-1, keepdims=True) + np.float32(1e-5))
    return found


def gelu(x: Array) -> Array:
    """Gaussian error linear unit, by its tangent form."""
    found: Array = (
        np.float32(0.5) * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    )
    return found
