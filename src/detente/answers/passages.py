"""Sentences that tell no event of the ledger but speak of what is asked: a text may say what the coder has no deed for.

Only documents of the events looked at and, where they are few, those published in the period are read; what was set aside
as no part of an article is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from detente.answers.forms import fold, tokens
from detente.answers.pool import Candidate, context
from detente.languages.sentences import split
from detente.records import Document
from detente.store.serving.summaries import documents_of
from detente.store.survey import aside, left

if TYPE_CHECKING:
    from detente.answers.question import Question
    from detente.store.casebook import Casebook

MOST = 600  # documents that are read for a question
LOOKED = 80  # sentences that are looked at closely
BESIDE = 3  # sentences before and after that stand beside one
LONGEST = 600  # letters of a sentence that is told
NO_EVENT: dict[str, Any] = {
    "event_id": "", "date": None, "actors": (), "recipients": (), "both": False, "deed": None, "event": None, "place": None,
    "status": "happened", "likelihood": "certain", "contested": False, "intensity": 0.0, "sources": 1, "told": (),
}  # fmt: skip


def passages(
    book: Casebook, question: Question, events: Sequence[Candidate], since: date | None, until: date | None, loose: bool
) -> list[Candidate]:
    """Sentences that hold words of the topic, or state its deed, and are the evidence of none of the events. `loose`: those
    beside such a sentence as well.
    """
    if not question.wish:
        return []
    known = evidence(events)
    found: list[tuple[float, Candidate]] = []
    for document, cut in documents(book, read_for(book, events, since, until)):
        published = document.published
        if (since and published and published < since) or (until and published and (published - until).days > 3):
            continue
        held = [sum(term.found_in(tokens(text)) for term in question.wish.words) for _, _, text in cut]
        for at, one in enumerate(cut):
            worth = max(held[at], 0.6 * max(held[max(0, at - 2) : at + 2]) if loose else 0.0)
            if worth and not is_known(one[2], known):
                found.append((worth, passage(book, document, one)))
    found.sort(key=lambda one: -one[0])
    return [one for _, one in found[:LOOKED]]


def passage(book: Casebook, document: Document, cut: tuple[int, int, str]) -> Candidate:
    begin, stop, text = cut
    told = {"published": document.published, "document": document.id, "source": document.site or document.source}
    around = partial(context, book, document.id, begin, stop)
    return Candidate(NO_EVENT | told, text, document.language, frozenset((document.id,)), around)


def beside(book: Casebook, one: Candidate, events: Sequence[Candidate]) -> list[Candidate]:
    """The sentences around those of an event, or of another sentence, that are the evidence of none of the events."""
    known = evidence([one, *events]) | {fold(one.text)}
    found = []
    for document, cut in documents(book, sorted(one.documents)):
        places = [at for at, (_, _, text) in enumerate(cut) if text in one.text or one.text in text]
        near = [cut[at] for at in range(len(cut)) if any(abs(at - place) <= BESIDE for place in places)]
        found += [passage(book, document, part) for part in near if not is_known(part[2], known)]
    return found


def is_known(text: str, known: set[str]) -> bool:
    """Whether a sentence holds, or stands in, one that is known."""
    plain = fold(text)
    return plain in known or any(one in plain or plain in one for one in known)


def evidence(events: Sequence[Candidate]) -> set[str]:
    """The sentences, folded, that tell some events."""
    return {
        fold(" ".join(proof["text"].split()))
        for one in events
        for told in one.row["told"]
        for proof in told["evidence"]
    }


def read_for(book: Casebook, events: Sequence[Candidate], since: date | None, until: date | None) -> list[str]:
    """Ids of the documents of some events, and those of the period where there are few."""
    listed = dict.fromkeys(name for one in events for name in sorted(one.documents))
    near = documents_of(book.ledger, since, until, MOST + 1)
    if len(near) <= MOST:
        listed |= dict.fromkeys(near)
    return list(listed)[:MOST]


def documents(book: Casebook, ids: Sequence[str]) -> Iterator[tuple[Document, list[tuple[int, int, str]]]]:
    """Documents, each with the sentences of what is kept of it."""
    gone = aside(book, ids) if ids else {}
    for name in ids:
        document = book.document(name)
        kept = left(len(document.text), gone.get(name, []))
        cut = [
            (part.begin + begin, part.begin + stop, text)
            for part in kept
            for begin, stop, text in sentences(document.text[part.begin : part.stop])
        ]
        yield document, cut


@lru_cache(maxsize=2_000)
def sentences(text: str) -> tuple[tuple[int, int, str], ...]:
    """Begin, stop and words of the sentences of a text; what is too long or asks is left out."""
    cut = ((begin, stop, " ".join(text[begin:stop].split())) for begin, stop in split(text))
    return tuple(one for one in cut if 20 < len(one[2]) <= LONGEST and not one[2].endswith("?"))


__all__ = ["beside", "passages"]
