"""How much is set aside by site, and which documents tell again what an earlier one told."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from detente.cleaning.repeated import REPEATED
from detente.cli import main
from detente.store.casebook import Casebook
from tests.cleaning.test_clean import ENGLISH, FRENCH, INJECTED
from tests.cleaning.test_duplicates import FRENCH as TRANSLATION
from tests.cleaning.test_duplicates import OTHER, STORY, document
from tests.store.test_lines import WEBCAM, add, page, site_of


def test_rates_are_the_shares_of_the_quarantine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    spam = INJECTED[0][1]
    flagged = document("\n".join(["Le ministre a dit que la France était prête.", *ENGLISH[:2], FRENCH[0]]), "fr")
    with Casebook.open(tmp_path / "book") as book:
        add(book, [*site_of(5), page("spam", spam, site="b.example"), page("clean", site="c.example")])
        rates = {row["site"]: row for row in book.rates().to_pylist()}
        assert list(rates) == ["b.example", "a.example", "c.example"]
        gone = {row["kind"]: row for row in book.quarantine().to_pylist()}
        assert gone["boilerplate"]["reasons"] == [REPEATED]
        a, b, c = rates["a.example"], rates["b.example"], rates["c.example"]
        assert (a["documents"], b["documents"], c["documents"]) == (5, 1, 1)
        assert a["set_aside"] == a["boilerplate"] == a["repeated"] == round(5 * len(WEBCAM) / a["characters"], 5)
        assert b["set_aside"] == b["injected"] == round(len(spam) / b["characters"], 5) and b["repeated"] == 0
        assert c["set_aside"] == 0
        add(book, [flagged])
        assert {row["site"]: row["flagged"] for row in book.rates().to_pylist()}["(no site)"] == 1
    assert main(["casebook", "rates", str(tmp_path / "book"), "--format", "csv"]) == 0
    assert capsys.readouterr().out.startswith(
        "site,documents,characters,set_aside,injected,boilerplate,foreign,repeated"
    )


def test_an_empty_casebook_has_no_rates_and_no_stories(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "book") as book:
        assert book.rates().to_pylist() == book.stories().to_pylist() == []


@pytest.mark.parametrize("seed", range(3))
def test_stories_do_not_depend_on_the_order_of_adding(tmp_path: Path, seed: int) -> None:
    spam = "\n\n" + INJECTED[8][1]  # what is set aside does not make texts alike
    papers = [
        document(STORY, day=3),
        document("AGENCY - " + STORY.replace("first step", "small step"), day=4),
        document(TRANSLATION, "fr", 5),
        document(OTHER + spam, day=5),
        document(page("one").text + spam, day=5),
    ]
    named = [replace(paper, source=f"paper {n}") for n, paper in enumerate(papers)]
    random.Random(seed).shuffle(named)
    with Casebook.open(tmp_path / "book") as book:
        add(book, named)
        found = [(row["source"], row["kind"], row["first_source"]) for row in book.stories().to_pylist()]
        assert sorted(found) == [("paper 1", "copy", "paper 0"), ("paper 2", "translation", "paper 0")]
    assert main(["casebook", "stories", str(tmp_path / "book")]) == 0
