"""Series: counts are right, rates carry bands, and each number unfolds to its events."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.dyads import series
from detente.dyads.bands import credible, expected, quantile
from detente.dyads.periods import PERIODS, borders, label
from detente.dyads.table import to_date, to_day
from detente.errors import BadQuery
from tests.dyads.examples import course, rows

SUMMIT = rows(
    ("2024-05-30", "KOR", "PRK", "ACCUSE"),
    ("2024-06-19", "RUS", "PRK", "SUPPORT"),
    ("2024-06-19", "RUS", "PRK", "AID"),
    ("2024-06-20", "PRK", "RUS", "CONSULT"),
    ("2024-07-02", "RUS", "PRK", "THREATEN"),
)


def test_counts_directions_and_volume() -> None:
    table = {(row["period"], row["direction"]): row for row in series(SUMMIT, "RUS", "PRK").to_pylist()}
    june = table["2024-06", "both"]
    assert (june["cooperation"], june["conflict"], june["net"], june["read"]) == (3, 0, 3, 3)
    assert table["2024-06", "RUS>PRK"]["events"] == ["row:1", "row:2"]
    assert table["2024-06", "RUS>PRK"]["quad2"] == 1
    assert table["2024-07", "both"]["conflict_share"] == 1.0
    assert table["2024-05", "both"]["conflict_share"] is None
    assert table["2024-05", "both"]["read"] == 1  # what was read about others still counts as exposure


def test_planned_events_stand_apart() -> None:
    given_rows = [dict(row) for row in SUMMIT]
    given_rows[2]["status"] = "planned"
    june = series(given_rows, "RUS", "PRK", first=date(2024, 6, 1), last=date(2024, 6, 30)).to_pylist()[0]
    assert (june["cooperation"], june["other"]) == (1, 1)


@pytest.mark.parametrize("by", PERIODS)
def test_every_number_unfolds(by: str) -> None:
    events = course("A", "B", {"CONSULT": [0.3, 0.1], "ASSAULT": [0.05, 0.4]}, period=60)
    whole = series(events, "A", "B", by=by).to_pylist()  # type: ignore[arg-type]
    for row in whole:
        assert len(row["events"]) == row["cooperation"] + row["conflict"] == sum(row[f"quad{q}"] for q in (1, 2, 3, 4))
        for handle in row["events"]:
            event = events[int(handle.removeprefix("row:"))]
            assert row["start"] <= event["date"] <= row["end"]
            assert row["direction"] in ("both", f"{event['actor']}>{event['recipient']}")
    both = [row for row in whole if row["direction"] == "both"]
    assert sum(row["cooperation"] + row["conflict"] for row in both) == len(events)


def test_an_unknown_dyad_is_said() -> None:
    with pytest.raises(BadQuery, match="XXX does not occur"):
        series(SUMMIT, "RUS", "XXX")


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 900), st.sampled_from(PERIODS))
def test_periods_cover_without_gap(first: date, length: int, by: str) -> None:
    low = to_day(first)
    edges = borders(low, low + length, by)  # type: ignore[arg-type]
    assert edges[0] <= low and edges[-1] > low + length >= edges[-2]
    assert (np.diff(edges) > 0).all()
    names = [label(int(day), by) for day in edges[:-1]]  # type: ignore[arg-type]
    assert len(set(names)) == len(names)
    if by == "week":
        assert to_date(edges[0]).weekday() == 0


@pytest.mark.parametrize("burst", [0.01, 0.3])
def test_bands_cover_as_they_say(burst: float) -> None:
    draw = np.random.default_rng(5)
    inside = []
    for _ in range(150):
        mean = draw.gamma(2, 5)
        counts = draw.negative_binomial(1 / burst, 1 / (1 + burst * mean), size=40).astype(float)
        low, high = expected(counts, np.ones(40))
        inside += [(low[20:] <= counts[20:]) & (counts[20:] <= high[20:])]
    assert 0.85 <= np.mean(inside) <= 0.97


def test_the_band_of_a_rate_holds_the_rate() -> None:
    counts, exposed = np.array([0.0, 3.0, 40.0]), np.array([1.0, 1.0, 2.0])
    low, high = credible(counts, exposed)
    assert (low < np.maximum(counts / exposed, 0.1)).all() and (high > counts / exposed).all()


def test_quantiles_are_those_of_scipy() -> None:
    from scipy.stats import nbinom

    draw = np.random.default_rng(1)
    size, chance = (
        10 ** draw.uniform(-3, 4, 3000),
        np.clip(draw.uniform(0, 1, 3000) ** draw.choice([0.2, 1, 5, 20], 3000), 1e-7, 1 - 1e-12),
    )
    for share in (0.001, 0.05, 0.5, 0.95, 0.999):
        assert np.array_equal(quantile(share, size, chance), nbinom.ppf(share, size, chance))
    assert np.isnan(quantile(0.5, np.array([np.nan]), np.array([0.5]))).all()
