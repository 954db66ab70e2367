"""What the pages show, as plain data: the same for HTML and for /api."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from threading import Lock
from typing import Any
from urllib.parse import quote

from detente.dyads.sentences import Language
from detente.errors import NotFound
from detente.store.analyst import watches
from detente.store.casebook import Casebook
from detente.store.filters import Filter, day_of
from detente.store.serving.detail import evidence_of
from detente.store.serving.pair_queries import told_by
from detente.store.serving.summaries import corrections
from detente.telling.clause import kind_of
from detente.telling.event import moment, tell
from detente.web import figures, home
from detente.web import turns as turning
from detente.web.doubts import settled
from detente.web.timeline import timeline

PAGE = 50  # events of a page
LATEST = 12  # events on the first page
MOST = 500  # rows of a list of what waits
NOTICES = 10  # of all watches, on the first page
Row = dict[str, Any]
_parsing = Lock()  # a parser takes one question at a time
WAITING = ("quarantine", "unresolved", "failed")


def overview(book: Casebook, tongue: Language = "en", since: str = "") -> dict[str, Any]:
    """What moved since a day, the newest events, how pairs stand, what was read and stated last, what watches found, what waits."""
    found = watches.counts(book.ledger)
    return {
        "watches": [asdict(one) | {"notices": found.get(one.name, 0)} for one in watches.watches(book.ledger)],
        "notices": [asdict(one) for one in watches.newest(book.ledger, NOTICES)],
        "counts": dict(book.counts()),
        "waiting": {name: getattr(book, name)().num_rows for name in WAITING},
        **home.moved(book, since, tongue),
        "pairs": home.pairs(book),
        "documents": home.documents(book),
        "stated": home.stated(book),
        "newest": figures.newest(book),
        "looked": settled(book),
        "events": [short(row, tongue) for row in figures.kept(book, "latest", lambda: figures.latest(book, LATEST))],
        "corrections": corrections(book.ledger),
    }


def dyad(book: Casebook, a: str, b: str, *, after: int = 0, tongue: Language = "en", **filters: Any) -> dict[str, Any]:
    """Course, turning points, events and commitments of two actors. Filters are those of `Casebook.events`."""
    from detente.pacts import commitments

    both = [row for row in figures.course(book, a, b).to_pylist() if row["direction"] == "both"]
    course = [row for row in both if row["cooperation"] or row["conflict"] or row["other"]]
    found = figures.turns(book, a, b).to_pylist()
    turns = turning.told(book, found, tongue, figures.triggers(book, a, b, [turn["trigger"] for turn in found]))
    chosen = unfolded({name: value for name, value in filters.items() if value}, course, turns)
    listed = (
        book.view.ids(Filter(dyad=(a, b), **chosen), latest=True)
        if chosen
        else figures.newest_first(figures.dyad_table(book, a, b))
    )
    total, rows = len(listed), figures.listed_events(book, listed.slice(after, PAGE))
    events = [short(row, tongue) for row in rows]
    bonds = commitments(book.commitments().to_pylist(), party=a).to_pylist()
    return {
        "a": a,
        "b": b,
        "course": course,
        "turns": turns,
        "events": events,
        "timeline": timeline(course, turns, events),
        "total": total,
        "rests": figures.rests(book, a, b),
        "looked": settled(book),
        "after": after,
        "next": after + PAGE if total > after + PAGE else None,
        "commitments": [row for row in bonds if b in row["parties"]],
    }


def unfolded(chosen: Mapping[str, str], course: list[Row], turns: list[Row]) -> Row:
    """Filters of a page as those of `Filter`: `way` (good, bad) as classes, `period` (2024-Q4) and `turn` (1 for the first) as the
    very events that were counted. Raises NotFound for a period or turn that is not there.
    """
    found: Row = {name: value for name, value in chosen.items() if name not in ("way", "period", "turn")}
    ids: list[list[str]] = []
    if "way" in chosen:
        found["quad"] = (1, 2) if chosen["way"] == "good" else (3, 4)
    if "period" in chosen:
        ids += [row["events"] for row in course if row["period"] == chosen["period"]] or [[]]
    if "turn" in chosen:
        at = int(chosen["turn"])
        if not 0 < at <= len(turns):
            raise NotFound(f"no turning point {at}: there are {len(turns)}")
        ids.append(turns[at - 1]["events"])
    if ids:
        found["ids"] = [one for one in ids[0] if all(one in other for other in ids[1:])]
    return found


def standing(book: Casebook, a: str, b: str, language: str) -> dict[str, Any]:
    """How two actors stand, in sentences: in short, reactions of third parties to the newest turn, and an outlook. Of a large
    casebook the outlook is None: it is learnt from so much that it has to be asked for.
    """
    from detente.answers import pair

    turns = figures.turns(book, a, b).to_pylist()
    parts: dict[str, Callable[[], pair.Part]] = {
        "in_short": lambda: pair.in_short(book, a, b, language, turns),
        "reactions": lambda: pair.reactions(book, a, b, language, turns),
        "outlook": lambda: pair.outlook(book, a, b, language),
    }
    if figures.large(book):
        del parts["outlook"]
    found = {name: figures.kept(book, f"{name} {a} {b} {language}", ask) for name, ask in parts.items()}
    return {"outlook": None} | {name: asdict(part) for name, part in found.items()}


def picture(book: Casebook, a: str, b: str) -> str:
    """The course of two actors as SVG: rates with bands, turning points, and below them how much was read."""
    from detente.dyads import pictures

    course, turns = figures.course(book, a, b), figures.turns(book, a, b)
    return pictures.svg(pictures.course(course, turns, f"{a} – {b}"))


def short(row: dict[str, Any], tongue: str = "en") -> dict[str, Any]:
    """An event of a list: who, what, whom, when, how surely, on whose word, and the words themselves; and as it is told to a reader:
    its title, our reading as a tag, and the parts of it that the words do not bear (`doubts`).
    """
    telling = tell(row, tongue)
    told = row["told"] or ()
    proofs = [(report, proof) for report in told for proof in report["evidence"]]
    report, proof = proofs[0] if proofs else ({}, {})
    said = row["said_by"] or {}
    return {
        "id": row["event_id"],
        "event": row["event"],
        "mode": row["mode"],
        "deed": row["deed"],
        "quad": row["quad"],
        "actors": [side["name"] or side["text"] for side in row["actors"] or ()],
        "recipients": [side["name"] or side["text"] for side in row["recipients"] or ()],
        "codes": sorted(
            {side["country"] for side in (*(row["actors"] or ()), *(row["recipients"] or ())) if side["country"]}
        ),
        "both": row["both"],
        "date": row["edtf"],
        "when": moment(row, tongue),
        "kind": kind_of(row, tongue),
        "status": row["status"],
        "likelihood": row["likelihood"],
        "said_by": said.get("text") or said.get("country"),
        "contested": row["contested"],
        "sources": row["sources"],
        "document": report.get("document"),
        "language": report.get("language"),
        "source": report.get("site") or report.get("source"),
        "text": " ".join(proof.get("text", "").split()),
        "rule": proof.get("rule"),
        "title": telling.title(tongue),
        "title_language": telling.language if telling.title(tongue) == telling.quote else tongue,
        "tag": telling.tag,
        "confidence": row.get("confidence"),
        "doubts": list(telling.faults),
        "doubtful": bool(told) and bool(telling.faults),
    }


def event(book: Casebook, identity: str, tongue: str = "en") -> dict[str, Any]:
    """One event with every sentence that tells it. Raises BadQuery for an id that is not there."""
    from detente.store.analyst.corrections import trail

    row = book.event(identity)
    proofs = [proof | {"address": fragment(proof)} for proof in evidence_of(row).to_pylist()]
    names = [row["event_id"], *(report["report"] for report in row["told"] or ())]
    said = [one | {"anchor": None} for one in trail(book.ledger, list(dict.fromkeys(names)))]
    return short(row, tongue) | {"evidence": proofs, "sides": sides(proofs), "links": row["links"], "said": said}


def sides(proofs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Sentences side by side: those that say it took place, will or may, and those that say it did not."""
    both = (("agree", False), ("contradict", True))
    found = [{"name": name, "proofs": [p for p in proofs if (p["status"] == "negated") is no]} for name, no in both]
    return [side for side in found if side["proofs"]]


