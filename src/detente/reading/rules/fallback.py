"""What is left when no row of the lexicon joins actor and recipient: the type that sentences like this one have.

A multinomial logistic regression over the sentence vector (USE multilingual v3, 512 dimensions) with actor and recipient masked,
fitted to the lexicon's own examples of all languages by `evaluation/train_fallback.py`; nothing else was learnt from.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.text.vectors import vectors as encoded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = Path(__file__).parent / "fallback.npz"
MASKS = ("X", "Y")


def masked(text: str, actor: tuple[int, int], recipient: tuple[int, int]) -> str:
    """The text with actor and recipient replaced by letters, so that names say nothing of the type."""
    spans = sorted(((*actor, MASKS[0]), (*recipient, MASKS[1])), reverse=True)
    for begin, stop, letter in spans:
        text = text[:begin] + letter + text[stop:]
    return text


def vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    """Sentence vectors, one row a text, with a last column of ones. Raises MissingPart without the encoder."""
    import numpy as np

    found = encoded(texts)
    return np.hstack([found, np.ones((len(found), 1), dtype=np.float32)])


def chances(texts: Sequence[str]) -> list[dict[str, float]]:
    """The probability of each PLOVER type for each masked text."""
    import numpy as np

    if not texts:
        return []
    labels, weights = _model()
    scores = vectors(texts) @ weights
    scores -= scores.max(axis=1, keepdims=True)
    found = np.exp(scores)
    found /= found.sum(axis=1, keepdims=True)
    return [dict(zip(labels, row, strict=True)) for row in found.tolist()]


@lru_cache(maxsize=1)
def _model() -> tuple[list[str], Any]:
    import numpy as np

    with np.load(WEIGHTS) as stored:
        return [str(label) for label in stored["labels"]], stored["weights"].astype(np.float32)
