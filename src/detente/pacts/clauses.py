"""Whether a clause is met by a blow: the case, the place, the kind of blow, and what the clause leaves open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.pacts.pacts import Clause, Pact
from detente.pacts.places import Theatre
from detente.pacts.tables import rows

Verdict = Literal["triggered", "conditional", "not triggered", "violated"]


@dataclass(frozen=True, slots=True)
class Blow:
    """One side strikes one state. `sure` is False where the blow itself is only what could follow."""

    attackers: tuple[str, ...]
    target: str
    grade: str
    theatre: Theatre
    on: date
    forces: bool
    sure: bool = True
    because: str = ""  # the finding that leads to this blow, for those that could follow


@dataclass(frozen=True, slots=True)
class Reason:
    """A verdict on one clause for one party, with the reason as a key of sentences and what it is filled with."""

    verdict: Verdict
    key: str
    value: str = ""


def judge(pact: Pact, clause: Clause, party: str, blow: Blow) -> Reason:
    """What a clause means for a party when an ally (or it itself) is struck."""
    if party in blow.attackers:
        if clause.obligation == "non-aggression":
            return _breach(clause, party, blow)
        return Reason("not triggered", "attacker-case", party)
    if set(blow.attackers) & set(pact.parties(blow.on)) and clause.obligation in ("defence", "neutrality"):
        return Reason(
            "not triggered", "attacker-is-party", ", ".join(sorted(set(blow.attackers) & set(pact.parties(blow.on))))
        )
    place = _place(pact, clause, blow)
    if place.verdict == "not triggered":
        return place
    kind = _kind(clause, blow)
    if kind.verdict != "triggered":
        return kind
    war = _war(blow)
    if war is not None and clause.obligation == "defence":
        return Reason("conditional", "own-war", war)
    if not blow.sure:
        return Reason("conditional", "would-follow", blow.because)
    suspended = [
        word
        for word in clause.filters
        if word.startswith("suspended:") and {party, blow.target} == set(word[10:].split("-"))
    ]
    if suspended:
        return Reason("conditional", "suspended", suspended[0][10:])
    if place.verdict == "conditional":
        return place
    return Reason("triggered", "met", place.key)


def _breach(clause: Clause, party: str, blow: Blow) -> Reason:
    """A party that vowed not to use force and strikes another party."""
    if clause.bound != ("*",) and party not in clause.bound:
        return Reason("not triggered", "not-bound", party)
    if blow.grade == "threat" or not blow.sure:
        return Reason("conditional", "threat-only", party)
    if not _covers(clause.home, blow.theatre, blow.target):
        return Reason("not triggered", "out-of-area", blow.theatre.name or blow.theatre.code)
    return Reason("conditional" if blow.grade == "doubtful" else "violated", "breach", blow.target)


def _covers(scope: tuple[str, ...], theatre: Theatre, target: str) -> bool:
    """Whether a scope (codes, regions, `*`, `main`) holds a theatre."""
    if "*" in scope:
        return True
    if "main" in scope and theatre.code == target and not theatre.overseas:
        return True
    return theatre.code in scope or bool(set(theatre.regions) & set(scope))


def _place(pact: Pact, clause: Clause, blow: Blow) -> Reason:
    """Whether the blow falls where the clause reaches: on the target's own ground, or on its forces elsewhere."""
    theatre, target = blow.theatre, blow.target
    where = theatre.name or theatre.code
    at_home = theatre.code == target
    if at_home:
        if _covers(clause.home, theatre, target):
            return (
                Reason("conditional", "disputed-ground", where)
                if theatre.disputed and clause.obligation == "defence"
                else Reason("triggered", "at-home")
            )
        return Reason("not triggered", "out-of-area", where)
    if clause.obligation in ("consultation", "non-aggression") and clause.home == ("*",):
        return Reason("triggered", "anywhere")
    if not theatre.code and clause.obligation == "defence" and not clause.forces:
        return Reason("not triggered", "high-seas", where)
    if _covers(clause.forces, theatre, target) or (
        "parties" in clause.forces and theatre.code in pact.parties(blow.on) and not theatre.overseas
    ):
        return Reason("triggered", "forces")
    return Reason("not triggered", "out-of-area", where)


def _kind(clause: Clause, blow: Blow) -> Reason:
    """Whether the blow is of the kind that the clause names."""
    if clause.obligation == "non-aggression":
        return Reason("not triggered", "kept")
    if blow.grade == "attack" or clause.trigger == "threat":
        return Reason("triggered", "kind")
    if blow.grade == "threat":
        return Reason("not triggered", "threat-only")
    return Reason("conditional", "below-threshold")


def _war(blow: Blow) -> str | None:
    """The record of a war under way that the struck state itself began against one of the attackers."""
    for _, row in rows("wars"):
        begun = date.fromisoformat(row["since"]) <= blow.on
        over = bool(row["until"]) and date.fromisoformat(row["until"]) <= blow.on
        if begun and not over and row["attacker"] == blow.target and row["target"] in blow.attackers:
            return row["record"]
    return None
