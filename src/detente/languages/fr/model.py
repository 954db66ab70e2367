"""Loads the French model without the one regular expression that takes half of a cold start.

spaCy's French keeps tokens like *aujourd'hui* and *premier-ministre* whole by an expression of 1.4 million characters: some 300 words,
each with the letters of every script spelled out, compiled in 3.5 s. Nearly every token is of Latin letters, and for those the same
expression with the Latin letters alone says the same. The full one is compiled when a token of other letters first asks for it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cached_property
from types import ModuleType
from typing import Any

LATIN = "a-z\u00df-\u00f6\u00f8-\u00ff\u0153"  # small letters of Latin-1, and œ
JOINERS = "-–—‐‑'’"  # hyphens and elisions: each word of the expression has one
EXCEPTIONS = "spacy.lang.fr.tokenizer_exceptions"


class TokenMatch:
    """spaCy's French `token_match`: the match of a token that stays whole, None for any other."""

    def __init__(self, pattern: str, letters: str, small: str):
        """`pattern` is spaCy's expression; `letters` and `small` are the two classes of letters spelled out in it."""
        self.pattern = pattern
        short = pattern.replace(letters, LATIN).replace(small, LATIN)
        self.short = re.compile(short).match
        self.joined = re.compile(f"[{JOINERS}]").search
        self.latin = re.compile(f"(?i)[{JOINERS}{LATIN}]*").fullmatch
        self.sign = re.compile(f"(?i)[^{JOINERS}{letters}]").search

    @cached_property
    def full(self) -> Callable[[str], re.Match[str] | None]:
        """spaCy's own expression, compiled on first need."""
        return re.compile(self.pattern).match

    def __call__(self, token: str) -> re.Match[str] | None:
        if not self.joined(token):
            return None
        if self.latin(token):
            return self.short(token)
        if self.sign(token.removesuffix("\n")):
            return None  # a digit or a sign stands in no word of the expression
        return self.full(token)


def load(name: str) -> Any:
    """The pipeline of the model, without its entity recogniser; its tokeniser cuts as spaCy's does."""
    import spacy
    import srsly
    from spacy.util import get_package_path, load_meta

    _stand_in()
    folder = get_package_path(name)
    meta = load_meta(folder / "meta.json")
    nlp = spacy.load(name, exclude=["ner", "tokenizer"])
    rules = srsly.msgpack_loads((folder / f"{name}-{meta['version']}" / "tokenizer").read_bytes())
    pattern = rules.pop("token_match")
    nlp.tokenizer.from_bytes(srsly.msgpack_dumps(rules))
    nlp.tokenizer.token_match = token_match(pattern)
    return nlp


def token_match(pattern: str) -> TokenMatch:
    """The quick form of the expression that the model carries."""
    from spacy.lang.char_classes import ALPHA, ALPHA_LOWER

    return TokenMatch(pattern, ALPHA, ALPHA_LOWER)


def _stand_in() -> None:
    """Spares spacy.lang.fr the compiling: the exceptions and the expression that count come with the model's tokeniser."""
    if "spacy.lang.fr" in sys.modules:
        return
    from spacy.lang.tokenizer_exceptions import BASE_EXCEPTIONS

    module = ModuleType(EXCEPTIONS)
    module.TOKENIZER_EXCEPTIONS = BASE_EXCEPTIONS  # type: ignore[attr-defined]
    module.TOKEN_MATCH = None  # type: ignore[attr-defined]
    sys.modules[EXCEPTIONS] = module
    try:
        import spacy.lang.fr  # noqa: F401
    finally:
        del sys.modules[EXCEPTIONS]


__all__ = ["TokenMatch", "load", "token_match"]
