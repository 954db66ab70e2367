"""What a document has spoken of so far, for words that reach back: parties in the order of the text, the topic, the last pair.

Nothing here is lent to a sentence that does not ask for it: `who` asks, for a pronoun, a possessive or a definite description.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date

from detente.records import Actor
from detente.world.actors import Cast

NEAR = 2  # sentences that a pronoun or a description reaches back
NOBODY: frozenset[str | None] = frozenset()


def anybody(_: Actor) -> bool:
    return True


@dataclass
class Discourse:
    """Parties named in a document, each with the number of its sentence."""

    language: str
    on: date | None
    cast: Cast = field(default_factory=Cast)  # whom the text introduces
    seen: list[tuple[int, Actor]] = field(default_factory=list)
    subject: tuple[Actor, ...] = ()  # of the main clause of the last sentence that had one
    subject_told: int = -1
    pair: tuple[Actor, Actor] | None = None  # the two sides of the last event between two
    pair_told: int = -1

    def notice(self, actors: tuple[Actor, ...], sentence: int) -> None:
        """Remember actors with a country, once named."""
        self.seen.extend((sentence, actor) for actor in actors if actor.country)

    def turn_to(self, subject: tuple[Actor, ...], sentence: int) -> None:
        """A sentence's main clause speaks of these."""
        known = tuple(actor for actor in subject if actor.country)
        if known:
            self.subject, self.subject_told = known, sentence

    def pair_up(self, actors: tuple[Actor, ...], recipients: tuple[Actor, ...], sentence: int) -> None:
        """The last pair is that of the last event between two countries."""
        if len(actors) != 1 or len(recipients) != 1:
            return
        one, other = actors[0], recipients[0]
        if one.country and other.country and one.country != other.country:
            self.pair, self.pair_told = (one, other), sentence

    def topic(
        self,
        position: int,
        sentence: int,
        excluded: Collection[str | None] = NOBODY,
        fits: Callable[[Actor], bool] = anybody,
    ) -> Actor | None:
        """The one party that a description in the singular may mean: the last subject, else the only one named nearby."""
        if len(self.subject) == 1 and sentence - self.subject_told <= NEAR:
            one = self.subject[0]
            if one.country not in excluded and fits(one):
                return one
        near = [one for one in self.near(position, sentence) if one.country not in excluded and fits(one)]
        return near[0] if len(near) == 1 else None

    def near(self, position: int, sentence: int, reach: int = NEAR) -> list[Actor]:
        """Parties named before a position in this sentence and those just before it, one a country, the last named first."""
        found: dict[str | None, Actor] = {}
        for number, actor in reversed(self.seen):
            if sentence - number > reach:
                break
            if actor.begin is not None and actor.begin < position:
                found.setdefault(actor.country, actor)
        return list(found.values())

    def last(self, position: int, sentence: int) -> Actor | None:
        """The last party named before a position."""
        return next(iter(self.near(position, sentence)), None)

    def group(self, position: int, sentence: int, size: int) -> tuple[Actor, ...]:
        """The parties that *both*, *the two*, *the three* mean: as many as were named in the fewest sentences back; where there were
        more, the last pair if it is as near; else nobody."""
        for reach in range(NEAR + 1):
            found = self.near(position, sentence, reach)
            if len(found) == size:
                return tuple(reversed(found))
            if len(found) > size:
                break
        if size == 2 and self.pair and sentence - self.pair_told <= NEAR:
            return self.pair
        return ()

    def partner(self, position: int, sentence: int, of: str | None) -> Actor | None:
        """The other of two: of the last pair, or the only other party named nearby."""
        if self.pair and sentence - self.pair_told <= NEAR:
            one, other = self.pair
            if of in (one.country, other.country):
                return other if one.country == of else one
        others = [one for one in self.near(position, sentence) if one.country != of]
        return others[0] if len(others) == 1 else None
