"""The short phrases that every people-facing form of a reading shares: who, when, how surely, on whose word, what was set aside."""

from __future__ import annotations

from collections.abc import Iterable

from detente.exchange.labels import actor_name, colon, labels, quoted
from detente.records import Actor, Event, Reading, Unresolved


def in_time(reading: Reading) -> list[Event]:
    """Events in order of time, the undated last, then in order of the text."""
    return sorted(
        reading.events,
        key=lambda e: (
            e.date is None or e.date.first is None,
            str(e.date.first) if e.date else "",
            e.evidence[0].begin,
        ),
    )


def names(actors: Iterable[Actor]) -> str:
    return ", ".join(actor_name(a.name, a.text, a.country) for a in actors)


def date_of(event: Event, tongue: str | None) -> str:
    return event.date.edtf if event.date else labels(tongue)["undated"]


def certainty(event: Event, tongue: str | None) -> str:
    """*conditional, probable, “if ...”*: the status, the likelihood where it is not certain, the condition in its own words."""
    word = labels(tongue)
    parts = [word[event.status]]
    if event.likelihood != "certain":
        parts.append(word[event.likelihood])
    if event.condition:
        parts.append(quoted(event.condition.text, tongue))
    if event.contested:
        parts.append(word["contested"])
    return ", ".join(parts)


def said_by(event: Event, tongue: str | None) -> str:
    word = labels(tongue)
    if event.said_by.kind == "author":
        return word["author_word"]
    if event.said_by.kind == "hearsay":
        return word["hearsay"]
    return " ".join((event.said_by.text or "?").split()).removeprefix("-t").lstrip("-")  # *a-t-il dit*


def unresolved(item: Unresolved, tongue: str | None) -> str:
    """What could not be settled, why, and the option that would settle it."""
    word = labels(tongue)
    remedy = f" — {word['remedy']} `{item.remedy}`" if item.remedy else ""
    return f"{quoted(item.text, tongue)}{colon(tongue)}{word.get(f'why_{item.what}', item.reason)}{remedy}"


def set_aside(reading: Reading, tongue: str | None) -> list[str]:
    """A line a quarantined block: its first words, size, kind and reasons."""
    word, text = labels(tongue), reading.document.text
    out = []
    for block in reading.blocks:
        if not block.kept:
            words = " ".join(text[block.begin : block.stop].split())
            start = words[:60] + ("…" if len(words) > 60 else "")
            kind = word.get(f"kind_{block.kind}", block.kind)
            out.append(
                f"{start} [{block.begin}–{block.stop}, {block.stop - block.begin} {word['characters']}] {kind}; {', '.join(block.reasons)}"
            )
    return out
