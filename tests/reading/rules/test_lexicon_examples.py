"""The lexicon's own examples, through the real parser: a file at a time, each row must read as it says."""

from pathlib import Path

import pytest

from detente.languages import folder_of, packs
from detente.reading.rules import lexicon
from detente.reading.rules.audit import contradictions, coverage
from detente.reading.rules.examples import failures

FILES = sorted(
    path for code in packs() for path in (folder_of(code) / "lexicon").glob("*.tsv") if path.name != "objects.tsv"
)
FLOOR = 0.95  # the parser errs on some; a file below this has rows that do not work


@pytest.mark.model
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.parent.name}/{path.name}")
def test_the_examples_of_a_file_read_as_they_say(path: Path) -> None:
    language = path.parent.parent.name
    rows = [row for row in lexicon.load(language).rows if row.file == path.name and row.example]
    wrong = failures(rows, language)
    report = [f"{one.row.name}: {one.row.reading}, read {one.verdict}" for one in wrong]
    assert len(wrong) <= (1 - FLOOR) * len(rows) + 1, "\n".join(report)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_no_two_rows_contradict_each_other(language: str) -> None:
    found = contradictions(lexicon.load(language))
    assert not found, "\n".join(f"{first.name} against {second.name}" for first, second in found)


def test_coverage_names_every_deed_and_operator() -> None:
    table = coverage(["en", "fr"])
    assert table["attack"]["fr"] > 0
    assert "promise()" in table
