"""`detente clean`, and that the guide names all that there is."""

import json
from pathlib import Path

import pytest

from detente.cli import main
from detente.sources import FORMATS
from tests.cleaning.test_clean import FRENCH, INJECTED

GUIDE = Path(__file__).parent.parent.parent / "docs" / "documents.md"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text("\n\n".join(["Un accord fragile entre voisins", *FRENCH, INJECTED[0][1]]), encoding="utf-8")
    return path


def test_the_table_shows_what_goes_and_why(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", str(page)]) == 0
    shown = capsys.readouterr().out
    assert "because:" in shown and "kitchen cabinets" in shown and "Un accord fragile" in shown


def test_json_has_the_words_of_each_block(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", str(page), "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["title"], record["language"]) == ("Un accord fragile entre voisins", "fr")
    assert all(record["text"][block["begin"] : block["stop"]] == block["words"] for block in record["blocks"])
    assert [block["words"] for block in record["blocks"] if not block["kept"]] == [INJECTED[0][1]]


def test_a_folder_goes_on_after_a_bad_file_and_says_so(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (page.parent / "a.bin").write_bytes(b"\x7fELF...")
    assert main(["clean", str(page.parent), "--report"]) == 1
    shown = capsys.readouterr()
    assert "a.bin" in shown.err and "(no site)" in shown.out and "injected" in shown.out


def test_bad_input_is_one_sentence_and_a_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["clean", str(tmp_path / "none.txt")]) == 3
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("\n") == 1


def test_the_guide_names_every_format_and_option() -> None:
    words = GUIDE.read_text(encoding="utf-8")
    assert all(f"| {name} |" in words for name in FORMATS)
    assert all(option in words for option in ("--format json", "--field", "--report", "--allow-private", "--published"))
