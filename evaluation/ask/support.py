"""What a sentence of an answer says that nothing cited bears out: its dates, actors, numbers and deed, each held against the
cited words, the record of the cited event or pact, or a figure computed anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from detente.answers.compose import Said
from detente.answers.forms import tokens
from detente.answers.named import named_in
from detente.answers.periods import dates_in
from detente.answers.pool import codes_of, named
from detente.dyads.sentences import number
from detente.store.casebook import Casebook
from detente.telling.clause import sayings, split

EXTENT = """
SELECT count(DISTINCT event_id)::BIGINT AS n, count(DISTINCT event_id) FILTER (WHERE quad IN (3, 4))::BIGINT AS bad
FROM pairs WHERE actor IN (?, ?) AND recipient IN (?, ?) AND actor <> recipient
    AND coalesce(date_last, published) >= ? AND coalesce(date, published) <= ?
"""
NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
QUOTED = re.compile(r"«.*»|“.*”", re.DOTALL)


@cache
def pacts() -> dict[str, str]:
    """All that the file says of each pact: its record, its clauses, and what these clauses hang on, in both languages."""
    from detente.pacts import commitments
    from detente.pacts.tables import rows

    hangs = " ".join(" ".join(row.values()) for _, row in rows("reasons"))
    found = {row["id"]: " ".join([hangs, *row.values()]) for _, row in rows("pacts")}
    for row in commitments([]).to_pylist():
        found[row["id"]] = " ".join([found.get(row["id"], hangs), *map(str, row.values())])
    return found


class Ground:
    """What a sentence may rest on: the events and words that it cites."""

    def __init__(self, book: Casebook, said: Said):
        self.book, self.said = book, said
        ids = list(dict.fromkeys(one.event for one in said.citations if one.event and one.event not in pacts()))
        self.rows: list[Mapping[str, Any]] = book.events(ids=ids).to_pylist() if ids else []
        self.records = " ".join(pacts()[one.event] for one in said.citations if one.event in pacts())
        self.words = " ".join([self.records, *(f"{one.text} {one.source} {one.date}" for one in said.citations)])
        speakers = [" ".join(((row["said_by"] or {}).get("text") or "").split()) for row in self.rows if row["said_by"]]
        self.words = " ".join([self.words, *speakers])

    def days(self) -> set[date]:
        found = {row[key] for row in self.rows for key in ("date", "date_last", "published") if row[key]}
        return found | {date.fromisoformat(one.date) for one in self.said.citations if one.date and len(one.date) == 10}

    def codes(self) -> set[str]:
        sides = {code for row in self.rows for side in ("actors", "recipients") for code in codes_of(row[side])}
        return (
            sides
            | set(re.findall(r"\b[A-Z]{3}\b", self.records))
            | {code for one in self.said.citations for language in ("en", "fr") for code in named(one.text, language)}
        )

    def figures(self, codes: tuple[str, ...], days: list[tuple[date, date]]) -> set[str]:
        """Numbers computed anew: how many were counted, the extent of two states, their turning point, their outlook."""
        found = {str(len(self.said.counted))}
        if len(codes) < 2:
            return found
        a, b = codes[:2]
        if days:
            ends = [str(min(first for first, _ in days)), str(max(last for _, last in days))]
            row = self.book.sql(EXTENT, [a, b, a, b, *ends]).to_pylist()[0]
            found |= {str(row["n"]), str(row["bad"]), str(row["n"] - row["bad"])}
        return found | computed(self.book, a, b)


_computed: dict[tuple[str, str, str], set[str]] = {}


def computed(book: Casebook, a: str, b: str) -> set[str]:
    """The figures of the turning points and the outlook of two states, as they are written."""
    from detente.dyads import outlook, turning_points
    from detente.errors import BadQuery

    key = (str(book.folder), a, b)
    if key not in _computed:
        try:
            rows = [*turning_points(book, dyad=(a, b)).to_pylist(), *outlook(book, dyad=(a, b)).to_pylist()]
        except BadQuery:
            rows = []
        values = [value for row in rows for value in row.values() if isinstance(value, (int, float))]
        days = {str(row["from"]) for row in rows if "from" in row}
        values += [round(100 * value, 1) for value in values if isinstance(value, float) and 0 <= value <= 1]
        _computed[key] = {number(value, language) for value in values for language in ("en", "fr")} | days
    return _computed[key]


def unsupported(book: Casebook, said: Said, language: str) -> list[str]:
    """The claims of a sentence that nothing bears out, each by kind and words; none for a sound one."""
    ground = Ground(book, said)
    text = QUOTED.sub(
        lambda m: " " if m[0].strip("«»“” \u00a0") in ground.words else m[0], said.text.replace("\u00a0", " ")
    )
    moved = {
        days for _, days in dates_in(text, language, date(1950, 1, 1))
    }  # *within 13 days* goes with the day of asking
    spoken = [(one, days) for one, days in dates_in(text, language, date(2000, 1, 1)) if days in moved]
    known = ground.days()
    plain = "".join(
        " " if any(one.begin <= at < one.stop for one, _ in spoken) else letter for at, letter in enumerate(text)
    )
    actors = [one for one in named_in(plain, language, None) if not one.person]
    allowed, wrong = ground.codes(), list[str]()
    for one in actors:
        if not {*one.codes} & allowed and one.text not in ground.words:
            wrong.append(f"actor {one.text}")
    codes = tuple(dict.fromkeys(code for one in actors for code in one.codes))
    figures = ground.figures(codes, [days for _, days in spoken])
    for _, (first, last) in spoken:
        if not {first, last} & known and str(first) not in ground.words and str(first) not in figures:
            wrong.append(f"date {first}")
    held = {*NUMBER.findall(ground.words)}
    for found in dict.fromkeys(NUMBER.findall(plain)):
        if found not in held and found not in figures:
            wrong.append(f"number {found}")
    return wrong + deeds(ground, plain, language)


def deeds(ground: Ground, text: str, language: str) -> list[str]:
    """Where a sentence tells one event: its deed, by the words of the codebook, has to stand in it."""
    said = ground.said
    if len(ground.rows) != 1 or said.counted or len(NUMBER.findall(text)) > 2:
        return []
    chain = ground.rows[0]["deed"] or ""
    _, deed = split(chain)
    one = sayings(language).get(deed)
    if one is None:
        return []
    held = tokens(text)
    content = [word for word in tokens(one.infinitive) if len(word) > 3]
    missing = [word for word in content[1:] if word not in held]
    verb = {*tokens(one.infinitive)[:1], *tokens(one.past)[:1]}
    if missing or not (verb & {*held} or "rencontres" in held or "parvenu" in said.text):
        return [f"deed {chain}"]
    return []


__all__ = ["unsupported"]
