"""What would follow: each obligation clause held against a scenario, to a fixed point. It tells duties, and predicts nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from detente.dyads.sentences import Language, name
from detente.pacts.clauses import Blow, Reason, Verdict, judge
from detente.pacts.pacts import Clause, Pact, pacts
from detente.pacts.places import homeland
from detente.pacts.scenario import Scenario, read_scenario
from detente.pacts.tables import rows

if TYPE_CHECKING:
    import pyarrow as pa

RANK = {"triggered": 0, "violated": 0, "conditional": 1, "not triggered": 2}
FREE = frozenset({"art51", "external"})  # reserves that leave a party no choice


@dataclass(frozen=True, slots=True)
class Finding:
    """One clause for one party: its verdict, its reason, and the path of clauses that leads to it."""

    party: str
    ally: str  # the struck state for whose sake it is asked
    verdict: Verdict
    clause: Clause
    pact: Pact
    reason: Reason
    path: tuple[str, ...]  # from the blow to this clause: "usa-kor III", "nato 5"

    def why(self, language: Language) -> str:
        """The reason and the reserves of the clause, in a language."""
        filled = _sentence(self.reason.key, language).format(
            value=_named(self.reason.value, language), ally=name(self.ally, language), party=name(self.party, language)
        )
        reserves = [_sentence(word, language) for word in self.clause.filters if not word.startswith("suspended")]
        return (
            f"{filled} ({'; '.join(reserves)})" if reserves and self.verdict in ("triggered", "conditional") else filled
        )


@dataclass(frozen=True, slots=True)
class Consequences:
    """The answer to a what-if: findings, who must and who may stand with the struck, and how such duties were kept in the past."""

    scenario: Scenario
    findings: tuple[Finding, ...]
    minimum: tuple[str, ...]  # the struck and those whose duty leaves no choice
    maximum: tuple[str, ...]  # all whose duty is met, or could be, by the blow itself
    wider: tuple[str, ...]  # those that only a further blow, on a state drawn in, would reach
    consulted: tuple[str, ...]
    breaches: tuple[Finding, ...]
    honoured: tuple[float, float]  # shares of the published record, 0-1: all periods
    honoured_since_1945: float

    def parties(self, verdict: Verdict, obligation: str = "defence") -> tuple[str, ...]:
        """Parties by their strongest verdict on an obligation; those that only a further blow would reach are in `wider`."""
        best: dict[str, int] = {}
        for finding in self.findings:
            if finding.clause.obligation == obligation and finding.reason.key != "would-follow":
                best[finding.party] = min(best.get(finding.party, 9), RANK[finding.verdict])
        return tuple(sorted(party for party, rank in best.items() if rank == RANK[verdict]))

    def table(self, language: Language = "en") -> pa.Table:
        """One row a finding: party, ally, verdict, obligation, pact, article, clause, reason, path, record."""
        import pyarrow as pa

        columns = ("party", "ally", "verdict", "obligation", "pact", "article", "clause", "reason", "path", "record")
        table = [
            (
                one.party,
                one.ally,
                one.verdict,
                one.clause.obligation,
                one.pact.fr if language == "fr" else one.pact.en,
                one.clause.article,
                one.clause.fr if language == "fr" else one.clause.en,
                one.why(language),
                " > ".join(one.path),
                one.pact.record,
            )
            for one in self.findings
        ]
        return pa.Table.from_pylist(
            [dict(zip(columns, row, strict=True)) for row in table],
            schema=pa.schema([(column, pa.string()) for column in columns]),
        )


def what_if(scenario: str | Scenario, *, on: date | None = None) -> Consequences:
    """What pacts say should follow from a blow. `scenario` is a sentence (see `read_scenario`) or one already read; `on` the day on which
    pacts must be in force (today where none is given). Raises `BadQuery` for what cannot be understood."""
    read = read_scenario(scenario, on=on) if isinstance(scenario, str) else scenario
    waiting = [
        Blow(read.attackers, target, read.act.grade, read.theatre, read.on, read.forces) for target in read.targets
    ]
    paths: dict[str, tuple[str, ...]] = {}
    found: list[Finding] = []
    drawn: dict[str, int] = {}  # party -> rank of its best verdict so far
    struck = set(read.targets)
    while waiting:  # each state is struck once: this ends
        blow = waiting.pop(0)
        for finding in _held_against(blow, paths.get(blow.target, ())):
            rank = RANK[finding.verdict]
            known = finding.party in drawn or finding.party in struck
            if not blow.sure and (known or rank == 2 or finding.clause.obligation != "defence"):
                continue
            found.append(finding)
            if finding.clause.obligation != "defence" or rank == 2:
                continue
            drawn[finding.party] = min(rank, drawn.get(finding.party, 9))
            if finding.party not in struck and finding.party not in blow.attackers:
                struck.add(finding.party)
                paths[finding.party] = finding.path
                waiting.append(_next(blow, finding))
    found += _allies_of_attackers(read)
    return _consequences(read, found)


def _next(blow: Blow, finding: Finding) -> Blow:
    """The attacker's blow on a party that was drawn in, on its own ground; it is only what could follow."""
    because = f"{finding.party}:{finding.pact.id} {finding.clause.article}"
    return Blow(
        blow.attackers, finding.party, "attack", homeland(finding.party), blow.on, False, sure=False, because=because
    )


