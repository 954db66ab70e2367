"""A block that an analyst takes back is kept in the casebook, its document is read anew, and the others stay as they were."""

from pathlib import Path

import pytest

from detente.cleaning import clean
from detente.cli import main
from detente.errors import BadQuery, DetenteError
from detente.records import Document, Reading
from detente.store.casebook import Casebook
from tests.cleaning.test_clean import ENGLISH, FRENCH, INJECTED


def bare_read(document: Document) -> Reading:
    """Cleans and codes nothing."""
    return Reading(document, tuple(clean(document)), (), (), (), (), ())


bare_read.coder = "bare"  # type: ignore[attr-defined]


def test_a_block_that_was_set_aside_is_taken_back(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("\n\n".join([*FRENCH, INJECTED[0][1]]), encoding="utf-8")
    (tmp_path / "b.txt").write_text("\n\n".join([*ENGLISH, INJECTED[6][1]]), encoding="utf-8")
    with Casebook.open(tmp_path / "book") as book:
        book.add([tmp_path / "a.txt", tmp_path / "b.txt"], reader=bare_read)
        gone = {row["text"]: row for row in book.quarantine().to_pylist()}
        assert set(gone) == {INJECTED[0][1], INJECTED[6][1]}
        block = gone[INJECTED[0][1]]
        book.restore(block["document"], block["begin"], block["stop"], reader=bare_read)
        assert [row["text"] for row in book.quarantine().to_pylist()] == [INJECTED[6][1]]
        assert book.counts()["documents"] == 2 and book.check() == []
        with pytest.raises(DetenteError, match="none"):
            book.restore("none", 0, 5, reader=bare_read)


def test_offsets_that_are_none_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["restore", str(tmp_path / "book"), "abc", "twelve"]) == BadQuery.exit_code
    assert "such as 2571-3075" in capsys.readouterr().err