def fragment(proof: dict[str, Any]) -> str | None:
    """The address of a sentence where its document has one, with a text fragment (W3C) that leads a browser to the words."""
    address, words = str(proof["source"]).partition("#")[0], proof["text"].split()
    if not address.startswith(("http://", "https://")) or not words:
        return None
    first, last = " ".join(words[:5]), " ".join(words[-5:])
    ends = [first] if len(words) <= 10 else [first, last]
    return f"{address}#:~:text={','.join(quote(part, safe='').replace('-', '%2D') for part in ends)}"


def document(book: Casebook, identity: str, tongue: str = "en") -> dict[str, Any]:
    """A document cut into pieces: plain words, words of an event, blocks set aside; and its events as cards."""
    from detente.store.analyst.corrections import trail

    paper = book.document(identity)
    told = book.view.segment_table("events", document=identity).column("report").to_pylist()
    ids = told_by(book.view, told)
    rows = book.events(ids=ids).to_pylist() if ids else []
    cards = [short(row, tongue) for row in rows]
    marks = [
        (*_span(proof["trigger"]), "mark", {"event": row["event_id"]})
        for row in rows
        for report in row["told"]
        if report["document"] == identity
        for proof in report["evidence"]
    ]
    sentences = {
        (proof["begin"], proof["stop"])
        for row in rows
        for report in row["told"]
        if report["document"] == identity
        for proof in report["evidence"]
    }
    blocks = book.view.segment_table("blocks", identity, kept=False).to_pylist()
    aside = [
        (
            block["begin"],
            block["stop"],
            "aside",
            {
                "reason": ", ".join(block["reasons"]),
                "block": block["kind"],
                "begin": block["begin"],
                "stop": block["stop"],
            },
        )
        for block in blocks
    ]
    return {
        "id": identity,
        "title": paper.title,
        "source": paper.site or paper.source,
        "author": paper.author,
        "published": paper.published,
        "language": paper.language,
        "notes": list(paper.notes),
        "pieces": pieces(paper.text, [*aside, *within(marks, sentences)]),
        "said": [row for row in trail(book.ledger) if row["event"].partition(":")[0] == identity],
        "events": cards,
    }


