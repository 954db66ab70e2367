"""Answers from the ledger, one function a kind of question: each sentence carries its citations, what is not there is said."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from detente.answers.question import Question
from detente.answers.sources import Citation, cite, cited_texts
from detente.answers.wording import deed, say, words
from detente.errors import BadQuery
from detente.relations.sentences import day, name, number
from detente.store.casebook import Casebook

MOST = 8  # events told in one answer
WORD = re.compile(r"[^\W\d_]{4,}")
STATUS = {"planned": "planned", "conditional": "conditional-status", "demanded": "demanded", "negated": "negated"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer, with what it rests on."""

    text: str
    citations: tuple[Citation, ...]


@dataclass(slots=True)
class Draft:
    """An answer in the making: sentences, what is missing, and remarks on how to take it."""

    book: Casebook
    question: Question
    sentences: list[Said] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def language(self) -> Any:
        return self.question.language

    def add(self, key: str, citations: Iterable[Citation], **values: Any) -> None:
        """A sentence of words.tsv; without a citation it is not said."""
        if proofs := tuple(citations):
            self.sentences.append(Said(say(key, self.language, **values), proofs))

    def lack(self, key: str, **values: Any) -> None:
        self.missing.append(say(key, self.language, period=self.period(), **values))

    def period(self) -> str:
        """The days asked for, in brackets; empty where none are."""
        ends = (self.question.since, self.question.until)
        return f" ({' – '.join(day(one, self.language) if one else '…' for one in ends)})" if any(ends) else ""

    def name(self, *codes: str) -> str:
        return ", ".join(name(code, self.language) for code in codes)

    def events(self, **filters: Any) -> list[Row]:
        """Events of the period asked for, one light row each, by day; one without a day of its own goes by its publication."""
        first, last = self.question.since, self.question.until
        rows = {row["event_id"]: row for row in self.book.events_table(**filters).to_pylist()}
        kept = [row for row in rows.values() if within(row, first, last)]
        return sorted(kept, key=lambda row: (when_of(row) is None, str(when_of(row))))

    def tell(self, rows: Iterable[Row]) -> None:
        """Events as sentences, by day."""
        ids = [row["event_id"] for row in rows]
        whole = self.book.events(ids=ids).to_pylist() if ids else []
        for row in sorted(whole, key=lambda row: (when_of(row) is None, str(when_of(row)))):
            self.add("event", cite(self.book, row["event_id"]), **told(row, self.language))


def when_of(row: Row) -> date | None:
    """The day of an event, or that of its first publication where no text gives one."""
    return row["date"] or row["published"]  # type: ignore[no-any-return]


def within(row: Row, first: date | None, last: date | None) -> bool:
    begin, end = when_of(row), row["date_last"] or row["published"]
    if begin is None:
        return first is None and last is None
    return (first is None or end is None or end >= first) and (last is None or begin <= last)


def told(row: Row, language: Any) -> dict[str, str]:
    """The parts of an event's sentence: when, who to whom, what, how surely and on whose word."""
    sides = [
        " + ".join(name(one["country"], language) if one["country"] else one["text"] for one in row[side] or ())
        for side in ("actors", "recipients")
    ]
    notes = [words(language)[STATUS[row["status"]]]] if row["status"] in STATUS else []
    notes += [words(language)[row["likelihood"]]] if row["likelihood"] in ("probable", "possible") else []
    notes += [words(language)["contested"]] if row["contested"] else []
    speaker = row["said_by"] or {}
    if speaker.get("kind") in ("speaker", "source") and speaker.get("text"):
        notes.append(words(language)["according"].format(who=" ".join(speaker["text"].split())))
    published = row["published"]
    unsure = words(language)["by"].format(day=day(published, language)) if published else words(language)["undated"]
    whole = row["date"] is not None and row["date"] == row["date_last"]
    return {
        "day": day(row["date"], language) if whole else row["edtf"] or unsure,
        "who": (" ↔ " if row["both"] else " → ").join(side for side in sides if side),
        "deed": deed(row["deed"] or "", row["event"], language),
        "notes": f" ({', '.join(notes)})" if notes else "",
    }


def weight(row: Row) -> float:
    """How telling an event is: its intensity, more where several sources tell it, less where it is not certain."""
    sure = 1.0 if row["status"] == "happened" and row["likelihood"] == "certain" else 0.6
    return float((1 + abs(row["intensity"] or 0.0)) * sure * (1 + 0.2 * min(row["sources"] or 1, 5)))


