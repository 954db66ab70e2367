"""Fetching from a server of our own on this machine: manners, limits, and what is refused."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from detente.errors import FetchFailed
from detente.sources import open_source
from detente.sources.fetch import Fetcher, is_private
from tests.sources.test_formats import FIRST, PAGE


class Site(BaseHTTPRequestHandler):
    """A small site; counts what is asked of it."""

    asked: list[str] = []  # noqa: RUF012

    def do_GET(self) -> None:
        Site.asked.append(self.path)
        assert "Detente" in self.headers["User-Agent"]
        if self.path == "/robots.txt":
            self.answer(200, "User-agent: *\nDisallow: /secret\n", "text/plain")
        elif self.path == "/page":
            if self.headers.get("If-None-Match") == '"1"':
                self.answer(304, "")
            else:
                self.answer(200, PAGE, "text/html; charset=utf-8", {"ETag": '"1"'})
        elif self.path == "/moved":
            self.answer(302, "", headers={"Location": "/page"})
        elif self.path == "/away":
            self.answer(302, "", headers={"Location": "file:///etc/passwd"})
        elif self.path == "/inward":
            self.answer(302, "", headers={"Location": f"http://127.0.0.2:{self.server.server_port}/page"})  # type: ignore[attr-defined]
        elif self.path == "/cloud":
            self.answer(302, "", headers={"Location": "http://169.254.169.254/latest/meta-data/"})
        elif self.path == "/round":
            self.answer(302, "", headers={"Location": "/round"})
        elif self.path == "/large":
            self.answer(200, "word " * 100_000, "text/plain")
        elif self.path == "/busy" and Site.asked.count("/busy") < 2:
            self.answer(503, "", headers={"Retry-After": "0"})
        elif self.path == "/busy":
            self.answer(200, FIRST, "text/plain; charset=utf-8")
        elif self.path == "/feed":
            item = f"<item><title>T</title><link>http://127.0.0.1:{self.server.server_port}/page</link></item>"  # type: ignore[attr-defined]
            self.answer(200, f"<rss><channel><title>F</title>{item}</channel></rss>", "application/rss+xml")
        else:
            self.answer(404, "")

    def answer(self, status: int, body: str, kind: str = "text/html", headers: dict[str, str] | None = None) -> None:
        data = body.encode()
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(data)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *words: object) -> None:
        """Keep quiet."""


class Quiet(ThreadingHTTPServer):
    """A server that says nothing where a reader hangs up, as readers that keep to their time do: other tests look at stderr."""

    def handle_error(self, request: object, client_address: object) -> None:
        return


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked.clear()
    server = Quiet(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher(allow_private=True, pause=0.0, limit=200_000)
    yield made
    made.close()


def test_this_machine_is_refused_unless_allowed(site: str) -> None:
    with pytest.raises(FetchFailed, match="private network"):
        list(open_source(f"{site}/page"))
    assert Site.asked == []
    with pytest.raises(FetchFailed, match="private network"):  # by name: what it resolves to counts
        list(open_source(f"{site}/page".replace("127.0.0.1", "localhost")))
    assert Site.asked == []


def test_a_name_that_comes_to_resolve_to_this_machine_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    port = int(site.rsplit(":", 1)[1])
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda *_, **__: [(2, 1, 6, "", ("93.184.216.34", port)), (2, 1, 6, "", ("127.0.0.1", port))],
    )
    with pytest.raises(FetchFailed, match="private network"):
        list(open_source(f"http://rebound.example:{port}/page"))
    assert Site.asked == []


@pytest.mark.parametrize("path", ["/inward", "/cloud"])
def test_a_redirect_to_a_private_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr("detente.sources.fetch.PAUSE", 0.0)
    monkeypatch.setattr(
        "detente.sources.fetch.is_private", lambda address: address != "127.0.0.1"
    )  # as if it were public
    with pytest.raises(FetchFailed, match="private network"):
        list(open_source(site + path))
    assert Site.asked == ["/robots.txt", path]


def test_a_name_that_changes_its_address_between_two_requests_is_refused(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: the address that is connected to is the one that is judged, each time."""
    import socket

    port = int(site.rsplit(":", 1)[1])
    answers = iter(["127.0.0.1", "127.0.0.2"])
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        lambda host, *_, **__: [(2, 1, 6, "", (next(answers) if "rebound" in host else host, port))],
    )
    monkeypatch.setattr("detente.sources.fetch.is_private", lambda address: address != "127.0.0.1")
    fetcher = Fetcher(pause=0.0)
    with pytest.raises(FetchFailed, match=r"127\.0\.0\.2"):
        fetcher.fetch(f"http://rebound.example:{port}/page")
    fetcher.close()
    assert Site.asked == ["/robots.txt"] and next(answers, None) is None


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.1", True), ("10.1.2.3", True), ("169.254.169.254", True), ("::1", True), ("::ffff:127.0.0.1", True),
        ("64:ff9b::7f00:1", True), ("2002:7f00:1::", True), ("0.0.0.0", True), ("224.0.0.1", True), ("100.64.0.1", True),
        ("fe80::1%eth0", True), ("93.184.216.34", False), ("2606:4700::1111", False),
    ],
)  # fmt: skip
def test_private_addresses_are_known_in_every_dress(address: str, private: bool) -> None:
    assert is_private(address) is private


