"""Bands of counts: they cover what they say, learn from their own misses, and never know the count they are to hold."""

import numpy as np
import pytest
from scipy.stats import nbinom

from detente.dyads.bands import expected, quantile, tails


def drawn(mean: float, burst: float, periods: int = 240, series: int = 20) -> np.ndarray:
    size = 1 / burst
    return np.random.default_rng(5).negative_binomial(size, size / (size + mean), size=(series, periods)).astype(float)


@pytest.mark.parametrize(("mean", "burst"), [(0.5, 0.3), (3.0, 0.3), (3.0, 2.0), (30.0, 0.1)])
def test_nine_in_ten_counts_lie_within(mean: float, burst: float) -> None:
    counts = drawn(mean, burst)
    low, high = expected(counts, np.ones(counts.shape[1]))
    held = slice(120, None)
    inside = ((counts >= low) & (counts <= high))[:, held].mean()
    assert 0.85 <= inside <= 0.93


def test_a_band_is_wider_after_misses_and_narrower_after_hits() -> None:
    size, chance = np.full((1, 30), 2.0), np.full((1, 30), 0.4)
    calm = tails(np.full((1, 30), 3.0), size, chance, 0.9)[0]
    wild = tails(np.full((1, 30), 60.0), size, chance, 0.9)[0]
    assert calm[0] == wild[0] == pytest.approx(0.05)
    assert (np.diff(calm) > 0).all() and wild[-1] < 0.01


def test_a_band_does_not_know_its_own_count() -> None:
    counts = drawn(4.0, 0.3, periods=60, series=1)[0]
    changed = counts.copy()
    changed[40] += 50
    for before, after in zip(expected(counts, np.ones(60)), expected(changed, np.ones(60)), strict=True):
        assert np.array_equal(before[1:41], after[1:41])
        assert not np.array_equal(before[41:], after[41:])


def test_quantiles_at_a_tail_of_their_own() -> None:
    size, chance, share = np.array([0.5, 4.0, 30.0]), np.array([0.2, 0.5, 0.9]), np.array([0.03, 0.5, 0.97])
    assert quantile(share, size, chance).tolist() == nbinom.ppf(share, size, chance).tolist()
