"""The article that the project began with, read where ../shared holds it. Its text is not part of the project."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import detente
from detente.exchange.reading_json import as_json
from detente.records import Reading

SHARED = Path(__file__).parents[4] / "shared"
ARTICLE = SHARED / "seeds" / "rapprochement-article.txt"
SCORER = SHARED / "eval" / "score_article.py"

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not ARTICLE.exists(), reason=f"{ARTICLE} is not on this machine"),
]


@pytest.fixture(scope="module")
def reading() -> Reading:
    return detente.read(ARTICLE, published="2024-06-26", quick=True)


def test_an_analyst_finds_what_the_article_says(reading: Reading, tmp_path: Path) -> None:
    path = tmp_path / "reading.json"
    path.write_text(as_json(reading), encoding="utf-8")
    done = subprocess.run([sys.executable, str(SCORER), str(path)], capture_output=True, text=True, check=False)
    verdict = done.stdout.splitlines()[-1]
    assert "11 found" in verdict, done.stdout
    assert "events 11/11 full" in verdict or "events 10/11 full" in verdict, done.stdout
    assert "transfers 5/5; questions 3/3; quarantine exact; commitment yes; never 0" in verdict, done.stdout


def test_what_is_no_event_is_none(reading: Reading) -> None:
    assert len(reading.events) <= 18


def test_no_year_is_invented_without_the_day_of_publication() -> None:
    reading = detente.read(ARTICLE, quick=True)
    dates = {event.date.edtf for event in reading.events if event.date}
    assert "XXXX-06-19" in dates
    assert not any("2024" in edtf or "2023" in edtf for edtf in dates)
    assert any(item.what == "date" and "--published" in (item.remedy or "") for item in reading.unresolved)
    assert json.loads(as_json(reading))["document"]["published"] is None
