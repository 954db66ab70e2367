"""The graph of a sentence while it is repaired: parallel lists that each repair changes in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple


class Arcs(NamedTuple):
    """The graph's own lists, changed in place."""

    heads: list[int]
    rels: list[str]
    upos: list[str]
    lemmas: list[str]
    forms: list[str]
    kids: list[tuple[int, ...]]
    infinitive: Callable[[int], bool]

    def rebuild(self) -> None:
        """The dependents of each token from the heads, once these were changed."""
        below: list[list[int]] = [[] for _ in self.heads]
        for index, head in enumerate(self.heads):
            if head != index:
                below[head].append(index)
        self.kids[:] = [tuple(row) for row in below]


def rings(heads: Sequence[int]) -> list[int]:
    """The first token of each ring of heads: from the tokens of a ring one climbs for ever."""
    safe = [head == index for index, head in enumerate(heads)]
    found: list[int] = []
    for index in range(len(heads)):
        path: list[int] = []
        here = index
        while not safe[here] and here not in path:
            path.append(here)
            here = heads[here]
        if not safe[here]:
            found.append(min(path[path.index(here) :]))
        for one in path:
            safe[one] = True
    return found
