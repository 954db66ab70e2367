"""A watch tells what is new, what turned and what contradicts, each with its sentence, and never twice, whatever is killed."""

import json
import mailbox
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar
from xml.etree import ElementTree

import pytest

from detente import watch as watching
from detente.cli import main
from detente.errors import BadQuery, FetchFailed
from detente.store import casebook as module
from detente.store.analyst import watches as stored
from detente.store.casebook import Casebook
from detente.watch import Told, Watch, channels
from detente.watch.times import seconds
from detente.watch.wording import table
from tests.store.older import age
from tests.store.toy import toy_open, toy_read

QUIET = "\n".join(f"2023-{month:02}-{day:02} CHN meet USA: they met" for month in range(1, 13) for day in (3, 17))
FIRST = f"site: a.example\n2023-02-01 PRK meet RUS: the leaders met\n{QUIET}\n2024-07-02 KOR strike PRK: shells fell\n"
WARM = "\n".join(f"2024-06-{day:02} RUS provide-aid PRK: grain went by train {day}" for day in range(17, 29))
DENIED = "site: b.example\n2024-07-02 KOR not-strike PRK: no shell fell <b>that</b> day\n"


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    path = tmp_path / "feed.txt"
    path.write_text(FIRST, encoding="utf-8")
    return path


@pytest.fixture
def book(tmp_path: Path, feed: Path) -> Iterator[Casebook]:
    with Casebook.open(tmp_path / "book") as made:
        made.add(feed, reader=toy_read, opener=toy_open)
        yield made


def more(feed: Path, text: str) -> None:
    feed.write_text(f"{feed.read_text(encoding='utf-8')}\n---\n{text}", encoding="utf-8")


def go(book: Casebook, *to: str, **options: bool) -> Told:
    return watching.run(book, channels=to or ("terminal",), reader=toy_read, opener=toy_open, **options)  # type: ignore[arg-type]


