"""How alike two texts are in any two languages, by the sentence encoder that the coder falls back on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from detente.errors import MissingPart

_vectors: dict[str, Any] = {}  # unit vectors of texts already asked for
KEPT = 20_000


def likeness(question: str, texts: Sequence[str]) -> list[float]:
    """Cosine of the question with each text, -1 to 1; 0 for all where the encoder is not installed."""
    try:
        learn([question, *texts])
    except MissingPart:
        return [0.0] * len(texts)
    return [float(_vectors[question] @ _vectors[text]) for text in texts]


def learn(texts: Sequence[str]) -> None:
    """Encode, at one go, what has no vector yet."""
    import numpy as np

    from detente.reading.rules.fallback import vectors

    new = list(dict.fromkeys(text for text in texts if text not in _vectors))
    if len(_vectors) > KEPT:
        _vectors.clear()
        new = list(dict.fromkeys(texts))
    if new:
        found = vectors(new)[:, :-1]
        found = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
        _vectors.update(zip(new, found, strict=True))


__all__ = ["likeness"]
