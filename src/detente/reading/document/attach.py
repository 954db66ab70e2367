"""Which predicate of a sentence a date or a place hangs under in the parse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol, TypeVar

from detente.reading.document.scene import Scene


class Spanned(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def begin(self) -> int | None: ...
    @property
    def stop(self) -> int | None: ...


Thing = TypeVar("Thing", bound=Spanned)


def homes(
    scene: Scene, found: Iterable[Thing], predicates: frozenset[int], *, through: bool = True
) -> dict[int, Thing]:
    """Each date or place goes to the predicate it hangs under in the parse: token of the predicate to what is found.

    Not `through`: what belongs to a noun that is no predicate (*la capitale de la Chine*) says nothing of the verb above.
    """
    out: dict[int, Thing] = {}
    tokens = scene.sentence.tokens
    for thing in found:
        begin, stop = thing.begin or 0, thing.stop or 0
        inside = sorted(
            (t.index for t in tokens if begin <= scene.base + t.begin < stop), key=lambda i: depth(scene, i)
        )
        if not inside:
            continue
        here = inside[0]
        for _ in range(len(tokens)):
            if here in predicates:
                out.setdefault(here, thing)
                break
            head = tokens[here].head
            foreign = not through and tokens[here].relation.startswith("nmod") and head not in predicates
            if head == here or foreign:
                break
            here = head
    return out


def depth(scene: Scene, index: int) -> int:
    """How far a token is from the root."""
    return len(scene.sentence.above(index))


def hosts(scene: Scene, predicates: Iterable[int]) -> frozenset[int]:
    """What a date or place may belong to: predicates, and every verb, whether it tells an event or not."""
    return frozenset(predicates) | {t.index for t in scene.sentence.tokens if t.upos == "VERB"}


def verbal(scene: Scene, index: int) -> bool:
    return scene.token(index).upos in ("VERB", "AUX", "ADJ")


def beside(scene: Scene, index: int, own: Mapping[int, Thing]) -> Thing | None:
    """The date or place of a clause that hangs on this predicate, or of the one that it hangs on."""
    for other, thing in own.items():
        token, here = scene.token(other), scene.token(index)
        if token.head == index and token.relation in ("advcl", "conj", "xcomp", "ccomp", "acl"):
            return thing
        if here.head == other and here.relation in ("advcl", "conj", "xcomp", "ccomp", "obl", "obj"):
            return thing
    return None
