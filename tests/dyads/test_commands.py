"""The commands on relations over a table in a file: tables, json, csv, pictures, and errors that say what to do."""

import csv
import json
from datetime import date
from pathlib import Path

import pytest

from detente.cli import main
from tests.dyads.examples import course, rows


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> str:
    quiet = [
        course(a, b, {"CONSULT": [0.05] * 12}, seed=i)
        for i, (a, b) in enumerate([("USA", "KOR"), ("CHN", "PRK"), ("JPN", "KOR")])
    ]
    turned = course("PRK", "RUS", {"CONSULT": [0.02] * 8 + [0.5, 0.1, 0.1, 0.1], "ACCUSE": [0.01] * 12})
    fights = course("PRK", "KOR", {"ASSAULT": [0.02, 0.05] * 6, "ACCUSE": [0.1] * 12})
    treaty = rows((date(2022, 1, 2), "RUS", "PRK", "SUPPORT"), (date(2022, 1, 4), "JPN", "PRK", "ACCUSE"))
    given = sorted([row for part in (*quiet, turned, fights, treaty) for row in part], key=lambda row: str(row["date"]))
    path = tmp_path_factory.mktemp("events") / "events.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(given[0]))
        writer.writeheader()
        writer.writerows(given)
    return str(path)


def said(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(words) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_dyad_shows_its_course_and_turning_points(
    table: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    picture = tmp_path / "course.svg"
    text = said(capsys, "dyad", "rus", "prk", "--in", table, "--by", "quarter", "--plot", str(picture))
    assert "2022-Q1" in text and "North Korea and Russia drew together" in text
    assert "<svg" in picture.read_text()
    unfolded = said(capsys, "dyad", "RUS", "PRK", "--in", table, "--by", "year", "--unfold")
    assert "row:" in unfolded
    series = json.loads(said(capsys, "dyad", "RUS", "PRK", "--in", table, "--format", "json"))
    assert {row["direction"] for row in series} == {"RUS>PRK", "PRK>RUS", "both"}


def test_turning_points_in_french_json_and_png(table: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "un rapprochement entre Corée du Nord et Russie" in said(
        capsys, "turning-points", "--in", table, "--language", "fr"
    )
    turns = json.loads(said(capsys, "turning-points", "--in", table, "--dyad", "RUS-PRK", "--format", "json"))
    assert turns[0]["events"][0] == turns[0]["trigger"]
    assert "No turning point" in said(capsys, "turning-points", "--in", table, "--since", "2030")
    said(capsys, "turning-points", "--in", table, "--plot", str(tmp_path / "turns.png"))
    assert (tmp_path / "turns.png").read_bytes().startswith(b"\x89PNG")


def test_reactions_network_outlook(table: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "JPN" in said(capsys, "reactions", "RUS", "PRK", "--on", "2022-01-02", "--in", table, "--unfold")
    assert "from 20" in said(capsys, "reactions", "RUS", "PRK", "--in", table)  # the strongest turning point is found
    text = said(capsys, "network", "--in", table, "--plot", str(tmp_path / "net.svg"))
    assert "community" in text
    parts = json.loads(said(capsys, "network", "--in", table, "--format", "json", "--among", "RUS,PRK,KOR"))
    assert {row["actor"] for row in parts["actors"]} == {"KOR", "PRK", "RUS"}
    assert "verdict" in said(capsys, "network", "--in", table, "--against", "2021:2021", "--since", "2022")
    assert "events_kappa" in said(capsys, "network", "--in", table, "--similar")
    lines = said(capsys, "outlook", "PRK-KOR", "--in", table, "--format", "csv").splitlines()
    assert lines[0].startswith("a,b,horizon") and len(lines) == 3


def test_commitments_and_what_if_need_no_events(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "UNTS 238, 3363" in said(capsys, "commitments", "KOR", "--on", "2025-06-01")
    assert "Traité de partenariat stratégique global" in said(
        capsys, "commitments", "PRK", "--on", "2025-06-01", "--language", "fr"
    )
    assert "Bound to help North Korea: China" in said(capsys, "what-if", "KOR attacks PRK", "--on", "2025-06-01")
    findings = json.loads(
        said(capsys, "what-if", "la Corée du Nord attaque la Corée du Sud", "--on", "2025-06-01", "-f", "json")
    )
    assert "danger commun" in next(
        row["clause"] for row in findings if row["party"] == "USA" and row["obligation"] == "defence"
    )


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["dyad", "RUS", "XXX"], 11, "no state or group"),
        (["dyad", "RUS", "Fiji"], 11, "FJI does not occur"),
        (["reactions", "RUS", "PRK", "--on", "juin"], 9, "no date"),
        (["turning-points", "--dyad", "RUS"], 11, "no dyad"),
        (["turning-points", "--plot", "turns.gif"], 11, ".svg or .png"),
        (["outlook", "USA-PRK"], 11, "too few events"),
    ],
)
def test_errors_say_what_was_expected(
    table: str, capsys: pytest.CaptureFixture[str], words: list[str], code: int, says: str
) -> None:
    assert main([*words, "--in", table]) == code
    assert says in capsys.readouterr().err


def test_a_missing_or_unreadable_source_is_said(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["dyad", "RUS", "PRK", "--in", str(tmp_path / "nothing")]) == 3
    assert "--in" in capsys.readouterr().err
    other = tmp_path / "events.xls"
    other.write_text("x")
    assert main(["dyad", "RUS", "PRK", "--in", str(other)]) == 12
    assert main(["what-if", "nobody does anything"]) == 11
    assert "no act" in capsys.readouterr().err
