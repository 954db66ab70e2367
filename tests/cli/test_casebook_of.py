"""Which casebook a command means: the one given, the environment's, the folder's own, the only one here; and it says which."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente.cli import main
from detente.cli.options import casebook_of
from detente.errors import CasebookError
from detente.store.casebook import Casebook
from tests.store.toy import toy_open, toy_read

LINES = "\n".join(f"2024-06-{day:02} PER provide-aid MLI: grain number {day}" for day in range(1, 13))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_CASEBOOK", raising=False)
    return tmp_path


def test_the_order_in_which_a_casebook_is_looked_for(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(CasebookError, match="which casebook"):
        casebook_of(None)
    assert casebook_of(None, create=True) == "casebook"
    Casebook.open(here / "mine").close()
    assert casebook_of(None) == "mine"
    Casebook.open(here / "yours").close()
    with pytest.raises(CasebookError, match="mine, yours"):
        casebook_of(None)
    Casebook.open(here / "casebook").close()
    assert casebook_of(None) == "casebook"
    monkeypatch.setenv("DETENTE_CASEBOOK", "yours")
    assert casebook_of(None) == "yours"
    capsys.readouterr()
    assert casebook_of("mine") == "mine"
    assert capsys.readouterr().err == ""


def test_events_takes_names_and_says_what_it_leaves_out(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "articles.txt").write_text(LINES, encoding="utf-8")
    with Casebook.open(here / "mine") as book:
        book.add(here / "articles.txt", reader=toy_read, opener=toy_open)
    assert main(["events", "--dyad", "Pérou - Mali", "--limit", "5"]) == 0
    said = capsys.readouterr()
    assert said.out.count("AID provide-aid") == 5
    assert "casebook: mine" in said.err and "5 of 12 events are shown: --limit 0 gives all" in said.err
    assert main(["events", "mine", "--actor", "Peru", "--limit", "0"]) == 0
    said = capsys.readouterr()
    assert said.out.count("AID provide-aid") == 12 and not said.err
    assert main(["events", "--casebook", "mine", "--text", "grain", "--limit", "3", "-f", "csv", "-o", "x.csv"]) == 0
    assert "3 of 12" in capsys.readouterr().err
    assert main(["events", "--dyad", "Peru-Narnia"]) != 0
    assert "Narnia" in capsys.readouterr().err
    assert main(["events", "--type", "GIFT"]) != 0
    assert "ACCUSE" in capsys.readouterr().err


def test_events_are_told_in_the_language_of_the_reader(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "articles.txt").write_text(LINES, encoding="utf-8")
    with Casebook.open(here / "mine") as book:
        book.add(here / "articles.txt", reader=toy_read, opener=toy_open)
    monkeypatch.setenv("DETENTE_LANGUAGE", "fr_FR.UTF-8")
    assert main(["events", "--limit", "1"]) == 0
    assert "« 2024-06-01 PER provide-aid" in capsys.readouterr().out.replace("\u00a0", " ").replace("\u202f", " ")
    assert main(["events", "--limit", "1", "--language", "en"]) == 0
    assert "“2024-06-01 PER provide-aid" in capsys.readouterr().out
    assert main(["events", "--text", "no such words", "--language", "fr"]) == 0
    assert "aucun événement" in capsys.readouterr().out


def test_export_takes_names_and_finds_the_casebook(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "articles.txt").write_text(LINES, encoding="utf-8")
    with Casebook.open(here / "mine") as book:
        book.add(here / "articles.txt", reader=toy_read, opener=toy_open)
    assert main(["export", "-o", "x.csv", "--dyad", "Pérou - Mali"]) == 0
    said = capsys.readouterr()
    assert "12 records" in said.out and "casebook: mine" in said.err
    assert main(["export", "mine", "-o", "x.csv", "--actor", "Kenya"]) == 0
    assert "0 records" in capsys.readouterr().out
    assert main(["export", "-o", "x.csv", "--actor", "Kenja"]) != 0
    assert "did you mean KEN (Kenya)" in capsys.readouterr().err
