"""Which language a page is in, and which pieces are in another."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Any

from detente.cleaning.lexicon import ANY, function_words
from detente.cleaning.pieces import WORD, Page, Piece

# What a piece may be taken for by the statistical identifier: languages of news, so that rare ones are not guessed.
NEWS = ("ar", "bg", "ca", "cs", "da", "de", "el", "en", "es", "fa", "fi", "fr", "he", "hi", "hr", "hu", "id", "it", "ja", "ko", "nl",
        "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh")  # fmt: skip
# Languages that short texts confuse: only words of grammar may tell them apart.
NEAR = (frozenset(("es", "ca", "pt", "it", "gl")), frozenset(("da", "no", "sv")), frozenset(("cs", "sk", "pl", "sl", "hr")),
        frozenset(("ru", "uk", "bg", "sr", "mk", "be")), frozenset(("id", "ms")), frozenset(("nl", "de", "af")))  # fmt: skip
OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2e80-\ud7ff]")
SCRIPTS = {
    "ru": re.compile("[\u0400-\u04ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "ja": re.compile("[\u3040-\u30ff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}
WRITTEN = {  # the script of a language, where it is not Latin
    "ru": "ru", "uk": "ru", "bg": "ru", "sr": "ru", "el": "el", "he": "he", "ar": "ar", "fa": "ar", "hi": "hi", "th": "th",
    "ko": "ko", "ja": "ja", "zh": "zh",
}  # fmt: skip
SURE = 0.9  # probability from which the identifier is believed
LIKELY = 0.3  # probability from which a text too short to be sure of is taken for a language: the others share the rest
CLOSE = 0.85  # of the best language's words of grammar: a declared one that has so many is not contradicted by the text
SAMPLE = 1200


@cache
def _identifier() -> Any:
    """py3langid with the weights of the news languages alone (tools/identifier.py), which load in a seventh of the time."""
    import numpy as np
    from py3langid.langid import LanguageIdentifier

    with files("detente.cleaning").joinpath("identifier.npz").open("rb") as file, np.load(file) as data:
        held = {name: data[name] for name in data.files}
    steps, rows = array("I", held["steps"].tobytes()), array("H", held["rows"].tobytes())
    weights = np.ascontiguousarray(held["weights"].T)
    return LanguageIdentifier(
        weights,
        held["priors"],
        held["languages"].tolist(),
        steps,
        held["features"].tolist(),
        norm_probs=True,
        tk_row=rows,
    )


def identify(text: str) -> tuple[str, float]:
    """Language and probability by the statistical identifier. Capitals are no evidence: they are lowered."""
    language, probability = _identifier().classify(text[:SAMPLE].lower())
    return str(language), float(probability)


def likely(text: str) -> str | None:
    """The language a short text is likeliest in (a title, a line), None where nothing speaks for one."""
    language, probability = identify(text)
    return language if probability >= LIKELY else None


def script_of(text: str) -> str | None:
    """The script of most letters as the code of a language that is written in it; None for Latin."""
    if text.isascii() or not OTHER_SCRIPT.search(text):
        return None
    sample = text[:4000]
    letters = sum(map(str.isalpha, sample))
    counts = {code: len(pattern.findall(sample)) for code, pattern in SCRIPTS.items()}
    if counts["ja"] > 0.1 * letters:
        return "ja"
    code = max(counts, key=lambda key: counts[key])
    return code if counts[code] > 0.5 * letters else None


def main_language(counts: Counter[str], text: str, declared: str | None = None) -> str | None:
    """The language of most of a page, by its words of grammar, else by script, else by the identifier.

    Of languages that are easily confused the `declared` one is taken, and where the text is too short to tell.
    A word that comes again counts by the square root: what is spliced in many times over does not become the page's language.
    """
    scores: dict[str, float] = {}
    shared = _shared()
    for word in counts.keys() & shared.keys():
        languages = shared[word]
        weight = sqrt(counts[word]) / len(languages)
        for language in languages:
            scores[language] = scores.get(language, 0.0) + weight
    script = script_of(text if text.isascii() else " ".join(counts))
    total = sum(map(sqrt, counts.values()))
    for language in sorted(scores, key=lambda key: (-scores[key], key)):
        score = scores[language]
        if score < 3 or score < 0.04 * total:
            break
        if WRITTEN.get(language) == script:
            near = declared and (
                scores.get(declared, 0.0) >= CLOSE * score or any({language, declared} <= group for group in NEAR)
            )
            return declared if near else language
    if script in ("ja", "zh", "ko", "th", "hi", "el", "he"):
        return script
    if total < 4:
        return None
    language, probability = identify(text)
    return language if probability >= SURE else None


@cache
def _shared() -> dict[str, tuple[str, ...]]:
    """Word of grammar -> the languages that have it."""
    found: dict[str, list[str]] = {}
    for language, words in function_words().items():
        for word in words:
            found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


@cache
def _own_and_other(main: str | None) -> tuple[frozenset[str], frozenset[str]]:
    own = function_words().get(main or "", frozenset())
    return own, frozenset(_shared()) - own


def count_grammar(page: Page, main: str | None) -> None:
    """Give each piece its number of words of grammar: of the page's language, and of others only."""
    own, other = _own_and_other(main)
    is_own, is_other = own.__contains__, other.__contains__
    for piece in page.pieces:
        piece.own = sum(map(is_own, piece.words))
        piece.other = sum(map(is_other, piece.words))


