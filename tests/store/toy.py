"""A toy reader for the tests of the store: one event a line, `2024-06-19 RUS meet PRK in Pyongyang: words`.

Lines that start with `#` ask for trouble: `#bad` raises, `#die` kills the process, `#hang` never returns, `#slow` waits.
"""

import os
import re
import time
from datetime import date
from pathlib import Path

from detente.errors import InputError
from detente.records import (
    Actor,
    Block,
    Commitment,
    Document,
    Event,
    Evidence,
    Place,
    Reading,
    SaidBy,
    Span,
    Transfer,
    Unresolved,
    When,
)
from detente.store.tables import digest

LINE = re.compile(r"(?P<day>\S+) (?P<actor>[A-Z,]+) (?P<deed>[a-z()-]+) (?P<recipient>[A-Z,]+)(?: in (?P<place>\w+))?")
TYPES = {
    "meet": ("CONSULT", 1, 1.0),
    "strike": ("ASSAULT", 4, -9.0),
    "provide-aid": ("AID", 2, 7.0),
    "impose-sanctions": ("COERCE", 4, -5.0),
    "sign": ("AGREE", 1, 6.0),
    "condemn": ("ACCUSE", 3, -2.0),
}


def toy_document(text: str, source: str = "toy", site: str | None = None, published: date | None = None) -> Document:
    return Document(digest(text, size=16), source, text, site=site, published=published, language="en")


def toy_open(source: str) -> list[Document]:
    """Documents of a file, separated by lines of `---`; the line `site: x` names the outlet."""
    documents = []
    for position, text in enumerate(Path(source).read_text(encoding="utf-8").split("\n---\n")):
        site = re.search(r"^site: (\S+)", text, re.M)
        documents.append(toy_document(text, f"{source}#{position}", site[1] if site else None))
    return documents


def toy_event(match: re.Match[str], document: Document, begin: int, line: str) -> Event:
    deed = match["deed"].removeprefix("not-")
    kind, quad, intensity = TYPES[deed]
    day = match["day"]
    known = date.fromisoformat(day) if len(day) == 10 else None
    when = When(day, known, known)
    if len(day) == 7:
        month = date.fromisoformat(f"{day}-01")
        when = When(day, month, month.replace(day=28))
    place = match["place"]
    proof = Evidence(document.id, begin, begin + len(line), line, Span(begin, begin + 1), None, None, "toy")
    return Event(
        id=f"{document.id}:{begin}",
        event=kind,
        mode=None,
        quad=quad,
        intensity=intensity,
        contexts=("toy",),
        deed=deed,
        actor=tuple(Actor(code, country=code) for code in match["actor"].split(",")),
        recipient=tuple(Actor(code, country=code) for code in match["recipient"].split(",")),
        both=deed in ("meet", "sign"),
        status="negated" if match["deed"].startswith("not-") else "happened",
        date=when,
        place=Place(place, place, precision="city") if place else None,
        said_by=SaidBy(),
        evidence=(proof,),
    )


def toy_read(document: Document) -> Reading:
    events, blocks, begin = [], [], 0
    commitments, transfers, unresolved = [], [], []
    for line in document.text.split("\n"):
        if line.startswith("#"):
            trouble(line)
        match = LINE.match(line)
        if match:
            event = toy_event(match, document, begin, line)
            events.append(event)
            if event.deed == "sign":
                commitments.append(Commitment(event.id, ("PRK", "RUS"), ("defence",), evidence=event.evidence))
            if event.deed == "provide-aid":
                sides = (event.actor[0].country or "", event.recipient[0].country or "")
                transfers.append(
                    Transfer(event.id, *sides, "grain", "goods", "happened", "certain", None, event.evidence)
                )
        elif line.startswith("?"):
            unresolved.append(Unresolved("actor", line, begin, begin + len(line), "nobody of that name"))
        blocks.append(
            Block(begin, begin + len(line), "article", "en", "advert" not in line, ("advert",) * ("advert" in line))
        )
        begin += len(line) + 1
    return Reading(document, tuple(blocks), tuple(events), tuple(commitments), tuple(transfers), (), tuple(unresolved))


def trouble(line: str) -> None:
    if line.startswith("#bad"):
        raise InputError("a document that cannot be read")
    if line.startswith("#bug"):
        raise ZeroDivisionError("nobody foresaw this")
    if line.startswith("#die"):
        os._exit(9)
    if line.startswith("#hang"):
        time.sleep(3600)
    if line.startswith("#slow"):
        time.sleep(0.05)


toy_read.coder = "toy-1"  # type: ignore[attr-defined]
