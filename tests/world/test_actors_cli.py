"""`detente actors`: search, show, explain, and count what has no country."""

from pathlib import Path

import pytest

from detente.cli import main


def test_explain_says_what_decided(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actors", "--explain", "le président américain", "--on", "2019-05-01"]) == 0
    out = capsys.readouterr().out
    assert "Donald Trump" in out and "USA president on 2019-05-01" in out


def test_one_entity_is_shown_with_codes_offices_and_memberships(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actors", "state:POL"]) == 0
    out = capsys.readouterr().out
    assert "290" in out and "Lech Wałęsa" in out and "NATO" in out


def test_search_lists_who_carries_a_part_of_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actors", "corée"]) == 0
    out = capsys.readouterr().out
    assert "state:PRK" in out and "state:KOR" in out


def test_unresolved_mentions_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "news.txt"
    path.write_text("Gunmen fled. Police said gunmen had fired at Russian troops.", encoding="utf-8")
    assert main(["actors", "--unresolved", str(path)]) == 0
    out = capsys.readouterr().out
    assert "without a country" in out and "UAF" in out


@pytest.mark.parametrize(("arguments", "code"), [(["zzzz"], 11), (["x:y"], 11), (["a", "--explain", "--on", "may"], 9)])
def test_mistakes_have_their_codes(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["actors", *arguments]) == code
    assert "Traceback" not in capsys.readouterr().err
