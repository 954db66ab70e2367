"""Near-duplicates across documents: wire copy, updates of one story, and translations, told apart.

MinHash (Broder 1997) over shingles of five words with locality-sensitive hashing finds copies and updates; translations are
found by what a translation keeps: numbers, and names by their consonants.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from detente.cleaning.lexicon import fold
from detente.records import Block, Document

Kind = Literal["copy", "update", "translation"]
SHINGLE = 5  # words
HASHES, BANDS = 126, 42  # 3 hashes a band: pairs of similarity 0.25 meet in half of the cases, of 0.5 in 99.6 %
COPY, UPDATE = 0.7, 0.3  # share of common shingles
CONTAINED = 0.85  # of the text that is contained: a shortened copy, or an update that has grown
DAYS = 4  # between a text and its update or translation
SHARED, LIKE = 6, 0.5  # names and numbers that a translation shares, and their share of the shorter one's
COMMON = 60  # documents in which a name or number stands before it tells nothing
SHORTEST = 25  # words: shorter texts are alike by chance
NAME = re.compile(r"(?<![.!?:»”\"\n] )(?<!^)\b[^\W\d_][^\W_]{3,}\b", re.MULTILINE)
NUMBER = re.compile(r"\b\d[\d.,\u00a0\u202f]*\d\b|\b\d\d+\b")
VOWELS = str.maketrans("", "", "aeiouyhw")
SOUNDS = (
    ("ph", "f"),
    ("sch", "s"),
    ("sh", "s"),
    ("ch", "s"),
    ("tch", "s"),
    ("ck", "k"),
    ("c", "k"),
    ("q", "k"),
    ("z", "s"),
    ("v", "f"),
    ("j", "s"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """That a document tells again what an earlier one told."""

    document: str
    first: str  # id of the earliest document of the story
    kind: Kind
    similarity: float  # share of shingles, or of names and numbers for a translation


@dataclass(frozen=True, slots=True)
class Signature:
    """What is remembered of a document: its shingles' minima, its names and numbers."""

    id: str
    language: str | None
    published: date | None
    minima: NDArray[np.uint32]
    size: int  # different shingles
    features: frozenset[str]


@cache
def _factors() -> tuple[NDArray[np.uint64], NDArray[np.uint64], NDArray[np.uint64]]:
    """Multipliers and addends of the hashes, and powers for the shingles; the same in every run."""
    random = np.random.Generator(np.random.PCG64(20240626))
    odd = random.integers(1, 2**63, HASHES, dtype=np.uint64) | np.uint64(1)
    return (
        odd,
        random.integers(0, 2**63, HASHES, dtype=np.uint64),
        random.integers(1, 2**63, SHINGLE, dtype=np.uint64) | np.uint64(1),
    )


def sign(document: Document, blocks: Iterable[Block] | None = None) -> Signature | None:
    """The signature of a document's kept text; None for one that is too short to compare."""
    kept = [block for block in blocks if block.kept] if blocks is not None else None
    text = document.text if kept is None else "\n".join(document.text[block.begin : block.stop] for block in kept)
    words = fold(text).split()
    if len(words) < SHORTEST:
        return None
    multipliers, addends, powers = _factors()
    codes = np.fromiter((zlib.crc32(word.encode()) for word in words), dtype=np.uint64, count=len(words))
    shingles = np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64)
    for offset in range(SHINGLE):
        shingles += codes[offset : offset + len(shingles)] * powers[offset]
    shingles = np.unique(shingles)
    minima = np.full(HASHES, 2**32 - 1, dtype=np.uint32)
    for begin in range(0, len(shingles), 2048):
        mixed = (shingles[begin : begin + 2048, None] * multipliers + addends) >> np.uint64(32)
        minima = np.minimum(minima, mixed.min(axis=0).astype(np.uint32))
    return Signature(document.id, document.language, document.published, minima, len(shingles), features(text))


