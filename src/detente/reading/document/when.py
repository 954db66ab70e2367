"""Which date belongs to which predicate of a sentence, and what a date that is told from another event comes to.

A date belongs to the clause in which it stands, or to the noun that it qualifies; a heading dates what stands under it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from detente.languages import folder_of
from detente.reading.document.attach import verbal
from detente.reading.document.clauses import RELATIVE, Clauses
from detente.reading.document.headings import moved
from detente.reading.document.scene import Scene
from detente.reading.rules.predications import Predication
from detente.records import When
from detente.text import tables
from detente.world.dates import Expression, find, resolve
from detente.world.dates.resolve import named_unit

NEAR = 20  # characters from *nine months after* to the noun that it is told from


def dated(
    scene: Scene,
    stated: Sequence[Predication],
    everything: Sequence[Predication],
    published: date | None,
    previous: When | None,
    frame: When | None,
) -> dict[int, When]:
    """The date of each stated predication (by its token), where the text tells one.

    `previous` is the date of the event before, from which *two days later* counts; `frame` that of the heading over the
    sentence: it dates what has no date of its own, and settles what a date leaves open.
    """
    found = expressions(scene)
    clauses = Clauses(scene, everything, found)
    out: dict[int, When] = {}
    for p in stated:
        picked = clauses.date_of(p)
        if picked is None:
            continue
        host, expression = picked
        when = settled_on(expression, clauses.tense(host, p), published, frame, previous)
        late = when and when.first and published and when.first > published and clauses.past(host)
        if when is not None and not late:  # what was done was not done in a time to come: *signed a plan for 2030*
            out[p.at] = when
    relative(scene, [e for e in found if e.kind in RELATIVE], clauses, stated, out, previous, published)
    if previous is not None and goes_on(scene):
        for p in stated:
            if p.at not in out and clauses.earlier(p.at):
                out[p.at] = When(previous.edtf, previous.first, previous.last, f"event of {previous.edtf}")
    if frame is not None:
        for p in stated:
            if p.at not in out and not clauses.earlier(p.at):
                out[p.at] = frame
    return out


def settled_on(
    e: Expression, tense: str, published: date | None, frame: When | None, previous: When | None
) -> When | None:
    """A date told from the day of publication; under a heading, from the heading's day or within its month or year; of *that
    year*, within that of the event before.
    """
    if e.inside is not None and e.inside.kind in RELATIVE:
        if previous is None or previous.first is None:
            return None
        year = named_unit(previous.first, 0, "year")[1]
        return resolve(replace(e, inside=None), published, tense=tense, within=year)
    if frame is None or frame.first is None or frame.last is None:
        return resolve(e, published, tense=tense)
    if (frame.last - frame.first).days < 7:
        return resolve(e, frame.last, tense=tense, name="heading")
    return resolve(e, published, tense=tense, within=(frame.first, frame.last))


@cache
def carriers(language: str) -> frozenset[str]:
    """Words that point at the time told before (*alors*, *à cette occasion*), where a pluperfect stands with them."""
    return frozenset(row[0].lower() for row in tables.rows(folder_of(language) / "carriers.tsv", ("words",)))


def goes_on(scene: Scene) -> bool:
    """Whether a sentence points at the time of the one before."""
    words = f" {scene.words.lower().replace('’', chr(39)).replace(',', ' ')} "
    return any(f" {word} " in words for word in carriers(scene.sentence.language))


def expressions(scene: Scene) -> list[Expression]:
    """Date expressions of a sentence; spans count in the document."""
    return [moved(e, scene.span.begin) for e in find(scene.words, scene.sentence.language)]


def relative(
    scene: Scene,
    found: Sequence[Expression],
    clauses: Clauses,
    stated: Sequence[Predication],
    out: dict[int, When],
    previous: When | None,
    published: date | None,
) -> None:
    """*Neuf mois après la visite*: the event named after the words is so much earlier than the one they hang on. *Two days
    later*: so much later than the event told before.
    """
    once = list(clauses.own.values())
    alone = resolve(once[0], published) if len(once) == 1 else None
    for e in found:
        begin = [scene.base + scene.token(p.at).begin - e.stop for p in stated]
        ruled = [p.at for p, gap in zip(stated, begin, strict=True) if not verbal(scene, p.at) and 0 <= gap <= NEAR]
        sign = 1 if e.kind == "after" else -1
        argument, _, fixed = str(e.values.get("argument", "")).partition(" ")
        count = sign * (int(argument) if fixed else int(e.values.get("n", 1)))
        unit = fixed or str(e.values.get("unit", "day"))
        if ruled:
            anchor = next((out[p.at] for p in stated if p.at not in ruled and p.at in out), alone)
        elif argument == "of" and scene.text[e.stop : e.stop + 1] not in (",", ".", ";"):
            continue  # from an event that is none of ours
        else:
            anchor = previous
        if anchor is None or anchor.first is None:
            continue
        try:
            edtf, days = named_unit(anchor.first, -count if ruled else count, unit)
        except (ValueError, OverflowError):
            continue
        when = When(edtf, *days, f"event of {anchor.edtf}", e.begin, e.stop)
        host = clauses.at.get(e.begin)
        for index in ruled[:1] or [p.at for p in stated if host in (p.at, *clauses.carried_by(p.at))]:
            out.setdefault(index, when)
