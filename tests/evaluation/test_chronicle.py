"""The chronicle and the examples that ship with the project keep the promises that the demo stands on."""

import json
import re
from datetime import date
from pathlib import Path

from detente.data import CHRONICLE

ROWS = [json.loads(line) for line in CHRONICLE.read_text(encoding="utf-8").splitlines()]
EXAMPLES = Path(__file__).parents[2] / "examples"
WEEKDAYS = {
    "fr": ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    "en": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}


def test_size_languages_and_fields() -> None:
    assert len(ROWS) >= 150
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    assert abs(sum(row["language"] == "fr" for row in ROWS) * 2 - len(ROWS)) <= 10
    for row in ROWS:
        assert set(row) == {"id", "date", "language", "site", "title", "text"}
        assert 2017 <= date.fromisoformat(row["date"]).year <= 2025
        assert 2 <= len(re.findall(r"[.!?](?= |$)", row["text"])) <= 8, row["id"]


def test_dispatches_stand_in_order_of_time() -> None:
    assert [row["date"] for row in ROWS] == sorted(row["date"] for row in ROWS)


def test_a_dispatch_names_no_weekday_of_the_other_language() -> None:
    for row in ROWS:
        other = WEEKDAYS["en" if row["language"] == "fr" else "fr"]
        assert not set(re.findall(r"\w+", row["text"])) & set(other), row["id"]


def test_the_turns_of_the_story_are_told() -> None:
    def told(month: str) -> str:
        return " ".join(row["text"] for row in ROWS if row["date"].startswith(month))

    for month, words in {
        "2018-04": "Panmunjom",
        "2018-06": "Singapore",
        "2019-02": "Hanoi",
        "2020-06": "Kaesong",
        "2023-09": "Vostotchny",
        "2024-06": "traité",
    }.items():
        assert words in told(month), month


def test_the_french_example_carries_spam_and_a_question() -> None:
    text = (EXAMPLES / "moscou-pyongyang.fr.txt").read_text(encoding="utf-8")
    assert "peut-être" in text
    assert "Selon Séoul" in text
    assert "casino" in text.split("\n\n")[-1]
    assert "?" in text
