"""What a block is, by what it says: the chance that it is no part of its article, from its vector and what stands in it.

A net of one hidden layer over the sentence vector of the block (`detente.text.vectors`), how near it is to the article's own
sentences, what the word lists found in it, and the counts of `detente.cleaning.learned`; trained by `python -m training.blocks`
on the same blocks. Vectors are shared by sixteen languages: it finds kinds and languages of which it has seen little.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from detente.cleaning.learned import counts_of, tokens_of
from detente.cleaning.lexicon import FURNITURE, fold
from detente.cleaning.pieces import MONEY, Piece, lay_out
from detente.text.vectors import WIDTH, vectors

LONGEST = 240  # characters of a block that its vector is made of
LISTED, NEAR, COUNTED = 7, 2, 10
SIZE = WIDTH + NEAR + LISTED + COUNTED
# So that each group of features moves the net alike: the parts of a vector are about 1/22 each.
SCALES = (4.0, 8.0, 2.0, 2.0)

Array = NDArray[np.float32]


class Net(NamedTuple):
    """Weights: features x hidden, hidden, hidden, one."""

    inner: Array
    shift: Array
    outer: Array
    bias: float


def vector_of(words: str) -> Array:
    """The vector of a block's words."""
    found: Array = vectors([words[:LONGEST]])[0]
    return found


def nearness(vector: Array, article: Array) -> tuple[float, float]:
    """How near a block is to the article's sentences: on the whole, and to the nearest. `article` holds a vector a row."""
    if not len(article):
        return 0.0, 0.0
    found = article @ vector
    return float(found.mean()), float(found.max())


def listed(words: str, pieces: Sequence[Piece]) -> list[float]:
    """What the word lists found in a block, each between 0 and 1; sums of money; its length."""
    size = sum(piece.size for piece in pieces)
    return [
        min(1.0, sum(piece.topics for piece in pieces) / 3),
        min(1.0, sum(piece.count("offer") for piece in pieces) / 3),
        min(1.0, sum(piece.count("call") for piece in pieces) / 2),
        min(1.0, sum(piece.address for piece in pieces) / 3),
        min(1.0, sum(piece.count(*FURNITURE) for piece in pieces) / 4),
        float(MONEY.search(words) is not None),
        min(1.0, size / 60),
    ]


def features(words: str, vector: Array, near: tuple[float, float], pieces: Sequence[Piece] | None = None) -> Array:
    """What the net is asked with. `pieces` are those of the block where its page was laid out already."""
    rows = lay_out(words).pieces if pieces is None else pieces
    groups = (vector, near, listed(words, rows), counts_of(words, tokens_of(fold(words))))
    return np.concatenate([np.asarray(part, np.float32) * scale for part, scale in zip(groups, SCALES, strict=True)])


def weight(found: Array) -> float:
    """The log of the odds that a block with these features is no part of its article."""
    net = _net()
    hidden = np.tanh(found @ net.inner + net.shift)
    return float(hidden @ net.outer + net.bias)


@cache
def _net() -> Net:
    with files("detente.cleaning").joinpath("meaning.npz").open("rb") as file, np.load(file) as data:
        inner, shift, outer = (data[name].astype(np.float32) for name in ("inner", "shift", "outer"))
        return Net(inner, shift, outer, float(data["bias"]))
