"""What the first reader and the list of names see of a passage: its sentences, who is named in them, and what the rules read.

The second reader is asked about those mentions and checks those readings, so it learns from them: beside the sides that the corpus
marks, from every bystander, and from the rules' own mistakes.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from detente.cleaning import clean, settle
from detente.reading.document import document as coder
from detente.reading.document.scene import Scene
from detente.records import Actor, Document, Event
from detente.sources import open_source
from training.marked import NOWHERE, Span, tupled
from training.passages import Passage


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name a party of world politics, and the codes of whom they name."""

    span: Span
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rules read: the trigger and both sides as spans (`NOWHERE`: none), the sides' codes, and the event."""

    trigger: Span
    actor: Span
    recipient: Span
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    both: bool
    type: str
    status: str


@dataclass(frozen=True, slots=True)
class Sight:
    """A passage as the first reader sees it; all spans count in the passage's text."""

    sentences: tuple[Span, ...]
    named: tuple[Named, ...]
    readings: tuple[Reading, ...]


def read(text: str, published: str, language: str) -> tuple[Document, coder.Coded, list[Scene]]:
    """A text read by the rules alone, with its scenes."""
    source = text if "\n" in text else text + "\n"
    document = next(iter(open_source(source, published=published or None, language=language)))
    blocks = tuple(clean(document))
    document = settle(document, blocks)
    return document, *coder.by_rules(document, blocks, language)


def sight(passage: Passage) -> Sight | None:
    """None where the product's text is not the passage's, so that spans do not count alike."""
    document, found, scenes = read(passage.text, passage.published, passage.language)
    if document.text.rstrip() != passage.text.rstrip():
        return None
    named = [
        Named((m.begin, m.stop), tuple(sorted(m.actor.members)) or (m.actor.country or "",))
        for scene in scenes
        for m in scene.mentions
        if (m.actor.country or m.actor.members) and not m.place
    ]
    return Sight(
        tuple((scene.span.begin, scene.span.stop) for scene in scenes),
        tuple(named),
        tuple(reading_of(event) for event in found.events),
    )


def reading_of(event: Event) -> Reading:
    piece = event.evidence[0]

    def at(span: Iterable[int] | None) -> Span:
        begin, stop = span if span is not None else NOWHERE
        return begin, stop

    return Reading(
        at(piece.trigger),
        at(piece.actor),
        at(piece.recipient),
        tuple(sorted(countries(event.actor))),
        tuple(sorted(countries(event.recipient))),
        event.both,
        event.event,
        piece.status,
    )


def countries(actors: Iterable[Actor]) -> frozenset[str]:
    """The codes of a side: its countries, of a collective those of its members."""
    return frozenset(code for a in actors for code in (a.members or (a.country,)) if code)


def sights(passages: Iterable[Passage], keep: Path | None = None) -> dict[str, Sight | None]:
    """The sight of each passage by its key. Reading takes some minutes: where `keep` is given, what is known stands in that file."""
    known: dict = json.loads(keep.read_text(encoding="utf-8")) if keep is not None and keep.exists() else {}
    found: dict[str, Sight | None] = {}
    for passage in passages:
        name = key(passage)
        if name not in known:
            own = sight(passage)
            known[name] = asdict(own) if own else None
        found[name] = placed(known[name])
    if keep is not None:
        keep.write_text(json.dumps(known, ensure_ascii=False), encoding="utf-8")
    return found


def key(passage: Passage) -> str:
    """A passage's name and text in short: a passage that was mended is read anew."""
    return f"{passage.language}:{passage.id}:{zlib.crc32(passage.text.encode())}"


def placed(row: dict | None) -> Sight | None:
    """A sight as kept in a file: its spans are lists there."""
    if row is None:
        return None
    return Sight(
        tuple((begin, stop) for begin, stop in row["sentences"]),
        tuple(Named(**tupled(one)) for one in row["named"]),
        tuple(Reading(**tupled(one)) for one in row["readings"]),
    )
