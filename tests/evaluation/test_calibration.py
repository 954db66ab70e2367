"""The measures of confidence and of rules, on invented verdicts."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.calibration import Verdict, ablation, families, family, macro, reliability, unmarked
from evaluation.report import SECTIONS, TARGET


def verdict(gold: str, said: str, confidence: float = 0.95, name: str = "verbs-aid") -> Verdict:
    return Verdict("en", False, gold == said, confidence, name, gold, said)


ROWS = [
    verdict("AID", "AID"),
    verdict("AID", "REJECT", 0.55, "fallback:similar"),
    verdict("REJECT", "REJECT", 0.95, "nouns-conflict"),
    verdict("REJECT", "REJECT", 0.55, "fallback:similar"),
]


def test_marks_are_taken_out_and_may_nest() -> None:
    text, actor, recipient = unmarked("<t><s>Oslo</s>'s envoys</t> left.")
    assert text == "Oslo's envoys left."
    assert (text[slice(*actor)], text[slice(*recipient)]) == ("Oslo", "Oslo's envoys")


@pytest.mark.parametrize(
    ("rule", "name"),
    [("verbs-aid.tsv:12 give", "verbs-aid"), ("fallback:nearest verbs-aid.tsv:3", "fallback:nearest"), ("", "none")],
)
def test_a_rule_has_a_family(rule: str, name: str) -> None:
    assert family(rule) == name


def test_macro_f1_and_what_is_lost_without_a_part() -> None:
    assert macro(ROWS) == pytest.approx((2 / 3 + 4 / 5) / 2)
    lines = {line[:28].strip(): float(line[28:]) for line in ablation(ROWS)}
    assert lines["all"] > lines["without the fallback"] > 0
    assert lines["without nouns"] < lines["all"]


def test_reliability_counts_each_row_once() -> None:
    lines = list(reliability(ROWS))
    assert [line.split()[3] for line in lines[1:-1]] == ["2", "2"]
    assert lines[-1].endswith(f"{(abs(1 - 1.1) + abs(2 - 1.9)) / 4:.3f}")
    assert [line.split()[1] for line in families(ROWS)][1:] == ["2", "1", "1"]


def test_the_committed_report_has_every_section() -> None:
    text = TARGET.read_text(encoding="utf-8")
    assert [section.title for section in SECTIONS if f"## {section.title}\n" not in text] == []
    assert "left out" not in text


def test_no_row_of_the_benchmark_stands_in_the_report() -> None:
    folder = Path(__file__).parents[3] / "shared" / "eval"
    if not folder.is_dir():
        pytest.skip("../shared/eval is not on this machine")
    text = TARGET.read_text(encoding="utf-8")
    for path in folder.glob("relations_*_dev.tsv"):
        for line in path.read_text(encoding="utf-8").splitlines()[1:]:
            assert unmarked(line.split("\t")[-1])[0][:50] not in text
