"""A chain of operators over a deed, as read from one head: the engine's own record, made and shared while a sentence is read."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from detente.reading.rules.lexicon import Row


class Group(NamedTuple):
    """Candidates for the recipient. `target`: the one whom the deed would hit, not the one spoken to."""

    tokens: tuple[int, ...]
    target: bool


class Reading:
    """One token read as the head of a chain; inner readings are shared, so nothing here is changed once made."""

    __slots__ = ("actor", "at", "deed", "doer", "good", "inner", "operators", "own", "recipients", "row", "triggers")

    def __init__(
        self,
        at: int,
        operators: tuple[str, ...],
        deed: str | None,
        actor: tuple[int, ...],
        recipients: tuple[Group, ...],
        good: tuple[int, ...],
        triggers: tuple[int, ...],
        row: Row,
        inner: Reading | None = None,
        own: bool = True,
    ) -> None:
        self.at = at
        self.operators = operators
        self.deed = deed
        self.actor = actor
        self.recipients = recipients
        self.good = good
        self.triggers = triggers
        self.row = row
        self.inner = inner
        self.own = own  # whether the actor is the predicate's own, not one shared with a clause above
        self.doer = actor

    def with_recipients(self, recipients: tuple[Group, ...], actor: tuple[int, ...]) -> Reading:
        """The same chain with arguments that were found elsewhere."""
        reading = self.under("", recipients=recipients, actor=actor)
        reading.doer = actor or self.doer
        return reading

    def under(
        self,
        operator: str,
        at: int | None = None,
        actor: tuple[int, ...] | None = None,
        recipients: tuple[Group, ...] | None = None,
    ) -> Reading:
        """The same chain under one more operator, as the clause puts it there (a future, a negation, a duty)."""
        reading = Reading(
            self.at if at is None else at,
            (operator, *self.operators) if operator else self.operators,
            self.deed,
            self.actor if actor is None else actor,
            self.recipients if recipients is None else recipients,
            self.good,
            self.triggers if at is None else (at, *self.triggers),
            self.row,
            self.inner if at is None else self,
            self.own,
        )
        reading.doer = self.doer
        return reading


def innermost(reading: Reading) -> Reading:
    """The reading of the deed at the bottom of a chain."""
    while reading.inner is not None:
        reading = reading.inner
    return reading


class Chained(Protocol):
    """What a reading and a predication have in common."""

    @property
    def operators(self) -> tuple[str, ...]: ...
    @property
    def deed(self) -> str | None: ...
    @property
    def actor(self) -> tuple[int, ...]: ...
    @property
    def recipients(self) -> tuple[Group, ...]: ...


def is_duty(one: Chained) -> bool:
    """Whether a deed is due of somebody while the clause names nobody who asks (*the minister must travel to Oslo*)."""
    return one.operators[:1] == ("ask",) and bool(one.deed and one.recipients) and not one.actor


def as_plan(one: Chained) -> tuple[tuple[str, ...], tuple[int, ...], tuple[Group, ...]]:
    """Operators, actor and recipients of a duty taken as what its doer is going to do."""
    doer, *hit = one.recipients
    return ("promise", *one.operators[1:]), doer.tokens, tuple(group._replace(target=False) for group in hit)
