"""One voice: each phrase stands once, in both languages, and French is set as French."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from detente.telling.wording import HERE, LANGUAGES, catalogue, french, settled, words
from detente.text import tables

ROOMS = ("dossiers", "watches", "desk", "reading")


def written(name: str) -> list[tuple[str, ...]]:
    """The rows of a catalogue that hold words of their own."""
    return [row for row in tables.rows(HERE / f"{name}.tsv", ("key", *LANGUAGES)) if not row[1].startswith("=")]


def test_no_phrase_stands_twice() -> None:
    rows = [(name, row) for name in ("phrases", *ROOMS) for row in written(name)]
    counts = Counter(row[1].casefold() for _, row in rows)
    assert [(name, row[0], row[1]) for name, row in rows if counts[row[1].casefold()] > 1] == []
    assert len(rows) > 300


@pytest.mark.parametrize("room", ROOMS)
def test_shared_words_are_found_and_every_key_has_both_languages(room: str) -> None:
    found = {language: catalogue(room, language) for language in LANGUAGES}
    assert found["en"].keys() == found["fr"].keys()
    assert not [text for texts in found.values() for text in texts.values() if not text or text.startswith("=")]


def test_a_capital_is_asked_for_with_the_key() -> None:
    assert catalogue("desk", "fr")["turning_points"] == "Tournants"
    assert words("fr")["turning"] == "tournants"


def test_french_is_set_as_french() -> None:
    texts = [
        *(french(text) for text in words("fr").values()),
        *(text for room in ("desk", "reading") for text in settled(room, "fr").values()),
    ]
    assert not [text for text in texts if re.search(r" [:;?!»]|« |\w'\w", text)]
    assert not [text for text in texts if re.search(r"\w[;?!](?:\s|$)", text)]