def weightiest(rows: list[Row], most: int = MOST) -> list[Row]:
    return sorted(rows, key=weight, reverse=True)[:most]


def on_topic(draft: Draft, rows: list[Row]) -> list[Row]:
    """Events that the topic's words find, in their sentences or in the names of their deeds; all where there is no topic."""
    from detente.coding.codebook import load

    topic = draft.question.topic
    if not topic:
        return rows
    named = {key for key, one in load().deeds.items() if bare(topic) & bare(WORD.findall(f"{one.en} {one.fr}".lower()))}
    for query in (" ".join(topic), " OR ".join(topic)):  # all of the words, else some
        hits = {row["event_id"] for row in draft.book.search(query, limit=500).to_pylist()}
        found = [row for row in rows if row["event_id"] in hits or leaf(row["deed"]) in named]
        if found:
            return found
    return []


def bare(terms: Iterable[str]) -> set[str]:
    """Words without the plural."""
    return {term.rstrip("s") for term in terms}


def leaf(chain: str | None) -> str:
    """The deed under the operators of a chain."""
    return (chain or "").rstrip(")").rsplit("(", 1)[-1]


def turns_of(draft: Draft, a: str, b: str) -> list[Row]:
    """Turning points of a dyad within the period."""
    from detente.relations import turning_points

    first, last = draft.question.since, draft.question.until
    rows = turning_points(draft.book, dyad=(a, b)).to_pylist()
    return [row for row in rows if (not first or row["date"] >= first) and (not last or row["date"] <= last)]


def tell_turn(draft: Draft, turn: Row) -> None:
    proofs = [*cite(draft.book, turn["trigger"]), *(c for one in turn["events"][1:3] for c in cite(draft.book, one, 1))]
    figures = {
        "good": "cooperation",
        "good_usual": "cooperation_expected",
        "bad": "conflict",
        "bad_usual": "conflict_expected",
    }
    values = {key: number(turn[column], draft.language) for key, column in figures.items()}
    when = day(turn["date"], draft.language)
    draft.add(
        turn["direction"],
        proofs,
        a=draft.name(turn["a"]),
        b=draft.name(turn["b"]),
        day=when,
        days=turn["days"],
        **values,
    )


def course(draft: Draft) -> None:
    """How two states' relations went: how much there is, its turning points, its weightiest events."""
    if len(draft.question.actors) < 2:
        return draft.lack("no-second")
    a, b = draft.question.actors[:2]
    rows = draft.events(dyad=(a, b))
    if not rows:
        return draft.lack("no-events", who=draft.name(a, b))
    extent(draft, a, b, rows)
    for turn in turns_of(draft, a, b):
        tell_turn(draft, turn)
    return draft.tell(weightiest(rows))


def extent(draft: Draft, a: str, b: str, rows: list[Row]) -> None:
    """How much the ledger carries between two states, cited by its first and its last event."""
    ends = [c for row in (rows[0], rows[-1]) for c in cite(draft.book, row["event_id"], 1)]
    who = {"a": draft.name(a), "b": draft.name(b)}
    bad = sum(row["quad"] in (3, 4) for row in rows)
    if len(rows) == 1:
        draft.add("one", ends[:1], **who)
    else:
        first, last = (day(when_of(row) or date.max, draft.language) for row in (rows[0], rows[-1]))
        draft.add("span", ends, n=len(rows), first=first, last=last, good=len(rows) - bad, bad=bad, **who)


def turning(draft: Draft) -> None:
    """When two states' relations turned, with the event that triggered it."""
    if len(draft.question.actors) < 2:
        return draft.lack("no-second")
    a, b = draft.question.actors[:2]
    for turn in turns_of(draft, a, b):
        tell_turn(draft, turn)
    if not draft.sentences:
        draft.lack("no-turn", a=draft.name(a), b=draft.name(b))
    return None


def when(draft: Draft) -> None:
    """On which day something took place; without a topic, when relations turned."""
    if not draft.question.topic:
        return turning(draft) if len(draft.question.actors) > 1 else deeds(draft)
    return deeds(draft)


def deeds(draft: Draft) -> None:
    """What a state did, or two did to one another, on the topic asked."""
    codes = draft.question.actors
    found = draft.events(actor=codes[0]) if len(codes) == 1 else draft.events(dyad=codes[:2])
    chosen(draft, found)


def who(draft: Draft) -> None:
    """Who did something to a state, or with it."""
    codes = draft.question.actors
    if len(codes) > 1:
        return chosen(draft, draft.events(dyad=codes[:2]))
    toward, own = draft.events(recipient=codes[0]), draft.events(actor=codes[0])
    return chosen(draft, toward if on_topic(draft, toward) else own)


