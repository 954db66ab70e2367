"""The one reader of tables: what it takes, and how a wrong row is named."""

from pathlib import Path

import pytest

from detente.errors import DataError
from detente.text import tables

COLUMNS = ("word", "kind")


def table(folder: Path, text: str) -> Path:
    path = folder / "words.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_comments_and_empty_lines_are_passed_over_and_lines_are_counted(tmp_path: Path) -> None:
    path = table(tmp_path, "# words\nword\tkind\n\n# of places\nnear \tlocative\nbay\n")
    assert list(tables.lines(path, COLUMNS)) == [(5, ["near", "locative"]), (6, ["bay", ""])]
    assert list(tables.rows(path, COLUMNS)) == [("near", "locative"), ("bay", "")]
    assert list(tables.records(path)) == [(5, {"word": "near", "kind": "locative"}), (6, {"word": "bay", "kind": ""})]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("word\tsort\nnear\tlocative\n", r"words\.tsv:1: columns \['word', 'sort'\], expected \['word', 'kind'\]"),
        ("word\tkind\nnear\tlocative\tmore\n", r"words\.tsv:2: 3 cells, expected 2 \(word, kind\)"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        list(tables.rows(table(tmp_path, text), COLUMNS))


def test_a_full_table_leaves_no_cell_out_and_is_there(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"words\.tsv:2: 1 cells, expected 2"):
        list(tables.lines(table(tmp_path, "word\tkind\nnear\n"), COLUMNS, full=True))
    with pytest.raises(DataError, match=r"none\.tsv: cannot be read .*reinstall detente"):
        list(tables.lines(tmp_path / "none.tsv", COLUMNS, full=True))
    assert list(tables.rows(tmp_path / "none.tsv", COLUMNS)) == []
