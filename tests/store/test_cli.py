"""The commands of the casebook, as they are called."""

import json
from pathlib import Path

import pytest

from detente.cli import main
from detente.store import casebook as module
from tests.store.test_casebook import ARTICLES, make
from tests.store.toy import toy_open, toy_read


@pytest.fixture
def toys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "default_reader", lambda quick=False: toy_read)
    monkeypatch.setattr("detente.sources.open_source", lambda source, **_: toy_open(source))


@pytest.mark.usefixtures("toys")
def test_add_then_events_then_the_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "articles.txt").write_text(ARTICLES, encoding="utf-8")
    book = str(tmp_path / "book")
    assert (
        main(["add", str(tmp_path / "articles.txt"), str(tmp_path / "none.txt"), "-c", book]) == 5
    )  # one is not there
    said = capsys.readouterr().out
    assert "3 documents added with 5 reports" in said
    assert "InputError: a document that cannot be read" in said
    assert "2 could not be read" in said
    assert main(["events", book, "--dyad", "RUS-PRK", "--type", "CONSULT", "--unfold"]) == 0
    said = capsys.readouterr().out
    assert "RUS <-> PRK  CONSULT meet in Pyongyang  [2 sources]" in said
    assert "a.example" in said
    assert "same deed" in said
    assert main(["events", book, "-f", "jsonl", "--limit", "1"]) == 0
    assert json.loads(capsys.readouterr().out)["event"] == "AID"
    assert main(["events", book, "-f", "csv", "--text", "treaty"]) == 0
    assert capsys.readouterr().out.startswith("event_id,date")


def test_casebook_lists_checks_and_copies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(tmp_path).close()
    book = str(tmp_path / "book")
    assert main(["casebook", "check", book]) == 0
    assert "all is well" in capsys.readouterr().out
    assert main(["casebook", "quarantine", book]) == 0
    assert "advert: buy now" in capsys.readouterr().out
    assert main(["casebook", "backup", book, str(tmp_path / "copy")]) == 0
    assert main(["casebook", "show", str(tmp_path / "copy")]) == 0
    assert "events     4" in capsys.readouterr().out


def test_what_is_no_casebook_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["events", str(tmp_path)]) == 20
    assert "is no casebook" in capsys.readouterr().err
    assert main(["events", str(make(tmp_path).folder), "--since", "lately"]) == 11
