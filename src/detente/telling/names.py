"""Names of actors in a sentence, with the articles and prepositions that French and English ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from detente.dyads.sentences import name
from detente.text import tables

HERE = Path(__file__).parent
VOWEL = re.compile(r"^[aeiouyhâàéèêîôûœ]", re.IGNORECASE)
ELIDED = re.compile(r"\b(d|l|qu|n|s)e (?=[aeiouyhâàéèêîôûœ])", re.IGNORECASE)
PARTITIVE = re.compile(r"^(?:(?:des|du|de la|une?|the|an?) |de l')", re.IGNORECASE)
ARTICLE = re.compile(r"^(?:(?:des|du|de la|une?|les?|la|the|an?) |de l'|l')", re.IGNORECASE)
GROUPS = frozenset(
    ("IGO", "NGO", "MNC", "IMG", "ISM")
)  # codes of many actors: these go by the name that the text gives


@cache
def articles(language: str) -> Mapping[str, str]:
    rows = tables.rows(HERE / "articles.tsv", ("language", "name", "article"))
    return {row[1]: row[2] for row in rows if row[0] == language}


def article(one: str, language: str) -> str:
    """The article of a name, "" where it has none."""
    known = articles(language).get(one)
    if known or language == "en" or not one[:1].isupper():
        return (known or "").replace("-", "")
    return "la" if one.endswith("e") else "le"


def phrase(one: str, language: str, preposition: str = "") -> str:
    """A name with its article behind a preposition: *aux États-Unis*, *de l'Ukraine*, *on the United States*."""
    the = article(one, language)
    if language == "en":
        return " ".join(part for part in (preposition, the, one) if part)
    elided = the in ("la", "le") and VOWEL.match(one)
    whole = f"l'{one}" if elided else f"{the} {one}".strip()
    *before, last = preposition.split() or [""]
    joined = {("à", "le"): "au", ("à", "les"): "aux", ("de", "le"): "du", ("de", "les"): "des"}.get((last, the))
    if joined and not whole.startswith("l'"):
        return " ".join([*before, joined, one])
    if last == "de" and one.startswith(("des ", "de ", "d'")):
        return " ".join([*before, "de", one.removeprefix("des ")])
    return elide(" ".join(part for part in (*before, last, whole) if part))


def listed(names: Sequence[str], language: str, preposition: str = "") -> str:
    """Several names with their articles: *la Chine et le Japon*; in French each has the preposition."""
    each = preposition if language == "fr" else ""
    parts = [phrase(one, language, each) for one in names]
    text = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {'et' if language == 'fr' else 'and'} {parts[-1]}"
    return f"{preposition} {text}".strip() if language == "en" else text


def elide(text: str) -> str:
    """French elision: *de Ukraine* is *d'Ukraine*."""
    return ELIDED.sub(lambda m: f"{m[1]}'", text)


def bare(noun: str) -> str:
    """A noun without its article."""
    return ARTICLE.sub("", noun, count=1)


def of_noun(noun: str) -> str:
    """A French noun behind *de*: *d'essais d'armes*, *de la reprise*."""
    if PARTITIVE.match(noun):
        return elide(f"de {PARTITIVE.sub('', noun, count=1)}")
    if noun.startswith(("le ", "les ")):
        return f"{'du' if noun[2] == ' ' else 'des'} {noun.split(' ', 1)[1]}"
    return elide(f"de {noun}")


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
    return len(actors) > 1 or article(actors[0], "fr") == "les" or actors[0].startswith(("des ", "les "))


def with_articles(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Values of a sentence and, beside the names among them, these with their articles; a pair of them together."""
    found = dict(values)
    for key in {"party", "toward", "ally"} & values.keys():
        found |= {f"{key}_la": phrase(values[key], language), f"{key}_de": phrase(values[key], language, "de")}
    if {"a", "b"} <= values.keys():
        found["pair"] = listed([values["a"], values["b"]], language)
    return found


__all__ = [
    "article", "bare", "elide", "listed", "of_noun", "phrase", "plural", "side", "with_articles",
]  # fmt: skip
