"""The commands on two states read their own events of a casebook, and say what the whole of it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.desk import invented
from detente.cli import figures, main
from detente.store.casebook import Casebook


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pair") / "book"
    invented(path, 8_000)
    return path


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(list(words)) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("dyad", "USA", "CHN"),
        ("dyad", "USA", "CHN", "--by", "year", "--unfold"),
        ("dyad", "RUS", "UKR", "--since", "2005", "--until", "2010-06", "--format", "csv"),
        ("dyad", "RUS", "UKR", "--counting", "all", "--format", "json"),
        ("turning-points", "--dyad", "USA-CHN"),
        ("turning-points", "--dyad", "USA-CHN", "--detector", "pelt", "--unfold"),
    ],
)
def test_what_is_read_is_less_and_what_is_said_the_same(
    folder: Path, words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = said(capsys, *words, "-c", str(folder))
    monkeypatch.setattr(figures, "load_pair", lambda where, a, b: figures.Pair(*figures.load(where)))
    assert quick == said(capsys, *words, "-c", str(folder))
    assert quick.strip()


def test_of_a_casebook_no_more_than_the_two_is_read(folder: Path) -> None:
    held = figures.load_pair(str(folder), "USA", "CHN")
    assert {*held.table.column("actor").to_pylist(), *held.table.column("recipient").to_pylist()} == {"USA", "CHN"}
    with Casebook.open(folder) as book:
        assert held.table.num_rows < book.events_table().num_rows / 10