def features(text: str) -> frozenset[str]:
    """What a translation keeps: numbers of two digits or more, and the consonants of words with a capital inside a sentence."""
    found = {re.sub(r"\D", "", number) for number in NUMBER.findall(text)}
    found |= {skeleton(word) for word in NAME.findall(text) if word[0].isupper()}
    return frozenset(feature for feature in found if len(feature) >= 2)


def skeleton(word: str) -> str:
    """The consonants of a name as most languages keep them: *Moscou*, *Moscow* and *Moskau* are `msk`."""
    letters = fold(word).strip()
    for spelled, sound in SOUNDS:
        letters = letters.replace(spelled, sound)
    first, rest = letters[:1], letters[1:].translate(VOWELS)
    return re.sub(r"(.)\1+", r"\1", first + rest)


def similarity(one: Signature, other: Signature) -> float:
    """The estimated share of common shingles among all of both."""
    return float(np.mean(one.minima == other.minima))


@dataclass(slots=True)
class Stories:
    """The documents seen so far. `add` each in the order of time; the first of a story is the one the others are linked to."""

    signatures: dict[str, Signature] = field(default_factory=dict)
    first: dict[str, str] = field(default_factory=dict)
    _bands: dict[tuple[int, bytes], list[str]] = field(default_factory=lambda: defaultdict(list))
    _features: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, document: Document, blocks: Iterable[Block] | None = None) -> Link | None:
        """Remember a document, and say of which earlier one it is a copy, update or translation."""
        signature = sign(document, blocks)
        if signature is None or signature.id in self.signatures:
            known = signature is not None
            return Link(document.id, self.first.get(document.id, document.id), "copy", 1.0) if known else None
        link = self._find(signature)
        self.signatures[signature.id] = signature
        if link:
            self.first[signature.id] = link.first
        for key in self._keys(signature):
            self._bands[key].append(signature.id)
        for feature in signature.features:
            self._features[feature].append(signature.id)
        return link

    def _keys(self, signature: Signature) -> list[tuple[int, bytes]]:
        return [(number, band.tobytes()) for number, band in enumerate(signature.minima.reshape(BANDS, -1))]

    def _find(self, signature: Signature) -> Link | None:
        """The best link of a signature to one that is remembered."""
        best: Link | None = None
        near = {name for key in self._keys(signature) for name in self._bands.get(key, ())}
        for name in sorted(near):
            other = self.signatures[name]
            share = similarity(signature, other)
            kind = self._kind(signature, other, share)
            if kind and (best is None or share > best.similarity):
                best = Link(signature.id, self.first.get(name, name), kind, share)
        return best or self._translation(signature)

    def _kind(self, one: Signature, other: Signature, share: float) -> Kind | None:
        common = share / (1 + share) * (one.size + other.size)  # shingles in both, from their share of the union
        if share >= COPY or common >= CONTAINED * one.size:
            return "copy"
        grown = common >= CONTAINED * other.size  # all of the earlier text, and more
        return "update" if (share >= UPDATE or grown) and _near(one, other) else None

    def _translation(self, signature: Signature) -> Link | None:
        shared: Counter[str] = Counter()
        for feature in signature.features:
            names = self._features.get(feature, ())
            if len(names) <= COMMON:
                shared.update(names)
        best: Link | None = None
        for name, count in sorted(shared.items()):
            other = self.signatures[name]
            if count < SHARED or not signature.language or not other.language or signature.language == other.language:
                continue
            share = count / min(len(signature.features), len(other.features))
            alike = 0.4 <= signature.size / max(1, other.size) <= 2.5
            if share >= LIKE and alike and _near(signature, other) and (best is None or share > best.similarity):
                best = Link(signature.id, self.first.get(name, name), "translation", share)
        return best


def _near(one: Signature, other: Signature) -> bool:
    """Whether two texts were published within days of each other, as far as is known."""
    if one.published is None or other.published is None:
        return True
    return abs((one.published - other.published).days) <= DAYS
