"""Answers that look ahead, behind or past the ledger: outlook, what-if, stakes, causes; and the table of all kinds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from detente.answers.compose import (
    MOST,
    Draft,
    commitments,
    course,
    deeds,
    on_topic,
    reaction,
    turning,
    weightiest,
    when,
    when_of,
    who,
)
from detente.answers.sources import Citation, cite
from detente.answers.wording import say, words
from detente.errors import BadQuery
from detente.relations.sentences import day, number


def outlook(draft: Draft) -> None:
    """How likely material conflict between two states is, beside their past."""
    from detente.assessment import outlook as forecast

    if len(draft.question.actors) < 2:
        return draft.lack("no-second")
    a, b = draft.question.actors[:2]
    try:
        rows = forecast(draft.book, dyad=(a, b)).to_pylist()
    except BadQuery as error:
        return draft.lack("no-outlook", why=error)
    dated = [row for row in draft.events(dyad=(a, b)) if when_of(row)]
    latest = [row["event_id"] for row in dated[-2:]]
    for row in rows:
        proofs = [c for one in latest or row["events"][-2:] for c in cite(draft.book, one, 1)]
        shares = {"chance": row["probability"], "usual": row["history"]}
        values = {key: number(round(100 * share, 1), draft.language) for key, share in shares.items()}
        begins = day(row["from"], draft.language)
        draft.add(f"chance-{row['horizon']}", proofs, a=draft.name(a), b=draft.name(b), day=begins, **values)
    if any(row["skill"] is None for row in rows):
        draft.notes.append(say("untested", draft.language))
    return None


def what_if(draft: Draft) -> None:
    """What the clauses of pacts say should follow from an attack."""
    from detente.answers.case import scenario_of
    from detente.assessment import what_if as follow

    try:
        found = follow(scenario_of(draft.question), on=draft.question.until or draft.question.since)
    except BadQuery as error:
        return draft.lack("no-scenario", why=error)
    rows = found.table(draft.language).to_pylist()
    order = ("violated", "triggered", "conditional", "not triggered")
    told = 2 * MOST
    for row in sorted(rows, key=lambda row: order.index(row["verdict"]))[:told]:
        draft.add(
            row["verdict"],
            [Citation(row["path"].split()[0], row["record"], None, row["clause"])],
            party=draft.name(row["party"]),
            obligation=words(draft.language).get(row["obligation"], row["obligation"]),
            ally=draft.name(row["ally"]) if row["ally"] else "-",
            pact=row["pact"],
            article=row["article"],
            reason=row["reason"].rstrip("."),
        )
    if not rows:
        draft.lack("no-clause")
    if len(rows) > told:
        draft.notes.append(say("cut", draft.language, told=told, all=len(rows)))
    draft.notes.append(say("clauses", draft.language))
    return None


def around(draft: Draft, before: int) -> None:
    """What the states named did in the days about the weightiest events on the topic: up to `before` days earlier, 3 later."""
    codes = draft.question.actors
    if len(codes) > 1:
        rows = draft.events(dyad=codes[:2])
    else:
        both = [*draft.events(actor=codes[0]), *draft.events(recipient=codes[0])]
        rows = list({row["event_id"]: row for row in both}.values())
    days = [when_of(row) for row in weightiest(on_topic(draft, rows) or rows, 3)]
    near = [row for row in rows if any(close(when_of(row), one, before) for one in days)]
    if not near:
        draft.lack("no-events", who=draft.name(*codes[:2]))
    draft.tell(weightiest(near))


def close(one: date | None, focus: date | None, before: int) -> bool:
    return bool(one and focus and -before <= (one - focus).days <= 3)


def stakes(draft: Draft) -> None:
    """What was at stake: what was said and done about a meeting or a deed."""
    around(draft, 3)


def cause(draft: Draft) -> None:
    """What went before a deed; a cause is not claimed."""
    around(draft, 14)
    draft.notes.append(say("before", draft.language))


def beyond(draft: Draft) -> None:
    """Opinions, certainties about what is to come and facts that are no deeds: the ledger holds none."""
    draft.lack("beyond-ledger")


ANSWERS: dict[str, Callable[[Draft], None]] = {
    "course": course,
    "turning": turning,
    "when": when,
    "reaction": reaction,
    "commitments": commitments,
    "who": who,
    "deeds": deeds,
    "outlook": outlook,
    "what-if": what_if,
    "stakes": stakes,
    "cause": cause,
    "beyond": beyond,
}