def test_pages_redirects_and_tries(site: str, fetcher: Fetcher) -> None:
    fetched = fetcher.fetch(f"{site}/moved")
    assert fetched is not None and fetched.address == f"{site}/page" and fetched.data == PAGE.encode()
    assert fetcher.fetch(f"{site}/page") is None  # not changed since
    busy = fetcher.fetch(f"{site}/busy")
    assert busy is not None and busy.data.decode() == FIRST and Site.asked.count("/busy") == 2
    assert Site.asked.count("/robots.txt") == 1


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/secret/plan", "robots.txt forbids"),
        ("/away", "only http and https"),
        ("/round", "redirects more than"),
        ("/large", "larger than"),
        ("/none", "answers 404"),
    ],
)
def test_what_cannot_or_may_not_be_fetched_says_so(site: str, fetcher: Fetcher, path: str, sentence: str) -> None:
    with pytest.raises(FetchFailed, match=sentence):
        fetcher.fetch(site + path)
    assert "/secret/plan" not in Site.asked


def test_a_dead_address_says_so() -> None:
    with pytest.raises(FetchFailed, match=r"cannot be reached|has no address"):
        list(open_source("http://127.0.0.1:9/", allow_private=True))


def test_a_feed_that_was_fetched_leads_to_its_pages_and_a_list_goes_on(
    site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("detente.sources.fetch.PAUSE", 0.0)
    (document,) = open_source(f"{site}/feed", allow_private=True)
    assert document.source == f"{site}/page" and FIRST in document.text
    errors: list[str] = []
    found = list(
        open_source(f"{site}/none\n{site}/page\n", allow_private=True, on_error=lambda name, error: errors.append(name))
    )
    assert [d.source for d in found] == [f"{site}/page"] and errors == [f"{site}/none"]


def test_a_list_that_leads_back_to_itself_is_asked_for_once(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.sources.fetch.PAUSE", 0.0)
    monkeypatch.setattr(
        Site, "do_GET", lambda self: (Site.asked.append(self.path), self.answer(200, f"{site}/self\n", "text/plain"))
    )
    with pytest.raises(FetchFailed, match="fetched already"):
        list(open_source(f"{site}/self", allow_private=True))
    assert Site.asked.count("/self") == 1


def test_the_clock_of_a_fetch_is_kept_however_slowly_bytes_come(
    site: str, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    import time

    def drip(self: Site) -> None:
        if self.path == "/robots.txt":
            self.answer(404, "")
            return
        self.send_response(200)
        self.end_headers()
        for _ in range(60):
            self.wfile.write(b"a")
            time.sleep(0.1)

    monkeypatch.setattr(Site, "do_GET", drip)
    monkeypatch.setattr("detente.sources.fetch.LONGEST", 1.0)
    begun = time.monotonic()
    with pytest.raises(FetchFailed, match="seconds"):
        fetcher.fetch(f"{site}/drip")
    assert time.monotonic() - begun < 4
