"""What a watch has not told yet: events that are new, turning points, and events on which sources now disagree.

An event is known by its sentences (document and offset), so that a merge, a correction or a reading anew does not make it new; a
turning point by its pair, direction and interval, so that one that moves by some days is not told again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from detente.answers.between import tell_turn
from detente.answers.compose import about
from detente.store.analyst.watches import Notice, Proof, Watch
from detente.store.analyst.watches import told as known_to
from detente.store.casebook import Casebook
from detente.store.serving.detail import evidence_of
from detente.store.tables import digest
from detente.telling.event import tell
from detente.watch.wording import Language

NEAR = timedelta(days=28)  # within which two turning points of one pair and direction are one
Row = dict[str, Any]


@dataclass
class Found:
    """Notices of one run of one watch, and the kinds and keys that it knows from then on."""

    notices: list[Notice] = field(default_factory=list)
    known: list[tuple[str, str]] = field(default_factory=list)


def find(book: Casebook, watch: Watch, language: Language = "en") -> Found:
    """What there is to tell. Raises BadQuery for a filter that cannot be understood."""
    found = Found()
    look_at_events(book, watch, language, found)
    look_at_contested(book, watch, language, found)
    look_at_turns(book, watch, language, found)
    return found


def everything(book: Casebook, watch: Watch) -> list[tuple[str, str]]:
    """All that the casebook holds for a watch now, as known: of this a new watch tells nothing."""
    return find(book, watch).known


def filters(book: Casebook, watch: Watch) -> dict[str, Any]:
    """The watch's query for `Casebook.event_ids`."""
    from detente.store.search import matching_events

    chosen = dict(watch.query)
    if text := chosen.pop("text", None):
        chosen["ids"] = matching_events(book.folder, book.view, text)
    return chosen


def look_at_events(book: Casebook, watch: Watch, language: Language, found: Found) -> None:
    """Events none of whose sentences is known."""
    seen = known_to(book.ledger, watch.name, "id")
    ids = [one for one in book.event_ids(**filters(book, watch)) if one not in seen]
    known = known_to(book.ledger, watch.name, "new")
    for row in whole(book, ids):
        sentences = keys(row)
        if not known & set(sentences):
            found.notices.append(notice(book, watch, "new", row, sentences[0], language))
        found.known += [("id", row["event_id"]), *(("new", key) for key in sentences)]


def look_at_contested(book: Casebook, watch: Watch, language: Language, found: Found) -> None:
    """Events that sources disagree on, of which that has not been told."""
    known = known_to(book.ledger, watch.name, "contested")
    ids = [one for one in book.event_ids(**filters(book, watch), contested=True) if one not in known]
    for row in whole(book, ids):
        sentences = keys(row)
        if not known & set(sentences):
            found.notices.append(notice(book, watch, "contested", row, sentences[0], language))
        found.known += [("contested", row["event_id"]), *(("contested", key) for key in sentences)]


def whole(book: Casebook, ids: list[str]) -> list[Row]:
    rows: list[Row] = book.events(ids=ids).to_pylist() if ids else []
    return rows


def keys(row: Row) -> list[str]:
    """The sentences of an event by document and offset; its id where it was imported without any."""
    told_in = [f"{report['document']}:{proof['begin']}" for report in row["told"] or () for proof in report["evidence"]]
    return sorted(set(told_in)) or [row["event_id"]]


def notice(book: Casebook, watch: Watch, kind: str, row: Row, key: str, language: Language) -> Notice:
    """An event as a notice, with every sentence that tells it."""
    proofs = [
        Proof(
            proof["site"] or proof["source"],
            str(proof["published"]) if proof["published"] else None,
            proof["document"],
            " ".join(proof["text"].split()),
        )
        for proof in evidence_of(row).to_pylist()
    ]
    one = tell(row, language)
    text = f"{one.title(language)} ({one.tag})" if one.quote else one.tag
    name = digest(watch.name, kind, key, row["event_id"])
    return Notice(name, watch.name, kind, row["event_id"], text, tuple(dict.fromkeys(proofs)))


def look_at_turns(book: Casebook, watch: Watch, language: Language, found: Found) -> None:
    """Turning points of the watch's pair, or of all pairs of its actor."""
    known = [spell(key) for key in known_to(book.ledger, watch.name, "turn")]
    for turn in turns(book, watch):
        mine = f"{turn['a']}-{turn['b']}:{turn['direction']}", turn["first"], turn["last"]
        if any(one[0] == mine[0] and one[1] - NEAR <= mine[2] and mine[1] <= one[2] + NEAR for one in known):
            continue
        known.append(mine)
        key = "/".join(map(str, mine))
        draft = about(book, language, turn["a"], turn["b"])
        tell_turn(draft, turn)
        text = draft.sentences[0].text if draft.sentences else turn[f"sentence_{language}"]
        proofs = tuple(Proof(c.source, c.date, c.document, c.text) for c in draft.proofs([turn["trigger"]], 5))
        found.notices.append(Notice(digest(watch.name, "turn", key), watch.name, "turn", turn["trigger"], text, proofs))
        found.known.append(("turn", key))


def turns(book: Casebook, watch: Watch) -> Iterator[Row]:
    from detente.dyads import turning_points

    dyad, actor = watch.query.get("dyad"), watch.query.get("actor") or watch.query.get("recipient")
    if dyad:
        yield from turning_points(book, dyad=tuple(sorted(dyad))).to_pylist()
    elif actor:
        yield from (row for row in turning_points(book).to_pylist() if actor in (row["a"], row["b"]))


def spell(key: str) -> tuple[str, date, date]:
    """Pair with direction, first and last day of a known turning point."""
    who, first, last = key.split("/")
    return who, date.fromisoformat(first), date.fromisoformat(last)


__all__ = ["Found", "everything", "find"]
