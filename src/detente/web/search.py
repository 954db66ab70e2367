"""Sentences that hold some words, with their day and source, the words marked; and what they may be narrowed by."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from detente.store.casebook import Casebook
from detente.telling.event import moment
from detente.telling.whom import folded

MOST = 200  # sentences that are looked at
STEM = 4  # letters that a word of a sentence must share with a word asked for
Row = dict[str, Any]


def found(book: Casebook, question: str, tongue: str) -> list[Row]:
    """Sentences, the best first: id of the event, words in parts (those asked for are hits), day, source, document, year."""
    hits = book.search(question, MOST).to_pylist()
    known = (
        {row["event_id"]: row for row in book.event_rows(ids=sorted({hit["event_id"] for hit in hits}))} if hits else {}
    )
    rows, seen = [], set()
    for hit in hits:
        row = known.get(hit["event_id"])
        if row is None or (hit["text"], hit["document"]) in seen:
            continue
        seen.add((hit["text"], hit["document"]))
        report = next((one for one in row["told"] if one["document"] == hit["document"]), row["told"][0])
        day = row["date"] or report["published"]
        rows.append(
            {
                "id": row["event_id"], "document": hit["document"], "text": hit["text"], "parts": marked(hit["text"], question),
                "language": report["language"], "source": report["site"] or report["source"], "when": moment(row, tongue),
                "date": row["edtf"] or "", "published": str(report["published"] or ""), "year": str(day)[:4] if day else "?",
            }
        )  # fmt: skip
    return rows


def marked(text: str, question: str) -> list[tuple[str, bool]]:
    """A sentence in parts, and of each whether it is a word that was asked for, in whatever ending."""
    wanted = [word for word in folded(question).split() if len(word) > 2]

    def hit(word: str) -> bool:
        plain = folded(word)
        return any(plain.startswith(one[: max(STEM, len(one) - 2)]) for one in wanted) if plain else False

    return [(part, hit(part)) for part in re.findall(r"\w+|\W+", text)]


def facets(rows: list[Row]) -> list[tuple[str, list[tuple[str, int]]]]:
    """What sentences may be narrowed by: years and sources, those of most first."""
    years = sorted(Counter(row["year"] for row in rows).items())
    return [("year", years), ("source", Counter(row["source"] for row in rows).most_common(12))]


__all__ = ["facets", "found", "marked"]
