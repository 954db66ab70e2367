"""What binds and what may come: commitments in force, outlooks, and what clauses say should follow from an attack."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from detente.answers.between import weightiest
from detente.answers.compose import MOST, Draft, Row
from detente.answers.rank import Match
from detente.answers.sources import Citation, cited_texts
from detente.answers.wish import Wish
from detente.dyads.sentences import day, number
from detente.errors import BadQuery
from detente.store.casebook import LARGE, Casebook
from detente.store.filters import Filter
from detente.store.serving import pair_queries
from detente.store.serving.queries import Place
from detente.telling.wording import say, words

LEARNT = 5 * 365  # days before the newest event of two states that an outlook is learnt from in a large casebook
LATELY = 180  # days before the newest event that an outlook looks back on
BINDING = ("promise", "sign-agreement", "reach-agreement", "ally", "announce")


def commitments(draft: Draft) -> None:
    """Pacts that bind the states named, by clause and record, those that texts state, and what they promised in the period."""
    pacts(draft)
    asked = draft.question
    if asked.since or asked.until or not draft.sentences:
        found = [one for one in draft.matches(replace(asked, wish=Wish()), "first") if binding(one)]
        draft.tell(one.event for one in found[:MOST])
    if not draft.sentences:
        draft.lack("no-pact", who=draft.named())


def binding(one: Match) -> bool:
    """Whether an event is a promise or an agreement."""
    chain = one.event.row["deed"] or ""
    return one.event.row["event"] == "AGREE" or any(chain.startswith(word) for word in BINDING)


def pacts(draft: Draft) -> None:
    from detente.pacts import commitments as known

    codes, french = set(draft.question.actors), draft.language == "fr"
    texts = draft.book.commitments().to_pylist()
    proofs = cited_texts(draft.book, texts)
    for row in known(texts, on=draft.question.until or draft.question.since).to_pylist():
        if not codes or not codes <= set(row["parties"]):
            continue
        title = (row["name_fr"] if french else row["name"]) or row["name"] or words(draft.language)["unnamed"]
        clause = (row["trigger_fr"] if french else row["trigger"]) or row["trigger"]
        of_file = [Citation(row["id"], row["record"], row["signed"], clause)] if row["record"] and clause else []
        named = [words(draft.language).get(one, one) for one in row["obligations"]]
        draft.add(
            "pact",
            [*of_file, *(proofs[text] for text in row["evidence"][:2] if text in proofs)],
            name=title,
            parties=draft.name(*row["parties"]),
            obligations=", ".join(named),
            signed=row["signed"] or words(draft.language)["undated"],
        )


def outlook(draft: Draft) -> None:
    """How likely material conflict between two states is, beside their past."""
    if len(draft.question.actors) < 2:
        return draft.lack("no-second")
    a, b = draft.question.actors[:2]
    if chances(draft, a, b):
        lately(draft, a, b)
    return None


def chances(draft: Draft, a: str, b: str) -> bool:
    """The chance of material conflict by horizon, cited by the newest events; False where too little is known."""
    from detente.dyads import outlook as forecast

    try:
        newest = newest_of(draft.book, a, b)
        rows = forecast(learnt_from(draft.book, a, b, newest), dyad=(a, b)).to_pylist()
    except BadQuery:
        draft.lack("no-outlook", a=draft.name(a), b=draft.name(b))
        return False
    for row in rows:
        proofs = draft.proofs(dict(newest) or row["events"][-2:], 1, dyad=(a, b))
        shares = {"chance": row["probability"], "usual": row["history"]}
        values = {key: number(round(100 * share, 1), draft.language) for key, share in shares.items()}
        begins = day(row["from"], draft.language)
        names = {"a": draft.name(a), "b": draft.name(b)}
        draft.add(f"chance-{row['horizon']}", proofs, day=begins, **names, **values)
    if any(row["skill"] is None for row in rows):
        draft.note("untested")
    return True


def newest_of(book: Casebook, a: str, b: str) -> list[Place]:
    """The two newest events of two states."""
    return book.view.places(Filter(dyad=(a, b)), 2, True)


def learnt_from(book: Casebook, a: str, b: str, newest: Sequence[Place]) -> Any:
    """The events that an outlook is learnt from: all of a casebook; of one that holds millions, those of either state in its
    last years, as a forecast over all would keep a reader waiting for minutes.
    """
    if book.size() <= LARGE:
        return book
    until = newest[0][1] if newest else None
    since = until - timedelta(days=LEARNT) if until else None
    return pair_queries.of_either(book.view, a, b, since)


def lately(draft: Draft, a: str, b: str) -> None:
    """What weighed most in the half year before the newest event between two states."""
    newest = newest_of(draft.book, a, b)
    until = newest[0][1] if newest else None
    if until is not None:
        recent = replace(draft.question, since=until - timedelta(days=LATELY), until=None, wish=Wish())
        draft.tell(weightiest(Draft(draft.book, recent), a, b, MOST // 2))


def what_if(draft: Draft) -> None:
    """What the clauses of pacts say should follow from an attack."""
    from detente.answers.case import consequences
    from detente.pacts import commitments as known

    try:
        found = consequences(draft.question)
    except BadQuery as error:
        return draft.lack("no-scenario", why=error)
    rows = found.table(draft.language).to_pylist()
    records = {row["id"]: row for row in known([]).to_pylist()}
    order = ("violated", "triggered", "conditional", "not triggered")
    told = 2 * MOST
    for row in sorted(rows, key=lambda row: order.index(row["verdict"]))[:told]:
        draft.add(
            row["verdict"],
            clauses(row, records),
            **verdict_words(draft, row),
        )
    if not rows:
        draft.lack("no-clause")
    if len(rows) > told:
        draft.notes.append(say("cut", draft.language, told=told, all=len(rows)))
    draft.note("clauses")
    return None


def verdict_words(draft: Draft, row: Row) -> dict[str, str]:
    """What the sentence of a verdict names: party, obligation, ally, pact, article and reason."""
    return {
        "party": draft.name(row["party"]),
        "obligation": words(draft.language).get(row["obligation"], row["obligation"]),
        "ally": draft.name(row["ally"]) if row["ally"] else "-",
        "pact": row["pact"],
        "article": row["article"],
        "reason": row["reason"].rstrip("."),
    }


def clauses(row: Row, records: Mapping[str, Row]) -> list[Citation]:
    """The clause that a verdict applies, then those by which the states before it are drawn in."""
    *before, last = [hop.split()[0] for hop in row["path"].split(" > ")]
    others = [records[one] for one in dict.fromkeys(reversed(before)) if one in records and one != last]
    drawn = [Citation(one["id"], one["record"], one["signed"], one["trigger"]) for one in others if one["trigger"]]
    return [Citation(last, row["record"], None, row["clause"]), *drawn]


__all__ = ["commitments", "outlook", "what_if"]
