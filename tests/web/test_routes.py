"""Actor, network and map pages over a small casebook: what is counted, what is drawn, and what the same address gives as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.store.casebook import Casebook
from detente.web.app import create_app
from detente.web.routes import map as world
from detente.web.routes import network
from detente.web.wording import KEPT
from tests.store.toy import toy_open, toy_read

ARTICLES = """2018-06-12 USA meet PRK: the leaders met
2018-06-13 USA meet PRK: they met again
2019-02-28 USA condemn PRK: no deal
2024-06-19 RUS sign PRK in Pyongyang: a treaty was signed
2024-06-20 RUS provide-aid PRK: grain was sent by train
2024-07-02 USA impose-sanctions RUS: sanctions on ten firms
2024-07-03 RUS condemn IGO: words of anger
"""
UNDATED = """XXXX USA meet PRK: once upon a time
XXXX USA condemn IGO: nobody knows when
"""


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    top = tmp_path_factory.mktemp("routes")
    (top / "articles.txt").write_text(ARTICLES, encoding="utf-8")
    with Casebook.open(top / "book") as book:
        book.add(top / "articles.txt", reader=toy_read, opener=toy_open)
    with TestClient(create_app(top / "book"), base_url="http://localhost") as made:
        yield made


@pytest.fixture(autouse=True)
def forgotten(client: TestClient) -> Iterator[None]:
    """Each test comes as somebody who has not chosen a language yet."""
    yield
    client.cookies.delete(KEPT) if KEPT in client.cookies else None


def test_ties_are_signed_and_counted_in_both_directions_at_least_so_often(client: TestClient) -> None:
    rows = client.get("/api/network?least=1").json()["rows"]
    assert [(row["a"], row["b"], row["sign"], row["cooperation"], row["conflict"]) for row in rows] == [
        ("PRK", "USA", "+", 2, 1),
        ("PRK", "RUS", "+", 2, 0),
        ("RUS", "USA", "−", 0, 1),
    ]
    assert client.get("/api/network?least=3").json()["total"] == 1
    (late,) = client.get("/api/network?least=1&since=2019&until=2019").json()["rows"]
    assert (late["a"], late["b"], late["sign"]) == ("PRK", "USA", "−")
    assert client.get("/network?least=1&since=soon").status_code == 400


def test_a_period_says_how_many_events_without_a_day_it_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "articles.txt").write_text(ARTICLES + UNDATED, encoding="utf-8")
    with Casebook.open(tmp_path / "book") as book:
        book.add(tmp_path / "articles.txt", reader=toy_read, opener=toy_open)
    with TestClient(create_app(tmp_path / "book"), base_url="http://localhost") as client:
        whole = client.get("/api/network?least=1").json()
        part = client.get("/api/network?least=1&since=2018&until=2024").json()
        assert (whole["undated"], part["undated"]) == (0, 1)
        counts = [sum(row["events"] for row in found["rows"]) for found in (whole, part)]
        assert counts == [7, 6]
        assert "which a period leaves out: 1<" in client.get("/network?least=1&since=2018&until=2024").text
        assert "que la période laisse de côté" not in client.get("/network?least=1&lang=fr").text


def test_the_network_is_drawn_with_a_sign_that_needs_no_colour_and_links_to_its_actors(client: TestClient) -> None:
    page = client.get("/network?least=1").text
    assert '<line class="bad"' in page and '<line class="good"' in page
    assert 'href="/actors/PRK?lang=en"><circle' in page and ">North Korea</text>" in page
    assert 'href="/dyad?a=PRK&amp;b=USA&amp;lang=en"' in page
    assert '<line class="bad"' not in client.get("/network?least=2").text
    assert "Corée du Nord – États-Unis" in client.get("/network?least=1&lang=fr").text


def test_a_picture_is_the_same_at_each_visit_and_stays_in_its_frame() -> None:
    rows = [
        {"a": f"A{n}", "b": f"A{n + 1}", "events": n + 1, "share": 0.5, "cooperation": 1, "conflict": 1, "sign": "0"}
        for n in range(40)
    ]
    drawn = network.placed(rows)
    assert drawn == network.placed(rows)
    assert all(0 <= dot["x"] <= 1000 and 0 <= dot["y"] <= 640 for dot in drawn["dots"])
    assert network.placed([]) == {"lines": [], "dots": []}


def test_pages_of_rows_are_whole() -> None:
    rows = [{"n": n} for n in range(7)]
    first, second = network.paged(rows, 0, 4), network.paged(rows, 4, 4)
    assert first["rows"] + second["rows"] == rows
    assert (first["next"], second["next"], first["total"]) == (4, None, 7)


def test_a_state_is_coloured_by_its_deeds_with_all_or_with_one(client: TestClient) -> None:
    everyone = {row["code"]: row for row in client.get("/api/map").json()["rows"]}
    assert everyone["RUS"] == {"code": "RUS", "cooperation": 2, "conflict": 1, "events": 3, "level": 3}
    toward = {row["code"]: row["level"] for row in client.get("/api/map?focus=rus").json()["rows"]}
    assert toward == {"PRK": 4, "USA": 0}
    page = client.get("/map?focus=RUS").text
    assert '<path class="focus" d="' in page
    assert '<path class="arc bad" d="' in page and '<path class="arc good" d="' in page
    assert "Natural Earth 4.1.0" in page
    assert client.get("/map?focus=R1").status_code == 400
    assert client.get("/map?focus=Russie").text.count('<path class="focus" d="') == 1, "by a name in either language"


def test_shapes_have_known_codes_once_and_lie_in_the_frame() -> None:
    from detente.world.gazetteer import gazetteer

    shapes = world.shapes()
    codes = [shape.code for shape in shapes if shape.code]
    assert len(codes) == len(set(codes)) > 200
    known = {entity.country for entity in gazetteer().entities.values() if entity.kind == "state"}
    assert set(codes) <= known | {"XKX"}
    assert {"SGP", "MLT", "FJI", "TWN", "PSE", "XKX"} <= set(codes)
    assert all(shape.disputed for shape in shapes if not shape.code)
    assert all(0 <= shape.x <= 2000 and 20 <= shape.y <= 880 for shape in shapes)
    here = {shape.code: (shape.x, shape.y) for shape in shapes}
    assert here["USA"][0] < here["FRA"][0] < here["RUS"][0] < here["JPN"][0] < here["FJI"][0]
    assert here["RUS"][1] < here["FRA"][1] < here["SGP"][1] < here["FJI"][1]


def test_an_actor_has_names_offices_by_day_dyads_and_events(client: TestClient) -> None:
    page = client.get("/actors/PRK").text
    assert "<h1>North Korea <small>PRK</small></h1>" in page
    assert "Corée du Nord" in page
    assert "Kim Jong" in page
    assert 'href="/dyad?a=PRK&amp;b=USA&amp;lang=en"' in page
    shown = client.get("/api/actors/prk?on=2018-06-12").json()
    assert [(row["other"], row["events"]) for row in shown["dyads"]] == [("USA", 3), ("RUS", 2)]
    assert [row["date"] for row in shown["events"]][:2] == ["2024-06-20", "2024-06-19"]
    assert shown["offices"] and all(
        office["begin"] <= "2018-06-12" <= (office["end"] or "9999") and office["source"] for office in shown["offices"]
    )
    assert len(client.get("/api/actors/PRK").json()["offices"]) > len(shown["offices"])
    assert client.get("/actors/PRK?on=yesterday").status_code == 400
    assert client.get("/api/actors/PRK?after=5").json()["events"] == []


def test_persons_organisations_and_groups_have_pages_and_strangers_none(client: TestClient) -> None:
    assert "NATO" in client.get("/actors/org:NATO").text
    assert 'href="/actors/FRA?lang=en"' in client.get("/actors/org:NATO").text
    assert "secretary-general" in client.get("/actors/person:kofi-annan").text
    assert client.get("/actors/IGO").status_code == 200
    assert client.get("/actors/QQQ").status_code == 404
    assert client.get("/actors/org:none").status_code == 404
    assert "person:kofi-annan" in client.get("/actors?q=annan").text
    found = client.get("/actors?q=PRK", follow_redirects=False)
    assert (found.status_code, found.headers["location"]) == (303, "/actors/PRK?lang=en")
    assert client.get("/api/actors?q=annan").json()[0]["id"] == "person:kofi-annan"
    assert "secrétaire général" in client.get("/actors/person:kofi-annan?lang=fr").text
