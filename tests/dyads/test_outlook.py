"""Outlook: honest about the past, better than it where there is something to learn, and never peeking."""

from datetime import date, timedelta

import numpy as np
import pytest

from detente.dyads.forecast import backtest, calibration_error, fit, outlook, predict
from detente.dyads.panel import around, features, history, labels, panel
from detente.dyads.table import events
from detente.errors import BadQuery
from tests.dyads.examples import rows


def feuds(weeks: int = 110, pairs: int = 24, seed: int = 2) -> list[dict[str, object]]:
    """Dyads that fall into spells of conflict and out of them again: the recent past tells of the near future."""
    draw = np.random.default_rng(seed)
    found = []
    for pair in range(pairs):
        hot = False
        for week in range(weeks):
            hot = draw.random() < (0.8 if hot else 0.05)
            day = date(2020, 1, 6) + timedelta(weeks=week)
            found += [(day, f"A{pair:02}", f"B{pair:02}", "CONSULT")] * int(draw.poisson(0.5))
            found += [(day, f"A{pair:02}", f"B{pair:02}", "ASSAULT")] * int(hot and draw.random() < 0.8)
    return rows(*found)


FEUDS = feuds()


def test_spells_are_learnt_and_calibrated() -> None:
    test = backtest(panel(events(FEUDS), least=10), "week")
    assert test is not None
    assert test.skill > 0.05
    assert test.calibration_error < 0.06
    assert test.chances.min() > 0 and test.chances.max() < 1


def test_no_forecast_knows_what_came_after() -> None:
    """Whatever happens later, features and history of a week stay the same."""
    cut = date(2021, 6, 7)
    later = [row if row["date"] < cut else row | {"event": "ASSAULT"} for row in FEUDS]
    boards = [panel(events(table), least=10) for table in (FEUDS, later)]
    week = (cut - date(2020, 1, 6)).days // 7 - 1
    pasts = [history(labels(board, 1), 1) for board in boards]
    assert np.allclose(pasts[0][:, :week], pasts[1][:, :week])
    cubes = [features(board, past)[:, :week] for board, past in zip(boards, pasts, strict=True)]
    assert np.allclose(cubes[0], cubes[1])


def test_forecasts_carry_skill_history_and_the_events_they_lean_on() -> None:
    table = outlook(FEUDS, dyad=("B03", "A03")).to_pylist()
    assert [row["horizon"] for row in table] == ["week", "month"]
    for row in table:
        assert 0 < row["probability"] < 1 and 0 < row["history"] < 1 and row["skill"] is not None
        assert row["events"] and all(FEUDS[int(handle[4:])]["event"] == "ASSAULT" for handle in row["events"])
        assert {share["type"] for share in row["next_types"]} == {"ASSAULT", "CONSULT"}
        assert sum(share["share"] for share in row["next_types"]) == pytest.approx(1, abs=0.01)
    assert table[1]["probability"] > table[0]["probability"]


def test_evidence_alone_leads_away_from_history() -> None:
    draw = np.random.default_rng(1)
    odds = draw.normal(-1, 1, 4000)
    seen = (draw.random(4000) < 1 / (1 + np.exp(-odds))).astype(float)
    cube = np.column_stack([draw.normal(size=4000), odds])
    fitted = fit(cube, seen, np.ones(4000))
    assert abs(fitted.weights[1]) < 0.15 and fitted.weights[-1] == pytest.approx(1, abs=0.15)
    assert calibration_error(predict(fitted, cube), seen) < 0.03


def test_too_little_is_said() -> None:
    with pytest.raises(BadQuery, match="too few events"):
        outlook(FEUDS, dyad=("A03", "A04"))
    with pytest.raises(BadQuery, match="needs a past"):
        outlook(FEUDS[:3])


def test_an_outlook_says_what_is_forecast_and_from_what_coverage() -> None:
    for row in outlook(FEUDS, dyad=("B03", "A03")).to_pylist():
        assert row["types"] == ["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
        assert row["read"] > 20 and row["read_usual"] > 20
        assert row["skill_neighbours"] is not None


def test_thin_coverage_is_refused() -> None:
    last = max(row["date"] for row in FEUDS)
    early = [row for row in FEUDS if (last - row["date"]).days >= 28]
    thin = early + [row for row in FEUDS if row["date"] == last][:5]
    with pytest.raises(BadQuery, match="coverage is too thin"):
        outlook(thin, dyad=("B03", "A03"))


def test_neighbours_are_the_other_dyads_of_either_side() -> None:
    past = np.array([[0.1], [0.3], [0.5], [0.9]])
    share = around(past, (("A", "B"), ("A", "C"), ("B", "C"), ("X", "Y")))
    assert share[:, 0].tolist() == pytest.approx([0.4, 0.3, 0.2, past.mean()])
