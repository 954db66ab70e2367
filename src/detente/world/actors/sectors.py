"""What an actor is: the PLOVER sectors of a phrase, the most telling first."""

from __future__ import annotations

from datetime import date

from detente.languages import grammar
from detente.world.actors.country import Found
from detente.world.actors.phrase import Item
from detente.world.actors.structure import Segment

SERVING = ("GOV", "LEG", "JUD", "MIL", "SPY", "COP", "PTY")  # whoever has left them is one of the elite
HEADED = ("office:president", "office:secretary-general")  # titles that bodies other than states give their heads
BODIES = ("LEG", "JUD", "BUS", "PTY", "REB", "LAB", "EDU")  # what such a body may be
STRONG = ("OPP", "ELI", "REB", "PRM", "CRM", "JRN", "PTY")  # tells more than the head it stands before
GROUPS = ("REB", "PRM", "UAF", "PTY", "CRM", "OPP")


def sectors_of(parts: list[Segment], found: list[Found], *, on: date | None, language: str) -> tuple[str, ...]:
    """Sectors of a phrase: head term, its modifiers, then what it stands for (spokesman for X), then the name's own."""
    for at in range(len(parts)):
        if parts[at].relation not in ("head", "of", "for", "from", "comma", "gen", "loyal"):
            break
        sectors = _of_a_body(parts, at, found, language) or _segment(parts[at], found, language)
        if sectors is None:
            continue
        return tuple(dict.fromkeys(sectors))
    return tuple(dict.fromkeys(_default(parts, found)))


def _of_a_body(parts: list[Segment], at: int, found: list[Found], language: str) -> list[str] | None:
    """The president of a parliament, court or party is what it is; the president of a state is its government."""
    heads = [item.term for item in parts[at].terms if item.term]
    after = parts[at + 1 : at + 2]
    if len(heads) != 1 or heads[0].role not in HEADED or not after or after[0].relation != "of":
        return None
    sectors = _segment(after[0], found, language)
    return sectors if sectors and sectors[0] in BODIES else None


def _segment(part: Segment, found: list[Found], language: str) -> list[str] | None:
    """Sectors that one segment tells, or None where it leaves that to the next (officials of ...)."""
    told: list[str] = []
    for items in _conjuncts(part.items):
        told.extend(_conjunct(items, found, language) or ())
    if told:
        return told
    return _segment(Segment("gen", part.owners), found, language) if part.owners else None


def _conjuncts(items: list[Item]) -> list[list[Item]]:
    """The items between *and*: police and protesters."""
    groups: list[list[Item]] = [[]]
    for item in items:
        if item.kind == "and":
            groups.append([])
        else:
            groups[-1].append(item)
    return groups


def _conjunct(items: list[Item], found: list[Found], language: str) -> list[str] | None:
    terms = [item for item in items if item.kind == "term" and item.term]
    if grammar.load(language).head_first:
        terms = list(reversed(terms))
    former = any(item.kind == "former" or item.mark == "former" for item in items)
    own = [t.term for t in terms if t.term and t.term.role != "through" and t.term.sectors]
    named = _named(items, found)
    if not own:
        through = any(t.term and t.term.role == "through" for t in terms)
        if named and (not through or named[0] not in ("GOV", "CVL")):
            left = former and ("GOV" in named or (through and named[0] in SERVING))
            return ["ELI"] if left else named
        return None
    head = own[-1]
    assert head is not None
    sectors = list(head.sectors)
    for term in reversed(own[:-1]):
        extra = list(term.sectors)
        strong = bool(extra) and extra[0] in STRONG and sectors[0] not in STRONG and not head.role.startswith("office")
        sectors = extra + sectors if strong or head.role == "generic" else sectors + extra
    if former and sectors[0] in SERVING:
        return ["ELI"]
    if head.role in HEADED:
        bodies = [] if _person(items) else [named, *(list(term.sectors) for term in own[:-1] if term)]
        body = next((sectors for sectors in bodies if sectors and sectors[0] in BODIES), None)
        if body is not None:
            return body
    group = [s for s in named if s in GROUPS]
    if group and sectors[0] != "REB" and (head.role == "generic" or sectors[0] in ("UAF", "REB", "MIL", "PTY")):
        return group + [s for s in sectors if s != "CVL"]
    return sectors


def _person(items: list[Item]) -> bool:
    return any(name.id.startswith("person:") for item in items for name in item.names)


def _named(items: list[Item], found: list[Found]) -> list[str]:
    """Sectors of the names that are more than a state's adjective."""
    here = {item.begin for item in items}
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
    bare = not _words(parts) and not terms
    if best.kind == "state" and (best.relation == "gen" or (best.form in ("name", "capital") and not _words(parts))):
        return ("GOV",)
    if best.kind == "state" and bare and len(parts) == 1 and len(parts[0].items) == 1 and best.form == "adjective":
        return ("GOV",)
    if best.form == "demonym" or (best.kind == "region" and best.form == "adjective" and bare):
        return ("CVL",)
    if best.form in ("name", "capital") and best.kind != "state":
        return best.sectors
    return ()


def _words(parts: list[Segment]) -> list[Item]:
    return [item for item in parts[0].items if item.kind == "word"]


__all__ = ["sectors_of"]
