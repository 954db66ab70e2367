"""What analysts said, as cases to train and to test on: the words, where they stand, the value that was read and the one that is right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from detente.exchange.exporting import Record, Source, writing
from detente.exchange.format import Format
from detente.store.analyst.corrections import trail

TESTED = 5  # one document in so many is for testing; all cases of a document are on one side


def write(source: Source, path: Path) -> int:
    """One case a line, the newest first; words that a later one replaced are left out. Returns the cases."""
    chosen = set(source.casebook.event_ids(**source.filters)) if any(source.filters.values()) else None
    written = 0
    with writing(path) as file:
        for case in cases(source, chosen):
            file.write(json.dumps(case, ensure_ascii=False) + "\n")
            written += 1
    return written


def cases(source: Source, chosen: set[str] | None) -> Iterator[Record]:
    """What stands on words of a document; of `chosen` events alone where filters are given."""
    for row in trail(source.casebook.ledger):
        place = row["anchor"]
        if place is None or row["state"] == "replaced" or (chosen is not None and row["event"] not in chosen):
            continue
        yield {
            "sentence": place["text"],
            "language": place["language"],
            "document": place["document"],
            "source": place["source"],
            "published": place["published"],
            "begin": place["begin"],
            "stop": place["stop"],
            **{part: within(place, part) for part in ("trigger", "actor", "recipient")},
            "read": {key: place[key] for key in ("event", "deed", "actors", "recipients") if key in place},
            "field": row["field"],
            "before": row["before"],
            "after": row["after"],
            "author": row["author"],
            "reason": row["reason"],
            "at": row["at"],
            "split": split(place["document"]),
        }


def within(place: Record, part: str) -> list[int] | None:
    """A span as offsets within the sentence."""
    span = place.get(part)
    return [span["begin"] - place["begin"], span["stop"] - place["begin"]] if span else None


def split(document: str) -> str:
    """`test` for one document in five, by its id: the same at each export and in each casebook."""
    return "test" if int.from_bytes(blake2b(document.encode(), digest_size=4).digest()) % TESTED == 0 else "train"


CORRECTIONS = Format("corrections", "what analysts corrected, as cases to train and test on", exporter=write)

__all__ = ["CORRECTIONS"]