def best_other(words: list[str], main: str | None) -> tuple[str | None, int, int, int]:
    """The language other than `main` that fits best: its code, its words of grammar, those it alone has, those main alone has."""
    table, shared = function_words(), _shared()
    own = table.get(main or "", frozenset())
    present = [word for word in words if word in shared]
    counts: dict[str, int] = {}
    for word in present:
        for language in shared[word]:
            counts[language] = counts.get(language, 0) + 1
    counts.pop(main or "", None)
    if not counts:
        return None, 0, 0, sum(word in own for word in present)
    strange = [word for word in present if word not in own]
    ranked = sorted(counts, key=lambda key: (-counts[key], key))[:4]
    best = max(ranked, key=lambda key: sum(map(table[key].__contains__, strange)))
    theirs = table[best]
    alone = sum(map(theirs.__contains__, strange))
    mine = sum(word in own and word not in theirs for word in present)
    return best, counts[best], alone, mine


def other_language(words: list[str], text: str, main: str | None) -> str | None:
    """The language of a stretch when it is surely not `main`, else None.

    Words of grammar decide; where there are few, the identifier is asked, and believed only for texts of some length in
    small letters (names and capitals are no language) and for languages that are not easily confused.
    """
    script = script_of(text)
    if script and WRITTEN.get(main or "") != script and not (script == "zh" and main == "ja"):
        if sum(map(str.isalpha, text)) < 8:
            return None
        best = best_other(words, main)[0]
        return best if best and WRITTEN.get(best) == script else script
    if main and WRITTEN.get(main) and not script and sum(map(str.isalpha, text)) < 20:
        return None
    best, _, alone, mine = best_other(words, main)
    if best and alone >= 3 and alone > 1.5 * mine and alone >= 0.1 * len(words):
        return best
    small = sum(word.islower() for word in WORD.findall(text[:SAMPLE]))
    if len(words) < 5 or small < 4 or mine > max(1, len(words) / 12) or main is None:
        return None
    language, probability = identify(text)
    if probability < SURE or language == main or any({language, main} <= group for group in NEAR):
        return None
    if mine and language != best:
        return None
    return language


def named_language(piece: Piece, main: str | None) -> str | None:
    """The language of a piece that is set aside: by its words of grammar, else by the lexicon that knew its words."""
    best, _, alone, mine = best_other(piece.words, main)
    if best and alone >= 2 and alone > mine:
        return best
    known = piece.lexicon if piece.lexicon != ANY else None
    return known if known and known != main and mine <= 1 else None
