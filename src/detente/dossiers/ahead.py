"""What a dossier says of what may come: what clauses of pacts would ask, and how likely conflict is, with the skill of such forecasts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from detente.answers.ahead import verdict_words
from detente.answers.compose import Said
from detente.answers.sources import Citation
from detente.dossiers.model import Section
from detente.dossiers.wording import word
from detente.dyads.sentences import day, name, number
from detente.errors import BadQuery
from detente.telling.names import with_articles
from detente.telling.wording import say

if TYPE_CHECKING:
    from detente.dossiers.gather import Case

CLAUSES = 12  # clauses told of one what-if
BINDS = ("violated", "triggered", "conditional")


def what_ifs(case: Case) -> list[Section]:
    """One section a scenario: those asked for, else what the conflicts of the period make one think of."""
    found = [followed(case, text, word("scenario", case.language, text=text), []) for text in case.scope.scenarios]
    if found or not case.scope.dyad:
        return found
    for attacker, target, why in cases(case):
        title = word("what-if", case.language, a=name(attacker, case.language), b=name(target, case.language))
        found.append(followed(case, f"{attacker} attacks {target}", title, why))
    return found


def cases(case: Case) -> list[tuple[str, str, list[Said]]]:
    """Attacker, target and why: each side struck by the third state it had most acts of conflict with, and the two themselves
    where one assaulted the other."""
    a, b = case.scope.dyad or ("", "")
    found: list[tuple[str, str, list[Said]]] = []
    for side in (a, b):
        acts = [
            row
            for row in case.draft().events(actor=side, quad=(3, 4)) + case.draft().events(recipient=side, quad=(3, 4))
            if state(row["actor"]) and state(row["recipient"]) and not {row["actor"], row["recipient"]} <= {a, b}
        ]
        others = Counter(row["actor"] if row["recipient"] == side else row["recipient"] for row in acts)
        if not others:
            continue
        foe = min(others, key=lambda code: (-others[code], code))
        last = next(row for row in reversed(acts) if foe in (row["actor"], row["recipient"]))
        text = word("adversary", case.language, a=name(foe, case.language), b=name(side, case.language), n=others[foe])
        proofs = case.draft().proofs({last["event_id"]: last["date"]})
        found.append((foe, side, [Said(text, tuple(proofs))] if proofs else []))
    if any(row["event"] == "ASSAULT" for row in case.events):
        found += [(a, b, []), (b, a, [])]
    return found


def state(code: str | None) -> bool:
    """Whether a code is that of a state, which alone can strike and be struck in a scenario."""
    from detente.dyads.sentences import alpha2

    return code in alpha2()


def followed(case: Case, scenario: str, title: str, why: list[Said]) -> Section:
    """What clauses say of one scenario, on the last day of the period."""
    from detente.pacts import what_if

    draft = case.draft()
    draft.sentences += why
    try:
        rows = what_if(scenario, on=case.scope.until).table(case.language).to_pylist()
    except BadQuery as error:
        draft.lack("no-scenario", why=error)
        return case.section("what-if", draft, title)
    binding = sorted((row for row in rows if row["verdict"] in BINDS), key=lambda row: BINDS.index(row["verdict"]))
    for row in binding[:CLAUSES]:
        draft.add(
            row["verdict"],
            [Citation(row["path"].split(" > ")[-1].split()[0], row["record"], None, row["clause"])],
            **verdict_words(draft, row),
        )
    if not binding:
        draft.lack("no-clause")
    if rows[len(binding[:CLAUSES]) :]:
        draft.notes.append(word("more-clauses", case.language, n=len(rows) - len(binding[:CLAUSES])))
    draft.notes.append(say("clauses", case.language))
    return case.section("what-if", draft, title)


def outlooks(case: Case) -> list[Section]:
    """How likely material conflict is after the end of the period, beside the past, with the Brier skill of such forecasts."""
    from detente.dyads import outlook

    draft = case.draft()
    for a, b in case.pairs[:3]:
        latest = [row["event_id"] for row in case.rows if {row["actor"], row["recipient"]} == {a, b}][-2:]
        try:
            rows: list[dict[str, Any]] = outlook(case.table, dyad=(a, b)).to_pylist()
        except BadQuery:
            draft.lack("no-outlook", a=draft.name(a), b=draft.name(b))
            continue
        for row in rows:
            proofs = tuple(draft.proofs([*latest, *row["events"][-2:]], 1))
            if proofs:
                draft.sentences.append(Said(chance(row, a, b, case), proofs))
        if any(row["skill"] is None for row in rows):
            draft.notes.append(say("untested", case.language))
    return [case.section("outlook", draft)]


def chance(row: dict[str, Any], a: str, b: str, case: Case) -> str:
    """A forecast and its skill in words."""
    tongue = case.language
    shares = {"chance": row["probability"], "usual": row["history"]}
    values = {key: number(round(100 * share, 1), tongue) for key, share in shares.items()}
    who = {"a": name(a, tongue), "b": name(b, tongue)}
    named = with_articles(who, tongue)
    text = say(f"chance-{row['horizon']}", tongue, day=day(row["from"], tongue), **named, **values)
    if row["skill"] is None:
        return text
    figures = {key: fine(row[column], tongue) for key, column in (("skill", "skill"), ("error", "calibration_error"))}
    return f"{text} {word('skill', tongue, horizon=word(row['horizon'], tongue), n=row['forecasts'], **figures)}"


def fine(value: float, language: str) -> str:
    """A score with three decimals."""
    text = f"{value:.3f}".replace("-", "−")
    return text.replace(".", ",") if language == "fr" else text


__all__ = ["outlooks", "what_ifs"]
