"""The pair reader's arithmetic: a BERT whose lower layers read a sentence once and whose upper ones read it with two parties marked.

Devlin et al. (2019); the weights start from multilingual-e5-small (Wang et al. 2024, MIT). Each reading is computed by itself, on one
thread, never padded: what else is read beside it cannot change it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating[Any]]  # 32 bits everywhere
EPS = np.float32(1e-12)
HALF, CUBE, ROOT = np.float32(0.5), np.float32(0.044715), np.float32(0.7978845608028654)


class Layer(NamedTuple):
    """Weights of a layer: query, key and value side by side; matrices are inputs x outputs."""

    looking: Array
    looking_bias: Array
    out: Array
    out_bias: Array
    seen_scale: Array
    seen_shift: Array
    up: Array
    up_bias: Array
    down: Array
    down_bias: Array
    norm_scale: Array
    norm_shift: Array


class Odds(NamedTuple):
    """What the reader says of two marked parties: probabilities of types (`none` among them), of statuses, and of each piece
    being the trigger's first."""

    types: Array
    statuses: Array
    trigger: Array


class Network:
    """Weights, opened from the arrays of the model file."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.heads, self.marked = int(stored["heads"]), int(stored["marked"])
        self.words, self.word_scales = stored["words"], stored["words.scale"]
        self.positions = opened(stored, "positions")
        self.first = stored["first.scale"], stored["first.shift"]
        self.marks = stored["marks"]
        self.layers = [
            Layer(*(layer_part(stored, number, part) for part in Layer._fields))
            for number in range(int(stored["layers"]))
        ]
        self.hidden, self.hidden_bias = opened(stored, "hidden"), stored["hidden.bias"]
        self.answers = [(stored[f"{name}"], stored[f"{name}.bias"]) for name in ("types", "statuses", "trigger")]

    def sentence(self, ids: Sequence[int]) -> Array:
        """The lower layers' view of a sentence, pieces x width: the same whoever is asked about."""
        rows = np.asarray(ids)
        x: Array = four_bits(self.words[rows], self.word_scales[rows]) + self.positions[: len(ids)]
        x = normal(x, *self.first)
        for layer in self.layers[: self.marked]:
            x = through(x, layer, self.heads)
        return x

    def pair(self, sentence: Array, marks: Sequence[int]) -> Odds:
        """What is told of those who are marked: 1 the actor's pieces, 2 the recipient's, 3 the trigger's."""
        where = np.asarray(marks)
        x = sentence + self.marks[where]
        for layer in self.layers[self.marked :]:
            x = through(x, layer, self.heads)
        pools = [
            x.mean(0),
            *(x[where == mark].mean(0) if (where == mark).any() else np.zeros_like(x[0]) for mark in (1, 2, 3)),
        ]
        told = bent(np.concatenate(pools) @ self.hidden + self.hidden_bias)
        (types, types_bias), (statuses, statuses_bias), (trigger, trigger_bias) = self.answers
        return Odds(
            shares(told @ types + types_bias),
            shares(told @ statuses + statuses_bias),
            shares((x @ trigger)[:, 0] + trigger_bias),
        )


def layer_part(stored: Mapping[str, Any], number: int, part: str) -> Array:
    return opened(stored, f"{number}.{part}")


def opened(stored: Mapping[str, Any], name: str) -> Array:
    """A matrix in 8 bits with a scale for each of its columns, or any other array, as 32-bit numbers."""
    values = stored[name]
    if values.dtype == np.int8:
        return np.ascontiguousarray(values.astype(np.float32) * stored[f"{name}.scale"])
    return np.ascontiguousarray(values, dtype=np.float32)


def four_bits(rows: NDArray[np.uint8], scales: NDArray[np.float16]) -> Array:
    """Rows of 4-bit numbers, 32 to a scale: the low halves of 16 bytes, then their high halves."""
    count = len(rows)
    blocks = rows.reshape(count, -1, 16)
    values: Array = np.concatenate([blocks & 15, blocks >> 4], 2).astype(np.float32) - np.float32(8)
    return (values * scales.astype(np.float32)[:, :, None]).reshape(count, -1)


def through(x: Array, layer: Layer, heads: int) -> Array:
    """One layer: attention, then the feed-forward net."""
    length, width = x.shape
    size = width // heads
    looking = (x @ layer.looking + layer.looking_bias).reshape(length, 3, heads, size)
    query, key, value = (looking[:, part].transpose(1, 0, 2) for part in range(3))
    weights = shares(query @ key.transpose(0, 2, 1) / np.float32(size**0.5))
    seen = (weights @ value).transpose(1, 0, 2).reshape(length, width)
    x = normal(x + seen @ layer.out + layer.out_bias, layer.seen_scale, layer.seen_shift)
    return normal(
        x + bent(x @ layer.up + layer.up_bias) @ layer.down + layer.down_bias, layer.norm_scale, layer.norm_shift
    )


def normal(x: Array, scale: Array, shift: Array) -> Array:
    """Each row with mean 0 and variance 1, then scaled and shifted (layer normalisation)."""
    x = x - x.mean(-1, keepdims=True)
    deviation: Array = np.sqrt(np.einsum("ij,ij->i", x, x) / np.float32(x.shape[1]) + EPS)
    return x / deviation[:, None] * scale + shift


def bent(x: Array) -> Array:
    """GELU by its usual approximation with the hyperbolic tangent."""
    inner: Array = x * x
    inner *= CUBE
    inner += np.float32(1)
    inner *= x
    inner *= ROOT
    np.tanh(inner, out=inner)
    inner += np.float32(1)
    inner *= x
    inner *= HALF
    return inner


def shares(x: Array) -> Array:
    """Softmax over the last axis."""
    found: Array = np.exp(x - x.max(-1, keepdims=True))
    found /= found.sum(-1, keepdims=True)
    return found
