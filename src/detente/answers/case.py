"""The case of a what-if question as a scenario that the assessment reads: *what if A attacked B* as *A attacks B*."""

from __future__ import annotations

import re
from typing import Any

from detente.answers.cues import cues
from detente.answers.named import Named, named_in
from detente.answers.question import Question
from detente.errors import BadQuery
from detente.languages import grammar


def consequences(question: Question) -> Any:
    """What clauses say of the case: read as it stands, else by who strikes whom. Raises BadQuery where neither is told."""
    from detente.pacts import what_if

    on = question.until or question.since
    try:
        return what_if(scenario_of(question), on=on)
    except BadQuery:
        if sides := sides_of(question):
            return what_if(sides, on=on)
        raise


def clause_of(question: Question) -> tuple[str, int]:
    """The clause behind *if* (or the whole question), and where it begins."""
    text = " ".join(question.text.replace("’", "'").split()).rstrip(" ?.!")
    opened = [
        match.end() for cue in cues(question.language) if cue.kind == "if" for match in cue.pattern.finditer(text)
    ]
    return (text[max(opened) :], max(opened)) if opened else (text, 0)


def scenario_of(question: Question) -> str:
    """The clause behind *if*, its verb in the form that scenarios are written in."""
    clause = clause_of(question)[0].strip()
    for cue in cues(question.language):
        if cue.kind == "act" and cue.pattern.search(clause):
            return cue.pattern.sub(cue.reads, clause, count=1)
    return clause


def sides_of(question: Question) -> str:
    """Who strikes whom, in codes: the first named in the clause strikes the next, or one named before whom a pronoun means."""
    clause, begin = clause_of(question)
    act = next(
        ((m, cue) for cue in cues(question.language) if cue.kind == "act" and (m := cue.pattern.search(clause))), None
    )
    text = " ".join(question.text.replace("’", "'").split())
    named = named_in(text, question.language, question.until)
    start, stop = act[0].span() if act else (0, 0)  # *en cas d'attaque de A contre B*: the clause begins behind the act
    before = [one for one in named if begin <= one.begin < begin + start]
    behind = [one for one in named if one.begin >= begin + stop]
    earlier = [one for one in named if one.begin < begin]
    agent = "|".join(map(re.escape, grammar.load(question.language).agent))
    if re.search(rf"\b(?:{agent})\b", clause[stop:], re.IGNORECASE) and before and behind:  # *if B were attacked by A*
        return f"{behind[0].codes[0]} attacks {before[0].codes[0]}"
    striker = before[-1] if before else behind[0] if len(behind) > 1 else None  # *en cas d'attaque de A contre B*
    struck = next((one for one in behind if other(one, striker)), None) or next(
        (one for one in reversed(earlier) if other(one, striker)), None
    )
    return f"{striker.codes[0]} attacks {struck.codes[0]}" if striker and struck else ""


def other(one: Named, striker: Named | None) -> bool:
    return striker is not None and one.codes != striker.codes


__all__ = ["consequences", "scenario_of"]
