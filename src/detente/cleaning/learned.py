"""What a block is, learned: the chance that it is no part of the article, from its words and letters.

A logistic regression over hashed words, pairs of words and runs of three to five letters, and a few counts, trained by
`python -m training.blocks` on blocks of our own writing in eight languages. It is asked after the rules, about what they left,
and decides alone only where it is nearly sure.
"""

from __future__ import annotations

import re
import zlib
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from math import exp, log, log1p, sqrt
from operator import mul

import numpy as np
from numpy.typing import NDArray

from detente.cleaning.lexicon import fold

BITS = 15
SIZE = 1 << BITS
COUNTS, QUICK = 10, 7
LONGEST = 1500  # characters of a block that are looked at
SIGN = re.compile(r"[^\w\s]")
LEET = str.maketrans("0134578@$", "oleastbas")


def tokens_of(folded: str) -> list[str]:
    """The words of a folded block as they are looked up."""
    return [_plain(token) for token in folded[:LONGEST].split()]


@lru_cache(maxsize=200_000)
def of_token(token: str) -> tuple[int, ...]:
    """The hashed features of a word: itself, and its runs of three to five letters."""
    padded = f"<{token[:14]}>"
    runs = {padded[at : at + size] for size in (3, 4, 5) for at in range(len(padded) - size + 1)}
    return (_hash(f"w {token}"), *(_hash(run) for run in sorted(runs)))


def of_pairs(tokens: list[str]) -> list[int]:
    """The hashed features of the pairs of words that follow one another."""
    return [_hash(f"p {one} {other}") for one, other in pairwise(tokens)]


def counts_of(words: str, tokens: list[str]) -> list[float]:
    """What is counted in a block, each between 0 and 1: its length and ends, repetitions; capitals, figures and signs last."""
    words = words[:LONGEST]
    return [*_quick_counts(words, tokens), *_slow_counts(words)]


def _quick_counts(words: str, tokens: list[str]) -> list[float]:
    return [
        min(1.0, log1p(len(tokens)) / 5.3),
        min(1.0, words.count("!") / 2),
        min(1.0, words.count("?") / 2),
        float("€" in words or "$" in words or "£" in words or "%" in words),
        1.0 - len(set(tokens)) / max(1, len(tokens)),
        float(words.rstrip().endswith((".", "»", "”", "!", "?"))),
        min(1.0, words.count(",") / 6),
    ]


def _slow_counts(words: str) -> list[float]:
    length = max(1, len(words))
    letters = max(1, sum(map(str.isalpha, words)))
    return [
        sum(map(str.isupper, words)) / letters,
        min(1.0, 10 * sum(map(str.isdigit, words)) / length),
        min(1.0, 4 * len(SIGN.findall(words)) / length),
    ]


def features(words: str) -> tuple[list[int], list[float]]:
    """The hashed features of a block, which weigh one by the root of their number each, and its counts."""
    tokens = tokens_of(fold(words))
    hashed = [feature for token in dict.fromkeys(tokens) for feature in of_token(token)]
    return hashed + of_pairs(tokens), counts_of(words, tokens)


@lru_cache(maxsize=200_000)
def _plain(token: str) -> str:
    """A token with the digits read as the letters that they stand for (v1agra), where it holds both; a number as its length."""
    if token.isdigit():
        return "0" * min(4, len(token))
    return token if token.isalpha() else token.translate(LEET)


def _hash(feature: str) -> int:
    return zlib.crc32(feature.encode()) & (SIZE - 1)


@cache
def _weights() -> tuple[NDArray[np.float32], list[float], float]:
    """Weights of features and counts, bias."""
    with files("detente.cleaning").joinpath("learned.npz").open("rb") as file, np.load(file) as data:
        return data["weights"].astype(np.float32), data["counts"].tolist(), float(data["bias"])


@lru_cache(maxsize=200_000)
def _weight_of(token: str) -> tuple[float, int]:
    """The weight of all features of a word, and their number."""
    weights = _weights()[0]
    found = of_token(token)
    return float(sum(weights[feature] for feature in found)), len(found)


@lru_cache(maxsize=200_000)
def _weight_of_pair(one: str, other: str) -> float:
    return float(_weights()[0][_hash(f"p {one} {other}")])


@cache
def _most_of_slow() -> float:
    """The most that capitals, figures and signs can add."""
    return sum(max(0.0, float(weight)) for weight in _weights()[1][QUICK:])


def chance(words: str, folded: str, least: float = 0.0) -> float:
    """The chance, 0 to 1, that a block is no part of its article; 0 at once where it cannot come to `least`."""
    _, of_counts, bias = _weights()
    tokens = tokens_of(folded)
    if not tokens:
        return 0.0
    total, number = 0.0, 0
    for token in set(tokens):
        weight, count = _weight_of(token)
        total += weight
        number += count
    total += sum(map(_weight_of_pair, tokens, tokens[1:]))
    total = total / sqrt(number + len(tokens) - 1) + bias
    words = words[:LONGEST]
    total += sum(map(mul, of_counts[:QUICK], _quick_counts(words, tokens)))
    if total + _most_of_slow() < log(max(least, 1e-9) / (1 - min(least, 0.999))):
        return 0.0
    total += sum(map(mul, of_counts[QUICK:], _slow_counts(words)))
    return 1 / (1 + exp(-total)) if total > -50 else 0.0


def telling(folded: str, most: int = 4) -> list[str]:
    """The words of a block that speak most for its being noise, for the reason that is shown."""
    weights = _weights()[0]
    own = {
        token: float(sum(weights[feature] for feature in of_token(token)))
        for token in tokens_of(folded)
        if len(token) > 2
    }
    return sorted(own, key=lambda token: (-own[token], token))[:most]
