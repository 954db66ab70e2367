"""`detente read` as an analyst meets it: each bad input has its own exit code and one clear sentence, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from detente import errors
from detente.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["read", *arguments])
    out = capsys.readouterr()
    return code, out.out, out.err


def refuses(capsys: pytest.CaptureFixture[str], error: type[errors.DetenteError], word: str, *arguments: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert code == error.exit_code, err
    assert out == ""
    assert word in err
    assert err.count("\n") == 1, "one sentence"
    assert "Traceback" not in err


def test_an_empty_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.txt"
    path.write_text(" \n")
    refuses(capsys, errors.EmptyDocument, "empty", str(path))


def test_a_binary_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "picture.txt"
    path.write_bytes(bytes(range(256)) * 20)
    refuses(capsys, errors.BinaryDocument, "picture.txt", str(path))


def test_a_missing_file(capsys: pytest.CaptureFixture[str]) -> None:
    refuses(capsys, errors.MissingSource, "nowhere.txt", "nowhere.txt")


def test_a_text_that_is_too_large(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "large.txt"
    path.write_text("La Russie rencontre la Chine. " * 700_000)
    refuses(capsys, errors.DocumentTooLarge, "large.txt", str(path))


@pytest.mark.parametrize("date", ["yesterday", "2024-13-01", "26/06/2024", "0000-00-00"])
def test_a_publication_date_that_is_no_date(tmp_path: Path, capsys: pytest.CaptureFixture[str], date: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text("La Russie rencontre la Chine.")
    refuses(capsys, errors.BadDate, date, str(path), "--published", date)


def test_a_language_that_has_no_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text("La Russie rencontre la Chine.")
    refuses(capsys, errors.UnknownLanguage, "en, fr", str(path), "--language", "tlh")


def test_a_text_in_a_language_without_a_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "Der Bundeskanzler hat am Montag in Berlin den Präsidenten der Ukraine empfangen. Die beiden Politiker sprachen "
        "mehr als zwei Stunden lang über weitere Waffenlieferungen und über die Lage an der Front im Osten des Landes."
    )
    refuses(capsys, errors.UnknownLanguage, "de", str(path))


def test_bytes_that_no_encoding_explains(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "odd.txt"
    path.write_bytes("La Russie a signé. ".encode() * 3 + b"\xff\xfe\xfd\x81\x8d\x8f\x90\x9d" * 6)
    code, _, err = run(capsys, str(path))
    assert code in (errors.UndecodableDocument.exit_code, errors.BinaryDocument.exit_code)
    assert "odd.txt" in err


@pytest.mark.model
@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_other_encodings_are_recognised(tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(
        "Le président français a rencontré à Pékin le président chinois, a annoncé l’Élysée mardi.".encode(encoding)
    )
    code, out, err = run(capsys, str(path), "--published", "2024-06-26", "--format", "json")
    assert code == 0, err
    assert "président français" in out


def test_a_document_that_is_only_spam_has_no_event(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "spam.txt"
    path.write_text(
        "cheap pills online pharmacy buy pills no prescription cheap pills discount pharmacy online buy cheap pills online best price pills "
        * 4
    )
    code, out, _ = run(capsys, str(path), "--language", "en")
    assert code == 0
    assert "No event was read" in out


def test_a_usage_error_says_where_help_is(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "--colour", "red", "a.txt")
    assert code == 2
    assert "--help" in err


def test_no_name_at_all_is_not_the_folder_one_stands_in(capsys: pytest.CaptureFixture[str]) -> None:
    refuses(capsys, errors.EmptyDocument, "empty", "")


@pytest.mark.model
def test_a_text_of_a_few_words_is_read_and_the_guess_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "line.txt"
    path.write_text("[bold]Russia[/bold] met China in Moscow [/nope] on Monday.")
    code, out, err = run(capsys, str(path), "--published", "2024-06-26")
    assert code == 0, err
    assert "[/nope]" in out
    assert "taken for en" in out


def test_words_that_lean_to_no_language_are_not_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "digits.txt"
    path.write_text("Hi 12345")
    refuses(capsys, errors.UnknownLanguage, "--language", str(path))


@pytest.mark.model
def test_french_quotation_marks_stay_with_their_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.txt"
    for width in range(60, 90):
        words = "La Russie a rencontré la Chine à Moscou " + "x" * width + " mardi."
        path.write_text(words)
        _, out, _ = run(capsys, str(path), "--language", "fr")
        assert not any(line.strip() == "»" or line.rstrip().endswith("«") for line in out.splitlines())
        assert not any(line != line.rstrip() for line in out.splitlines() if "Publié" not in line)


@pytest.mark.model
@pytest.mark.parametrize("form", ["table", "markdown", "html"])
def test_a_text_cannot_steer_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        f"La Russie a rencontré \x1b[2J la Chine à Moscou\u202e mardi dernier. {'Il pleuvait à Moscou. ' * 9}"
    )
    code, out, err = run(capsys, str(path), "--format", form)
    assert code == 0, err
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "RUS" in out
