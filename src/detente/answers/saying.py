"""An event as a finite sentence in French or English: who did what to whom, from sayings.tsv, frames.tsv and articles.tsv."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from detente.answers.wording import LANGUAGES
from detente.dyads.sentences import name
from detente.text import tables

HERE = Path(__file__).parent
VOWEL = re.compile(r"^[aeiouyhâàéèêîôûœ]", re.IGNORECASE)
ELIDED = re.compile(r"\b(d|l|qu|n|s)e (?=[aeiouyhâàéèêîôûœ])", re.IGNORECASE)
TOGETHER = frozenset(("CONSULT", "COOPERATE", "AGREE", "SUPPORT"))  # types that two do without saying to whom
UNNAMED = {"en": "an unnamed party", "fr": "une partie non nommée"}  # to whom, where no text says it
PAIRED = {"rencontrer": "se sont rencontrés"}  # verbs that two do to one another


class Saying(NamedTuple):
    """A deed in a language: infinitive, preposition before the other party ("" for none, "-" leaves it out), past."""

    infinitive: str
    preposition: str
    past: str  # tense (English) or participle (French) of the whole phrase


@cache
def sayings(language: str) -> Mapping[str, Saying]:
    """Deed -> how it is said."""
    found = {}
    for deed, *cells in tables.rows(HERE / "sayings.tsv", ("deed", "en", "past", "fr", "participle")):
        text, first = cells[2 * LANGUAGES.index(language) :][:2]
        infinitive, _, preposition = text.partition("|")
        rest = infinitive.partition(" ")[2]
        past = f"{first} {rest}".rstrip()
        found[deed] = Saying(infinitive, preposition, past)
    return found


@cache
def frames(language: str) -> Mapping[str, tuple[str, str]]:
    """Operator -> how it is said, finite and as an infinitive, over a deed."""
    column = LANGUAGES.index(language)
    head = ("operator", "en", "fr", "infinitive_en", "infinitive_fr")
    return {row[0]: (row[1 + column], row[3 + column]) for row in tables.rows(HERE / "frames.tsv", head)}


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
    return ELIDED.sub(lambda m: f"{m[1]}'", " ".join(part for part in (*before, last, whole) if part))


def listed(names: Sequence[str], language: str, preposition: str = "") -> str:
    """Several names with their articles: *la Chine et le Japon*; in French each has the preposition."""
    each = preposition if language == "fr" else ""
    parts = [phrase(one, language, each) for one in names]
    text = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {'et' if language == 'fr' else 'and'} {parts[-1]}"
    return f"{preposition} {text}".strip() if language == "en" else text


def side(row: Mapping[str, Any], which: str, language: Any) -> list[str]:
    """The names of a side of an event, each once."""
    named = (name(one["country"], language) if one["country"] else one["text"] for one in row[which] or ())
    return list(dict.fromkeys(named))


def event_words(row: Mapping[str, Any], language: Any) -> str:
    """Who did what to whom, as a clause without its date."""
    actors, others = side(row, "actors", language), side(row, "recipients", language)
    if row["both"]:
        actors, others = list(dict.fromkeys((*actors, *others))), []
    others = [one for one in others if one not in actors]
    if not actors:
        done = infinitive(row["deed"] or "", row["event"], language)
        what = f"a subi ceci : {done}" if language == "fr" else f"underwent this: to {done}"
        return f"{listed(others or ['?'], language)} {what}"
    mutual = bool(row["both"]) and len(actors) > 1
    clause = f"{listed(actors, language)} {verb(row['deed'] or '', row['event'], language, actors, others, mutual)}"
    if mutual and row["event"] not in TOGETHER and not split(row["deed"] or "")[0]:
        clause += ", l'un envers l'autre" if language == "fr" else ", each towards the other"
    return ELIDED.sub(lambda m: f"{m[1]}'", clause) if language == "fr" else clause


def split(chain: str) -> tuple[list[str], str]:
    """Operators, outermost first, and the deed under them, "" for none."""
    parts = [part for part in re.split(r"[()]", chain) if part]
    deed = parts.pop() if parts and parts[-1] not in frames("en") else ""
    return [one for at, one in enumerate(parts) if not at or one != parts[at - 1]], deed


def verb(
    chain: str, kind: str | None, language: str, actors: Sequence[str], others: Sequence[str], mutual: bool = False
) -> str:
    """The finite verb with all that hangs on it."""
    operators, deed = split(chain)
    said = plain(deed, kind, language, bool(operators))
    if operators:
        return operated(operators, said, language, actors, others, mutual)
    if language == "fr" and said.infinitive.split()[0] in PAIRED and not others and len(actors) > 1:
        return f"{PAIRED[said.infinitive.split()[0]]} {said.infinitive.partition(' ')[2]}".rstrip()
    if said.past.startswith("-"):  # *parvenir*: with être
        many = plural(actors)
        ending = ("e" if all(article(one, language) == "la" for one in actors) else "") + ("s" if many else "")
        return with_party(
            f"{'sont' if many else 'est'} parvenu{ending} à un accord", said.preposition, others, language
        )
    if deed and not others and not said.preposition and not mutual:
        others = [UNNAMED[language]]
    return finite(with_party(said.past, said.preposition, others, language), language, actors)


def operated(
    operators: Sequence[str], said: Saying, language: str, actors: Sequence[str], others: Sequence[str], mutual: bool
) -> str:
    """The finite verb of an operator over a deed."""
    does = said.infinitive
    if mutual and language == "fr" and does.split()[0] in PAIRED:
        does = f"se {does}"
    if list(operators) == ["not"] and language == "fr" and not said.past.startswith("-"):
        done = with_party(said.past or "agi", said.preposition, others, language)
        return f"{'n’ont' if plural(actors) else 'n’a'} pas {done}"
    for operator in reversed(operators[1:]):
        does = frames(language).get(operator, ("", "{do}"))[1].format(do=does)
    frame = frames(language).get(operators[0], ("{done}", "{do}"))[0]
    takes = any(mark in frame for mark in ("{R}", "{to}", "{of}"))
    whom = {
        key: listed(others, language, word) if others else NOBODY[language][mutual][key]
        for key, word in WHOM[language].items()
    }
    done = does if takes else with_party(does, said.preposition, others, language)
    return finite(frame.format(do=does, done=done, **whom), language, actors)


WHOM = {"en": {"R": "", "to": "to", "of": "of"}, "fr": {"R": "", "to": "à", "of": "de"}}
NOBODY = {  # whom, where no other party is told, and where two do it to one another
    "en": (
        {"R": "others", "to": "to others", "of": "of others"},
        {"R": "one another", "to": "to one another", "of": "of both"},
    ),
    "fr": (
        {"R": "d'autres", "to": "à d'autres", "of": "d'autres"},
        {"R": "l'autre partie", "to": "à l'autre partie", "of": "de l'autre partie"},
    ),
}


def plain(deed: str, kind: str | None, language: str, under: bool) -> Saying:
    """A deed as it is said; where a chain has none, the name of its type."""
    from detente.codebook import load

    if deed in sayings(language):
        return sayings(language)[deed]
    if deed:  # of another codebook than ours
        return Saying(deed, "-", f"accompli un acte : {deed}" if language == "fr" else f"did this: {deed}")
    named = load().names[kind][language].lower() if kind and kind in load().names else "?"
    if under:
        return Saying("act" if language == "en" else "agir", "towards" if language == "en" else "envers", "")
    return Saying(named, "", f"accompli un acte : {named}" if language == "fr" else f"did this: {named}")


def with_party(text: str, preposition: str, others: Sequence[str], language: str) -> str:
    """A deed with whom it is done to; a direct object stands behind the verb and its complement alike."""
    if not others or preposition == "-":
        return text
    if preposition:
        return f"{text} {listed(others, language, preposition)}"
    first, _, rest = text.partition(" ")
    return f"{first} {listed(others, language)} {rest}".rstrip()


def finite(text: str, language: str, actors: Sequence[str]) -> str:
    """With the auxiliary of French."""
    if language == "en":
        return text
    return f"{'ont' if plural(actors) else 'a'} {text}"


def plural(actors: Sequence[str]) -> bool:
    return len(actors) > 1 or article(actors[0], "fr") == "les" or actors[0].startswith(("des ", "les "))


def infinitive(chain: str, kind: str | None, language: str) -> str:
    """A chain as an infinitive."""
    operators, deed = split(chain)
    text = plain(deed, kind, language, True).infinitive
    for operator in reversed(operators):
        text = frames(language).get(operator, ("", "{do}"))[1].format(do=text)
    return ELIDED.sub(lambda m: f"{m[1]}'", text) if language == "fr" else text


def with_articles(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Values of a sentence and, beside the names among them, these with their articles; a pair of them together."""
    found = dict(values)
    for key in {"party", "toward", "ally"} & values.keys():
        found |= {f"{key}_la": phrase(values[key], language), f"{key}_de": phrase(values[key], language, "de")}
    if {"a", "b"} <= values.keys():
        found["pair"] = listed([values["a"], values["b"]], language)
    return found


__all__ = ["article", "event_words", "infinitive", "phrase", "sayings", "side", "with_articles"]
