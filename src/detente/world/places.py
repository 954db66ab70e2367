"""Where: places named after a preposition of place, with country and coordinates.

Cities come from gazetteer/places.tsv (GeoNames) with their French or English names in languages/XX/cities.tsv, countries and
capitals from the actors' tables, regions from gazetteer/regions.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from detente.languages import folder_of, grammar, packs
from detente.records import Place
from detente.text import tables

GAZETTEER = Path(__file__).parent / "gazetteer"
CAPITAL = r"[A-ZÀ-Þ][\w'’.-]*"

Precision = Literal["point", "city", "region", "country", "unknown"]


class Known(NamedTuple):
    name: str
    country: str
    latitude: float | None
    longitude: float | None
    precision: Precision


@cache
def cities() -> Mapping[str, Known]:
    rows = tables.rows(GAZETTEER / "places.tsv", ("name", "country", "latitude", "longitude"))
    return {name: Known(name, country, float(lat), float(lon), "city") for name, country, lat, lon in rows}


@cache
def names(language: str) -> Mapping[str, Known]:
    """Every place name of a language, lower-case."""
    found: dict[str, Known] = {name.lower(): known for name, known in cities().items()}
    for word, city in tables.rows(folder_of(language) / "cities.tsv", ("word", "city")):
        found[word.lower()] = cities()[city]
    _states(language, found)
    for _, cells in tables.records(GAZETTEER / "regions.tsv"):
        english = cells["en"].split("|")[0]
        for region in filter(None, cells.get(language, "").split("|")):
            found[region.lower()] = cities().get(english) or Known(english, cells["country"], None, None, "region")
    return found


def _states(language: str, found: dict[str, Known]) -> None:
    """Countries by name and their capitals, whose coordinates come from the cities."""
    states = {cells["id"]: cells for _, cells in tables.records(GAZETTEER / "states.tsv")}
    for _, cells in tables.records(folder_of(language) / "states.tsv"):
        state = states[cells["id"]]
        for capital in filter(None, cells.get("capitals", "").split("|")):
            city = found.get(capital.lower())
            if city is None or city.country != state["country"]:
                found[capital.lower()] = Known(capital, state["country"], None, None, "city")
        for name in filter(None, cells["names"].split("|")):
            found[name.lower()] = Known(state["name"], state["country"], None, None, "country")


@cache
def name_pattern() -> str:
    """A name after the preposition: capitalised words, with small words of names between them, of any language."""
    binders = (grammar.load(language).binder.items() for language in packs())
    small = {word for some in binders for word, where in some if where in (word, "place")}
    between = "|".join(re.escape(word).replace("'", "['’]") for word in sorted(small))
    return rf"{CAPITAL}(?:[ \u00a0](?:(?:{between})[ \u00a0]?)*{CAPITAL})*"


@cache
def locative(language: str) -> re.Pattern[str]:
    """A preposition of place, an article, and a name."""
    words = place_words(language, "locative")
    before = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    known = grammar.load(language)
    article, common, of = map(grammar.spoken, (known.article, place_words(language, "common"), known.genitive))
    called = rf"(?:(?:{article})?)(?:(?:{common})(?:{of})?)?" if common else rf"(?:{article})?"
    return re.compile(
        rf"(?<![\w'’])(?:{before})(?:['’]|\s+){called}(?P<name>{name_pattern()})",
        re.IGNORECASE,
    )


@cache
def place_words(language: str, kind: str) -> frozenset[str]:
    """Words of a kind, lower-case: `locative`, prepositions of place; `water`, seas, gulfs and straits, whose name is no actor's."""
    rows = tables.rows(folder_of(language) / "place_words.tsv", ("word", "kind"))
    return frozenset(word for word, own in rows if own == kind)


def waters(language: str) -> frozenset[str]:
    """Words for seas, gulfs and straits: the name that one bears names no actor (*the Sea of Japan*)."""
    return place_words(language, "water")


@cache
def around_waters(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before and behind a name that is part of the name of a water."""
    words = "|".join(map(re.escape, sorted(waters(language))))
    of, article = grammar.spoken(grammar.load(language).genitive), grammar.spoken(grammar.load(language).article)
    before = rf"(?<!\w)(?:{words})\s+(?:{of})(?:{article})?$"
    return re.compile(before, re.IGNORECASE), re.compile(rf"\s+(?:{words})(?!\w)", re.IGNORECASE)


def names_water(text: str, begin: int, stop: int, language: str) -> bool:
    """Whether a name at these offsets is but part of that of a water: *mer du Japon*, *Taiwan Strait*."""
    before, behind = around_waters(language)
    return bool(before.search(text, max(0, begin - 20), begin) or behind.match(text, stop))


def find(text: str, language: str) -> list[Place]:
    """Places of a sentence, each after a preposition of place, in order; the longest known name from there on."""
    found = []
    known = names(language)
    for match in locative(language).finditer(text):
        begin = match.start("name")
        words = match["name"]
        if not words[0].isupper():
            continue
        place, length = longest(words, known)
        if place:
            shown = words[:length]
            found.append(
                Place(
                    shown,
                    place.name,
                    place.country,
                    place.latitude,
                    place.longitude,
                    place.precision,
                    begin,
                    begin + length,
                )
            )
    return found


def town(words: str, language: str) -> Known | None:
    """The place below a state with whose name a phrase ends: *the besieged town of Homs*."""
    for match in re.finditer(name_pattern(), words):
        known = names(language).get(words[match.start() :].strip().lower().replace("’", "'"))
        if known is not None and known.precision != "country":
            return known
    return None


def longest(words: str, known: Mapping[str, Known]) -> tuple[Known | None, int]:
    """The longest beginning of a run of words that is a place."""
    ends = [m.start() for m in re.finditer(r"[ \u00a0]", words)] + [len(words)]
    for end in reversed(ends):
        name = words[:end].rstrip(".,").lower().replace("’", "'")
        if name in known:
            return known[name], len(words[:end].rstrip(".,"))
    return None, 0
