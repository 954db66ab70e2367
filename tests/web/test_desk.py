"""The desk over a small casebook: every page in both languages, the evidence in place, and nothing that a document could break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.cli import main
from detente.records import Block, Document, Reading
from detente.store import casebook as module
from detente.store.casebook import Casebook
from detente.web import desk
from detente.web.app import create_app
from detente.web.desk import pieces
from detente.web.security import LOOPBACK, host_of
from detente.web.wording import KEPT, TONGUES, table
from tests.store.toy import toy_open, toy_read

EVIL = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
ARTICLES = f"""site: a.example
2024-06-19 RUS sign PRK in Pyongyang: a treaty of mutual defence was signed {EVIL}
2024-06-20 RUS provide-aid PRK: grain was sent by train
---
site: {EVIL.replace(" ", "_")}
2023-09-13 PRK meet RUS: the leaders met at the cosmodrome
2024-07-02 USA impose-sanctions RUS: Washington imposed sanctions on ten firms
cheap pills {EVIL}
"""
PAGES = ["/", "/dyad?a=RUS&b=PRK", "/ask", "/ask?q=When did Russia and North Korea sign a treaty?", "/search", "/search?q=grain", "/what-if",
    "/what-if?scenario=KOR attacks PRK", "/commitments", "/commitments?party=PRK", "/waiting/quarantine", "/waiting/unresolved", "/waiting/failed",
]  # fmt: skip


def reader(document: Document) -> Reading:
    """The toy reading, with the line about pills set aside and the markup in every field that a page shows."""
    read = toy_read(document)
    begin = document.text.find("cheap pills")
    named = replace(read.document, title=EVIL, author=EVIL, notes=(EVIL,))
    if begin < 0 or document.parts:
        return replace(read, document=named)
    aside = Block(begin, len(document.text), "injected", "en", False, (f"spam {EVIL}",))
    return replace(read, document=named, blocks=(Block(0, begin, "article", "en", True, ()), aside))


reader.coder = "toy-desk"  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("desk")
    (top / "articles.txt").write_text(ARTICLES, encoding="utf-8")
    with Casebook.open(top / "book") as book:
        book.add(top / "articles.txt", reader=reader, opener=toy_open)
    return top / "book"


@pytest.fixture(scope="module")
def client(folder: Path) -> Iterator[TestClient]:
    with TestClient(create_app(folder), base_url="http://localhost") as made:
        yield made


@pytest.fixture(autouse=True)
def forgotten(client: TestClient) -> Iterator[None]:
    """Each test comes as somebody who has not chosen a language yet."""
    yield
    client.cookies.delete(KEPT) if KEPT in client.cookies else None


def test_every_word_has_both_languages_and_every_word_asked_for_is_there() -> None:
    words = table()
    assert words["en"].keys() == words["fr"].keys()
    assert all(words[tongue][key] for tongue in TONGUES for key in words[tongue])
    templates = Path(create_app.__code__.co_filename).parent / "templates"
    asked = {
        key for path in templates.glob("*.html") for key in re.findall(r"\bw\.(\w+)", path.read_text(encoding="utf-8"))
    }
    assert asked <= words["en"].keys()


@pytest.mark.parametrize("tongue", TONGUES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_there_in_both_languages_and_carries_no_markup_of_a_document(
    client: TestClient, page: str, tongue: str
) -> None:
    found = client.get(page + ("&" if "?" in page else "?") + f"lang={tongue}")
    assert found.status_code == 200
    assert f'<html lang="{tongue}">' in found.text
    assert "<script" not in found.text and "<img src=x" not in found.text
    assert len(found.content) < 1_500_000
    assert "default-src 'none'" in found.headers["content-security-policy"]
    assert "unsafe" not in found.headers["content-security-policy"]


def test_the_way_from_a_turn_of_a_dyad_to_the_words_of_the_document(client: TestClient) -> None:
    events = client.get("/api/dyad?a=RUS&b=PRK").json()["events"]
    assert [each["date"] for each in events] == ["2024-06-20", "2024-06-19", "2023-09-13"]
    signed = next(each for each in events if each["deed"] == "sign")
    page = client.get(f"/events/{signed['id']}").text
    assert f'href="/documents/{signed["document"]}?lang=en#w-{signed["id"]}"' in page
    text = client.get(f"/documents/{signed['document']}").text
    assert f'<mark id="w-{signed["id"]}"><a href="#{signed["id"]}">' in text
    assert f'id="{signed["id"]}">' in text
    assert "<script" not in text and "<img src=x" not in text


def test_filters_stand_in_the_address(client: TestClient) -> None:
    assert '<h2 id="events">Events <small>(1 · ' in client.get("/dyad?a=RUS&b=PRK&event=AID").text
    assert client.get("/api/dyad?a=RUS&b=PRK&since=2024").json()["total"] == 2
    assert client.get("/api/dyad?a=RUS&b=PRK&after=2").json()["events"][0]["date"] == "2023-09-13"
    assert client.get("/dyad?a=RUS&b=PRK&since=soon").status_code == 400
    assert client.get("/dyad?a=FJI&b=PRK").status_code == 404
    for path in ("/what-if?scenario=zz", "/api/what-if?scenario=zz"):  # understood by nobody: not missing, wrong
        assert client.get(path).status_code == 400


def test_the_picture_of_a_dyad_is_svg_and_may_load_nothing(client: TestClient) -> None:
    found = client.get("/dyad.svg?a=RUS&b=PRK")
    assert found.headers["content-type"] == "image/svg+xml"
    assert found.text.startswith("<svg")
    assert "default-src 'none'" in found.headers["content-security-policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/nope",
        "/events/nope",
        "/documents/nope",
        "/waiting/nope",
        "/dyad?a=R&b=PRK",
        "/dyad",
        "/api/events/nope",
    ],
)
def test_what_is_not_there_is_said_in_a_sentence(client: TestClient, path: str) -> None:
    found = client.get(path)
    assert 400 <= found.status_code < 500
    assert "Traceback" not in found.text
    assert found.json()["detail"] if path.startswith("/api") else "<h1>" in found.text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/nope", "Cette page n’existe pas."),
        ("/events/nope", "Aucun événement nope dans ce registre."),
        ("/documents/nope", "Aucun document nope dans ce registre."),
        ("/actors/zzz", "Aucun acteur zzz"),
        ("/dyad?a=Korea&b=RUS", "peut être KOR (Corée du Sud) ou PRK (Corée du Nord)"),
        ("/dyad?a=Ukrane&b=RUS", "vouliez-vous dire UKR (Ukraine)"),
        ("/dyad?a=RUS&b=PRK&since=soon", "Ceci ne se comprend pas."),
        ("/dyad", "Ceci ne se comprend pas."),
    ],
)
def test_a_french_page_says_in_french_what_went_wrong(client: TestClient, path: str, said: str) -> None:
    found = client.get(path + ("&" if "?" in path else "?") + "lang=fr")
    assert said in found.text.replace("\u00a0", " ").replace("\u202f", " ")
    alert = found.text.split('role="alert">')[1].split("</p>")[0]
    assert "give" not in alert.split('<span lang="en"')[0], "English only where it is marked as English"


def test_json_has_a_tag_by_which_it_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/api/overview")
    assert first.json()["counts"]["documents"] == 2
    again = client.get("/api/overview", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/ask?q=When did Russia and North Korea sign a treaty?").json()["sentences"]
    assert client.get("/api/openapi.json").json()["paths"].keys() >= {
        "/api/overview",
        "/api/dyad",
        "/api/ask",
        "/api/search",
    }


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("localhost", "localhost"),
        ("LOCALHOST:8400", "localhost"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("[::1]:8400", "[::1]"),
        ("[dead:beef::1]:80", "[dead:beef::1]"),
        ("evil.com]", None),
        ("localhost:80:80", None),
        ("localhost@evil.example", None),
        ("", None),
    ],
)
def test_a_host_is_read_whole_or_not_at_all(client: TestClient, header: str, host: str | None) -> None:
    assert host_of(header) == host
    assert client.get("/ask", headers={"Host": header}).status_code == (200 if host in LOOPBACK else 421)


def test_a_visitor_without_the_token_stays_out_and_the_token_leaves_the_address(folder: Path) -> None:
    with TestClient(create_app(folder, token="s3cret"), base_url="https://localhost", follow_redirects=False) as other:
        assert other.get("/").status_code == 401
        assert "jeton" in other.get("/", headers={"Accept-Language": "fr"}).text
        assert other.get("/?token=wrong").status_code == 401
        entered = other.get("/ask?token=s3cret&q=grain")
        assert (entered.status_code, entered.headers["location"]) == (303, "/ask?q=grain")
        cookie = entered.headers["set-cookie"]
        assert "s3cret" not in cookie and "HttpOnly" in cookie and "Secure" in cookie and "SameSite=strict" in cookie
        assert other.get("/ask").status_code == 200
    assert main(["serve", str(folder), "--host", "0.0.0.0"]) != 0
    assert main(["serve", str(folder / "none")]) != 0


def test_addresses_and_forms_have_a_limit(client: TestClient) -> None:
    assert client.get("/ask?q=" + "x" * 9_000).status_code == 414
    assert client.post("/documents/x/restore", content=b"x" * 70_000).status_code == 413
    assert client.post("/documents/x/restore", content=iter([b"x"])).status_code == 413  # of unknown size


def test_lists_come_in_pages_with_their_size(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    every = client.get("/api/commitments").json()
    assert every["total"] == len(every["rows"]) and every["next"] is None
    monkeypatch.setattr(desk, "PAGE", 20)
    first = client.get("/api/commitments").json()
    second = client.get(f"/api/commitments?after={first['next']}").json()
    assert first["rows"] + second["rows"] == every["rows"][:40]
    assert client.get("/api/waiting/quarantine").json()["total"] == 1
    assert client.get("/static/icon.svg").status_code == 200


def test_a_block_comes_back_only_through_a_form_of_the_desk(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "default_reader", lambda: reader)
    with TestClient(create_app(folder), base_url="http://localhost") as visitor:
        (block,) = visitor.app.state.book.quarantine().to_pylist()  # type: ignore[attr-defined]
        path = f"/documents/{block['document']}"
        page = visitor.get(path).text
        assert "spam &lt;script&gt;" in page
        form = dict(re.findall(r'name="(begin|stop|seal)" value="([^"]*)"', page))
        assert visitor.post(f"{path}/restore", data=form | {"seal": "0" * 64}).status_code == 403
        visitor.cookies.clear()
        assert visitor.post(f"{path}/restore", data=form).status_code == 403
        form = dict(re.findall(r'name="(begin|stop|seal)" value="([^"]*)"', visitor.get(path).text))
        assert "Restored" in visitor.post(f"{path}/restore", data=form).text
        assert visitor.app.state.book.quarantine().num_rows == 0  # type: ignore[attr-defined]


def test_pieces_are_the_whole_text_once() -> None:
    text = "one two three four"
    found = pieces(text, [(4, 7, "mark", {}), (5, 9, "mark", {}), (8, 13, "aside", {}), (9, 9, "mark", {})])
    assert "".join(piece["text"] for piece in found) == text
    assert [piece["kind"] for piece in found] == ["plain", "mark", "plain", "aside", "plain"]
