"""A reading of an event in words of ours: a finite sentence where its chain can be said rightly, and a label for a tag.

What cannot be said rightly is not said: chains of more than two operators, and pairs of operators that no frame foresees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from detente.languages.grammar import load as load_words
from detente.telling.names import article, bare, definite, elide, listed, of_noun, plural, side
from detente.telling.wording import LANGUAGES, words
from detente.text import tables

HERE = Path(__file__).parent
TOGETHER = frozenset(("CONSULT", "COOPERATE", "AGREE", "SUPPORT"))  # types that two do without saying to whom
OVER = frozenset(("promise", "announce", "ask", "threaten", "condemn", "praise"))  # may stand over another operator
SAYING = frozenset(("accuse", "condemn", "praise", "threaten", "deny"))  # operators that tell something without a deed
SILENT = frozenset(("promise", "announce"))  # say nothing new under *announce* or *promise*


class Saying(NamedTuple):
    """A deed in a language: infinitive, preposition before the other party ("" for none, "-" leaves it out), past, noun."""

    infinitive: str
    preposition: str
    past: str  # tense (English) or participle (French) of the whole phrase
    noun: str  # with its article


class Frame(NamedTuple):
    """An operator in a language: over a deed in a sentence, before a noun in a tag, and as a noun; "-" for not told."""

    sentence: str
    label: str
    noun: str


@cache
def sayings(language: str) -> Mapping[str, Saying]:
    """Deed -> how it is said."""
    found = {}
    columns = ("deed", "en", "past", "fr", "participle", "noun_en", "noun_fr")
    at = LANGUAGES.index(language)
    for deed, *cells in tables.rows(HERE / "deeds.tsv", columns):
        text, first = cells[2 * at :][:2]
        infinitive, _, preposition = text.partition("|")
        rest = infinitive.partition(" ")[2]
        found[deed] = Saying(infinitive, preposition, f"{first} {rest}".rstrip(), cells[4 + at])
    return found


@cache
def frames(language: str) -> Mapping[str, Frame]:
    """Operator -> how it is said."""
    columns = ("operator", "en", "fr", "label_en", "label_fr", "noun_en", "noun_fr")
    at = LANGUAGES.index(language)
    return {
        row[0]: Frame(row[1 + at], row[3 + at], row[5 + at]) for row in tables.rows(HERE / "operators.tsv", columns)
    }


def split(chain: str) -> tuple[list[str], str]:
    """Operators, outermost first, and the deed under them, "" for none. What is announced to be planned is announced."""
    parts = [part for part in re.split(r"[()]", chain) if part]
    known = parts and not chain.endswith("()") and (parts[-1] in sayings("en") or parts[-1] not in frames("en"))
    deed = parts.pop() if known else ""
    said: list[str] = []
    for one in parts:
        if not said or (one != said[-1] and not (said[-1] in SILENT and one in SILENT)):
            said.append(one)
    return said, deed


def sentence(row: Mapping[str, Any], language: str) -> str:
    """Who did what to whom, as a clause without its date; "" where it cannot be said rightly."""
    actors, others = side(row, "actors", language), side(row, "recipients", language)
    if row["both"]:
        actors, others = list(dict.fromkeys((*actors, *others))), []
    others = [one for one in others if one not in actors]
    mutual = bool(row["both"]) and len(actors) > 1
    operators, deed = split(row["deed"] or "")
    if not actors or deed not in sayings(language) or (mutual and not operators and row["event"] not in TOGETHER):
        return ""
    does = operated(operators, deed, language, actors, others) if operators else plain(deed, language, actors, others)
    if not does:
        return ""
    clause = f"{listed(actors, language)} {does}"
    return elide(clause) if language == "fr" else clause


def plain(deed: str, language: str, actors: Sequence[str], others: Sequence[str]) -> str:
    """The finite verb of a deed with all that hangs on it; "" where it asks for a party that no text names."""
    said = sayings(language)[deed]
    mutual = words(language).get(f"paired-{deed}")  # a verb that two do to one another
    if mutual and not others and len(actors) > 1:
        return mutual
    if not others and not said.preposition and not (language == "en" and deed == "meet" and len(actors) > 1):
        return ""
    if said.past.startswith("-"):  # *parvenir*: with être
        return with_party(arrived(actors), said.preposition, others, language)
    return finite(with_party(said.past, said.preposition, others, language), language, actors)


def arrived(actors: Sequence[str]) -> str:
    """*est parvenu à un accord*, in gender and number."""
    many = plural(actors)
    feminine = definite("fr", "feminine")
    gender = "e" if all(article(one, "fr") == feminine for one in actors) else ""
    return words("fr")["arrived-many" if many else "arrived"].format(gender=gender)


def operated(operators: Sequence[str], deed: str, language: str, actors: Sequence[str], others: Sequence[str]) -> str:
    """The finite verb of one operator over a deed, or over another operator that has a noun; "" for anything else."""
    said = sayings(language)[deed]
    if list(operators) == ["not"] and language == "fr" and not said.past.startswith("-"):
        if not others and not said.preposition:
            return ""
        known = load_words(language)
        some = "|".join(word for word in (*known.partitive, *known.indefinite) if not word.endswith("'"))
        of = next(iter(known.genitive))
        done = re.sub(rf" (?:{some}) ", f" {of} ", with_party(said.past, said.preposition, others, language), count=1)
        return elide(words(language)["undone-many" if plural(actors) else "undone"].format(done=done))
    noun = nominal(operators[1:], deed, language)
    frame = frames(language)[operators[0]].sentence if operators[0] in frames(language) else "-"
    party = any(mark in frame for mark in ("{R}", "{to}", "{of}"))
    verbal = "{do}" in frame or "{done}" in frame
    if operators[1:] and operators[0] not in OVER:
        return ""
    if frame == "-" or not noun or (party and not others) or (verbal and operators[1:]):
        return ""
    if "{done}" in frame and not others and not said.preposition:
        return ""
    whom = {"R": listed(others, language)} if others else {}
    known = load_words(language)
    for key, prepositions in (("to", known.dative), ("of", known.genitive)):
        whom[key] = listed(others, language, next(iter(prepositions))) if others else ""
    text = frame.format(
        do=said.infinitive, done=with_party(said.infinitive, said.preposition, others, language),
        noun=noun, of_noun=of_noun(noun), bare=bare(noun), **whom,
    )  # fmt: skip
    return finite(text, language, actors)


def nominal(operators: Sequence[str], deed: str, language: str) -> str:
    """A deed under operators as a noun with its article; "" where it has none."""
    if deed not in sayings(language):
        return ""
    noun = sayings(language)[deed].noun
    for operator in reversed(operators):
        frame = frames(language)[operator].noun if operator in frames(language) else "-"
        if frame == "-":
            return ""
        noun = frame.format(noun=noun, of_noun=of_noun(noun))
    return noun


def label(row: Mapping[str, Any], language: str) -> str:
    """What was done, without the parties, for a tag: *a livré des armes*, *prévu ou promis : pourparlers*; "" where it cannot be said."""
    operators, deed = split(row["deed"] or "")
    if not operators and deed in sayings(language):
        return finished(row, deed, language)
    if not operators:
        return kind_of(row, language)
    if not deed and (operators[1:] or operators[0] not in SAYING):
        return ""
    if not deed and operators[0] in frames(language):
        return frames(language)[operators[0]].label.partition(":")[0].strip("- ")
    if operators[1:] and operators[0] not in OVER:
        return ""
    noun = nominal(operators[1:], deed, language)
    frame = frames(language)[operators[0]].label if operators[0] in frames(language) else "-"
    return frame.format(bare=bare(noun)) if noun and frame != "-" else ""


def finished(row: Mapping[str, Any], deed: str, language: str) -> str:
    """A bare deed: finite where it happened, else as a noun, behind which its status stands."""
    said = sayings(language)[deed]
    actors = side(row, "actors", language)
    others = [one for one in side(row, "recipients", language) if one not in actors]
    mutual = bool(row["both"]) and bool(actors) and bool(others or len(actors) > 1)
    alone = not said.preposition and not others and not mutual  # *a rencontré* asks for somebody: *rencontre*
    if row["status"] not in ("happened", None) or not actors or alone:
        return bare(said.noun)
    everyone = [*actors, *others] if mutual else actors
    if mutual and f"paired-{deed}" in words(language):
        return words(language)[f"paired-{deed}"]
    if said.past.startswith("-"):
        return arrived(everyone)
    return elide(finite(said.past, language, everyone))


def kind_of(row: Mapping[str, Any], language: str) -> str:
    """The name of an event's type, where its chain has no deed of ours."""
    from detente.codebook import load

    names = load().names
    return names[row["event"]][language].lower() if row["event"] in names else ""


def with_party(text: str, preposition: str, others: Sequence[str], language: str) -> str:
    """A deed with whom it is done to; a direct object stands behind the verb and its complement alike."""
    if not others or preposition == "-":
        return text
    if preposition:
        return f"{text} {listed(others, language, preposition)}"
    first, _, rest = text.partition(" ")
    return f"{first} {listed(others, language)} {rest}".rstrip()


def finite(text: str, language: str, actors: Sequence[str]) -> str:
    """With the auxiliary of French; English tells it in the past tense."""
    if language == "en":
        return text
    return words(language)["done-many" if plural(actors) else "done"].format(done=text)


def infinitive(chain: str, language: str) -> str:
    """A deed of the codebook as an infinitive; the noun of a chain."""
    operators, deed = split(chain)
    if operators or deed not in sayings(language):
        return bare(nominal(operators, deed, language))
    return sayings(language)[deed].infinitive


__all__ = ["Frame", "Saying", "frames", "infinitive", "label", "nominal", "sayings", "sentence", "split"]
