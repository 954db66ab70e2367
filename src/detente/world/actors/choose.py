"""Which of its meanings a name has here: by the words around it, by the day, by what its neighbours say."""

from __future__ import annotations

import re
from datetime import date

from detente.world.actors.offices import likely
from detente.world.gazetteer import Entity, Name, gazetteer

ANY = "*"  # a cue that any sentence gives: what a name means in running text, not when it stands alone
WIDER = 40  # characters that a sentence has more than its name
RANK = {"state": 0, "organisation": 1, "body": 2, "group": 3, "region": 4, "person": 5, "city": 6}


def choose(
    form: str, meanings: tuple[Name, ...], *, on: date | None, language: str | None, context: str
) -> tuple[Name, Entity] | None:
    """The meaning of a name and its entity; None where the context says that it names no actor."""
    book = gazetteer()
    for id, cues in book.cues.get(form, ()):
        if _spoken(cues, context) or (ANY in cues and len(context) > len(form) + WIDER):
            return None if id == "none" else (_sense(meanings, id, language), book.entities[id])
    if not meanings:
        return None
    if len(meanings) == 1:
        return meanings[0], book.entities[meanings[0].id]
    found = [(meaning, book.entities[meaning.id]) for meaning in meanings]
    if language:
        found = [pair for pair in found if pair[0].language in ("", language)] or found
    if on is not None:
        found = [pair for pair in found if pair[1].kind == "person" or pair[1].exists(on)] or found
    else:
        found = [pair for pair in found if pair[1].end is None] or found
    persons = [entity.id for _, entity in found if entity.kind == "person"]
    if len(persons) > 1:
        best = likely(persons, on)
        found = [pair for pair in found if pair[1].kind != "person" or pair[1].id == best]
    return min(found, key=lambda pair: (RANK[pair[1].kind], pair[0].kind != "name"))


def _sense(meanings: tuple[Name, ...], id: str, language: str | None) -> Name:
    return meanings[0]._replace(id=id) if meanings else Name(id, "name", language or "")


def _spoken(cues: frozenset[str], context: str) -> bool:
    return any(cue in context and re.search(rf"(?<!\w){re.escape(cue)}(?!\w)", context) for cue in cues)


__all__ = ["choose"]
