"""What parties bound themselves to: instruments named in the sentences that tell of a signing or a promise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from detente.languages import LANGUAGES
from detente.records import Commitment, Event
from detente.text import tables

if TYPE_CHECKING:
    from detente.reading.document.events import Told

OBLIGATIONS = frozenset({"defence", "offence", "neutrality", "non-aggression", "consultation"})


@cache
def instruments(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Words of an instrument, with the obligation of ATOP that it carries."""
    rows = tables.rows(LANGUAGES / language / "instruments.tsv", ("pattern", "obligation"))
    return tuple(
        (re.compile(pattern.replace(" ", r"\s+").replace("'", "['’]"), re.IGNORECASE), obligation)
        for pattern, obligation in rows
    )


@cache
def triggers(language: str) -> re.Pattern[str]:
    """The case in which an obligation binds, as worded."""
    rows = [row[0] for row in tables.rows(LANGUAGES / language / "casus.tsv", ("pattern",))]
    return re.compile(
        rf"(?:{'|'.join(r.replace(' ', chr(92) + 's+').replace(chr(39), '[' + chr(39) + '’]') for r in rows)})[^.;!?]*",
        re.IGNORECASE,
    )


def commitments(told: Iterable[Told]) -> tuple[Commitment, ...]:
    """One commitment for each set of parties and instrument, signed on the day of the event that tells of it."""
    found: dict[tuple[tuple[str, ...], str], Commitment] = {}
    for one in told:
        event = one.event
        parties = tuple(sorted({a.country for a in (*event.actor, *event.recipient) if a.country}))
        if event.event not in ("SUPPORT", "AGREE") or event.status in ("negated", "demanded") or len(parties) < 2:
            continue
        if not binds(event):
            continue
        language = one.scene.sentence.language
        for pattern, obligation in instruments(language):
            match = pattern.search(one.scene.words)
            if not match:
                continue
            key = (parties, obligation)
            case = triggers(language).search(one.scene.words)
            signed = event.date.edtf if event.date and event.status == "happened" else None
            known = found.get(key)
            if known is None:
                found[key] = Commitment(
                    "", parties, (obligation,), case[0] if case else None, match[0], signed, evidence=event.evidence
                )
            break
    return tuple(
        Commitment(
            f"c{n}", c.parties, c.obligations, c.trigger, c.instrument, c.signed, c.in_force, c.ended, c.evidence
        )
        for n, c in enumerate(found.values(), start=1)
    )


def binds(event: Event) -> bool:
    """Whether the deed is one by which parties bind themselves."""
    return any(name in event.deed for name in ("sign-agreement", "reach-agreement", "agree", "promise", "ally"))
