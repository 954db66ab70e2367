"""Write src/detente/cleaning/identifier.npz: py3langid's model with the weights of the news languages alone.

usage: python -m tools.identifier, after an upgrade of py3langid or a change of NEWS in cleaning/language.py

The answers are those of the whole model restricted to these languages; it loads in a seventh of the time, as the whole is
packed with LZMA and holds the weights of 142.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from detente.cleaning.language import NEWS


def whole() -> LanguageIdentifier:
    """The model as py3langid brings it, restricted to the news languages."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(NEWS))
    return identifier


def arrays(identifier: LanguageIdentifier) -> dict[str, Any]:
    """What the file holds: the automaton (steps, rows of states, feature of a state or -1), weights by language, priors."""
    return {
        "steps": np.array(identifier.tk_nextmove, dtype=np.uint32),
        "rows": np.array(identifier.tk_row, dtype=np.uint16),
        "features": np.array(identifier.tk_output, dtype=np.int32),
        "weights": np.ascontiguousarray(identifier.nb_ptc.T),
        "priors": identifier.nb_pc,
        "languages": np.array(identifier.nb_classes),
    }


if __name__ == "__main__":
    np.savez_compressed(Path(str(files("detente.cleaning"))) / "identifier.npz", **arrays(whole()))
