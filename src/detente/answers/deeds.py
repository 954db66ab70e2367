"""What was done: by whom, when, how often, after what, and how others answered it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from detente.answers import direct
from detente.answers.between import extent, pair_of, tell_turns, telling, turning, turns_of, unusual, weightiest
from detente.answers.compose import MOST, Draft, spread
from detente.answers.passages import beside
from detente.answers.pool import Candidate, by_day, candidate, widened
from detente.answers.question import Question
from detente.answers.rank import DEED, EXACT, Match, best, weight
from detente.answers.sources import cite
from detente.answers.wish import chains_of
from detente.dyads.sentences import day
from detente.store.serving.pair_queries import weightiest as weightiest_of

FIRM = 0.5  # share of a topic's words that an event must hold where nobody is named
ENDS = 0.75  # share of the best fit from which an event may be the first or the last of its kind
COUNTS = 0.6  # share of the best sum from which a statement that counts what was asked goes first
FOLLOWS = 21  # days within which a reaction comes
ANSWERING = frozenset(
    ("ACCUSE", "SUPPORT", "REJECT", "THREATEN", "SANCTION", "PROTEST", "REQUEST", "MOBILIZE", "COERCE")
)
YET = frozenset(("planned", "conditional"))


def deeds(draft: Draft) -> None:
    """What a state did, or two did to one another, on the topic asked; whether it did, where that is asked."""
    asked = draft.question
    found = draft.matches(subject="any" if "object" in asked.helps else "first")
    if "future" in asked.helps and not direct.is_polar(asked.text, asked.language):
        found = [one for one in found if one.event.row["status"] in YET]
    picked = chosen(draft, found)
    if picked and asked.wish and direct.is_polar(asked.text, asked.language):
        draft.direct = direct.verdict(picked, asked, draft.language)
        outright = len(asked.wish.words) > 1 or any(one.parts["deed"] >= DEED for one in picked)
        if not draft.direct and outright:
            draft.note("answer-none")
        elif not draft.direct:  # one word in common is no answer
            draft.sentences.clear()
            draft.lack("no-topic", who=draft.named(), topic=", ".join(asked.topic) or "…")


def course(draft: Draft) -> None:
    """How two states' relations went: how much there is, its turning points, its weightiest events. Of one, what it did."""
    pair = pair_of(draft)
    if pair is None:
        return deeds(draft)
    if not extent(draft, *pair):
        return draft.lack("no-events", who=draft.name(*pair))
    turns = turns_of(draft, *pair)
    tell_turns(draft, [*telling(turns), *(one for one in turns if one not in telling(turns))][:4] if turns else [])
    return draft.tell(weightiest(draft, *pair))


