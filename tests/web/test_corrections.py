"""Forms by which analysts confirm, dispute, correct and annotate, and the trail: nothing gets in unsealed, nothing comes out as markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.store import casebook as module
from detente.store.casebook import Casebook
from detente.web.app import create_app
from detente.web.desk import fragment, sides, within
from tests.store.toy import toy_open
from tests.web.test_desk import ARTICLES, EVIL, reader


@pytest.fixture
def client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr(module, "default_reader", lambda: reader)
    (tmp_path / "articles.txt").write_text(ARTICLES, encoding="utf-8")
    with Casebook.open(tmp_path / "book") as book:
        book.add(tmp_path / "articles.txt", reader=reader, opener=toy_open)
    with TestClient(create_app(tmp_path / "book"), base_url="http://localhost") as made:
        yield made


def aid(client: TestClient) -> str:
    (row,) = client.get("/api/dyad?a=RUS&b=PRK&event=AID").json()["events"]
    return f"/events/{row['id']}"


def seal(client: TestClient, path: str) -> str:
    return re.findall(r'name="seal" value="([0-9a-f]+)"', client.get(path).text)[0]


def test_what_is_changed_in_the_form_is_kept_and_shown_with_who_and_why(client: TestClient) -> None:
    path = aid(client)
    form = dict(re.findall(r'<input name="(\w+)" value="([^"]*)"', client.get(path).text))
    assert (form["actor"], form["recipient"], form["date"]) == ("RUS", "PRK", "2024-06-20")
    sent = form | {
        "date": "2024-07",
        "status": "planned",
        "author": "ana",
        "reason": "announced",
        "seal": seal(client, path),
    }
    page = client.post(f"{path}/correct", data=sent).text
    assert (
        "<del>2024-06-20</del> → <ins>2024-07</ins>" in page and "<strong>ana</strong>" in page and "announced" in page
    )
    rows = client.get("/api/corrections").json()["rows"]
    assert {(row["field"], row["was"], row["is"]) for row in rows} == {
        ("date", "2024-06-20", "2024-07"),
        ("status", "happened", "planned"),
    }
    assert 'value="ana"' in client.get(path).text, "who writes is asked once"
    assert client.get("/api/dyad?a=RUS&b=PRK&event=AID").json()["events"][0]["status"] == "planned"
    client.post(f"{path}/correct", data=sent)
    assert client.get("/api/corrections").json()["total"] == 2, "the same again changes nothing"


def test_verdicts_on_an_event_and_on_a_resolution_and_notes(client: TestClient) -> None:
    path = aid(client)
    sent = {"author": "ben", "seal": seal(client, path)}
    client.post(f"{path}/correct", data=sent | {"on": "verdict.actor", "verdict": "disputed", "note": "who was it?"})
    client.post(f"{path}/correct", data=sent | {"on": "no such", "verdict": "confirmed"})
    said = [(row["field"], row["is"]) for row in client.get("/api/corrections").json()["rows"]]
    assert sorted(said) == [("note", "who was it?"), ("verdict", "confirmed"), ("verdict.actor", "disputed")]
    assert "la résolution de l’acteur" in client.get(f"{path}?lang=fr").text


def test_a_form_without_its_seal_or_with_wrong_words_changes_nothing(client: TestClient) -> None:
    path = aid(client)
    good = {"author": "ana", "seal": seal(client, path), "status": "planned"}
    assert client.post(f"{path}/correct", data=good | {"seal": "0" * 64}).status_code == 403
    assert client.post(f"{path}/correct", data={"status": "planned"}).status_code == 403
    for wrong in (
        {"status": "maybe"},
        {"date": "soon"},
        {"author": " "},
        {"author": "x" * 201},
        {"verdict": "so"},
        {"note": "x" * 5_001},
    ):
        answer = client.post(f"{path}/correct", data=good | wrong)
        assert answer.status_code == 400 and "<h1>" in answer.text
    assert client.post("/events/nobody/correct", data=good).status_code == 404
    assert client.post(f"{path}/correct", data=good, files={"date": ("x", b"y")}).status_code == 400
    assert client.get("/api/corrections").json()["total"] == 0
    client.cookies.clear()
    assert client.post(f"{path}/correct", data=good).status_code == 403


def test_markup_in_every_field_is_shown_as_words(client: TestClient) -> None:
    path = aid(client)
    sent = {"author": EVIL, "reason": EVIL, "note": EVIL, "seal": seal(client, path), "verdict": "disputed"}
    assert client.post(f"{path}/correct", data=sent).status_code == 200
    for evil in ("actor", "recipient", "deed", "mode", "place", "date", "status"):
        assert "<img src=x" not in client.post(f"{path}/correct", data=sent | {evil: EVIL}).text
    assert client.get("/api/corrections").json()["total"] == 2
    for page in (path, "/corrections", "/", "/corrections?lang=fr"):
        text = client.get(page).text
        assert "<script" not in text and "<img src=x" not in text
    assert "&lt;script&gt;" in client.get("/corrections").text


def test_a_block_is_annotated_and_taken_back_by_somebody(client: TestClient) -> None:
    (block,) = client.get("/api/waiting/quarantine").json()["rows"]
    path = f"/documents/{block['document']}"
    place = {"begin": block["begin"], "stop": block["stop"], "author": "ana", "seal": seal(client, path)}
    page = client.post(f"{path}/remark", data=place | {"verdict": "confirmed", "note": EVIL}).text
    assert "confirmed" in page and "<img src=x" not in page
    assert client.post(f"{path}/remark", data=place | {"verdict": "confirmed", "stop": 10**6}).status_code == 400
    assert client.post(f"{path}/remark", data=place | {"seal": "x"}).status_code == 403
    client.post(f"{path}/restore", data=place | {"reason": "news"})
    newest = client.get("/api/corrections").json()["rows"][0]
    assert (newest["author"], newest["field"], newest["reason"]) == ("ana", "kept", "news")


def test_sources_that_contradict_stand_apart() -> None:
    proofs = [{"status": status, "n": n} for n, status in enumerate(("happened", "negated", "planned"))]
    assert [(side["name"], [p["n"] for p in side["proofs"]]) for side in sides(proofs)] == [
        ("agree", [0, 2]),
        ("contradict", [1]),
    ]
    assert [side["name"] for side in sides(proofs[:1])] == ["agree"]


def test_a_text_fragment_leads_to_the_words_and_only_on_the_web() -> None:
    words = "One, two-three four five six seven eight nine ten eleven twelve"
    assert fragment({"source": "https://a.example/x#top", "text": words}) == (
        "https://a.example/x#:~:text=One%2C%20two%2Dthree%20four%20five%20six,eight%20nine%20ten%20eleven%20twelve"
    )
    assert (
        fragment({"source": "https://a.example/", "text": "Short words"}) == "https://a.example/#:~:text=Short%20words"
    )
    assert fragment({"source": "javascript:alert(1)", "text": words}) is None
    assert fragment({"source": "/home/x.txt", "text": words}) is None


def test_the_rest_of_a_sentence_is_marked_around_its_words_once() -> None:
    marks = [(4, 6, "mark", {"event": "a"}), (5, 7, "mark", {"event": "b"}), (12, 14, "mark", {"event": "c"})]
    found = within(marks, {(2, 10), (2, 8), (11, 20)})
    assert [(begin, stop, kind) for begin, stop, kind, _ in found] == [
        (2, 4, "sentence"), (4, 6, "mark"), (6, 8, "sentence"), (8, 10, "sentence"), (11, 12, "sentence"), (12, 14, "mark"),
        (14, 20, "sentence"),
    ]  # fmt: skip
    assert within([], []) == []
