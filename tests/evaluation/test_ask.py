"""Questions over the chronicle: floors for the evidence cited and the questions declined; what judges said is kept whole."""

from __future__ import annotations

from pathlib import Path

import pytest

import detente
from detente.data import CHRONICLE
from detente.store.casebook import Casebook
from evaluation.ask import questions, unanswerable
from evaluation.ask.__main__ import score
from evaluation.ask.judging import Line, drawn, posed, shown, statements, summary, verdicts


def test_the_sets_are_large_enough_and_half_blind() -> None:
    for language in ("en", "fr"):
        assert sum(one.language == language for one in questions()) >= 30
        assert sum(one.language == language for one in posed()) >= 55
    assert len(unanswerable()) >= 15
    assert abs(len(questions("open")) - len(questions("blind"))) <= 2
    assert len(posed()) == 184 and abs(len(posed("open")) - len(posed("blind"))) <= 10
    assert {one.form for one in posed()} == {"who", "when", "number", "polar", "why", "what", "topic", "none"}


def test_verdicts_are_of_questions_and_statements_that_there_are() -> None:
    assert verdicts("verdicts.tsv").keys() <= {one.id for one in posed()}
    assert all(line for _, line in verdicts("statement_verdicts.tsv").values())
    assert all(line.split(": ", 1)[1] for line in summary())


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    made = detente.open(tmp_path_factory.mktemp("asked") / "book")
    made.add(str(Path(CHRONICLE)))
    return made


@pytest.mark.model
@pytest.mark.parametrize(("half", "evidence"), [("open", 35), ("second", 56)])
def test_open_questions_cite_their_evidence_and_unanswerable_ones_are_declined(
    book: Casebook, half: str, evidence: int
) -> None:
    met = score(book, half)
    assert met["evidence"][0] >= evidence
    assert met["declined"][0] >= 13


@pytest.mark.model
def test_statements_are_drawn_alike_and_each_has_its_quotation(book: Casebook) -> None:
    told = list(statements(book, posed("open")[:3], [("RUS", "PRK")]))
    first = drawn(told, 30)
    assert first == drawn(reversed(told), 30)
    assert {one.place for one in first} == {"answer", "dossier", "page"}
    assert all(isinstance(one, Line) and one.told and one.quotation for one in told)
    assert shown(None).startswith("(declined)")
