"""The demo, with a reader that needs no model."""

from pathlib import Path

import pytest

from detente.cli import main
from detente.cli.demo import headline
from detente.records import Document, Reading
from detente.store import casebook as module
from tests.store.toy import toy_open, toy_read

ARTICLE = """2024-06-19 RUS sign PRK in Pyongyang: a treaty was signed by both
2024-06-20 RUS provide-aid PRK: grain was sent by train
"""


def asked(document: Document) -> Reading:
    """The toy reading, with a question in the text."""
    read = toy_read(document)
    question = ("How did relations between Russia and North Korea evolve?",)
    return Reading(read.document, read.blocks, read.events, read.commitments, read.transfers, question, read.unresolved)


asked.coder = "toy-asked"  # type: ignore[attr-defined]


def test_the_demo_reads_an_article_and_answers_its_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "default_reader", lambda: asked)
    monkeypatch.setattr(module, "default_opener", lambda: toy_open)
    monkeypatch.setattr("detente.sources.open_source", lambda source, **_: toy_open(source))
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, encoding="utf-8")
    assert main(["demo", "--casebook", str(tmp_path / "demo.casebook"), "--text", str(article)]) == 0
    said = capsys.readouterr().out
    assert "documents added" in said
    assert "provide-aid" in said
    assert "Understood as: course of relations, Russia, North Korea" in said
    assert "“2024-06-19 RUS sign PRK in Pyongyang: a treaty was signed by both”" in said
    assert main(["ask", "--casebook", str(tmp_path / "demo.casebook")]) == 0
    assert "– How did relations between Russia and North Korea evolve?" in capsys.readouterr().out
    assert main(["demo", "--text", str(tmp_path / "none.txt")]) == 3
    assert "--text FILE" in capsys.readouterr().err


def test_a_title_that_asks_goes_before_the_questions_of_the_text() -> None:
    document = Document("0", "-", "", title="A thaw?")
    assert headline(Reading(document, (), (), (), (), ("Why now?",), ())) == "A thaw?"