def test_new_turned_and_contested_are_told_once_with_their_sentences(
    book: Casebook, feed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    watching.add(book, Watch("north", {"dyad": ["RUS", "PRK"]}, (str(feed),)))
    watching.add(book, Watch("shells", {"dyad": ["KOR", "PRK"]}, (str(feed),)))
    assert go(book).found == 0  # what was there is not told
    more(feed, f"site: c.example\n{WARM}")
    more(feed, DENIED)
    done = go(book)
    assert (done.added, done.problems) == (2, [])
    said = capsys.readouterr().out
    assert said.count("north [new]") == 12
    assert said.count("north [turn]") == 1
    assert "“2024-06-17 RUS provide-aid PRK: grain went by train 17” (c.example)" in said
    assert said.count("shells [contested]") == 1
    assert "shells fell” (a.example)" in said
    assert "no shell fell <b>that</b> day” (b.example)" in said
    assert done.found == done.told == 14
    again = go(book)
    assert (again.found, again.told, capsys.readouterr().out) == (0, 0, "")


def test_a_reading_anew_tells_nothing_again(book: Casebook, feed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    watching.add(book, Watch("north", {"dyad": ["RUS", "PRK"]}), tell_all=True)
    assert go(book).told == 1
    known = stored.told(book.ledger, "north", "new")
    with book.ledger:  # as after a recode that gives events other ids
        book.ledger.execute("DELETE FROM told WHERE kind = 'id'")
    assert go(book).told == 0
    assert stored.told(book.ledger, "north", "new") == known
    capsys.readouterr()


def test_a_kill_before_telling_loses_nothing_and_one_while_telling_repeats_nothing(
    book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail, atom = tmp_path / "mail.mbox", tmp_path / "feed.atom"
    to = (f"email:{mail}", f"atom:{atom}")
    watching.add(book, Watch("all", {"status": ["happened"]}), tell_all=True)
    monkeypatch.setattr(stored, "done", killed)  # the message is written, the mark is not
    with pytest.raises(KeyboardInterrupt):
        go(book, *to)
    assert len(mails(mail)) == 1
    assert not atom.exists()
    monkeypatch.undo()
    done = go(book, *to)
    assert done.found == 0
    names = mails(mail)
    events = len(book.event_ids(status="happened"))
    assert len(names) == len(set(names)) == events
    entries = ElementTree.parse(atom).getroot().findall(f"{{{channels.ATOM}}}entry")
    assert len(entries) == events
    assert go(book, *to).told == 0
    assert mails(mail) == names


def mails(path: Path) -> list[str]:
    """The Message-IDs of a file of e-mail."""
    box = mailbox.mbox(path)
    with closing(box):
        return [str(message["Message-ID"]) for message in box]


def killed(*_: object) -> None:
    raise KeyboardInterrupt


class Hook(BaseHTTPRequestHandler):
    status = 200
    heard: ClassVar[list[tuple[str, dict[str, object]]]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if self.status == 200:
            self.heard.append((self.headers["Idempotency-Key"], json.loads(body)))
        self.send_response(self.status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def hook() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Hook)
    Thread(target=server.serve_forever, daemon=True).start()
    Hook.heard.clear()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_webhook_gets_each_notice_once_when_it_takes_it(
    book: Casebook, hook: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watching.add(book, Watch("north", {"dyad": ["RUS", "PRK"]}), tell_all=True)
    to = f"webhook:{hook}"
    refused = go(book, to)
    assert isinstance(refused.problems[0], FetchFailed)
    assert "--allow-private" in str(refused.problems[0])
    monkeypatch.setattr(Hook, "status", 503)
    assert "503" in str(go(book, to, allow_private=True).problems[0])
    monkeypatch.setattr(Hook, "status", 200)
    assert go(book, to, allow_private=True).told == 1
    ((key, body),) = Hook.heard
    assert body["id"] == key
    assert body["proofs"][0]["text"].endswith("the leaders met")  # type: ignore[index]
    assert go(book, to, allow_private=True).told == 0
    assert "cannot be told" in str(list_problem(book, "webhook:http://[bad"))


def list_problem(book: Casebook, to: str) -> Exception:
    watching.add(book, Watch("west", {"actor": "CHN"}), tell_all=True)
    return go(book, to, allow_private=True).problems[0]


def test_what_cannot_be_watched_is_refused(book: Casebook, tmp_path: Path) -> None:
    for query in ({}, {"status": ["maybe"]}, {"dyad": ["RUS"]}):
        with pytest.raises(BadQuery):
            watching.add(book, Watch("wrong", query))
    watching.add(book, Watch("one", {"text": "leaders"}, (str(tmp_path / "gone.txt"),)))
    with pytest.raises(BadQuery, match="already"):
        watching.add(book, Watch("one", {"actor": "RUS"}))
    with pytest.raises(BadQuery, match="there is one"):
        watching.run(book, names=["two"])
    assert "gone.txt was not read" in str(go(book).problems[0])
    assert "cannot write" in str(unwritable(book, tmp_path))
    watching.remove(book, "one")
    assert stored.told(book.ledger, "one", "new") == set()


def unwritable(book: Casebook, tmp_path: Path) -> Exception:
    watching.add(book, Watch("two", {"actor": "CHN"}), tell_all=True)
    return go(book, f"email:{tmp_path}").problems[-1]


def test_times_are_read() -> None:
    assert [seconds(text) for text in ("90s", "30m", "1h", "2d")] == [90, 1800, 3600, 172800]
    for wrong in ("soon", "0s", "-1h", "1w"):
        with pytest.raises(BadQuery):
            seconds(wrong)
    assert table("en").keys() == table("fr").keys()


def test_from_the_command_line(
    tmp_path: Path, feed: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "default_reader", lambda: toy_read)
    monkeypatch.setattr("detente.sources.open_source", lambda source, **_: toy_open(source))
    where = ["-c", str(tmp_path / "book")]
    assert main(["watch", "add", "north", "--dyad", "rus", "prk", "--feed", str(feed), *where]) == 0
    assert main(["watch", "list", *where]) == 0
    assert 'north: dyad ["RUS", "PRK"]' in capsys.readouterr().out
    assert main(["watch", "run", "--language", "fr", "--atom", str(tmp_path / "w.atom"), "--terminal", *where]) == 0
    assert "north [nouveau]" in capsys.readouterr().out
    assert "north [nouveau]" in (tmp_path / "w.atom").read_text(encoding="utf-8")
    assert main(["watch", "run", "--every", "soon", *where]) == 11
    assert main(["watch", "remove", "north", *where]) == 0
    assert main(["watch", "remove", "north", *where]) == 11
    assert main(["watch", "list", "-c", str(tmp_path / "none")]) == 20


def test_an_older_casebook_gains_grades_and_watches(tmp_path: Path) -> None:
    Casebook.open(tmp_path / "old").close()
    age(tmp_path / "old", 2)
    with Casebook.open(tmp_path / "old") as book:
        watching.add(book, Watch("north", {"dyad": ["RUS", "PRK"]}))
        assert [watch.name for watch in stored.watches(book.ledger)] == ["north"]
        assert book.ledger.execute("SELECT count(*) FROM grade").fetchone() == (0,)