Cut = tuple[int, int, str, dict[str, Any]]


def within(marks: list[Cut], sentences: Iterable[tuple[int, int]]) -> list[Cut]:
    """Marks, and what is left of their sentences around them, each word once."""
    found: list[Cut] = []
    at = 0
    for begin, stop, kind, more in sorted(marks, key=lambda cut: (cut[0], -cut[1])):
        if begin >= at and stop > begin:
            found.append((begin, stop, kind, more))
            at = stop
    edges = [(begin, stop) for begin, stop, _, _ in found]
    reached = 0
    for first, last in sorted(sentences):
        here = max(first, reached)
        for begin, stop in [edge for edge in edges if first <= edge[0] < last] + [(last, last)]:
            if here < begin:
                found.append((here, begin, "sentence", {}))
            here = max(here, stop)
        reached = max(reached, last)
    return sorted(found, key=lambda cut: cut[:2])


def pieces(text: str, cuts: list[Cut]) -> list[dict[str, Any]]:
    """The whole text in order, nothing twice and nothing left out; where cuts overlap the first one keeps the words."""
    found: list[dict[str, Any]] = []
    at = 0
    for begin, stop, kind, more in sorted(cuts, key=lambda cut: (cut[0], -cut[1], cut[2])):
        if begin < at or stop <= begin:
            continue
        if begin > at:
            found.append({"kind": "plain", "text": text[at:begin]})
        found.append({"kind": kind, "text": text[begin:stop], **more})
        at = stop
    if at < len(text):
        found.append({"kind": "plain", "text": text[at:]})
    return found


def _span(trigger: dict[str, int]) -> tuple[int, int]:
    return trigger["begin"], trigger["stop"]


def asked(book: Casebook, question: str, language: str | None = None) -> dict[str, Any]:
    """The answer to a question. Raises BadQuery for an empty one."""
    from detente.answers import ask

    with _parsing:
        found = ask(book, question, language=language)
    return asdict(found) | {"declined": found.declined}


def followed(scenario: str, tongue: str, *, on: str = "") -> dict[str, Any]:
    """Who would be bound by which clause, in words and as rows; `parts` are its first line and its last ones. Raises BadQuery for
    a scenario that cannot be read.
    """
    from detente.pacts import tell, what_if

    found = what_if(scenario, on=day_of(on, "on") if on else None)
    text = tell(found, "fr" if tongue == "fr" else "en")
    head, *lines = text.splitlines()
    return {
        "text": text,
        "parts": (head, [line for line in lines if line and not line.startswith("- ")]),
        "rows": found.table("fr" if tongue == "fr" else "en").to_pylist(),
    }


def pacts(book: Casebook, party: str | None) -> list[dict[str, Any]]:
    """Commitments in force, of one party or of all, those that texts state among them."""
    from detente.pacts import commitments

    found: list[dict[str, Any]] = commitments(book.commitments().to_pylist(), party=party).to_pylist()
    return found


def waiting(book: Casebook, kind: str) -> list[dict[str, Any]]:
    """What waits to be looked at, by kind. Raises NotFound for another kind."""
    if kind not in WAITING:
        raise NotFound(f"no list {kind!r}: there is {', '.join(WAITING)}")
    found: list[dict[str, Any]] = getattr(book, kind)().slice(0, MOST).to_pylist()
    return found


__all__ = [
    "PAGE",
    "asked",
    "document",
    "dyad",
    "event",
    "followed",
    "overview",
    "pacts",
    "picture",
    "pieces",
    "short",
    "waiting",
]