def comparison(draft: Draft) -> None:
    """Two periods, one beside the other: how much, and the weightiest events of each."""
    pair = pair_of(draft)
    periods = sorted(set(draft.question.dates))[:3]
    if pair is None or len(periods) < 2:
        return course(draft)
    for since, until in periods:
        part = Draft(draft.book, replace(draft.question, since=since, until=until))
        if extent(part, *pair):
            part.tell(weightiest(part, *pair, MOST // 2))
        else:
            part.lack("no-events", who=draft.name(*pair))
        draft.sentences += part.sentences
        draft.missing += part.missing
    return None


def who(draft: Draft) -> None:
    """Who did something to a state, or with it; whom a state did it to."""
    asked = draft.question
    others = not asked.ahead and "object" not in asked.helps
    found = draft.matches(subject="others" if others else "any")
    if not asked.wish:
        return draft.lack("no-topic", who=draft.named(), topic="…")
    draft.direct = direct.names(
        chosen(draft, found, subject="others" if others else "any", firm=True), asked, draft.language
    )
    return None


def when(draft: Draft) -> None:
    """On which day something took place; without a topic, when relations turned. What is to come: only what was announced."""
    if not draft.question.wish:
        return turning(draft) if len(draft.question.actors) > 1 else deeds(draft)
    found = draft.matches()
    if "future" in draft.question.helps:
        found = [one for one in found if one.event.row["status"] in YET and one.event.row["event"] != "THREATEN"]
        if not found:  # nothing was announced
            return draft.lack("no-topic", who=draft.named(), topic=", ".join(draft.question.topic) or "…")
    draft.direct = direct.days(chosen(draft, found, firm=True), draft.language)
    return None


def chosen(
    draft: Draft, found: list[Match], most: int = MOST, *, subject: str = "first", firm: bool = False
) -> list[Match]:
    """The events on the topic that fit best, told best first and given back; or what is missing. `firm`: one of them must hold
    half of the words asked for, or the question is declined.
    """
    asked = draft.question
    if not asked.groups:
        found = [one for one in found if anchored(asked, one)]
    fitting = best(found, most) if asked.wish else sided(found)
    if asked.wish and not fitting:  # the words may stand around the sentence that answers
        around_ = draft.matches(subject=subject, loose=True)
        fitting = best([one for one in around_ if asked.groups or anchored(asked, one)], most)
        found = found or fitting
    if firm and fitting and not any(supported(asked, one) for one in fitting):
        fitting = []
    if not found:
        draft.lack("no-events" if asked.groups or asked.places else "no-actor", who=draft.named())
        return []
    if not fitting:
        draft.lack("no-topic", who=draft.named(), topic=", ".join(asked.topic) or "…")
        return []
    picked = ordered(asked, fitting) if {"first", "last"} & {*asked.helps} else fitting
    events = [one.event for one in picked]
    relaxed(draft, picked)
    draft.tell(events if asked.wish else spread(events, most), ranked=True)
    return picked


def supported(asked: Question, one: Match) -> bool:
    """Whether a statement holds half of the words asked for: a word, one that means the same, or the very deed for its verb."""
    listed = [term for term in asked.wish.words if not term.party]
    held = sum(bool(term.found_in(one.event.words)) or 0.5 * bool(term.found_in(one.event.near)) for term in listed)
    held += one.parts["deed"] >= EXACT and not any(
        term.found_in(one.event.words) for term in listed if chains_of(term.text, asked.language)
    )
    return not listed or 2 * held >= len(listed)


def sided(found: list[Match]) -> list[Match]:
    """Events of which all named are a side, where there are any; all else."""
    return [one for one in found if "side" not in one.lacks] or found


def anchored(asked: Question, one: Match) -> bool:
    """Whether an event is on the topic though nobody is named: by its place, or by most of the topic's words."""
    if asked.places:
        return "place" not in one.lacks
    return one.parts["words"] >= FIRM * 2.5 or (one.parts["deed"] >= DEED and one.parts["words"] >= 0.35 * 2.5)


def ordered(asked: Question, fitting: Sequence[Match]) -> list[Match]:
    """The first or the last of those that fit about as well as the best, the very first or last before others."""
    most = max(one.content for one in fitting)
    near = [one for one in fitting if one.content >= ENDS * most and one.event.day]
    line = sorted(near, key=lambda one: str(one.event.day))
    return line[:3] if "first" in asked.helps else line[-3:][::-1]


def relaxed(draft: Draft, picked: Sequence[Match]) -> None:
    """Which condition of the question all that is told falls short of."""
    for lack in ("side", "place"):
        if picked and all(lack in one.lacks for one in picked):
            draft.note(f"relaxed-{lack}")


def number(draft: Draft) -> None:
    """How many, or how often: the figures of the texts, and for *how many times* the count of the ledger."""
    found = draft.matches()
    if "times" in draft.question.helps and (fitting := best(found, len(found))):
        same = [one for one in fitting if one.parts["deed"] >= DEED and "side" not in one.lacks]
        line = by_day(one.event for one in same)
        if line:
            ends = [c for one in (line[0], line[-1]) for c in cite(one.row, 1)]
            days = [day(one.day, draft.language) if one.day else "…" for one in (line[0], line[-1])]
            draft.add("times", ends, [one.id for one in line], n=len(line), first=days[0], last=days[1])
            draft.direct = str(len(line))
            return draft.tell(spread(line))
    counting = [one for one in found if one.topical and direct.amount([one], draft.question)]
    first = counting and counting[0].score >= COUNTS * found[0].score
    draft.direct = direct.amount(chosen(draft, counting if first else found, firm=True), draft.question)
    return None


def cause(draft: Draft) -> None:
    """The reasons that texts give for a deed; where they give none, what went before it, and no cause is claimed."""
    told, focus = around(draft, 30)
    papers = {name for one in focus[:2] for name in one.documents}
    near = [*focus, *(one for one in told if one not in focus and one.documents & papers)]
    asked = draft.question.text
    given = direct.reasons(near, asked, draft.language)
    draft.direct = direct.reason(near, draft.language, asked)
    if given:
        draft.sentences.clear()
        first = dict.fromkeys([given[0][0], *focus[:1], *(one for one, _ in given)])
        draft.tell([*first, *(one for one in told if one not in first)], ranked=True)
    elif told:
        draft.note("no-reason")
        draft.note("before")


def stakes(draft: Draft) -> None:
    """What was at stake: what was said and done about a meeting or a deed."""
    around(draft, 3)


def around(draft: Draft, before: int) -> tuple[list[Candidate], list[Candidate]]:
    """A deed and what the states named did about it: up to `before` days earlier, 3 later, first what the same texts tell. Given
    back are all that is told, and the statements of the deed itself.
    """
    found = draft.matches()
    focus = best(found, 3)
    if not found or not focus:
        return [one.event for one in chosen(draft, found)], []
    asked = draft.question
    first = {code for group in asked.groups[:1] for code in group}
    days = [top.event.day for top in focus if top.event.day]
    since, until = (min(days) - timedelta(days=before), max(days) + timedelta(days=3)) if days else (None, None)
    wide = replace(asked, groups=(), places=asked.actors, since=since, until=until)
    events = draft.candidates(wide)
    near = [one for one in events if any(close(one.day, top.event.day, before) for top in focus)]
    near += beside(draft.book, focus[0].event, events)
    seen = {one.event.text for one in focus[:2]}
    told = [one.event for one in focus[: 1 if before > 3 else 2]]
    rest = sorted((one for one in near if one.text not in seen), key=lambda one: about(one, focus, first), reverse=True)
    listed = [*told, *rest[: MOST - len(told)]]
    draft.tell(listed, ranked=True)
    return listed, [one.event for one in focus]


def about(one: Candidate, focus: Sequence[Match], first: set[str]) -> float:
    """How much an event bears on another: told by the same texts, done by the other party, close in time, telling."""
    top = focus[0].event
    days = abs((one.day - top.day).days) if one.day and top.day else 99
    same = max(
        (0.6 + 0.6 * (match is focus[0]) for match in focus if match.event.documents & one.documents), default=0.0
    )
    return same + 0.4 * bool(one.actors - first) + 0.6 / (1 + days / 4) + weight(one) / 60


def close(one: date | None, focus: date | None, before: int) -> bool:
    return bool(one and focus and -before <= (one - focus).days <= 3)


def reaction(draft: Draft) -> None:
    """What others did after something, or what one state did about it."""
    asked = draft.question
    reactors = reactors_of(asked)
    since, until = widened(asked.since, asked.until, FOLLOWS)
    rest = tuple(code for code in asked.actors if code not in reactors)
    groups = tuple((code,) for code in reactors) if reactors else asked.groups
    soft = replace(
        asked, groups=groups, places=(*rest, *asked.places) if reactors else asked.places, since=since, until=until
    )
    found = [answering(one) for one in draft.matches(soft, "first" if reactors else "others", loose=True)]
    found = [one for one in found if not reactors or acts(one, reactors)]
    found.sort(key=lambda one: -one.score)
    if not reactors:
        found = [one for one in found if one.event.actors - {*asked.actors} or not one.event.id]
        found = found if asked.groups else [one for one in found if anchored(replace(asked, places=()), one)]
    picked = best(found, MOST)
    draft.tell((one.event for one in picked), ranked=True)
    unusual(draft, reactors)
    if not draft.sentences and not draft.missing:
        key = "no-topic" if found else "no-events"
        draft.lack(key, who=draft.name(*reactors) or draft.named(), topic=", ".join(asked.topic) or "…")


def acts(one: Match, reactors: Sequence[str]) -> bool:
    """Whether a reactor acts in an event, or is named first in a sentence that tells none."""
    event = one.event
    return bool(event.actors & {*reactors}) if event.id else bool(event.said & {*reactors})


def reactors_of(asked: Question) -> tuple[str, ...]:
    """Who is asked to have reacted: those before the cue, or behind *reaction of*; none where others are asked for."""
    if "others" in asked.helps:
        return ()
    if asked.ahead:
        return asked.ahead if len(asked.ahead) < len(asked.actors) or len(asked.actors) == 1 else asked.ahead[:1]
    return asked.actors[:1] if "whose" in asked.helps else ()


def answering(one: Match) -> Match:
    """A deed by which states answer one another counts more."""
    more: dict[str, Any] = {"answer": 0.5} if one.event.row["event"] in ANSWERING else {}
    return replace(one, parts=one.parts | more)


def happened(draft: Draft) -> None:
    """What happened in a period, whoever did it: the weightiest events."""
    since, until = draft.question.since, draft.question.until
    if since is None and until is None:
        return draft.lack("no-actor")
    span = (until - since).days + 31 if since and until else 366
    found = draft.whole(dict(weightiest_of(draft.book.view, since, until, span, 4 * MOST)))
    draft.tell(spread([candidate(draft.book, row) for row in found if row["told"]]), ranked=True)
    if not draft.sentences:
        draft.lack("no-day-events")
    return None


def beyond(draft: Draft) -> None:
    """Opinions, certainties about what is to come and facts that are no deeds: the ledger holds none."""
    draft.lack("beyond-ledger")


__all__ = ["beyond", "cause", "chosen", "deeds", "happened", "number", "reaction", "stakes", "when", "who"]
