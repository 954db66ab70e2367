"""Turning points: found where they were put, with sign, trigger and evidence; none where nothing turned."""

from datetime import date

import numpy as np
import pytest
import ruptures

from detente.dyads import turning_points
from detente.dyads.daily import dyads, exposure
from detente.dyads.pelt import segments
from detente.dyads.table import events
from detente.errors import BadQuery
from tests.dyads.examples import course, rows

ROUTINE = [0.03] * 12


def world(seed: int = 1) -> list[dict[str, object]]:
    """Four quiet dyads and one that turns to conflict in its seventh quarter (from 2021-07-01)."""
    quiet = [
        course(a, b, {"CONSULT": ROUTINE, "ACCUSE": [0.01] * 12}, seed=seed + i)
        for i, (a, b) in enumerate(["AB", "AC", "BC", "CD"])
    ]
    turned = course("X", "Y", {"CONSULT": ROUTINE, "ASSAULT": [0.005] * 6 + [1.0] * 2 + [0.01] * 4}, seed=seed)
    return [row for part in (*quiet, turned) for row in part]


@pytest.mark.parametrize("detector", ["scan", "pelt", "online"])
def test_each_detector_finds_the_turn_and_its_sign(detector: str) -> None:
    found = turning_points(world(), detector=detector, dyad=("Y", "X")).to_pylist()
    first = next(turn for turn in found if turn["direction"] == "down")
    assert abs((first["date"] - date(2021, 7, 1)).days) <= 14
    assert first["first"] <= first["date"] <= first["last"]
    assert len(found) <= 5


def test_quiet_dyads_stay_quiet() -> None:
    found = [turning_points(world(seed), least=10).to_pylist() for seed in (1, 2, 3)]
    alarms = [turn for turns in found for turn in turns if turn["a"] != "X"]
    assert len(alarms) / (3 * 4 * 3) <= 0.2  # a dyad-year


def test_the_trigger_is_the_weightiest_of_the_first_events() -> None:
    quiet = course("PRK", "RUS", {"CONSULT": [0.02] * 8}, first=date(2022, 7, 1))
    summit = rows(
        ("2024-06-18", "RUS", "PRK", "CONSULT"),
        ("2024-06-19", "RUS", "PRK", "CONSULT"),
        ("2024-06-19", "PRK", "RUS", "CONSULT"),
        ("2024-06-19", "RUS", "PRK", "SUPPORT"),
        ("2024-06-20", "PRK", "RUS", "AID"),
        ("2024-06-21", "RUS", "PRK", "AGREE"),
        ("2024-06-22", "PRK", "RUS", "CONSULT"),
    )
    for row in quiet + summit:
        row["intensity"] = {"SUPPORT": 8.0, "AID": 7.0}.get(row["event"], 1.0)
        row["event_id"] = f"{row['date']}-{row['event']}"
    (turn,) = turning_points(quiet + summit, threshold=3.5).to_pylist()
    assert (turn["a"], turn["b"], turn["direction"]) == ("PRK", "RUS", "up")
    assert turn["trigger"] == turn["events"][0] == "2024-06-19-SUPPORT"
    assert turn["sentence_en"].startswith("19 June 2024: North Korea and Russia drew together")
    assert turn["sentence_fr"].startswith("19 juin 2024 : un rapprochement entre Corée du Nord et Russie")


def test_every_turn_unfolds_to_events_of_its_own_dyad_and_window() -> None:
    given = world()
    found = turning_points(given).to_pylist()
    assert found
    for turn in found:
        carriers = [given[int(handle.removeprefix("row:"))] for handle in turn["events"]]
        assert {frozenset((row["actor"], row["recipient"])) for row in carriers} == {frozenset((turn["a"], turn["b"]))}
        conflict = {"ACCUSE", "ASSAULT"}
        assert all((row["event"] in conflict) == (turn["direction"] == "down") for row in carriers)
        assert len(carriers) >= (turn["conflict"] if turn["direction"] == "down" else turn["cooperation"])


def test_a_rise_of_all_reporting_is_no_turn() -> None:
    """Ten times the news about everybody turns nobody."""
    pairs = ["AB", "AC", "AD", "BC", "BD", "CD", "AE", "BE", "CE", "DE", "AF", "BF"]
    given = [r for i, (a, b) in enumerate(pairs) for r in course(a, b, {"CONSULT": [0.1] * 6 + [1.0] * 2}, seed=i)]
    assert turning_points(given).num_rows == 0


def test_exposure_needs_others() -> None:
    assert exposure(np.zeros(50)).tolist() == [1.0] * 50
    (pair,) = dyads(events(course("A", "B", {"AID": [3.0, 0.1]})))
    assert pair.exposure.min() == pair.exposure.max() == 1.0


def test_pelt_agrees_with_ruptures() -> None:
    class Cost(ruptures.base.BaseCost):
        model, min_size = "poisson", 1

        def fit(self, signal: np.ndarray) -> "Cost":
            self.signal = signal
            return self

        def error(self, start: int, end: int) -> float:
            seen, span = self.signal[start:end, :2].sum(0), self.signal[start:end, 2].sum()
            return -float(sum(n * np.log(n / span) for n in seen if n > 0))

    draw = np.random.default_rng(3)
    for _ in range(5):
        rates = np.repeat(draw.gamma(1, 4, size=(2, 6)), 12, axis=1)
        exposed = draw.uniform(0.5, 2, 72)
        counts = draw.poisson(rates * exposed).astype(float)
        theirs = (
            ruptures.Pelt(custom_cost=Cost(), min_size=1, jump=1).fit(np.vstack([counts, exposed]).T).predict(pen=5.0)
        )
        assert segments(counts, exposed, np.ones(2), 5.0) == theirs


def test_an_unknown_detector_is_said() -> None:
    with pytest.raises(BadQuery, match="magic"):
        turning_points([], detector="magic")  # type: ignore[arg-type]
