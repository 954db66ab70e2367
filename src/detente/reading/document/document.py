"""The coder: kept blocks of a document in; events, commitments, transfers and questions out. `code` is the table of contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from detente.languages import pack
from detente.reading.document.commitments import commitments
from detente.reading.document.discourse import Discourse
from detente.reading.document.events import Told, remember, sentence_events
from detente.reading.document.headings import Frames, outlined
from detente.reading.document.merge import merged
from detente.reading.document.opinion import second_opinion
from detente.reading.document.scene import Scene
from detente.reading.document.transfers import transfers
from detente.reading.rules.gate import gate
from detente.records import Block, Commitment, Document, Event, Span, Transfer, Unresolved, When
from detente.world.actors import Cast, Mention, cast_of, mentions, recased
from detente.world.places import names_water


@dataclass(frozen=True, slots=True)
class Coded:
    """What the coder makes of the kept blocks of a document."""

    events: tuple[Event, ...]
    commitments: tuple[Commitment, ...]
    transfers: tuple[Transfer, ...]
    questions: tuple[str, ...]
    unresolved: tuple[Unresolved, ...]
    leads: tuple[Event, ...] = ()
    untold: tuple[Span, ...] = ()  # words of deeds that the text names and does not tell: supposed, aimed at, embedded


def code(
    document: Document, blocks: Iterable[Block], language: str, *, careful: bool = False, line: float | None = None
) -> Coded:
    """Read the events of a document's kept prose, in its language; `careful`: with the second reader, and
    what is less sure than the line set apart as leads."""
    read, seen = by_rules(document, blocks, language)
    if not careful:
        return read
    events, leads = second_opinion(document, seen, read.events, read.untold, line=line)
    return replace(read, events=events, leads=leads)


def by_rules(document: Document, blocks: Iterable[Block], language: str) -> tuple[Coded, list[Scene]]:
    """What the rules read, and the sentences that tell something, for the second reader to see."""
    told: list[Told] = []
    questions: list[str] = []
    unresolved: list[Unresolved] = []
    previous: When | None = None
    passed: list[Scene] = []
    seen: list[Scene] = []
    untold: list[Span] = []
    prose = [b for b in blocks if b.kept and b.kind in ("article", "quote") and b.language in (None, language)]
    outlines = [outlined(document.text[b.begin : b.stop], b.begin, n, language) for n, b in enumerate(prose)]
    texts = [recased(text) for text, _ in outlines]
    discourse = Discourse(language, document.published, cast_of(texts, language=language, on=document.published))
    frames = Frames([heading for _, headings in outlines for heading in headings], document.published)
    for scene in scenes(document, prose, texts, language, discourse.cast):
        frame = frames.at(scene.span.begin, scene.block)
        passed.append(scene)
        if scene.words.rstrip(" »”\"'").endswith("?"):
            questions.append(scene.words)
            remember(scene, discourse)
            continue
        seen.append(scene)
        found = sentence_events(document, scene, discourse, previous, frame, unresolved, untold)
        told.extend(found)
        previous = next((t.event.date for t in reversed(found) if t.event.date and t.event.date.first), previous)
    events = merged(told)
    read = Coded(
        events,
        commitments(told, passed, document.id),
        transfers(told),
        tuple(dict.fromkeys(questions)),
        (*unresolved, *undated(events)),
        untold=tuple(untold),
    )
    return read, seen


def scenes(
    document: Document, prose: Sequence[Block], texts: Sequence[str], language: str, cast: Cast
) -> Iterable[Scene]:
    """The sentences of the kept prose, each with the actors named in it. Titles and bylines tell no events. `texts` are those
    of the blocks, of the same length, without what is no part of a sentence.

    What passes the gate is parsed; the rest comes without tokens: it names actors for those that follow.
    """
    named: dict[tuple[int, int], list[Mention]] = {}
    known = False

    def keep(text: int, begin: int, stop: int) -> bool:
        nonlocal known
        words = texts[text][begin:stop]
        found = mentions(words, language=language, on=document.published, places=True, neutral=True, cast=cast)
        found = named[text, begin] = [
            replace(m, place=True) if names_water(words, m.begin, m.stop, language) else m for m in found
        ]
        # once somebody was named, a sentence may speak of them in ways that only the parse shows (*the boycott*)
        passed = gate(language).passes(words, named=bool(found) or known, known=known)
        known = known or any(not mention.place for mention in found)
        return passed

    def names(text: int, begin: int) -> list[Span]:
        return [Span(m.begin + begin, m.stop + begin) for m in named[text, begin]]

    number = 0
    for text, (block, sentences) in enumerate(zip(prose, pack(language).parse(texts, keep, names), strict=True)):
        for sentence in sentences:
            begin, found = block.begin + sentence.begin, named[text, sentence.begin]
            shifted = tuple(mention.shifted(begin) for mention in found)
            yield Scene(sentence, block.begin, document.text, number, shifted, text)
            number += 1


def undated(events: Iterable[Event]) -> list[Unresolved]:
    """Dates whose year is not known: the day of publication would settle them."""
    out = []
    for event in events:
        when = event.date
        if when and when.edtf.startswith("XXXX") and when.begin is not None and when.stop is not None:
            evidence = event.evidence[0]
            words = evidence.text[max(0, when.begin - evidence.begin) : when.stop - evidence.begin] or when.edtf
            out.append(
                Unresolved(
                    "date",
                    words,
                    when.begin,
                    when.stop,
                    f"the year is not told; it reads {when.edtf}",
                    "--published YYYY-MM-DD",
                )
            )
    return list(dict.fromkeys(out))
