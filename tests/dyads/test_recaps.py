"""An event counts once however often it is retold, on its own day; a turn says how many reports tell it, and how fast it came."""

from datetime import date, timedelta
from typing import Any

import pytest

from detente.dyads import turning_points
from tests.dyads.examples import course

SCORES = {"SUPPORT": 8.0, "CONSULT": 2.8, "AID": 7.0, "AGREE": 4.5, "ASSAULT": -10.0}


def row(
    number: str, told: str, kind: str, day: str | None = None, *, last: str | None = None, site: str = "Courier"
) -> dict[str, Any]:
    return {
        "event_id": number,
        "date": day and date.fromisoformat(day),
        "date_last": (last or day) and date.fromisoformat(last or str(day)),
        "published": date.fromisoformat(told),
        "sites": [site],
        "actor": "LAO",
        "recipient": "PER",
        "event": kind,
        "deed": {"SUPPORT": "sign-agreement", "CONSULT": "host", "AID": "provide-aid"}.get(kind, "promise"),
        "intensity": SCORES[kind],
        "status": "happened",
        "likelihood": "certain",
        "confidence": 0.8,
    }


def quiet() -> list[dict[str, Any]]:
    """Four years in which the two meet now and then."""
    found = []
    for at, one in enumerate(course("LAO", "PER", {"CONSULT": [0.012] * 16}, first=date(2021, 1, 1))):
        day = str(one["date"])
        found.append(row(f"quiet-{at}", day, "CONSULT", day, site=f"Site {at % 5}"))
    return found


TREATY = [
    row("visit", "2024-03-05", "CONSULT", "2024-03-05"),
    row("treaty", "2024-03-06", "SUPPORT", "2024-03-06", site="Herald"),
    row("aid", "2024-03-07", "AID", "2024-03-07"),
    row("pledge", "2024-03-08", "AGREE", "2024-03-08", site="Herald"),
]


def recaps() -> list[dict[str, Any]]:
    """Ten later reports that recall the treaty, the visit and the aid: without a day, with the month, or with the day."""
    kinds = ("SUPPORT", "CONSULT", "AID", "SUPPORT", "AGREE")
    undated = [
        row(f"recap-{at}", str(date(2024, 4, 1) + timedelta(days=9 * at)), kinds[at % 5], site="Recorder")
        for at in range(6)
    ]
    month = [
        row(f"month-{at}", f"2024-0{7 + at}-10", "SUPPORT", "2024-03-01", last="2024-03-31", site="Recorder")
        for at in range(2)
    ]
    day = [row(f"day-{at}", f"2024-10-0{1 + at}", "SUPPORT", "2024-03-06", site="Recorder") for at in range(2)]
    return undated + month + day


def told(rows: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [
        (turn["date"], turn["direction"], turn["kind"], turn["trigger"], turn["first"], turn["last"])
        for turn in turning_points(rows).to_pylist()
    ]


def test_ten_recaps_move_nothing() -> None:
    before = told(quiet() + TREATY)
    assert (date(2024, 3, 6), "up", "turn", "treaty") in [one[:4] for one in before]
    assert len(recaps()) == 10
    assert told(quiet() + TREATY + recaps()) == before


def test_a_turn_is_named_by_its_weightiest_event_and_counts_its_reports() -> None:
    (turn,) = [
        one
        for one in turning_points(quiet() + TREATY).to_pylist()
        if one["date"].year == 2024 and one["kind"] == "turn"
    ]
    assert turn["trigger"] == "treaty" and turn["deed"] == "sign-agreement" and turn["reports"] == 3
    assert "drew together (sign, ratify or conclude an agreement)" in turn["sentence_en"]
    assert "un rapprochement entre Laos et Pérou (signer, ratifier ou conclure un accord)" in turn["sentence_fr"]
    assert "source" not in turn["sentence_en"]


def test_one_report_is_said_to_be_one_source() -> None:
    alone = [one | {"published": date(2024, 3, 8), "sites": ["Herald"]} for one in TREATY]
    (turn,) = [
        one for one in turning_points(quiet() + alone).to_pylist() if one["date"].year == 2024 and one["kind"] == "turn"
    ]
    assert turn["reports"] == 1
    assert turn["sentence_en"].endswith(" One source.") and turn["sentence_fr"].endswith(" Une seule source.")


def test_what_is_read_with_less_confidence_counts_less() -> None:
    doubtful = [one | {"confidence": 0.1} for one in TREATY]
    assert (date(2024, 3, 6), "up") not in [one[:2] for one in told(quiet() + doubtful)]


def test_a_drift_is_told_apart_from_a_turn() -> None:
    steady = course("A", "B", {"CONSULT": [0.3] * 8 + [1.0] * 4, "ACCUSE": [0.05] * 12})
    others = [one for a, b in ("CD", "CE", "DE") for one in course(a, b, {"CONSULT": [1.2] * 12}, seed=ord(b))]
    found = turning_points(steady + others, dyad=("A", "B"), slow=True, threshold=9.0).to_pylist()
    assert [(one["kind"], one["direction"]) for one in found] == [("drift", "up")]
    assert "drew slowly together" in found[0]["sentence_en"] and "un lent rapprochement" in found[0]["sentence_fr"]
    assert not turning_points(steady + others, dyad=("A", "B"), threshold=9.0).num_rows


@pytest.mark.parametrize(("after", "back"), [([0.01] * 4, True), ([1.0] * 4, False)])
def test_when_a_dyad_is_back_at_its_level(after: list[float], back: bool) -> None:
    rates = {"CONSULT": [0.03] * 12, "ASSAULT": [0.01] * 6 + [1.0] * 2 + after}
    others = [one for a, b in ("CD", "CE", "DE") for one in course(a, b, {"CONSULT": [1.0] * 12}, seed=ord(b))]
    found = turning_points(course("A", "B", rates) + others, dyad=("A", "B")).to_pylist()
    turn = next(one for one in found if one["direction"] == "down")
    assert abs((turn["date"] - date(2021, 6, 29)).days) <= 14
    if back:
        assert date(2021, 12, 1) < turn["until"] <= date(2022, 1, 31)
    else:
        assert turn["until"] is None
