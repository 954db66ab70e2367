"""The set: invented events told by several outlets, with twins that must not be merged. The same seed, the same set.

Events are coded as a good but imperfect coder would: rewrites and translations often get a sibling deed, two places in
five are missed, and what a text does not date exactly is dated to a month or not at all.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from detente.records import Actor, Document, Event, Evidence, Place, Reading, Span, When
from detente.store.tables import digest

HERE = Path(__file__).parent
SIBLING, PLACE_MISSED = 0.4, 0.4
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def rows(name: str) -> list[dict[str, str]]:
    lines = [line for line in (HERE / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    head = lines[0].split("\t")
    return [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as it happened."""

    name: str
    kind: str
    actor: dict[str, str]
    recipient: dict[str, str]
    place: str
    day: date
    figure: int


@dataclass(frozen=True, slots=True)
class Report:
    """What one outlet made of it."""

    happening: Happening
    reading: Reading
    part: str


def happenings(chance: random.Random, kinds: list[str], count: int) -> list[Happening]:
    """Events, a third of them with a twin: the same deed of the same pair, in another place or on another day."""
    countries, places = rows("countries.tsv"), [row["place"] for row in rows("places.tsv")]
    placed = {row["kind"] for row in rows("stories.tsv") if row["part"] == "wire" and "{P}" in row["text"]}
    found: list[Happening] = []
    while len(found) < count:
        actor, recipient = chance.sample(countries, 2)
        day = date(2025, 1, 1) + timedelta(chance.randint(0, 330))
        kind = chance.choice(kinds)
        first = Happening(
            f"{kind}-{len(found)}", kind, actor, recipient, chance.choice(places), day, chance.randint(3, 60)
        )
        found.append(first)
        if chance.random() < 0.33:
            other = chance.choice([place for place in places if place != first.place])
            twin = replace(first, name=f"{kind}-{len(found)}", figure=first.figure + chance.randint(1, 9))
            if kind in placed and chance.random() < 0.5:  # without a place nothing would tell them apart
                found.append(replace(twin, place=other))
            else:
                found.append(
                    replace(twin, day=day + timedelta(chance.randint(3, 20)), place=chance.choice([other, first.place]))
                )
    return found


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


def words(template: str, told: Happening) -> str:
    actor, recipient = told.actor, told.recipient
    text = template.format(
        A=actor["en"], R=recipient["en"], W=actor["envoy"], P=told.place, N=told.figure, M=told.figure + 4,
        D=f"{MONTHS[told.day.month - 1]} {told.day.day}", fR=recipient["fr"], FA=capital(actor["fr"]),
        dA=actor["de"], dR=recipient["de"], aR=recipient["a"],
    )  # fmt: skip
    return capital(text)


def dated(chance: random.Random, part: str, day: date) -> When | None:
    """The date as coded: exact where the text has it; vague or missing in follow-ups and translations."""
    exact = {"french": 0.5, "follow": 0.15}.get(part, 1.0)
    throw = chance.random()
    if throw < exact:
        return When(day.isoformat(), day, day)
    if throw < exact + (1 - exact) * 0.4:
        first = day.replace(day=1)
        return When(day.isoformat()[:7], first, (first + timedelta(31)).replace(day=1) - timedelta(1))
    return None


def named(country: dict[str, str], part: str, text: str, offset: int) -> Actor:
    """A country as the text names it, with its span."""
    forms = (
        [country["fr"], country["de"], country["a"], capital(country["fr"])] if part == "french" else [country["en"]]
    )
    form = next((form for form in sorted(forms, key=len, reverse=True) if form in text), None)
    if form is None:  # named by a person only
        form = country["envoy"]
    begin = offset + text.find(form)
    return Actor(form, country=country["code"], begin=begin, stop=begin + len(form))


def report(chance: random.Random, told: Happening, story: dict[str, str], outlet: int, copy: bool) -> Report:
    """One document with one event."""
    part, text = story["part"], words(story["text"], told)
    lead = f"Outlet {outlet} desk, item {chance.randint(1, 10**6)}.\n"
    if copy and chance.random() < 0.5:
        text = text.replace(" said.", " said, news agencies report.")
    delay = chance.randint(1, 5) if part == "follow" else chance.randint(0, 1)
    published = told.day + timedelta(delay)
    sibling = part in ("second", "french", "follow") and chance.random() < SIBLING
    when = dated(chance, part, told.day)
    spelled = f"{MONTHS[told.day.month - 1]} {told.day.day}"
    if when is not None and spelled in text:
        begin = len(lead) + text.index(spelled)
        when = replace(when, begin=begin, stop=begin + len(spelled))
    place = told.place if told.place in text and chance.random() >= PLACE_MISSED else None
    document = Document(
        digest(lead, text, size=16), f"outlet-{outlet}", lead + text, site=f"outlet{outlet}.example",
        published=published, published_known="given", language="fr" if part == "french" else "en",
    )  # fmt: skip
    proof = Evidence(
        document.id, len(lead), len(lead) + len(text), text, Span(len(lead), len(lead) + 1), None, None, "eval"
    )
    event = Event(
        id="e1", event=story["event"], mode=None, quad=0, intensity=0.0, contexts=(),
        deed=story["sibling"] if sibling else story["deed"],
        actor=(named(told.actor, part, text, len(lead)),),
        recipient=(named(told.recipient, part, text, len(lead)),),
        both=story["both"] == "1", date=when, place=Place(place, place, precision="city") if place else None,
        evidence=(proof,),
    )  # fmt: skip
    return Report(told, Reading(document, (), (event,), (), (), (), ()), part)


def make(seed: int = 7, count: int = 210, half: int | None = None) -> list[Report]:
    """All reports; `half` 0 or 1 takes every second kind of story, to tune on one half and measure on the other."""
    chance = random.Random(seed)
    stories: dict[str, list[dict[str, Any]]] = {}
    for row in rows("stories.tsv"):
        stories.setdefault(row["kind"], []).append(row)
    kinds = sorted(stories)
    chosen = kinds if half is None else kinds[half::2]
    found = []
    for told in happenings(chance, chosen, count):
        outlets = iter(chance.sample(range(1, 80), 8))
        parts = {story["part"]: story for story in stories[told.kind]}
        listed = ["wire", *chance.sample(["rewrite", "second", "french", "follow"], chance.randint(1, 3))]
        found += [report(chance, told, parts[part], next(outlets), False) for part in listed]
        if chance.random() < 0.5:
            found += [report(chance, told, parts["wire"], next(outlets), True) for _ in range(chance.randint(1, 2))]
    return found


def reader_of(reports: list[Report]) -> Any:
    """A reader that knows the readings of the set."""
    known = {told.reading.document.id: told.reading for told in reports}

    def read(document: Document) -> Reading:
        return known[document.id]

    read.coder = "merge-set"  # type: ignore[attr-defined]
    return read


__all__ = ["Report", "make", "reader_of"]
