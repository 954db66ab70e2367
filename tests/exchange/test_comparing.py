"""Compare, doctor, and the page that explains them."""

from __future__ import annotations

import re
from inspect import signature
from pathlib import Path
from typing import get_args

import pytest

from detente.cli import compare as compare_command
from detente.cli import doctor, export, import_, main
from detente.errors import BadQuery
from detente.exchange.comparing import compare
from detente.exchange.formats import FORMATS, find
from detente.exchange.importing import import_file
from detente.store.casebook import Casebook

PAGE = Path(__file__).parents[2] / "docs" / "exchange.md"


@pytest.fixture
def book(tmp_path: Path) -> Casebook:
    casebook = Casebook.open(tmp_path / "book")
    head = "date\tactor\trecipient\tcameo\n"
    one = [
        "2011-01-01\tRUS\tUSA\t040",
        "2011-01-09\tRUS\tUSA\t041",
        "2011-02-01\tRUS\tUSA\t190",
        "2012-01-01\tFRA\tUSA\t040",
    ]
    two = ["2011-01-05\tRUS\tUSA\t042", "2011-02-03\tRUS\tUSA\t190", "2011-02-04\tUSA\tRUS\t111"]
    for name, rows in (("A", one), ("B", two)):
        path = tmp_path / name
        path.write_text(head + "".join(row + "\n" for row in rows))
        import_file(casebook, path, coder=name)
    return casebook


def test_agreement_by_hand(book: Casebook) -> None:
    [whole] = compare(book, "A", "B").to_pylist()
    # January: CONSULT 2 and 1; February: ASSAULT 1 and 1, ACCUSE 0 and 1; 2012 is coded by one alone and counts nowhere
    assert whole == {"by": "all", "first": 3, "second": 3, "both": 2, "agreement": pytest.approx(4 / 6)}
    by_type = {row["by"]: row["agreement"] for row in compare(book, "A", "B", "type").to_pylist()}
    assert by_type == {"CONSULT": pytest.approx(2 / 3), "ASSAULT": 1.0, "ACCUSE": 0.0}
    assert {row["by"] for row in compare(book, "A", "B", "dyad", dyad="USA-RUS").to_pylist()} == {"RUS-USA", "USA-RUS"}
    assert [row["both"] for row in compare(book, "B", "A", "month").to_pylist()] == [1, 1]
    with pytest.raises(BadQuery, match="holds A, B"):
        compare(book, "A", "C")


def test_compare_from_the_command_line(book: Casebook, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(book.folder), "--first", "A", "--by", "all"]) == 0
    assert "0.667" in capsys.readouterr().out
    assert main(["compare", str(book.folder)]) == 11
    assert "--second" in capsys.readouterr().err


def test_doctor_finds_what_is_missing(
    book: Casebook, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "MODELS", ("py3langid",))
    monkeypatch.setattr(doctor, "requires", lambda _: ["numpy>=2.0", 'nowhere; extra == "cluster"'])
    assert main(["doctor", "--casebook", str(book.folder)]) == 0
    said = capsys.readouterr().out
    assert "313 CAMEO codes" in said
    assert "all is well" in said
    monkeypatch.setattr(doctor, "MODELS", ("no-such-model",))
    monkeypatch.setattr(doctor, "requires", lambda _: ["numpy>=99"])
    assert main(["doctor", "-q"]) == 22
    said = capsys.readouterr().out
    assert "BAD model no-such-model is missing -> pip install" in said
    assert "-> pip install 'numpy>=99'" in said


def test_every_format_and_option_is_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    known = set(re.findall(r"`([\w-]+)`", page))
    assert set(FORMATS) <= known
    for module in (import_, export, compare_command, doctor):
        for parameter in signature(module.command, eval_str=True).parameters.values():
            option = get_args(parameter.annotation)[1]
            # typer takes the first name for the default where it stands in Annotated
            names = [n for n in (option.default, *(option.param_decls or ())) if str(n).startswith("-")]
            names = names or [f"--{parameter.name}"]
            if type(option).__name__ == "OptionInfo":
                assert {f"`{name}`" for name in names} <= set(re.findall(r"`[^`\n]+`", page)), parameter.name


def test_commands_of_the_page_are_understood(capsys: pytest.CaptureFixture[str]) -> None:
    for line in re.findall(r"^\$ detente (.*?)(?:\s+#.*)?$", PAGE.read_text(encoding="utf-8"), re.M):
        name = line.split()[0]
        assert main([name, "--help"]) == 0
        help_text = capsys.readouterr().out
        for option in re.findall(r"(?<= )--[a-z]+", line):
            assert option in help_text, line
    assert find("stix").suffix == ".stix.json"
