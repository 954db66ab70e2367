"""What is less sure than the line is kept in a casebook, listed, and never counted."""

from dataclasses import replace
from pathlib import Path

from detente.pipeline import read_document, read_quick
from detente.records import Document, Reading
from detente.store.casebook import Casebook
from detente.store.intake.coder import coder_of, own_coder
from tests.store.test_casebook import ARTICLES
from tests.store.toy import toy_open, toy_read


def doubting_read(document: Document) -> Reading:
    """Holds sanctions for less sure."""
    reading = toy_read(document)
    sure = tuple(event for event in reading.events if event.event != "COERCE")
    leads = tuple(replace(event, confidence=0.1) for event in reading.events if event.event == "COERCE")
    return replace(reading, events=sure, leads=leads)


doubting_read.coder = "toy-doubts"  # type: ignore[attr-defined]


def test_leads_are_kept_and_listed_and_no_figure_knows_them(tmp_path: Path) -> None:
    path = tmp_path / "articles.txt"
    path.write_text(ARTICLES, encoding="utf-8")
    with Casebook.open(tmp_path / "book") as book:
        book.add(path, reader=doubting_read, opener=toy_open)
        leads = book.leads().to_pylist()
        assert {(lead["event"], lead["confidence"]) for lead in leads} == {("COERCE", 0.1)}
        assert all(lead["evidence"][0]["text"] for lead in leads)
        assert "COERCE" not in {event["event"] for event in book.events().to_pylist()}
        book.compact()
        assert book.leads().num_rows == len(leads)
        assert book.check() == []


def test_a_casebook_knows_which_readers_read_it() -> None:
    assert coder_of(read_document) == own_coder()
    assert coder_of(read_quick) == f"{own_coder()}-quick"
