"""Names of actors in a sentence, with the articles and prepositions that French and English ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from detente.dyads.sentences import LANGUAGES, name
from detente.languages import folder_of
from detente.languages.grammar import load
from detente.text import tables

HERE = Path(__file__).parent
VOWEL = "[aeiouyhâàéèêîôûœ]"  # what a word is elided before
GROUPS = frozenset(
    ("IGO", "NGO", "MNC", "IMG", "ISM")
)  # codes of many actors: these go by the name that the text gives


@cache
def articles(language: str) -> Mapping[str, str]:
    rows = tables.rows(HERE / "articles.tsv", ("language", "name", "article"))
    return {row[1]: row[2] for row in rows if row[0] == language}


@cache
def contractions(language: str) -> Mapping[tuple[str, str], str]:
    """What two small words become before a name (*de le*: *du*); none where a language contracts nothing."""
    rows = tables.rows(folder_of(language) / "contractions.tsv", ("first", "second", "together"))
    return {(first, second): together for first, second, together in rows}


@cache
def definite(language: str, form: str) -> str:
    """The article of a gender or of the plural; "" where the language does not tell them apart."""
    return next((word for word, value in load(language).article.items() if value == form), "")


@cache
def elided(language: str) -> re.Pattern[str]:
    """The words that are elided, before a vowel."""
    words = "|".join(load(language).elision.values())
    return re.compile(rf"\b({words}) (?={VOWEL})" if words else r"(?!)", re.IGNORECASE)


@cache
def opening(*kinds: str) -> re.Pattern[str]:
    """An article at the begin of a noun, in any language of the interface."""
    words = {word for language in LANGUAGES for kind in kinds for word in getattr(load(language), kind)}
    return re.compile(rf"^(?:{'|'.join(spaced(word) for word in sorted(words))})", re.IGNORECASE)


def spaced(word: str) -> str:
    return word if word.endswith("'") else f"{word} "


def article(one: str, language: str) -> str:
    """The article of a name, "" where it has none."""
    known = articles(language).get(one)
    if known or not definite(language, "plural") or not one[:1].isupper():
        return (known or "").replace("-", "")
    return definite(language, "feminine" if one.endswith("e") else "masculine")


def phrase(one: str, language: str, preposition: str = "") -> str:
    """A name with its article behind a preposition: *aux États-Unis*, *de l'Ukraine*, *on the United States*."""
    the = article(one, language)
    whole = elide(f"{the} {one}", language) if the else one
    if the == definite(language, "feminine") != "" and re.match(VOWEL, one, re.IGNORECASE):
        whole = definite_before_vowel(language) + one
    return behind(preposition, whole, language)


@cache
def definite_before_vowel(language: str) -> str:
    return next((word for word in load(language).article if word.endswith("'")), "")


def behind(preposition: str, noun: str, language: str) -> str:
    """A noun behind a preposition, the two contracted where its first word asks for it: *du Mali*, *d'autres pays*."""
    *before, last = preposition.split() or [""]
    first = re.match(r"\w+'|\w+(?= )", noun)
    joined = contractions(language).get((last, first[0])) if first else None
    if first is None or joined is None:
        return elide(" ".join(part for part in (*before, last, noun) if part), language)
    rest = noun[first.end() :].lstrip()
    return " ".join([*before, joined + rest if joined.endswith("'") else f"{joined} {rest}"])


def listed(names: Sequence[str], language: str, preposition: str = "") -> str:
    """Several names with their articles: *la Chine et le Japon*; where prepositions contract, each has its own."""
    each = preposition if contractions(language) else ""
    parts = [phrase(one, language, each) for one in names]
    both = next(iter(load(language).conjunction))
    text = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {both} {parts[-1]}"
    return text if each else f"{preposition} {text}".strip()


def elide(text: str, language: str = "fr") -> str:
    """Elision: *de Ukraine* is *d'Ukraine*."""
    return elided(language).sub(lambda m: f"{m[1][:-1]}'", text)


def bare(noun: str) -> str:
    """A noun without its article."""
    return opening("partitive", "indefinite", "article").sub("", noun, count=1)


def of_noun(noun: str, language: str = "fr") -> str:
    """A noun behind *de*: *d'essais d'armes*, *de la reprise*."""
    of = next(iter(load(language).genitive))
    return behind(of, opening("partitive", "indefinite").sub("", noun, count=1), language)


def side(row: Mapping[str, Any], which: str, language: Any) -> list[str]:
    """The names of a side of an event, each once."""
    named = (
        name(one["country"], language)
        if one["country"] and one["country"] not in GROUPS
        else " ".join(one["text"].split())
        for one in row[which] or ()
    )
    return list(dict.fromkeys(named))


def plural(actors: Sequence[str]) -> bool:
    """Whether several act, or one whose name is a plural (*les États-Unis*)."""
    known = load("fr")
    many = tuple(
        f"{word} " for some in (known.article, known.partitive) for word, how in some.items() if how == "plural"
    )
    return len(actors) > 1 or f"{article(actors[0], 'fr')} " in many or actors[0].startswith(many)


def with_articles(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Values of a sentence and, beside the names among them, these with their articles; a pair of them together."""
    found = dict(values)
    of = next(iter(load(language).genitive))
    for key in {"party", "toward", "ally"} & values.keys():
        found |= {f"{key}_la": phrase(values[key], language), f"{key}_de": phrase(values[key], language, of)}
    if {"a", "b"} <= values.keys():
        found["pair"] = listed([values["a"], values["b"]], language)
    return found


__all__ = [
    "article", "bare", "elide", "listed", "of_noun", "phrase", "plural", "side", "with_articles",
]  # fmt: skip