def _held_against(blow: Blow, path: tuple[str, ...]) -> list[Finding]:
    """Findings of all clauses of all pacts that the struck state is party to."""
    found = []
    for pact in pacts():
        parties = pact.parties(blow.on)
        if blow.target not in parties:
            continue
        for clause in pact.clauses:
            for party in parties:
                owes = "*" in clause.bound or party in clause.bound
                mine = party in blow.attackers
                if party == blow.target or not owes or mine != (clause.obligation == "non-aggression"):
                    continue
                reason = judge(pact, clause, party, blow)
                step = (*path, f"{pact.id} {clause.article}".removesuffix(" -"))
                found.append(Finding(party, blow.target, reason.verdict, clause, pact, reason, step))
    return sorted(found, key=lambda one: (RANK[one.verdict], one.party, one.pact.id))


def _allies_of_attackers(read: Scenario) -> list[Finding]:
    """Those bound to defend an attacker: their clause speaks of a party that is attacked."""
    found = []
    for pact in pacts():
        parties = pact.parties(read.on)
        for attacker in sorted(set(read.attackers) & set(parties)):
            for clause in (clause for clause in pact.clauses if clause.obligation == "defence"):
                for party in parties:
                    outside = party not in (*read.attackers, *read.targets)
                    if outside and ("*" in clause.bound or party in clause.bound):
                        reason = Reason("not triggered", "ally-attacks", attacker)
                        step = (f"{pact.id} {clause.article}".removesuffix(" -"),)
                        found.append(Finding(party, attacker, "not triggered", clause, pact, reason, step))
    return found


def _consequences(read: Scenario, found: list[Finding]) -> Consequences:
    targets = set(read.targets)
    duties = [one for one in found if one.clause.obligation == "defence"]
    must = {one.party for one in duties if one.verdict == "triggered" and set(one.clause.filters) <= FREE}
    may = {
        one.party for one in duties if one.verdict in ("triggered", "conditional") and one.reason.key != "would-follow"
    }
    wider = {one.party for one in duties if one.reason.key == "would-follow"} - may - targets
    asked = {one.party for one in found if one.clause.obligation == "consultation" and one.verdict != "not triggered"}
    shares = {(row["period"], row["study"]): int(row["share"]) / 100 for _, row in rows("reliability")}
    whole = [share for (period, _), share in shares.items() if int(period[:4]) < 1945]
    late = min(share for (period, _), share in shares.items() if int(period[:4]) >= 1945)
    return Consequences(
        read,
        tuple(found),
        tuple(sorted(targets | must)),
        tuple(sorted(targets | may)),
        tuple(sorted(wider)),
        tuple(sorted(asked - targets)),
        tuple(one for one in found if one.verdict == "violated"),
        (min(whole), max(whole)),
        late,
    )


def _sentence(key: str, language: Language) -> str:
    return {row["key"]: row[language] for _, row in rows("reasons")}[key]


def _named(value: str, language: Language) -> str:
    """A value with its party's code written out: `USA:usa-kor III`."""
    code, colon, rest = value.partition(":")
    return f"{name(code, language)} ({rest})" if colon and code.isupper() and len(code) == 3 else name(value, language)


def studies() -> list[dict[str, Any]]:
    """The published record behind `honoured`: study, period, share, source."""
    return [dict(row) for _, row in rows("reliability")]
