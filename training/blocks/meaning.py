"""The net of `detente.cleaning.meaning`: what it is trained on, in an article each, and how it is fitted."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from detente.cleaning.meaning import SIZE, features, nearness, vector_of
from detente.text.vectors import vectors
from training.blocks.made import Sample

TARGET = Path(__file__).parents[2] / "src/detente/cleaning/meaning.npz"
CORPUS = Path(__file__).parents[1] / "corpus"
HIDDEN, NETS = 32, 3  # the weights of nets begun anew are stored side by side, and their answers averaged
PENALTY = 3e-4
SAMPLE, PARAGRAPHS = 6, 24  # of an article: sentences that stand for it, paragraphs that are kept blocks
ALIKE = 2  # of a kind of noise, that are kept among their like

Array = NDArray[np.float32]


def articles() -> list[list[str]]:
    """The texts of the corpus in English and French, as paragraphs."""
    found = []
    for language in ("en", "fr"):
        for path in sorted((CORPUS / language).glob("*.txt")):
            if not path.name.startswith("blind"):
                lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines()]
                found.append([line for line in lines if len(line) > 40 and line[0] not in "#@"])
    return [each for each in found if len(each) >= 3]


def asked(blocks: list[Sample], hosts: list[list[str]], seed: int) -> tuple[Array, NDArray[np.float64]]:
    """A row of features for each block in an article drawn for it, and 1 for noise."""
    source = random.Random(seed)
    own = [vectors([line[:400] for line in source.sample(host, min(SAMPLE, len(host)))]) for host in hosts]
    rows = []
    for *_, words in blocks:
        vector = vector_of(words)
        rows.append(features(words, vector, nearness(vector, source.choice(own))))
    return np.array(rows, np.float32).reshape(-1, SIZE), np.array([float(label == "noise") for _, label, *_ in blocks])


def of_a_kind(blocks: list[Sample], seed: int) -> Array:
    """Rows of features of noise among its like: a page of recipes or of match reports is an article, and each of them belongs."""
    source = random.Random(seed)
    by_group: dict[tuple[str, str], list[str]] = {}
    for language, label, kind, words in blocks:
        if label == "noise":
            by_group.setdefault((language, kind), []).append(words)
    rows = []
    for _, like in sorted(by_group.items()):
        if len(like) >= SAMPLE + ALIKE:
            beside = source.sample(like, SAMPLE + ALIKE)
            own = vectors(beside[:SAMPLE])
            for words in beside[SAMPLE:]:
                vector = vector_of(words)
                rows.append(features(words, vector, nearness(vector, own)))
    return np.array(rows, np.float32)


def at_home(hosts: list[list[str]], seed: int) -> Array:
    """Rows of features of paragraphs that stand in their own article."""
    source = random.Random(seed)
    rows = []
    for host in hosts:
        rest = source.sample(host, min(SAMPLE + 1, len(host)))
        beside = vectors([line[:400] for line in rest])
        for line in source.sample(host, min(PARAGRAPHS, len(host))):
            others = [row for row, other in enumerate(rest) if other != line]
            vector = vector_of(line)
            rows.append(features(line, vector, nearness(vector, beside[others])))
    return np.array(rows, np.float32)


def fitted(table: Array, truth: NDArray[np.float64], seed: int) -> tuple[Array, Array, Array, float]:
    """Weights of one net, each class weighing alike."""
    count, width = table.shape
    share = truth.mean()
    weight = np.where(truth > 0, 0.5 / share, 0.5 / (1 - share)) / count
    start = np.random.default_rng(seed)
    first = np.concatenate(
        [
            3 * start.standard_normal(width * HIDDEN) / np.sqrt(width),
            np.zeros(HIDDEN),
            0.3 * start.standard_normal(HIDDEN),
            [0],
        ]
    )

    def opened(point: NDArray[np.float64]) -> tuple[Array, Array, Array, float]:
        inner, shift, outer = np.split(point[:-1].astype(np.float32), [width * HIDDEN, (width + 1) * HIDDEN])
        return inner.reshape(width, HIDDEN), shift, outer, float(point[-1])

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        inner, shift, outer, bias = opened(point)
        hidden = np.tanh(table @ inner + shift)
        odds = hidden @ outer + bias
        slope = (weight * (1 / (1 + np.exp(-odds)) - truth)).astype(np.float32)
        back = (slope[:, None] * outer) * (1 - hidden * hidden)
        value = float(weight @ (np.logaddexp(0, odds) - truth * odds))
        value += PENALTY * float(inner.ravel() @ inner.ravel() + outer @ outer)
        parts = (
            (table.T @ back + 2 * PENALTY * inner).ravel(),
            back.sum(0),
            hidden.T @ slope + 2 * PENALTY * outer,
            [slope.sum()],
        )
        return value, np.concatenate(parts).astype(np.float64)

    return opened(minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 150}).x)


def joined(nets: list[tuple[Array, Array, Array, float]]) -> dict[str, object]:
    """Several nets as one that gives the mean of their answers."""
    return {
        "inner": np.hstack([net[0] for net in nets]).astype(np.float16),
        "shift": np.concatenate([net[1] for net in nets]),
        "outer": np.concatenate([net[2] for net in nets]) / len(nets),
        "bias": float(np.mean([net[3] for net in nets])),
    }


def odds_of(net: dict[str, object], table: Array) -> NDArray[np.float64]:
    """The log odds that a joined net gives to rows of features."""
    hidden = np.tanh(table @ np.asarray(net["inner"], np.float32) + net["shift"])
    return np.asarray(hidden @ net["outer"] + net["bias"])


def trained(train: list[Sample], seed: int) -> dict[str, object]:
    """A net trained on blocks, and on the paragraphs of the corpus at home."""
    hosts = articles()
    table, truth = asked(train, hosts, seed)
    home = np.vstack([at_home(hosts, seed), of_a_kind(train, seed)])
    whole, labels = np.vstack([table, home]), np.append(truth, np.zeros(len(home)))
    return joined([fitted(whole, labels, seed + number) for number in range(NETS)])
