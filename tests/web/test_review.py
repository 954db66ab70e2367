"""The review queue: the doubtful first, settled by a form, counted at once, taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.errors import BadQuery
from detente.store.casebook import Casebook
from detente.telling.check import CHECKS
from detente.web import review
from detente.web.app import create_app
from detente.web.doubts import DOUBT, doubt_of
from detente.web.wording import TONGUES, table
from tests.store.toy import toy_open, toy_read

ARTICLES = """site: a.example
2024-06-19 PER strike MLI: Peru and Mali will sign nothing, the press of Peru said
2024-06-20 MLI provide-aid PER: Mali gave grain to Peru
2024-06-21 PER condemn MLI: Lima condemned it
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "articles.txt").write_text(ARTICLES, encoding="utf-8")
    with Casebook.open(tmp_path / "book") as book:
        book.add(tmp_path / "articles.txt", reader=toy_read, opener=toy_open)
    return tmp_path / "book"


@pytest.fixture
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(folder), base_url="http://localhost") as made:
        yield made


def happened(book: Casebook) -> int:
    return len(book.event_ids(status="happened"))


def test_doubt_is_greatest_where_an_inverted_event_would_count() -> None:
    row = {"confidence": 1.0}
    assert CHECKS.keys() <= DOUBT.keys(), "each part of the check has its weight"
    assert all(
        f"doubt_{part}" in table()[tongue]
        for part in (*CHECKS, "confidence", "chain", "language")
        for tongue in TONGUES
    )
    order = [doubt_of(row, (part,)) for part in ("roles", "status", "who", "chain", "whom")]
    assert order == sorted(order, reverse=True) and order[0] == 1.0
    assert doubt_of(row, ()) == 0.0
    assert doubt_of({"confidence": 0.3}, ()) == pytest.approx(0.7)


def test_no_takes_an_event_out_of_the_figures_and_undo_brings_it_back(folder: Path) -> None:
    with Casebook.open(folder) as book:
        listed, done = review.queue(book, "en")
        assert listed and not done
        first, count = listed[0]["event_id"], happened(book)
        review.settle(book, first, "no", author="A. N.")
        assert happened(book) == count - 1
        again, done = review.queue(book, "en")
        assert done == 1 and first not in [row["event_id"] for row in again]
        review.settle(book, first, "undo", author="A. N.")
        assert happened(book) == count
        assert first in [row["event_id"] for row in review.queue(book, "en")[0]]
        with pytest.raises(BadQuery, match="yes, no"):
            review.settle(book, first, "perhaps", author="A. N.")


def test_swap_turns_the_sides(folder: Path) -> None:
    with Casebook.open(folder) as book:
        (aid,) = book.event_rows(event="AID")
        review.settle(book, aid["event_id"], "swap", author="A. N.")
        (turned,) = book.event_rows(event="AID")
        assert [one["country"] for one in turned["actors"]] == ["PER"]
        review.settle(book, aid["event_id"], "undo", author="A. N.")
        (back,) = book.event_rows(event="AID")
        assert [one["country"] for one in back["actors"]] == ["MLI"]


@pytest.mark.parametrize("tongue", ["en", "fr"])
def test_the_page_shows_one_event_with_its_words_and_settles_it_by_its_form(client: TestClient, tongue: str) -> None:
    found = client.get(f"/review?lang={tongue}").text
    assert found.count("<script") == found.count('<script src="/static/keys.js" defer></script>') == 1
    assert found.count("<mark>") == 1
    assert all(f'accesskey="{key}"' in found for key in "ynxs")
    waiting = client.get("/api/review").json()
    action = re.search(r'action="(/review/[^"]+)"', found)
    seal = re.search(r'name="seal" value="([^"]+)"', found)
    assert action and seal
    address = action[1].replace("&amp;", "&")
    assert client.post(address, data={"act": "yes", "seal": "0" * 64, "author": "A. N."}).status_code == 403
    after = client.post(address, data={"act": "yes", "seal": seal[1], "author": "A. N."})
    assert after.status_code == 200
    assert client.get("/api/review").json()["done"] == waiting["done"] + 1
    assert "A. N." in client.get("/corrections").text


def test_the_plain_form_says_it_otherwise_and_is_taken_back_whole(client: TestClient, folder: Path) -> None:
    with Casebook.open(folder) as book:
        (aid,) = book.event_rows(event="AID")
        name = aid["event_id"]
        fixed = {"actor": "PER", "recipient": "Mali", "event": "CONSULT", "date": "2024-06", "status": "planned"}
        review.settle(book, name, "fix", author="A. N.", fixed=fixed)
        now = book.event(name)
        assert (now["event"], now["edtf"], now["status"]) == ("CONSULT", "2024-06", "planned")
        assert [one["country"] for one in now["actors"]] == ["PER"]
        review.settle(book, name, "undo", author="A. N.")
        back = book.event(name)
        for field in ("event", "deed", "quad", "intensity", "edtf", "status"):
            assert back[field] == aid[field], field
        assert [one["country"] for one in back["actors"]] == ["MLI"]
    form = client.get(f"/review?event={name}").text
    assert f'action="/review/{name}?' in form, "one event of the queue by its id"


def test_the_keys_wait_while_a_field_is_written_in(client: TestClient) -> None:
    keys = client.get("/static/keys.js").text
    assert "textarea" in keys and 'accesskey="${event.key}"' in keys
