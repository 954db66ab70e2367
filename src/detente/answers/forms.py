"""Words as they stand in a text, without a parser: which lemmas of the lexicon a form may be of, and which words mean the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from detente.languages import folder_of, grammar
from detente.languages.fr.verbs import conjugated
from detente.reading.rules import lexicon as lexicons
from detente.text import tables

HERE = Path(__file__).parent
TOKEN = re.compile(r"[^\W\d_]{2,}|\d+(?:[ .,]\d+)*")
SHORTEST = 4  # letters that a stem keeps
COGNATE = 6  # letters by which a word of the other language is known: *ballon*, *balloon*
GROWS = 5  # letters that an ending may add


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, folded."""
    return tuple(fold(match[0]) for match in TOKEN.finditer(text.replace("œ", "oe")))


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """A folded word without its ending, never shorter than four letters."""
    plain = fold(word)
    ends = [fold(end[1:]) for end in grammar.load(language).cut]
    return next(
        (plain[: -len(end)] for end in ends if plain.endswith(end) and len(plain) - len(end) >= SHORTEST), plain
    )


def starts(token: str, stem_: str) -> bool:
    """Whether a token is a form of a stem; short words must be equal."""
    if len(stem_) < SHORTEST:
        return token in (stem_, stem_ + "s", stem_ + "x")
    return token.startswith(stem_) and len(token) <= len(stem_) + GROWS


@cache
def forms(language: str) -> dict[str, frozenset[str]]:
    """Folded form -> lemmas of the lexicon that it may be of."""
    found: dict[str, set[str]] = {}
    lexicon = lexicons.load(language)
    inner = {word for row in lexicon.rows for word in row.words}
    verbs = {row.head for row in lexicon.rows if row.pos == "v"}
    for lemma in {row.head for row in lexicon.rows} | inner | set(lexicon.objects):
        for form in inflected(lemma, language, lemma in verbs):
            found.setdefault(fold(form), set()).add(lemma)
    for form, lemma in tables.rows(folder_of(language) / "forms.tsv", ("form", "lemma")):
        found.setdefault(fold(form), set()).add(lemma)
    return {form: frozenset(lemmas) for form, lemmas in found.items()}


def inflected(lemma: str, language: str, verb: bool) -> Iterator[str]:
    """Regular forms of a lemma."""
    yield lemma
    yield lemma + "s"
    if language == "fr":
        yield from (lemma + "e", lemma + "es", lemma + "x", lemma.removesuffix("al") + "aux")
        if verb:
            for form, finite in conjugated(lemma):
                yield form
                yield from () if finite else (form + "s", form + "e", form + "es")
        return
    if lemma.endswith("y"):
        yield from (lemma[:-1] + "ies", lemma[:-1] + "ied")
    bare = lemma.removesuffix("e")
    yield from (lemma + "es", bare + "ed", bare + "ing", lemma + lemma[-1:] + "ed", lemma + lemma[-1:] + "ing")


@cache
def synonyms(language: str) -> dict[str, tuple[str, ...]]:
    """Stem of a word -> stems of the words of both languages that mean the same, by glossary.tsv and narrow object classes."""
    found: dict[str, tuple[str, ...]] = {}
    for en, fr in tables.rows(HERE / "glossary.tsv", ("en", "fr")):
        stems = {stem(word, code) for code, cell in (("en", en), ("fr", fr)) for word in cell.replace("-", " ").split()}
        for word in (en if language == "en" else fr).replace("-", " ").split():
            one = stem(word, language)
            found[one] = tuple(dict.fromkeys((*found.get(one, ()), *sorted(stems - {one}))))
    return found


def language_of(text: str) -> str:
    """French or English, by the words of the glossary and the lexicon that a few words are of; the guess by grammar where these are even."""
    from detente.world.actors.phrase import guess_language

    found = {}
    for code in ("en", "fr"):
        known = set(synonyms(code))
        found[code] = sum((stem(token, code) in known) + (token in forms(code)) for token in tokens(text))
    return guess_language(text) if found["en"] == found["fr"] else max(found, key=lambda code: found[code])


__all__ = ["fold", "forms", "language_of", "starts", "stem", "synonyms", "tokens"]
