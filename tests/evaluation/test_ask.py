"""Questions over the chronicle: floors for the evidence cited and the questions declined; no sentence that its citations do not bear out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import detente
from detente.answers import ask
from detente.data import CHRONICLE
from detente.store.casebook import Casebook
from evaluation.ask import questions, unanswerable
from evaluation.ask.__main__ import score
from evaluation.ask.support import unsupported

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Casebook:
    made = detente.open(tmp_path_factory.mktemp("asked") / "book")
    made.add(str(Path(CHRONICLE)))
    return made


def test_the_set_is_large_enough_and_half_blind() -> None:
    for language in ("en", "fr"):
        assert sum(one.language == language for one in questions()) >= 30
    assert len(unanswerable()) >= 15
    assert abs(len(questions("open")) - len(questions("blind"))) <= 2


@pytest.mark.parametrize(("half", "evidence"), [("open", 35), ("second", 56)])
def test_open_questions_cite_their_evidence_and_every_sentence_is_borne_out(
    book: Casebook, half: str, evidence: int
) -> None:
    met = score(book, half)
    assert met["evidence"][0] >= evidence
    assert met["sentences"][0] == met["sentences"][1] > 0
    assert met["declined"][0] == met["declined"][1] == 14


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("13 September 2023", "14 August 2023", "date"),
        ("Russia", "Japan", "actor"),
        ("received", "attacked", "deed"),
        (".", " with 77 men.", "number"),
    ],
)
def test_a_sentence_that_says_more_than_its_citations_is_found_out(
    book: Casebook, old: str, new: str, kind: str
) -> None:
    answer = ask(book, "Whom did Putin receive in September 2023?")
    told = next(said for said in answer.sentences if "13 September 2023" in said.text and "received" in said.text)
    assert unsupported(book, told, "en") == []
    assert old in told.text
    wrong = unsupported(book, replace(told, text=told.text.replace(old, new)), "en")
    assert [one for one in wrong if one.startswith(kind)]
