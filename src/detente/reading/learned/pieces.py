"""Text into pieces of words: a unigram model whose likeliest cut of each word is looked up once and remembered.

Kudo (2018), *Subword Regularization*: the cut whose pieces' log-probabilities add up to most. Pieces never cross a space, so a
word is cut by itself, and a text's cut hangs on nothing but its own words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

SPACE = "▁"  # begins the first piece of a word that stands after a space
UNKNOWN = -30.0  # log-probability of a letter that no piece covers
_WORD = re.compile(r"\S+")


class Piece(NamedTuple):
    """A piece's number and the characters of the text that it covers."""

    number: int
    begin: int
    stop: int


class Pieces:
    """The vocabulary: pieces with their log-probabilities, and the number that stands for what is not in it."""

    def __init__(self, scores: Mapping[str, float], unknown: int) -> None:
        self.numbers = {piece: number for number, piece in enumerate(scores)}
        self.scores = dict(scores)
        self.unknown = unknown
        self.longest = max(map(len, scores))
        self._cuts: dict[str, tuple[tuple[int, int], ...]] = {}

    def cut(self, text: str) -> list[Piece]:
        """The pieces of a text, in its order."""
        found = []
        for word in _WORD.finditer(text):
            at = word.start()
            for number, length in self.cut_word(word[0]):
                found.append(Piece(number, at, min(at + length, word.end())))
                at += length
        return found

    def cut_word(self, word: str) -> tuple[tuple[int, int], ...]:
        """Numbers of a word's pieces, each with the count of the word's characters it covers."""
        known = self._cuts.get(word)
        if known is None:
            if len(self._cuts) > 100_000:  # a worker that reads for days keeps its memory
                self._cuts.clear()
            known = self._cuts[word] = self._best(word)
        return known

    def _best(self, word: str) -> tuple[tuple[int, int], ...]:
        letters = SPACE + _folded(word)
        size = len(letters)
        best = [0.0, *[float("-inf")] * size]
        came = [0] * (size + 1)
        for begin in range(size):
            for stop in range(begin + 1, min(size, begin + self.longest) + 1):
                score = self.scores.get(letters[begin:stop])
                if score is None:
                    if stop > begin + 1:
                        continue
                    score = UNKNOWN
                if best[begin] + score > best[stop]:
                    best[stop], came[stop] = best[begin] + score, begin
        cuts, stop = [], size
        while stop:
            begin = came[stop]
            number = self.numbers.get(letters[begin:stop], self.unknown)
            cuts.append((number, stop - begin - (begin == 0)))
            stop = begin
        return tuple(reversed(cuts))


def _folded(word: str) -> str:
    """A word with each letter in its compatible form, the first where that is several: offsets stay those of the text."""
    if word.isascii():
        return word
    return "".join(unicodedata.normalize("NFKC", letter)[0] for letter in word)
