"""A sentence of a source cut to the clause that tells something; what is left out is marked, and what could change its sense is kept."""

from __future__ import annotations

import re

from detente.telling.check import words

LONG = 230  # letters from which a sentence is cut
HALT = re.compile(r"(?<=[;—–])\s+|(?<=,)\s+(?=\w+)")
TURNS = (
    "negation",
    "denial",
    "condition",
    "claim",
    "future",
)  # words that a cut may not take away from what they bear on


def excerpt(text: str, begin: int, stop: int, language: str | None) -> str:
    """The words of a sentence around some offsets (a trigger and its parties), from one halt to another, with an ellipsis for the rest."""
    plain = " ".join(text.split())
    if len(plain) <= LONG or not 0 <= begin <= stop <= len(text):
        return plain
    cuts = [0, *(m.end() for m in HALT.finditer(text)), len(text)]
    first = max(at for at in cuts if at <= begin)
    last = min((at for at in cuts if at >= stop), default=len(text))
    if turning(text[:first], language):
        first = 0
    if turning(text[last:], language):
        last = len(text)
    kept = " ".join(text[first:last].split()).rstrip(" ,;—–")
    lead = "… " if first else ""
    rest = " …" if last < len(text) and not kept.endswith((".", "!", "?")) else ""
    return f"{lead}{kept}{rest}"


def turning(text: str, language: str | None) -> bool:
    """Whether what would be left out holds a word that may turn the sense of the rest."""
    known = words(language or "en")
    return any(kind in known and known[kind].search(text) for kind in TURNS)


__all__ = ["excerpt"]
