"""An analyst's word on what was read: what is confirmed, disputed, corrected or noted, with who, when and why.

Each stands on the words that were read (document, sentence, trigger), so that it outlives the reading: when documents are read anew it
goes to the report that is now made of the same words. A word on a block, or on what could not be settled, names its stretch of text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from sqlite3 import Connection
from typing import TYPE_CHECKING, Any

from detente.errors import BadQuery, NotFound
from detente.store.analyst.values import KEPT, meant, worded
from detente.store.ledger import book as books
from detente.store.serving.duck import marks
from detente.store.serving.refresh import refresh

if TYPE_CHECKING:
    from detente.store.casebook import Casebook

VERDICTS = ("confirmed", "disputed", "open")  # open: a verdict was taken back
JUDGED = ("verdict", "verdict.actor", "verdict.recipient")  # what a verdict is on: all of an event, or a resolution
LONGEST = {"author": 200, "reason": 2_000, "note": 5_000}  # characters
COLUMNS = "id, event, field, before, after, author, reason, at, anchor"
HELD = {"actor": "actors", "recipient": "recipients", "date": "dated"}  # fields that a served event names otherwise
Row = dict[str, Any]


def changes(field: str, value: Any) -> Row:
    """What a word on an event changes. Raises BadQuery for a field or value that cannot be."""
    if field in JUDGED:
        if value not in VERDICTS:
            raise BadQuery(f"verdict {value!r} is not one of {', '.join(VERDICTS)}")
        return {field: value}
    if field == "note":
        return {field: short("note", value, needed=True)}
    return meant(field, value)


def short(name: str, value: Any, *, needed: bool = False) -> str:
    """Words of an analyst, within their length."""
    words = str(value or "").strip()
    if len(words) > LONGEST[name]:
        raise BadQuery(f"{name} has {len(words):,} characters: write at most {LONGEST[name]:,}")
    if needed and not words:
        raise BadQuery(f"{name} is empty: write it")
    return words


def correct(book: Casebook, event: str, given: Mapping[str, Any], *, author: str, reason: str) -> list[str]:
    """Enter words on an event, all or none; returns the fields that changed. Raises NotFound, BadQuery."""
    author, reason = short("author", author, needed=True), short("reason", reason)
    wanted: Row = {}
    for field in sorted(given, key=("deed", "event").__contains__, reverse=True):  # what follows yields to what is said
        wanted |= changes(field, given[field])
    row = book.event(event)
    place = anchored(row)
    if place is None and KEPT & wanted.keys():
        raise BadQuery(
            f"event {event} was imported without its words: give verdict or note; its fields are the source's own"
        )
    anchor = json.dumps(place, ensure_ascii=False)
    before = {field: row.get(HELD.get(field, field)) for field in wanted}
    told = {field: wanted[field] for field in wanted if differs(field, before[field], wanted[field])}
    with books.writing(book.folder):
        with books.transaction(book.ledger):
            for field, value in told.items():
                subject = row["event_id"]
                enter(book.ledger, subject, field, before[field], value, author, reason, anchor)
        if KEPT & told.keys():
            refresh(book.folder, book.ledger)
    return list(told)


def differs(field: str, before: Any, after: Any) -> bool:
    """Whether a value says anything new; verdicts and notes always do."""
    if field not in KEPT:
        return True
    return worded(field, before) != worded(field, after) if field in HELD or field == "place" else before != after


def judge(book: Casebook, a: str, b: str, *, same: bool, author: str, reason: str) -> None:
    """Say that two reports tell one event, or that they do not. Raises BadQuery for one report twice."""
    one, two = sorted((a, b))
    if one == two:
        raise BadQuery("a report cannot be compared with itself: give two reports")
    known = {told["report"] for name in (one, two) for told in book.event(name)["told"]}  # raises NotFound
    if not {one, two} <= known:
        unknown = ", ".join(sorted({one, two} - known))
        raise NotFound(
            f"no report {unknown!r} in {book.folder}: `detente events --format json` lists them under `told`"
        )
    author, reason = short("author", author, needed=True), short("reason", reason)
    with books.writing(book.folder):
        with books.transaction(book.ledger):
            row = (one, two, int(same), author, reason, books.now())
            book.ledger.execute("INSERT OR REPLACE INTO verdict VALUES (?,?,?,?,?,?)", row)
        refresh(book.folder, book.ledger)


def remark(
    book: Casebook, document: str, begin: int, stop: int, field: str, value: Any, *, author: str, reason: str
) -> None:
    """Confirm, dispute or annotate a stretch of a document: a block that was set aside, or what could not be settled."""
    if field not in ("verdict", "note"):
        raise BadQuery(f"field {field!r} of a stretch of text cannot be set: choose verdict or note")
    ((field, value),) = changes(field, value).items()
    anchor = stretch(book, document, begin, stop)
    author, reason = short("author", author, needed=True), short("reason", reason)
    with books.writing(book.folder), books.transaction(book.ledger):
        enter(
            book.ledger,
            subject_of(document, begin, stop),
            field,
            None,
            value,
            author,
            reason,
            json.dumps(anchor, ensure_ascii=False),
        )


def kept(book: Casebook, document: str, begin: int, stop: int, *, author: str, reason: str) -> None:
    """Note that a block was taken back. Needs to be the only writer, in a transaction."""
    anchor = json.dumps(stretch(book, document, begin, stop), ensure_ascii=False)
    author, reason = short("author", author, needed=True), short("reason", reason)
    enter(book.ledger, subject_of(document, begin, stop), "kept", False, True, author, reason, anchor)


def stretch(book: Casebook, document: str, begin: int, stop: int) -> Row:
    """The words of a stretch and where they stand. Raises NotFound, BadQuery."""
    paper = book.document(document)
    if not 0 <= begin < stop <= len(paper.text):
        raise BadQuery(f"{begin}-{stop} is no stretch of a text of {len(paper.text):,} characters")
    return about(paper.id, paper.source, paper.language, paper.published) | {
        "begin": begin,
        "stop": stop,
        "text": paper.text[begin:stop],
    }


def subject_of(document: str, begin: int, stop: int) -> str:
    return f"{document}:{begin}-{stop}"


def about(document: str, source: str, language: str | None, published: Any) -> Row:
    return {"document": document, "source": source, "language": language, "published": published and str(published)}


def anchored(row: Row) -> Row | None:
    """The words that an event is corrected on: the sentence of the report that names it, else of its first; None for an import."""
    told = sorted(row["told"] or (), key=lambda report: report["report"] != row["event_id"])
    for report in told:
        for proof in report["evidence"] or ():
            place = {name: proof[name] for name in ("begin", "stop", "text", "trigger", "actor", "recipient")}
            return (
                about(report["document"], report["source"], report["language"], report["published"])
                | place
                | read_as(report)
            )
    return None


def read_as(report: Row) -> Row:
    """What a report was read as: tells reports of the same words apart."""
    sides = {f"{side}s": [each["country"] for each in report[side] or ()] for side in ("actor", "recipient")}
    return {"event": report["event"], "deed": report["deed"]} | sides


def enter(
    ledger: Connection, subject: str, field: str, before: Any, after: Any, author: str, reason: str, anchor: str
) -> None:
    row = (
        subject,
        field,
        json.dumps(before, default=str),
        json.dumps(after, default=str),
        author,
        reason,
        books.now(),
        anchor,
    )
    ledger.execute(
        "INSERT INTO correction (event, field, before, after, author, reason, at, anchor) VALUES (?,?,?,?,?,?,?,?)", row
    )


def trail(ledger: Connection, subjects: Sequence[str] | None = None) -> Iterator[Row]:
    """What analysts said, the newest first, on some events, stretches or reports, or on all.

    `state`: `force`; `replaced` where a later word says otherwise; `lost` where no report is made of its words any more.
    """
    where = "" if subjects is None else f" WHERE event IN ({marks(subjects)})"
    later: set[tuple[str, str]] = set()
    for row in ledger.execute(f"SELECT {COLUMNS} FROM correction{where} ORDER BY id DESC", tuple(subjects or ())):
        told = dict(zip(COLUMNS.split(", "), row, strict=True))
        for name in ("before", "after", "anchor"):
            told[name] = json.loads(told[name]) if told[name] else None
        key = (told["event"], told["field"])
        lost = bool((told["anchor"] or {}).get("lost"))
        told["state"] = "lost" if lost else "replaced" if key in later and told["field"] != "note" else "force"
        later.add(key)
        told["was"], told["is"] = (worded(told["field"], told[name]) for name in ("before", "after"))
        told["kind"] = "event" if ":" not in told["event"] else "stretch"
        yield told


def reanchor(book: Casebook) -> int:
    """After documents were read anew: each word goes to the report that is now made of the same words; returns how many are lost.

    Needs to be the only writer. A word whose report is not read any more is kept, marked as lost, and comes back with it.
    """
    waiting: dict[str, list[tuple[int, str, Row]]] = {}
    for number, event, text in book.ledger.execute("SELECT id, event, anchor FROM correction WHERE anchor IS NOT NULL"):
        anchor = json.loads(text)
        if anchor and ":" not in event:
            waiting.setdefault(anchor["document"], []).append((number, event, anchor))
    lost = 0
    for document, words in waiting.items():
        reports = {row["report"]: row for row in book.view.segment_table("events", document=document).to_pylist()}
        with books.transaction(book.ledger):
            for number, event, anchor in words:
                home = event if event in reports else heir(anchor, reports.values())
                lost += home is None
                moved = {key: value for key, value in anchor.items() if key != "lost"} | (
                    {} if home else {"lost": True}
                )
                if home != event or moved != anchor:
                    row = (home or event, json.dumps(moved, ensure_ascii=False), number)
                    book.ledger.execute("UPDATE correction SET event = ?, anchor = ? WHERE id = ?", row)
    return lost


def heir(anchor: Row, reports: Any) -> str | None:
    """The report of the same trigger, or of the same sentence where that tells one thing alone; of several the most alike."""
    same, beside = [], []
    for report in reports:
        for proof in report["evidence"] or ():
            if meet(proof["trigger"], anchor["trigger"]):
                same.append(report)
            elif proof["begin"] == anchor["begin"]:
                beside.append(report)
    known = {key: anchor[key] for key in ("event", "deed", "actors", "recipients")}

    def unlike(report: Row) -> tuple[int, str]:
        now = read_as(report)
        return sum(now[key] != value for key, value in known.items()), report["report"]

    names = {report["report"] for report in beside}
    if same:
        return str(min(same, key=unlike)["report"])
    return names.pop() if len(names) == 1 else None


def meet(one: Row, other: Row) -> bool:
    """Whether two spans share a character."""
    return bool(one["begin"] < other["stop"] and other["begin"] < one["stop"])


__all__ = ["JUDGED", "VERDICTS", "correct", "judge", "kept", "reanchor", "remark", "subject_of", "trail"]
