"""The word lists of cleaning, from their TSV files: what spam sells and how, the furniture of pages, words of grammar."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from detente.errors import DataError
from detente.text import tables

TOPICS = frozenset(("pharma", "diet", "casino", "loan", "adult", "essay", "crypto", "replica", "fortune", "seo"))
FURNITURE = frozenset(("cookie", "legal", "nav", "share", "related", "comment", "subscribe", "copyright"))
CLASSES = TOPICS | FURNITURE | {"offer", "call", "imperative", "you", "we"}
ANY = "any"
FOLDER = Path(__file__).parent
PHRASES = ("phrase", "class")  # columns of the files of `lexicon`, one a language


class Entry(NamedTuple):
    """One row: in this language the phrase is of this class."""

    language: str
    kind: str


class Hit(NamedTuple):
    """A phrase of the lexicon where it stands in the text."""

    begin: int
    stop: int
    phrase: str
    entries: tuple[Entry, ...]

    @property
    def sells(self) -> bool:
        """Whether it is of the words that spam sells with, not of those that only stand on pages."""
        return any(entry.kind in TOPICS or entry.kind in ("offer", "call") for entry in self.entries)

    @property
    def bids(self) -> bool:
        """Whether it tells the reader to do something."""
        return any(entry.kind == "imperative" for entry in self.entries)


class _Fold(dict[int, int]):
    """A table for `str.translate`: lower case without accents, all that is no letter, digit or © a space; length kept."""

    def __missing__(self, code: int) -> int:
        character = chr(code)
        if character.isalnum():
            base = (
                unicodedata.normalize("NFD", character[0])[0]
                if code > 127 and not "가" <= character <= "힣"
                else character
            )
            folded = ord(base.lower()[0])
        else:
            folded = code if character == "©" else 32
        self[code] = folded
        return folded


FOLD = _Fold()


def fold(text: str) -> str:
    """Lower case, accents off, everything but letters and digits a space; as long as `text`."""
    return text.translate(FOLD)


@cache
def phrases() -> dict[str, tuple[Entry, ...]]:
    """Folded phrase -> its entries, of all languages."""
    found: dict[str, tuple[Entry, ...]] = {}
    for path in sorted((FOLDER / "lexicon").glob("*.tsv")):
        for number, (phrase, kind) in tables.lines(path, PHRASES, full=True):
            if kind not in CLASSES:
                raise DataError(f"{path}:{number}: class {kind!r} is none of {', '.join(sorted(CLASSES))}")
            key = " ".join(fold(phrase).split())
            entry = Entry(path.stem, kind)
            if entry not in found.get(key, ()):
                found[key] = (*found.get(key, ()), entry)
    return found


@cache
def function_words() -> dict[str, frozenset[str]]:
    """Language -> its commonest words of grammar, lower case with accents."""
    return {
        language: frozenset(words.split())
        for language, words in tables.rows(FOLDER / "function_words.tsv", ("language", "words"))
    }


@cache
def address_words(language: str) -> tuple[frozenset[str], re.Pattern[str] | None]:
    """The single words with which a language addresses the reader or speaks of the site.

    Those in lower case; and a pattern for those that are written with a capital (German *Sie*), which count inside a sentence.
    """
    if language == ANY:
        return frozenset(), None
    found = [
        phrase
        for phrase, kind in tables.rows(FOLDER / "lexicon" / f"{language}.tsv", PHRASES)
        if kind in ("you", "we") and " " not in phrase
    ]
    capital = "|".join(word for word in found if word[0].isupper())
    pattern = re.compile(rf"(?<=[^\W\d_][, ]) ?\b(?:{capital})\b") if capital else None
    return frozenset(word for word in found if word[0].islower()), pattern


@cache
def _automaton() -> tuple[Any, list[str]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    keys = list(phrases())
    return AhoCorasick([f" {key}" for key in keys], matchkind=MatchKind.LeftmostLongest), keys


def find(folded: str) -> list[Hit]:
    """The phrases of the lexicon in a folded text, in order, longest first, at word boundaries."""
    automaton, keys = _automaton()
    table = phrases()
    padded = f" {folded} "
    found = []
    for index, begin, stop in automaton.find_matches_as_indexes(padded):
        if padded[stop] == " ":
            found.append(Hit(begin, stop - 1, keys[index], table[keys[index]]))
    return found
