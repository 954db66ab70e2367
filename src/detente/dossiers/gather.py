"""From a casebook to a dossier: one function a section, each in the sentences of `detente.answers`, so that nothing is said uncited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow as pa

from detente.answers.ahead import pacts
from detente.answers.between import reacted, tell_extent, tell_turn, telling, turns_of
from detente.answers.compose import Draft, Said, about, heaviest, when_of, within
from detente.answers.sources import Citation
from detente.dossiers import ahead, course
from detente.dossiers.model import Dossier, Language, Section, Table
from detente.dossiers.register import Register
from detente.dossiers.scope import Row, Scope, pairs_of
from detente.dossiers.wording import labels, word
from detente.dyads.sentences import day, name
from detente.errors import BadQuery
from detente.store.casebook import Casebook

EVENTS = 40  # events told in one dossier
REACTED = 3  # turning points whose reactions are told


@dataclass
class Case:
    """What all sections look at: the ledger, the scope, its events, pairs and turning points."""

    book: Casebook
    scope: Scope
    language: Language
    register: Register

    def draft(self, *actors: str) -> Draft:
        """An empty answer about some actors in the period."""
        codes = actors or self.scope.actors
        return about(self.book, self.language, *codes, since=self.scope.since, until=self.scope.until)

    @cached_property
    def rows(self) -> list[Row]:
        """One row per event and pair, by day."""
        table = self.book.events_table(**self.scope.filters(self.book)).to_pylist()
        kept = [row for row in table if self.scope.fits(row) and within_scope(row, self.scope)]
        return sorted(kept, key=lambda row: (when_of(row) is None, str(when_of(row)), row["event_id"]))

    @cached_property
    def events(self) -> list[Row]:
        """One row per event, by day."""
        return list({row["event_id"]: row for row in reversed(self.rows)}.values())[::-1]

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        return pairs_of(self.scope, self.rows)[0]

    @cached_property
    def turns(self) -> list[Row]:
        """Turning points of the pairs within the period, by day."""
        found = [turn for a, b in self.pairs for turn in turns_of(self.draft(a, b), *sorted((a, b)))]
        return sorted(found, key=lambda turn: (turn["date"], turn["a"], turn["b"]))

    @cached_property
    def table(self) -> pa.Table:
        """Events of all, up to the end of the period: what figures are measured against."""
        until = {"until": self.scope.until} if self.scope.until else {}
        return self.book.events_table(**until)

    def section(self, key: str, draft: Draft, title: str | None = None, **more: Any) -> Section:
        """A finished draft as a section."""
        gaps, notes = tuple(dict.fromkeys(draft.missing)), tuple(dict.fromkeys(draft.notes))
        return Section(
            key, title or word(key, self.language), self.register.claims(draft.sentences), gaps, notes, **more
        )

    def who(self) -> str:
        return " – ".join(name(code, self.language) for code in self.scope.actors)


def within_scope(row: Row, scope: Scope) -> bool:
    return within(row, scope.since, scope.until)


def gather(book: Casebook, scope: Scope, *, language: Language = "en", on: date | None = None) -> Dossier:
    """The dossier of a scope; `on` is the day it says it was made (today). Raises BadQuery for a language there is none in."""
    if language not in ("en", "fr"):
        raise BadQuery(f"dossiers are written in en and fr, not in {language!r}")
    case = Case(book, scope, language, Register(book))
    sections = [made for build in SECTIONS for made in build(case)]
    made = on or date.today()
    fixed = dict(labels(language)) | {"made": word("made", language, day=day(made, language), book=book.folder.name)}
    return Dossier(title_of(case), period_of(case), language, made, tuple(sections), case.register.references, fixed)


def title_of(case: Case) -> str:
    topic = ", ".join([*case.scope.types, *([case.scope.text] if case.scope.text else [])])
    who = case.who()
    title = word("title", case.language, who=who or topic)
    return title + (word("topic", case.language, topic=topic) if topic and who else "")


def period_of(case: Case) -> str:
    ends = {
        key: day(bound, case.language)
        for key, bound in (("since", case.scope.since), ("until", case.scope.until))
        if bound
    }
    key = {0: "all", 2: "between"}.get(len(ends)) or ("from" if "since" in ends else "to")
    return word(key, case.language, **ends)


def summary(case: Case) -> list[Section]:
    """How much there is, and the strongest and the latest turning point."""
    draft, dyad = case.draft(), case.scope.dyad
    if not case.events:
        draft.lack("no-events", who=case.who()) if dyad else draft.missing.append(word("nothing", case.language))
    elif dyad:
        extent(draft, *dyad, case.events)
    else:
        topic_extent(case, draft)
    if case.turns:
        for turn in telling(case.turns):
            tell_turn(draft, turn)
    return [case.section("summary", draft)]


def extent(draft: Draft, a: str, b: str, rows: list[Row]) -> None:
    """How much there is between two states, cited by the first and the last event."""
    bad = sum(row["quad"] in (3, 4) for row in rows)
    tell_extent(draft, a, b, [rows[0], rows[-1]], len(rows), bad)


def topic_extent(case: Case, draft: Draft) -> None:
    """How much there is on a topic, then on each of its pairs, cited by the first and the last event."""
    ends = draft.proofs({row["event_id"]: row["date"] for row in (case.events[0], case.events[-1])}, 1)
    bad = sum(row["quad"] in (3, 4) for row in case.events)
    text = word("topic-one", case.language)
    if len(case.events) > 1:
        first, last = (day(when_of(row) or date.max, case.language) for row in (case.events[0], case.events[-1]))
        figures = {"n": len(case.events), "good": len(case.events) - bad, "bad": bad}
        text = word("topic-span", case.language, first=first, last=last, **figures)
    add(draft, text, ends)
    for a, b in case.pairs:
        mine = [row for row in case.rows if {row["actor"], row["recipient"]} == {a, b}]
        extent(draft, a, b, list({row["event_id"]: row for row in mine}.values()))
    told, every = len(case.pairs), pairs_of(case.scope, case.rows)[1]
    if every > told:
        draft.notes.append(word("more-pairs", case.language, told=told, all=every))


def add(draft: Draft, text: str, citations: list[Citation], tag: str = "") -> None:
    """A sentence of ours; as any other it is not said without a citation."""
    if citations:
        draft.sentences.append(Said(text, tuple(citations), tag=tag))


def turning(case: Case) -> list[Section]:
    """Each turning point, and the event that triggered it."""
    draft = case.draft()
    for turn in case.turns:
        tell_turn(draft, turn)
        trigger = case.draft()
        trigger.tell_ids([turn["trigger"]])
        for said in trigger.sentences:
            add(draft, word("trigger", case.language, text=said.text), list(said.citations), said.tag)
    turned = {tuple(sorted((turn["a"], turn["b"]))) for turn in case.turns}
    for a, b in case.pairs:
        if tuple(sorted((a, b))) not in turned:
            draft.lack("no-turn", a=draft.name(a), b=draft.name(b))
    return [case.section("turning", draft)]


def events(case: Case) -> list[Section]:
    """The weightiest events, by day."""
    draft = case.draft()
    draft.tell_rows(heaviest(case.events, EVENTS))
    if len(case.events) > EVENTS:
        draft.notes.append(word("more-events", case.language, told=EVENTS, all=len(case.events)))
    return [case.section("events", draft)]


def reactions(case: Case) -> list[Section]:
    """What third parties did after the strongest turning points."""
    if not case.scope.dyad:
        return []
    draft = case.draft()
    strongest = sorted(case.turns, key=lambda turn: -turn["score"])[:REACTED]
    for turn in sorted(strongest, key=lambda turn: turn["date"]):
        tell_turn(draft, turn)
        reacted(draft, (), case.scope.dyad, turn["date"])
    if not strongest:
        draft.missing.append(word("no-reaction-known", case.language))
    return [case.section("reactions", draft)]


def bonds(case: Case) -> list[Section]:
    """Pacts in force between the states of the scope at its end, of the file and of texts."""
    draft = case.draft()
    for a, b in case.pairs:
        inner = case.draft(a, b)
        pacts(inner)
        draft.sentences += inner.sentences
        draft.missing += inner.missing
        if not inner.sentences:
            draft.lack("no-pact", who=draft.name(a, b))
    return [case.section("commitments", draft)]


def contested(case: Case) -> list[Section]:
    """Events on which sources disagree, with all that they say."""
    draft = case.draft()
    found = [row for row in case.events if row["contested"]]
    for row in found:
        inner = case.draft()
        inner.tell_rows([row])
        for said in inner.sentences:
            text = word("contested-event", case.language, text=said.text)
            add(draft, text, inner.proofs([row["event_id"]], 20), said.tag)
    if not found:
        draft.notes.append(word("uncontested", case.language))
    return [case.section("contested", draft)]


def unknown(case: Case) -> list[Section]:
    """What the ledger does not tell: no claims, only gaps, counted."""
    documents = case.register.documents()
    counts = {
        "single": sum((row["sources"] or 1) == 1 for row in case.events),
        "undated": sum(row["date"] is None for row in case.events),
        "wordless": sum(row["coder"] != "detente" for row in case.events),
        "aside": sum(row["document"] in documents for row in case.book.quarantine().to_pylist()),
        "unsettled": sum(row["document"] in documents for row in case.book.unresolved().to_pylist()),
    }
    gaps = [word(key, case.language, n=n, all=len(case.events)) for key, n in counts.items() if n]
    return [Section("unknown", word("unknown", case.language), gaps=tuple(gaps))]


def sources(case: Case) -> list[Section]:
    """Every source cited, with its reliability, and how grades are to be read."""
    head = tuple(word(key, case.language) for key in ("source", "documents", "sentences", "reliability"))
    rows = tuple((one, str(papers), str(n), grade) for one, papers, n, grade in case.register.by_source())
    notes = (word("graded", case.language),)
    return [Section("sources", word("sources", case.language), notes=notes, table=Table(head, rows))]


SECTIONS: tuple[Callable[[Case], list[Section]], ...] = (
    summary, course.section, turning, events, reactions, bonds, ahead.what_ifs, ahead.outlooks, contested, unknown, sources,
)  # fmt: skip

__all__ = ["gather"]
