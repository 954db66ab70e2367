"""How the items of a phrase hang together: segments, each with its relation to the one before."""

from __future__ import annotations

from dataclasses import dataclass, field

from detente.languages import grammar
from detente.world.actors.phrase import Item

# What a segment's relation is worth when it names a country: the head decides, then what possesses it, then where it is.
WEIGHT = {
    "head": 100,
    "gen": 95,
    "of": 80,
    "comma": 76,
    "from": 74,
    "for": 72,
    "loyal": 70,
    "at": 50,
    "by": 30,
    "clause": 12,
    "toward": 0,
    "charge": 0,
}
CONTENT = frozenset(("term", "name", "word", "city"))
OPENERS = ("of", "for", "at", "from", "toward", "by", "clause", "charge", "loyal")
LIGHT = 6  # each further step to the right weighs less


@dataclass(slots=True)
class Segment:
    """A stretch of a phrase under one preposition. `possessed`: items after a possessive ('s)."""

    relation: str
    items: list[Item] = field(default_factory=list)
    owners: list[Item] = field(default_factory=list)  # before 's: Iran's | opposition

    @property
    def terms(self) -> list[Item]:
        return [item for item in self.items if item.kind == "term"]

    @property
    def names(self) -> list[Item]:
        return [item for item in self.items if item.kind == "name"]

    @property
    def content(self) -> bool:
        for item in self.items:  # noqa: SIM110 - asked for each piece of a phrase: a loop costs half of any()
            if item.kind in CONTENT:
                return True
        return False


def segments(items: list[Item], language: str) -> list[Segment]:
    """Segments in the order of the text. The first is the head."""
    found = [Segment("head")]
    for at, item in enumerate(items):
        here = found[-1]
        if item.kind == "genitive" and here.items:
            here.owners, here.items = here.owners + here.items, []
        elif item.kind == "comma":
            if here.content:
                found.append(Segment(here.relation if here.relation in ("clause", "charge") else "comma"))
        elif item.kind in OPENERS:
            if here.relation in ("clause", "charge") or _goes_on(here, item):
                continue
            if here.relation == "loyal" and not here.content:
                continue  # loyal to
            if not here.content and not here.owners:
                here.relation = item.kind if len(found) > 1 else here.relation
                continue
            if item.kind == "at" and grammar.load(language).head_first and _adverbial(items, at):
                continue
            found.append(Segment(item.kind))
        elif item.kind not in ("det", "mark"):
            here.items.append(item)
    return [part for part in found if part.content or part.owners]


def _goes_on(here: Segment, item: Item) -> bool:
    """A preposition said again behind *and*: de France et d'Allemagne."""
    return bool(here.items) and here.items[-1].kind == "and" and item.kind == here.relation


def _adverbial(items: list[Item], at: int) -> bool:
    """French *en chef*, *à la retraite*: a preposition before a word that names nothing stays in its segment."""
    after = items[at + 1 : at + 3]
    return bool(after) and all(item.kind in ("word", "det") for item in after) and after[-1].text.islower()


__all__ = ["WEIGHT", "Segment", "segments"]
