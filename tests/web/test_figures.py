"""The short ways of the pages give what the long ones give, and what is kept goes when the casebook changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from benchmarks.desk import invented
from detente import watch
from detente.dyads import series, turning_points
from detente.store.analyst.watches import Watch
from detente.store.casebook import Casebook
from detente.store.filters import Filter
from detente.web import desk, figures
from detente.web.app import create_app
from detente.web.routes.network import ties
from tests.store.toy import toy_open, toy_read

LINES = """2023-09-13 PRK meet RUS: the leaders met
2024-06 RUS provide-aid PRK: grain in the month of June
2024-06-19 RUS sign PRK in Pyongyang: a treaty
2024-07-02 USA impose-sanctions RUS: sanctions
2024-07-03 IGO condemn RUS: words
"""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    folder = tmp_path_factory.mktemp("figures") / "book"
    invented(folder, 20_000)
    with Casebook.open(folder) as book:
        yield book


@pytest.fixture
def few(tmp_path: Path) -> Iterator[Casebook]:
    (tmp_path / "lines.txt").write_text(LINES, encoding="utf-8")
    with Casebook.open(tmp_path / "book") as book:
        book.add(tmp_path / "lines.txt", reader=toy_read, opener=toy_open)
        yield book


@pytest.mark.parametrize(("a", "b"), [("USA", "CHN"), ("CHN", "USA"), ("RUS", "UKR")])
def test_figures_of_a_dyad_equal_those_over_the_whole_casebook(many: Casebook, a: str, b: str) -> None:
    whole = many.events_table()
    assert figures.course(many, a, b).equals(series(whole, a, b, by="quarter"))
    found = figures.turns(many, a, b).to_pylist()
    assert found == turning_points(whole, dyad=(min(a, b), max(a, b))).to_pylist()


def test_and_so_in_a_small_casebook_with_vague_dates_and_groups(few: Casebook) -> None:
    whole = few.events_table()
    assert figures.course(few, "RUS", "PRK").equals(series(whole, "RUS", "PRK", by="quarter"))
    assert figures.turns(few, "RUS", "PRK").equals(turning_points(whole, dyad=("PRK", "RUS")))


def test_newest_first_is_the_order_of_the_casebook(many: Casebook) -> None:
    table = figures.dyad_table(many, "USA", "CHN")
    expected = many.view.ids(Filter(dyad=("USA", "CHN")), latest=True)
    assert figures.newest_first(table).column("event_id").to_pylist() == expected.column("event_id").to_pylist()
    shown = desk.dyad(many, "USA", "CHN")["events"]
    assert [row["id"] for row in shown] == expected.column("event_id").to_pylist()[: desk.PAGE]


def test_what_is_kept_goes_when_the_casebook_changes(few: Casebook, tmp_path: Path) -> None:
    before = desk.dyad(few, "RUS", "PRK")
    (tmp_path / "more.txt").write_text("2024-08-01 RUS strike PRK: an end\n", encoding="utf-8")
    few.add(tmp_path / "more.txt", reader=toy_read, opener=toy_open)
    after = desk.dyad(few, "RUS", "PRK")
    assert after["total"] == before["total"] + 1
    assert after["events"][0]["deed"] == "strike"


def test_a_large_casebook_shows_movers_and_its_last_year_and_says_so(
    many: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert figures.period(many, "", "") == ("", "")
    all_ties = ties(many)
    small = figures.moved(many)
    assert small["movers"] == []
    monkeypatch.setattr(figures, "LARGE", 100)
    large = figures.moved(many)
    assert large["turns"] == [] and large["years"][1] == large["years"][0] + 1
    since, until = figures.period(many, "", "")
    assert since and not until
    assert figures.period(many, "2014", "2015") == ("2014", "2015")
    assert 0 < sum(tie["events"] for tie in ties(many, since=since)) < sum(tie["events"] for tie in all_ties)
    assert figures.latest(many, 20) == many.events(limit=20, latest=True).to_pylist()


@pytest.mark.parametrize("language", ["en", "fr"])
def test_how_two_states_stand_is_told_with_its_words(few: Casebook, language: str) -> None:
    found = desk.standing(few, "RUS", "PRK", language)
    assert set(found) == {"in_short", "reactions", "outlook"}
    (extent,) = found["in_short"]["sentences"]
    assert extent["text"].startswith(
        {"en": "The ledger carries 3 events", "fr": "Le registre porte 3 événements"}[language]
    )
    assert all(said["citations"] for part in found.values() for said in part["sentences"])
    assert found["outlook"]["missing"]  # three events are no past to forecast from


def test_in_a_large_casebook_the_outlook_is_a_question(many: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    assert desk.standing(many, "USA", "CHN", "en")["outlook"]["sentences"]
    monkeypatch.setattr(figures, "large", lambda book: True)
    assert desk.standing(many, "USA", "CHN", "en")["outlook"] is None
    with TestClient(create_app(many.folder), base_url="http://localhost") as client:
        page = client.get("/dyad?a=USA&b=CHN&lang=fr").text
        (link,) = re.findall(r'href="(/ask\?q=[^"]+)"', page)
        answer = client.get(unescape(link)).text
        told = client.get("/api/standing?a=usa&b=chn&lang=fr").json()
    assert told["outlook"] is None
    assert told["in_short"]["sentences"][1]["text"] in page, "the strongest turn; how much there is stands in the head"
    assert 'id="outlook"' in page
    assert "Perspectives" in page
    assert "La probabilité d’un conflit matériel entre les États-Unis et la Chine" in answer


def test_the_first_page_shows_what_is_watched_and_found(few: Casebook) -> None:
    assert desk.overview(few)["watches"] == []
    watch.add(few, Watch("Pyongyang & co", {"dyad": ["RUS", "PRK"]}), tell_all=True)
    watch.run(few, channels=("terminal",))
    page = desk.overview(few)
    (shown,) = page["watches"]
    assert shown["name"] == "Pyongyang & co"
    assert shown["notices"] == len(page["notices"]) > 0
    with TestClient(create_app(few.folder), base_url="http://localhost") as client:
        html = client.get("/?lang=en").text
    assert f"<li>Pyongyang &amp; co: Two states RUS–PRK ({shown['notices']})</li>" in html
    assert f"/events/{page['notices'][0]['event']}?lang=en" in html