def chosen(draft: Draft, rows: list[Row]) -> None:
    """The weightiest events on the topic, or what is missing."""
    named = draft.name(*draft.question.actors[:2])
    fitting = on_topic(draft, rows)
    if not rows:
        draft.lack("no-events", who=named)
    elif not fitting:
        draft.lack("no-topic", who=named, topic=", ".join(draft.question.topic))
    draft.tell(weightiest(fitting))


def reaction(draft: Draft) -> None:
    """What others did after something between two states; or what one state did towards another."""
    asked = draft.question
    reactors = asked.actors[:-2] if len(asked.actors) > 2 else ()
    if len(asked.actors) < 2:
        return draft.lack("no-second")
    a, b = asked.actors[-2:]
    if not reactors and a in asked.ahead and b not in asked.ahead:  # how did A react to B's deed
        return chosen(draft, draft.events(actor=a, recipient=b))
    day_asked = asked.since or asked.until
    exact = day_asked is not None and asked.since == asked.until
    if turns := [] if exact else turns_of(draft, a, b):  # no day, or a period: the strongest turn in it
        strongest = max(turns, key=lambda turn: turn["score"])
        tell_turn(draft, strongest)
        day_asked = strongest["date"]
    if day_asked is None:
        return draft.lack("no-day")
    return reacted(draft, reactors, (a, b), day_asked)


def reacted(draft: Draft, reactors: tuple[str, ...], sides: tuple[str, str], start: Any) -> None:
    """Third parties against their usual rate, and their events; those named who did nothing are said to have done nothing."""
    from detente.relations import reactions

    a, b = sides
    try:
        table = reactions(draft.book, a, b, on=start)
    except BadQuery:  # one of the two does not occur
        return draft.lack("no-events", who=draft.name(a, b))
    rows = [row for row in table.to_pylist() if not reactors or row["party"] in reactors]
    for row in rows:
        values = {"party": draft.name(row["party"]), "toward": draft.name(row["toward"])}
        kind = row["reaction"]
        if kind in ("cooperation", "conflict"):
            proofs = [c for one in row["events"][:3] for c in cite(draft.book, one, 1)]
            usual = number(round(row[f"{kind}_usual"], 1), draft.language)
            draft.add(f"reacted-{kind}", proofs, n=row[kind], usual=usual, **values)
        elif kind == "silent":
            usual = number(round(row["cooperation_usual"] + row["conflict_usual"], 1), draft.language)
            draft.lack("silent", usual=usual, **values)
    ids = list(dict.fromkeys(one for row in rows for one in row["events"]))
    done = draft.book.events(ids=ids).to_pylist() if ids else []
    draft.tell(weightiest(done))
    acted = {row["party"] for row in rows if row["events"]}
    if quiet := [code for code in reactors if code not in acted]:
        first = day(start, draft.language)
        draft.lack("no-reaction", who=draft.name(*quiet), a=draft.name(a), b=draft.name(b), day=first)
    elif not done:
        draft.lack(
            "no-reaction",
            who=words(draft.language)["others"],
            a=draft.name(a),
            b=draft.name(b),
            day=day(start, draft.language),
        )
    return None


def commitments(draft: Draft) -> None:
    """Pacts that bind the states named: those of the curated file, by clause and record, and those that texts state."""
    from detente.assessment import commitments as known

    codes, french = set(draft.question.actors), draft.language == "fr"
    texts = draft.book.commitments().to_pylist()
    proofs = cited_texts(draft.book, texts)
    rows = known(texts, on=draft.question.until or draft.question.since).to_pylist()
    for row in rows:
        if not codes <= set(row["parties"]):
            continue
        title = (row["name_fr"] if french else row["name"]) or row["name"] or words(draft.language)["unnamed"]
        clause = (row["trigger_fr"] if french else row["trigger"]) or row["trigger"]
        of_file = [Citation(row["id"], row["record"], row["signed"], clause)] if row["record"] and clause else []
        named = [words(draft.language).get(one, one) for one in row["obligations"]]
        draft.add(
            "pact",
            [*of_file, *(proofs[text] for text in row["evidence"][:2] if text in proofs)],
            name=title,
            parties=draft.name(*row["parties"]),
            obligations=", ".join(named),
            signed=row["signed"] or words(draft.language)["undated"],
        )
    if not draft.sentences:
        draft.lack("no-pact", who=draft.name(*draft.question.actors))
