"""Every figure leads to the sentences it counts; a text comes in by the desk; a search says where and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from detente.store.casebook import Casebook
from detente.web import home, intake, search
from detente.web.app import create_app
from tests.store.toy import toy_open, toy_read

LINES = """site: a.example
2023-02-01 PER meet MLI: Peru and Mali met
2023-02-03 PER provide-aid MLI: Peru gave grain to Mali
2023-03-09 MLI condemn PER: Mali condemned Peru
2024-05-02 PER sign MLI: Peru and Mali signed a treaty
2024-05-03 PER provide-aid MLI: Peru brought grain to Mali
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "lines.txt").write_text(LINES, encoding="utf-8")
    with Casebook.open(tmp_path / "book") as book:
        book.add(tmp_path / "lines.txt", reader=toy_read, opener=toy_open)
    return tmp_path / "book"


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(folder), base_url="http://localhost") as made:
        yield made


def test_each_cell_and_bar_of_the_course_unfolds_to_as_many_events_as_it_says(client: TestClient) -> None:
    page = client.get("/dyad?a=PER&b=MLI").text
    cells = re.findall(r'<td><a href="(/dyad\?[^"]+period=[^"]+)">(\d+)</a>', page)
    bars = re.findall(r'<a href="(/dyad\?[^"]+period=[^"]+)" aria-label="[^"]*: (\d+) ', page)
    assert cells and sorted(cells) == sorted(bars)
    for address, number in cells:
        there = client.get(unescape(address).replace("/dyad", "/api/dyad").split("#")[0]).json()
        assert there["total"] == int(number), address


def test_network_and_actor_figures_lead_to_as_many(client: TestClient) -> None:
    for page in ("/network?least=1", "/actors/PER"):
        found = re.findall(r'<td><a href="(/dyad\?[^"]+way=[^"]+)">(\d+)</a>', client.get(page).text)
        assert found
        for address, number in found:
            there = client.get(unescape(address).replace("/dyad", "/api/dyad").split("#")[0]).json()
            assert there["total"] == int(number), address


def test_a_period_or_turn_that_is_not_there_is_said(client: TestClient) -> None:
    assert client.get("/api/dyad?a=PER&b=MLI&period=1999-Q1").json()["total"] == 0
    assert client.get("/dyad?a=PER&b=MLI&turn=99").status_code == 404
    assert client.get("/dyad?a=PER&b=MLI&way=sideways").status_code == 422


def test_a_pasted_text_is_read_and_shown(client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(intake, "_reader", [toy_read])
    seal = re.search(r'name="seal" value="([^"]+)"', client.get("/").text)
    assert seal
    given: dict[str, Any] = {
        "seal": seal[1],
        "text": "2024-06-01 PER meet MLI: the two ministers met at noon\n",
        "title": "Noon",
    }
    assert client.post("/add", data=given | {"seal": "0" * 64}).status_code == 403
    page = client.post("/add", data=given)
    assert page.status_code == 200 and "<h1>Noon</h1>" in page.text and "at noon" in page.text
    again = client.post("/add", data=given)
    assert again.url == page.url, "what is known is shown, not read twice"
    assert client.post("/add", data=given | {"text": "  "}).status_code == 400
    secret = tmp_path / "secret.txt"
    secret.write_text("2024-06-02 PER meet MLI: a file of this machine\n", encoding="utf-8")
    assert "a file of this machine" not in client.post("/add", data=given | {"text": str(secret)}).text


def test_a_watch_is_made_on_the_desk(client: TestClient) -> None:
    seal = re.search(r'name="seal" value="([^"]+)"', client.get("/").text)
    assert seal
    made = client.post("/watches", data={"seal": seal[1], "name": "Lima", "a": "Peru", "b": "Mali"})
    assert made.status_code == 200 and "Lima: " in made.text
    assert client.post("/watches", data={"seal": seal[1], "name": "nothing"}).status_code == 400


def test_a_search_marks_words_in_any_ending_and_narrows_by_year(client: TestClient) -> None:
    assert [part for part, hit in search.marked("The treaties were signed.", "treaty sign") if hit] == [
        "treaties",
        "signed",
    ]
    page = client.get("/search?q=grain").text
    assert page.count("<mark>grain</mark>") == 2 and "a.example" in page
    assert client.get("/search?q=grain&year=2024").text.count("<mark>grain</mark>") == 1
    sheet = client.get("/search.csv?q=grain")
    assert sheet.headers["content-type"].startswith("text/csv") and len(sheet.text.splitlines()) == 3


def test_the_first_page_says_how_pairs_stand_and_little_is_no_change(folder: Path) -> None:
    with Casebook.open(folder) as book:
        (pair,) = home.pairs(book)
    assert (pair["a"], pair["b"], pair["good"], pair["bad"]) == ("MLI", "PER", 2, 0)
    assert pair["change"] == "same", "too few events for a change"
    assert all(0 <= bar["x"] < 80 and bar["y"] >= 0 and bar["y"] + bar["height"] <= 22 for bar in pair["bars"])
