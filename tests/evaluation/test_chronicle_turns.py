"""What the chronicle shows of the Korean peninsula: the thaw of 2018, its end, and the treaty of June 2024."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.data import CHRONICLE
from detente.store.casebook import Casebook

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    made = detente.open(tmp_path_factory.mktemp("chronicle") / "book")
    made.add(str(Path(CHRONICLE)))
    return made


def turns(book: Casebook, a: str, b: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = detente.turning_points(book.events_table(), dyad=(a, b)).to_pylist()
    return found


@pytest.mark.parametrize(("a", "b"), [("KOR", "PRK"), ("PRK", "USA")])
def test_the_thaw_of_2018_and_its_end(book: Casebook, a: str, b: str) -> None:
    found = turns(book, a, b)
    assert any(turn["direction"] == "up" and turn["date"].year == 2018 for turn in found)
    assert any(turn["direction"] == "down" and date(2019, 1, 1) <= turn["date"] <= date(2020, 12, 31) for turn in found)


def test_june_2024_turns_on_the_treaty_and_every_turn_leads_to_its_sentences(book: Casebook) -> None:
    found = turns(book, "PRK", "RUS")
    (turn,) = [turn for turn in found if turn["date"] == date(2024, 6, 19)]
    assert turn["direction"] == "up"
    trigger = book.event(turn["trigger"])
    assert trigger["event"] in ("AGREE", "SUPPORT")
    assert any("trait" in proof["text"] for proof in book.evidence(turn["trigger"]).to_pylist())
    for each in found:
        assert each["trigger"] in each["events"]
        assert all(book.evidence(event).num_rows for event in each["events"])
