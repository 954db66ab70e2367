"""What merging looks at in a report: its parties, deed, time, place and words.

Rows come from the table `events` of a segment, or from the query of `generation.BY_PAIR`, which gives as little.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, NamedTuple

NEAR_DAYS = 1  # exact days that may be one event: time zones, and "on Tuesday" told on Wednesday
TOLD_LATER = 30  # an undated report is of the month before it was published
WORD = re.compile(r"[^\W_]+")


class Wording(NamedTuple):
    """The words of a sentence as far as they tell events apart."""

    words: frozenset[str]  # of four letters and more, folded, first six letters
    names: frozenset[str]  # capitalised, within the sentence: these survive translation
    figures: frozenset[str]
    shingles: frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """What merging looks at in a report."""

    report: str
    document: str
    pairs: frozenset[tuple[str, str]]  # unordered pairs of codes; "" where nobody is named
    sides: tuple[frozenset[str], frozenset[str]]
    both: bool
    event: str
    mode: str
    deed: str
    core: str
    first: date
    last: date
    published: date | None
    place: tuple[str, str]  # folded name, country
    text: str
    language: str

    @property
    def exact(self) -> bool:
        return self.first == self.last

    @property
    def likeness(self) -> tuple[Any, ...]:
        """What it has in common with its twins: all but its name and its document."""
        return (
            self.pairs, self.sides, self.both, self.event, self.mode, self.deed, self.first, self.last, self.published,
            self.place, self.text, self.language,
        )  # fmt: skip

    @property
    def wording(self) -> Wording:
        return wording(self.text)


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))


@lru_cache(maxsize=65_536)
def wording(text: str) -> Wording:
    raw = WORD.findall(text)
    folded = [fold(word) for word in raw]
    names = {low[:6] for word, low in zip(raw[1:], folded[1:], strict=True) if word[0].isupper() and len(word) > 2}
    figures = {word for word in raw if word[0].isdigit()}
    words = {low[:6] for low in folded if len(low) > 3}
    shingles = zip(folded, folded[1:], folded[2:], strict=False)
    return Wording(frozenset(words), frozenset(names), frozenset(figures), frozenset(shingles))


def core_of(deed: str) -> str:
    """The deed under its operators: `promise(provide-weapons)` -> `provide-weapons`."""
    return deed.rsplit("(", 1)[-1].rstrip(")")


def codes_of(side: Iterable[Mapping[str, Any]]) -> list[str]:
    """Country codes of one side, members of a collective each for itself."""
    found: list[str] = []
    for actor in side:
        found.extend(actor["members"] or ([actor["country"]] if actor["country"] else []))
    return list(dict.fromkeys(found))


def told(row: Mapping[str, Any]) -> Told | None:
    """What merging sees in a row of `events`; None where not even the time can be told."""
    when, published = row["date"] or {}, row["published"]
    first, last = when.get("first"), when.get("last")
    if first is None:
        if published is None:
            return None
        first, last = published - timedelta(TOLD_LATER), published + timedelta(1)
    elif published is not None and row["status"] == "happened" and first <= published:
        last = min(last or first, published + timedelta(NEAR_DAYS))  # what was told as done was done by then
    actors, recipients = codes_of(row["actor"]), codes_of(row["recipient"])
    if row["both"] and not recipients:
        recipients = actors
    pairs = {tuple(sorted((a, r))) for a in actors or [""] for r in recipients or [""] if a != r or len(actors) == 1}
    place = row["place"]
    named = place is not None and place["precision"] not in ("country", "unknown")
    return Told(
        report=row["report"],
        document=row["document"],
        pairs=frozenset(pairs),  # type: ignore[arg-type]
        sides=(frozenset(actors), frozenset(recipients)),
        both=bool(row["both"]),
        event=row["event"],
        mode=row["mode"] or "",
        deed=row["deed"],
        core=core_of(row["deed"]),
        first=first,
        last=last or first,
        published=published,
        place=(fold(place["name"]) if named else "", (place["country"] or "") if place else ""),
        text=rest_of(row),
        language=row["language"] or "",
    )


def rest_of(row: Mapping[str, Any]) -> str:
    """The first sentence of evidence without what is compared by itself: the date, actor and recipient."""
    if not row["evidence"]:
        return ""
    proof = row["evidence"][0]
    text, begin = proof["text"], proof["begin"]
    spans = [row["date"], *row["actor"], *row["recipient"]]
    taken = [(span["begin"], span["stop"]) for span in spans if span and span.get("begin") is not None]
    for start, stop in sorted(taken, reverse=True):
        if begin <= start and stop <= begin + len(text):
            text = f"{text[: start - begin]} {text[stop - begin :]}"
    return str(text)


__all__ = ["NEAR_DAYS", "Told", "codes_of", "core_of", "fold", "told", "wording"]
