"""A casebook that was hurt says so, mends what can be mended, and reads the rest anew."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from detente.errors import CasebookError
from detente.store import care
from detente.store.casebook import Casebook
from tests.store.test_casebook import ARTICLES, make
from tests.store.toy import toy_open, toy_read


def test_a_healthy_casebook_has_nothing_to_say(tmp_path: Path) -> None:
    assert make(tmp_path).check() == []


def test_a_damaged_segment_is_dropped_and_read_anew(tmp_path: Path) -> None:
    casebook = make(tmp_path)
    before = casebook.fingerprint()
    events = next((casebook.folder / "segments").glob("*/events.parquet"))
    data = bytearray(events.read_bytes())
    data[len(data) // 2] ^= 1
    events.write_bytes(data)
    assert "not those that were written" in str(casebook.check()[0])
    assert len(casebook.events()) == 0
    assert casebook.add([], reader=toy_read, opener=toy_open).resumed == 3
    assert casebook.fingerprint() == before


def test_rubbish_and_lost_serving_files_are_mended(tmp_path: Path) -> None:
    casebook = make(tmp_path)
    before = casebook.fingerprint()
    (casebook.folder / "segments" / ".partial-x").mkdir()
    (casebook.folder / "segments" / "0123").mkdir()
    shutil.rmtree(casebook.folder / "serve")
    shutil.rmtree(casebook.folder / "search")
    found = casebook.check()
    assert {finding.place for finding in found} == {"segments/.partial-x", "segments/0123", "serve"}
    assert all(finding.repaired for finding in found)
    assert casebook.fingerprint() == before
    assert len(casebook.search("treaty")) == 2


def test_compaction_changes_no_row(tmp_path: Path) -> None:
    for number, text in enumerate(ARTICLES.split("\n---\n")):
        casebook = make(tmp_path, text, f"{number}.txt")
    before, events = casebook.fingerprint(), casebook.events().to_pylist()
    assert casebook.counts()["segments"] == 3
    assert care.compact(casebook, grace=timedelta(0)) == 3
    assert casebook.counts()["segments"] == 1
    assert [event["event_id"] for event in casebook.events().to_pylist()] == [event["event_id"] for event in events]
    assert casebook.fingerprint() == before
    assert casebook.check() == []


def test_a_backup_is_a_casebook_and_can_be_imported(tmp_path: Path) -> None:
    casebook = make(tmp_path)
    casebook.correct(casebook.event_ids()[0], "status", "planned", author="ana", reason="test")
    casebook.backup(tmp_path / "copy")
    copy = Casebook.open(tmp_path / "copy", create=False)
    assert copy.fingerprint() == casebook.fingerprint()
    with pytest.raises(CasebookError, match="not empty"):
        casebook.backup(tmp_path / "copy")
    (tmp_path / "more").mkdir()
    third = make(
        tmp_path / "more",
        "site: z.example\n2024-07-02 USA impose-sanctions RUS: other words\n---\n" + ARTICLES.split("\n---\n")[0],
    )
    assert third.import_casebook(tmp_path / "copy") == 3
    assert third.import_casebook(tmp_path / "copy") == 0
    assert third.counts()["documents"] == 5
    assert len(third.corrections()) == 1
    again = Casebook.open(tmp_path / "again")
    again.import_casebook(tmp_path / "more" / "book")
    assert again.fingerprint() == third.fingerprint()


def test_one_writer_at_a_time_and_a_reader_beside_it(tmp_path: Path) -> None:
    casebook = make(tmp_path)
    from detente.store.ledger.book import writing

    with writing(casebook.folder):
        with pytest.raises(CasebookError, match="another process is writing"):
            Casebook.open(casebook.folder).refresh()
        assert len(Casebook.open(casebook.folder).events()) == 4
