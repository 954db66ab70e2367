"""What an actor is: the PLOVER sectors of a phrase, the most telling first."""

from __future__ import annotations

from datetime import date

from detente.coding.actors.country import SUPRANATIONAL, Found
from detente.coding.actors.phrase import Item
from detente.coding.actors.structure import Segment

STRONG = ("OPP", "ELI", "REB", "PRM", "CRM", "JRN", "PTY")  # tells more than the head it stands before
HEADLESS = ("GOV", "MIL")
LEADERS = frozenset(
    [
        "leader",
        "leaders",
        "head",
        "chief",
        "boss",
        "chairman",
        "strongman",
        "ruler",
        "dirigeant",
        "chef",
        "cheffe",
        "leader",
        "numéro",
    ]
)


def sectors_of(parts: list[Segment], found: list[Found], *, on: date | None, language: str) -> tuple[str, ...]:
    """Sectors of a phrase: head term, its modifiers, then what it stands for (spokesman for X), then the name's own."""
    for at in range(len(parts)):
        if parts[at].relation not in ("head", "of", "for", "from", "comma", "gen"):
            break
        sectors = _segment(parts[at], found, language)
        if sectors is None:
            continue
        return tuple(dict.fromkeys(sectors))
    return tuple(dict.fromkeys(_default(parts, found)))


def _segment(part: Segment, found: list[Found], language: str) -> list[str] | None:
    """Sectors that one segment tells, or None where it leaves that to the next (officials of ...)."""
    terms = [item for item in part.items if item.kind == "term" and item.term]
    if language == "fr":
        terms = list(reversed(terms))  # the head comes first in French, last in English
    former = any(item.kind == "former" or item.mark == "former" for item in part.items)
    own = [t for t in terms if t.term and t.term.role.split(":")[0] in ("own", "office", "generic") and t.term.sectors]
    named = _named(part, found)
    if not own:
        through = [t.term for t in terms if t.term and t.term.role == "through"]
        if named and (not through or named[0] not in ("GOV", "CVL")):
            return ["ELI"] if former and "GOV" in named else named
        if through and part.owners:
            return _segment(Segment("gen", part.owners), found, language)
        return None
    head = own[-1].term
    assert head is not None
    sectors = list(head.sectors)
    for item in reversed(own[:-1]):
        extra = list(item.term.sectors) if item.term else []
        before = head.role == "generic" or (extra and extra[0] in STRONG and sectors[0] not in STRONG)
        sectors = extra + sectors if before else sectors + extra
    if former and sectors[0] in ("GOV", "LEG", "JUD", "MIL", "SPY", "COP", "PTY"):
        return ["ELI"]
    group = [s for s in named if s in ("REB", "PRM", "UAF", "PTY", "CRM")]
    if group and (head.role == "generic" or sectors[0] in ("UAF", "REB", "MIL", "PTY")):
        return group + [s for s in sectors if s != "CVL"]
    return sectors


def _named(part: Segment, found: list[Found]) -> list[str]:
    """Sectors of the names of a segment that are more than a state's adjective."""
    here = {item.begin for item in part.items}
    claims = [c for c in found if c.order in here and c.form not in ("adjective", "city")]
    claims = [c for c in claims if c.kind in ("person", "body", "group", "organisation", "region", "state")]
    special = [c for c in claims if c.kind != "state"] or claims
    return list(special[-1].sectors) if special else []


def _default(parts: list[Segment], found: list[Found]) -> tuple[str, ...]:
    """Nothing told: officials are of the government, a bare state is its government, an adjective alone tells nothing."""
    terms = [item for part in parts for item in part.items if item.kind == "term" and item.term]
    for item in terms:
        if item.term and item.term.sectors:
            return item.term.sectors
    if not found:
        return ()
    best = found[0]
    if best.kind == "state" and best.form in ("name", "capital") and not _words(parts):
        return best.sectors
    if terms and any(t.text.lower() in LEADERS for t in terms) and best.country not in SUPRANATIONAL:
        return ("GOV",)
    if best.form == "demonym":
        return ("CVL",)
    if best.form in ("name", "capital") and best.kind != "state":
        return best.sectors
    return ()


def _words(parts: list[Segment]) -> list[Item]:
    return [item for item in parts[0].items if item.kind == "word"]


__all__ = ["sectors_of"]
