"""In which state an event stands, on what condition, and on whose word, as its sentence says."""

from __future__ import annotations

import re
from functools import cache

from detente.languages import folder_of
from detente.reading.document.scene import Scene
from detente.reading.rules.predications import Predication
from detente.records import Condition, SaidBy, Status
from detente.text import tables

SPOKEN = (("ask",), ("threaten",))  # operators that are deeds themselves: to say them is to do them


@cache
def condition_phrases(language: str) -> re.Pattern[str]:
    """*en cas de*, *in the event of*: what follows is the condition."""
    words = [row[0] for row in tables.rows(folder_of(language) / "conditions.tsv", ("words",))]
    body = "|".join(
        re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in sorted(words, key=len, reverse=True)
    )
    return re.compile(rf"(?<!\w)(?:{body})(?:\s+|(?<=['’]))", re.IGNORECASE)


def condition_of(scene: Scene, p: Predication) -> Condition | None:
    """The words on which an event hangs: a clause (*si Séoul accepte*) or a phrase (*en cas d'attaque*) under its predicate."""
    if p.signals.condition is not None:
        span = scene.span_of(scene.sentence.subtree(p.signals.condition))
        return Condition(scene.text[span.begin : span.stop], *span)
    begin_of_deed = scene.base + scene.token(p.at).begin
    for match in condition_phrases(scene.sentence.language).finditer(scene.words):
        begin = scene.span.begin + match.end()
        stop = clause_end(scene, begin, begin_of_deed)
        if begin <= begin_of_deed < stop:
            continue  # the event is part of the condition itself
        return Condition(scene.text[begin:stop], begin, stop)
    return None


def clause_end(scene: Scene, begin: int, deed: int) -> int:
    """Where a condition ends: at the comma before the deed, or with the sentence where the deed came first."""
    comma = scene.text.find(",", begin, scene.span.stop)
    if begin < deed and comma != -1:
        return comma
    stop = scene.span.stop
    while stop > begin and not scene.text[stop - 1].isalnum() and scene.text[stop - 1] != ")":
        stop -= 1
    return stop


def status_of(stated: Status, p: Predication, condition: Condition | None) -> Status:
    """The state of what the type names. A deed under a condition is conditional; what a promise or a possibility hangs on is too.
    Who asks or threatens has asked or threatened: only a duty that nobody lays on anybody is still `demanded`."""
    if (
        condition is not None
        and stated in ("planned", "happened")
        and (p.operators or p.signals.likelihood != "certain")
    ):
        return "conditional"
    if p.operators[:1] in SPOKEN and p.actor:
        return "happened"
    return stated


def said_by(scene: Scene, p: Predication) -> SaidBy:
    """The speaker, source or mood that vouches for a predication, as spans of the document."""
    told = p.said_by
    cue = scene.span_of(told.cue) if told.cue else None
    if told.kind in ("speaker", "source") and told.speaker is not None and cue:
        phrase = scene.phrase(told.speaker, scene.sentence.language)
        span = scene.span_of(phrase)
        mention = next((scene.named[i] for i in (told.speaker, *phrase) if i in scene.named), None)
        return SaidBy(told.kind, scene.text[span.begin : span.stop], mention.actor.country if mention else None, *cue)
    if told.kind == "hearsay" and cue:
        return SaidBy("hearsay", scene.text[cue.begin : cue.stop], None, *cue)
    return SaidBy()
