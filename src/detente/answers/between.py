"""How two states stand: their course, turning points, two periods compared, and unusual reactions of third parties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from detente.answers.compose import MOST, Draft, Row, heaviest, spread, when_of
from detente.answers.pool import Candidate, candidate
from detente.answers.rank import best
from detente.dyads.sentences import day, number
from detente.errors import BadQuery
from detente.store.serving import pair_queries
from detente.telling.event import tell
from detente.telling.wording import quoted, words

YEAR, LATER = 366, 60  # days before and after a reaction's day whose events tell whether it was unusual


def pair_of(draft: Draft) -> tuple[str, str] | None:
    codes = draft.question.actors
    return (codes[0], codes[1]) if len(codes) > 1 else None


def weightiest(draft: Draft, a: str, b: str, most: int = MOST) -> list[Candidate]:
    """The events of two states that tell most, on the topic where there is one and it finds any."""
    asked = draft.question
    both = replace(asked, groups=((a,), (b,)), places=(*asked.actors[2:], *asked.places))
    found = draft.matches(both, "any")
    own = [one for one in found if {a, b} <= one.event.actors | one.event.recipients] or found
    topical = best(own, most // 2) if asked.wish else []
    if asked.wish and not topical:
        draft.note("relaxed-topic", topic=", ".join(asked.topic) or "…")
    told = [one.event for one in topical]
    firm = [one.event for one in own]
    return [*told, *spread([one for one in firm if one not in told], most - len(told))]


def extent(draft: Draft, a: str, b: str) -> bool:
    """How much the ledger carries between two states in the period; False where it is nothing. Counted in SQL, not read."""
    period = draft.question.since, draft.question.until
    found = pair_queries.extent(draft.book.view, a, b, *period)
    if found.events:
        tell_extent(draft, a, b, draft.whole(found.ends, dyad=(a, b)), found.events, found.conflict)
    return bool(found.events)


def tell_extent(draft: Draft, a: str, b: str, ends: Sequence[Row], n: int, bad: int) -> None:
    """How many events there are between two states, cited by the first and the last of them."""
    line = sorted(ends, key=lambda row: (when_of(row) is None, str(when_of(row))))
    proofs = draft.proofs({row["event_id"]: row["date"] for row in line}, 1, dyad=(a, b))
    who = {"a": draft.name(a), "b": draft.name(b)}
    if n == 1:
        draft.add("one", proofs[:1], **who)
    elif line:
        first, last = (day(when_of(row) or date.max, draft.language) for row in (line[0], line[-1]))
        draft.add("span", proofs, n=n, first=first, last=last, good=n - bad, bad=bad, **who)


def turns_of(draft: Draft, a: str, b: str) -> list[Row]:
    """Turning points of a dyad within the period, from its own events and how much was said on each day."""
    from detente.dyads import turning_points

    first, last = draft.question.since, draft.question.until
    mine = draft.book.dyad_table(a, b)
    rows = turning_points(mine, dyad=(a, b), volume=draft.book.volume("spoken")).to_pylist()
    return [row for row in rows if (not first or row["date"] >= first) and (not last or row["date"] <= last)]


def telling(turns: Sequence[Row]) -> list[Row]:
    """The strongest turning point, and the newest where it is another."""
    strongest = max(turns, key=lambda turn: turn["score"])
    return [strongest] if strongest is turns[-1] else [strongest, turns[-1]]


def tell_turns(draft: Draft, turns: Sequence[Row]) -> None:
    """Turning points of one dyad."""
    ids = [one for turn in turns for one in shown(turn)]
    draft.whole(ids, dyad=(turns[0]["a"], turns[0]["b"])) if turns else None
    for turn in turns:
        tell_turn(draft, turn)


def shown(turn: Row) -> list[str]:
    """The events by which a turning point is shown: its trigger, and two more of those that make it."""
    return [turn["trigger"], *turn["events"][1:3]]


def tell_turn(draft: Draft, turn: Row) -> None:
    """A turning point: when, in which direction, against what was usual; cited by its trigger first."""
    trigger, *more = shown(turn)
    draft.whole([trigger, *more], dyad=(turn["a"], turn["b"]))
    proofs = [*draft.proofs([trigger]), *draft.proofs(more, 1)]
    figures = {
        "good": "cooperation", "good_usual": "cooperation_expected", "bad": "conflict", "bad_usual": "conflict_expected",
    }  # fmt: skip
    values = {key: number(turn[column], draft.language) for key, column in figures.items()}
    names = {"a": draft.name(turn["a"]), "b": draft.name(turn["b"])}
    when = day(turn["date"], draft.language)
    title = tell(draft.known[trigger], draft.language) if trigger in draft.known else None
    tag = quoted(title.quote, draft.language) if title and title.quote else ""
    draft.add(turn["direction"], proofs, turn["events"], tag, day=when, days=turn["days"], **names, **values)


def turning(draft: Draft) -> None:
    """When two states' relations turned, with the event that triggered it; where nothing stands out, what there is."""
    pair = pair_of(draft)
    if pair is None:
        return draft.lack("no-second")
    tell_turns(draft, turns_of(draft, *pair))
    draft.lack("no-turn", a=draft.name(pair[0]), b=draft.name(pair[1])) if not draft.sentences else None
    return draft.tell(weightiest(draft, *pair, MOST // 2))


def unusual(draft: Draft, reactors: Sequence[str]) -> None:
    """After a given day: third parties who did more towards two states than was to be expected, or kept silent."""
    asked = draft.question
    rest = [code for code in asked.actors if code not in reactors]
    if len(rest) > 1 and asked.since is not None and asked.since == asked.until:
        answered, before = bool(draft.sentences), len(draft.missing)
        reacted(draft, tuple(reactors), (rest[-2], rest[-1]), asked.since)
        if answered:  # by other words of the question: nothing is missing
            del draft.missing[before:]


def reacted(draft: Draft, reactors: tuple[str, ...], sides: tuple[str, str], start: date) -> None:
    """Third parties against their usual rate, and their events; those named who did nothing are said to have done nothing."""
    from detente.dyads import reactions

    since, until = start - timedelta(days=YEAR), start + timedelta(days=LATER)
    near = pair_queries.near_day(draft.book.view, *sides, since, until)
    first = pair_queries.first_day(draft.book.view)
    try:
        table = reactions(near, *sides, on=start, first=first)
    except BadQuery:  # one of the two does not occur
        return draft.lack("no-events", who=draft.name(*sides))
    rows = [row for row in table.to_pylist() if not reactors or row["party"] in reactors]
    for row in rows:
        values = {"party": draft.name(row["party"]), "toward": draft.name(row["toward"])}
        kind = row["reaction"]
        if kind in ("cooperation", "conflict"):
            told = [*row["about"], *(one for one in row["events"] if one not in row["about"])]
            proofs = draft.proofs(told[:3], 1)
            usual = number(round(row[f"{kind}_usual"], 1), draft.language)
            draft.add(f"reacted-{kind}", proofs, row["events"], n=row[kind], usual=usual, **values)
        elif kind == "silent":
            usual = number(round(row["cooperation_usual"] + row["conflict_usual"], 1), draft.language)
            draft.lack("silent", usual=usual, **values)
    ids = list(dict.fromkeys(one for row in rows for one in row["events"]))
    done = draft.whole(ids)
    draft.tell(candidate(draft.book, row) for row in heaviest(done))
    acted = {row["party"] for row in rows if row["events"]}
    quiet = [code for code in reactors if code not in acted]
    if quiet or not done:
        who = draft.name(*quiet) if quiet else words(draft.language)["others"]
        names = {"a": draft.name(sides[0]), "b": draft.name(sides[1])}
        draft.lack("no-reaction", who=who, day=day(start, draft.language), **names)
    return None


__all__ = [
    "extent",
    "reacted",
    "tell_extent",
    "tell_turn",
    "telling",
    "turning",
    "turns_of",
    "unusual",
]
