"""Names of states, groups of allies and theatres, in English and French, as a scenario may write them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from detente.dyads.sentences import alpha2, short_names
from detente.languages import folder_of, packs
from detente.pacts.pacts import pacts
from detente.pacts.tables import rows
from detente.text import tables

WITHDRAWN = frozenset(
    {"ANT", "BUR", "CSK", "DDR", "FXX", "NTZ", "SCG", "SUN", "TMP", "YMD", "YUG", "ZAR", "ROM", "VDR"}
)  # ISO 3166-3


@dataclass(frozen=True, slots=True)
class Theatre:
    """A place where an attack may fall."""

    name: str
    code: str  # the state that holds it, "" at sea
    regions: tuple[str, ...]
    overseas: bool = False
    disputed: bool = False


@cache
def patterns(kind: str) -> str:
    """What a scenario may write of a kind (`languages/XX/scenarios.tsv`), in any language, the longest first."""
    listed = (tables.rows(folder_of(language) / "scenarios.tsv", ("pattern", "kind")) for language in packs())
    found = {pattern for some in listed for pattern, own in some if own == kind}
    return "|".join(sorted(found, key=lambda pattern: (-len(pattern), pattern)))


@cache
def articles() -> re.Pattern[str]:
    """An article or a preposition before a name without accents."""
    return re.compile(rf"^(?:{patterns('article')})", re.IGNORECASE)


def plain(name: str) -> str:
    """A name without case, accents, articles and typographic signs."""
    text = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    text = "".join(sign for sign in text if not unicodedata.combining(sign))
    text = re.sub(r"[-.,;:!?\"«»()]+", " ", text).strip()
    while (shorter := articles().sub("", text, count=1).strip()) != text and shorter:
        text = shorter
    return re.sub(r"\s+", " ", text)


@cache
def states() -> dict[str, str]:
    """Plain name (English, French, or code) -> ISO alpha-3."""
    from babel import Locale

    codes = {
        two: three for three, two in sorted(alpha2().items(), reverse=True) if len(two) == 2 and three not in WITHDRAWN
    }
    found: dict[str, str] = {}
    for language in packs():
        for two, name in Locale.parse(language).territories.items():
            if two in codes:
                found.setdefault(plain(str(name)), codes[two])
    found |= {plain(name): code for code, names in short_names().items() for name in names}
    found |= {three.casefold(): three for three in codes.values()}
    found |= {row["name"]: row["state"] for _, row in rows("names") if row["state"]}
    return found


@cache
def theatres() -> dict[str, Theatre]:
    """Plain name -> theatre of theatres.tsv."""
    found = {}
    for _, row in rows("theatres"):
        for name in row["names"].split(";"):
            found[plain(name)] = Theatre(
                name, row["code"], tuple(row["regions"].split()), row["overseas"] == "yes", row["disputed"] == "yes"
            )
    return found


@cache
def pacific() -> frozenset[str]:
    """Codes of states in the Pacific theatre, as those of theatres.tsv and of the pacts that name the Pacific."""
    return frozenset(
        {"KOR", "PRK", "JPN", "TWN", "CHN", "PHL", "AUS", "NZL", "FSM", "MHL", "PLW", "PNG", "FJI", "GUM", "VNM"}
    )


def homeland(code: str) -> Theatre:
    """A state's own mainland as a theatre."""
    from detente.pacts.pacts import pact

    europe = {m.code for m in (*pact("nato").members, *pact("eu-42-7").members)} - {"USA", "CAN"}
    americas = {m.code for m in pact("rio").members} | {
        "CAN",
        "CUB",
        "NIC",
        "VEN",
        "ECU",
        "BOL",
        "URY",
        "GUY",
        "SUR",
        "BLZ",
        "JAM",
    }
    regions = [code.casefold()]
    regions += ["pacific"] if code in pacific() else []
    regions += ["europe"] if code in europe | {"RUS", "UKR", "BLR", "SRB", "CHE"} else []
    regions += ["americas"] if code in americas else []
    return Theatre("", code, tuple(regions))


@cache
def groups() -> dict[str, str]:
    """Plain name of a group of allies -> id of its pact."""
    named = {plain(row["name"]): row["pact"] for _, row in rows("names") if row["pact"]}
    return named | {one.id: one.id for one in pacts()}
