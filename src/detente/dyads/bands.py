"""Gamma-Poisson bands: how sure a rate is, and what the past would lead one to expect of the next period.

The level of a channel follows West & Harrison's discounted Gamma-Poisson model (Bayesian Forecasting and Dynamic Models, 1997, 10.8;
Harvey & Fernandes 1989): from one period to the next the posterior keeps its mean and loses a part of its certainty.
"""

from __future__ import annotations

import numpy as np

from detente.dyads.table import Floats, Ints, Mask

DISCOUNTS = (0.5, 0.7, 0.85, 0.95)
BURSTS = (0.02, 0.1, 0.25, 0.5, 1.0, 2.0)
USUAL = (0.8, 0.35)  # discount and burst of the usual dyad
STRENGTH = 0.5
FORGET = 0.98
LEARN = 0.05  # how far a miss widens the band: a step of adaptive conformal inference
MISSES = (
    1.3  # times its share of misses that a series is let miss (imported counts: 88.9 to 91.8 % covered at each period)
)


def credible(counts: Floats, exposed: Floats, level: float = 0.9) -> tuple[Floats, Floats]:
    """Band of the rate of each period (per unit of exposure), given its count and a prior worth one event of the whole series."""
    from scipy.special import gammaincinv

    mean = (counts.sum() + 0.5) / (exposed.sum() + 1e-9)
    weight = max(min(float(exposed.mean()) / 2, 1.0 / mean), 1e-9)
    shape, scale = counts + mean * weight, 1.0 / (exposed + weight)
    tail = (1 - level) / 2
    low: Floats = gammaincinv(shape, tail) * scale
    high: Floats = gammaincinv(shape, 1 - tail) * scale
    return low, high


def expected(counts: Floats, exposed: Floats, level: float = 0.9) -> tuple[Floats, Floats]:
    """Band of the count of each period given the earlier ones only; NaN for the first, of which nothing is known. `counts` is one series
    (periods,) or several (series, periods) with one exposure.

    News comes in bursts, so the count of a period is negative binomial beyond what the level's own uncertainty explains: its variance
    is mean + (1 / shape + burst) * mean^2. The discount and the burst are those under which the earlier periods were likeliest, weighed
    against what is usual (`USUAL`), for a short series cannot tell. The bounds are quantiles of the predictive distribution, at tails that
    the series' own past calibrates (`tails`).
    """
    from scipy.special import gammaln

    rows = np.atleast_2d(counts)
    keep, burst = (grid.ravel() for grid in np.meshgrid(DISCOUNTS, BURSTS))
    shape, rate = levels(rows, exposed, keep, burst)
    mean = shape / rate * exposed[:, None, None] + 1e-9
    size = 1 / (1 / shape + burst)
    chance = size / (size + mean)
    seen = rows.T[:, :, None]
    gain = gammaln(size + seen) - gammaln(size) + size * np.log(chance) + seen * np.log1p(-chance)
    usual = ((np.log1p(-keep) - np.log1p(-USUAL[0])) ** 2) + (np.log(burst) - np.log(USUAL[1])) ** 2
    fit = np.tile(-STRENGTH * usual, (len(rows), 1))
    best = np.zeros((len(exposed), len(rows), 1), dtype=np.int64)
    for at in range(1, len(exposed)):
        best[at, :, 0] = fit.argmax(1)
        fit = FORGET * fit + gain[at]
    sizes, chances = (np.take_along_axis(of, best, axis=2)[:, :, 0].T.copy() for of in (size, chance))
    sizes[:, 0] = np.nan
    if counts.ndim == 1:
        sizes, chances = sizes[0], chances[0]
    tail = tails(np.atleast_2d(counts), np.atleast_2d(sizes), np.atleast_2d(chances), level).reshape(sizes.shape)
    return quantile(tail, sizes, chances), quantile(1 - tail, sizes, chances)


def tails(rows: Floats, size: Floats, chance: Floats, level: float) -> Floats:
    """The share left out at either end of the band of each period (series, periods), learnt from how the bands of the series' own past did:
    wider after a miss, narrower after a hit (Gibbs & Candes, Adaptive Conformal Inference Under Distribution Shift, 2021).

    A band of counts cannot miss more than the periods that are not empty, so series of few events miss less than they should; the others
    are let miss by `MISSES` more, which brings all together to the level.
    """
    from scipy.special import betainc

    known = ~np.isnan(size)
    n, p = np.where(known, size, 1.0), np.where(known, chance, 0.5)
    below = np.where(rows > 0, betainc(n, np.maximum(rows, 1), p), 0.0)  # the mass under the count
    least = np.minimum(betainc(n, rows + 1, p), 1 - below)  # the greatest tail that still covers it
    found = np.empty(rows.shape)
    tail = np.full(len(rows), (1 - level) / 2)
    for at in range(rows.shape[1]):
        found[:, at] = tail
        missed = known[:, at] & (tail > least[:, at])
        step = LEARN * np.where(known[:, at], MISSES * (1 - level) - missed, 0.0)
        tail = np.clip(tail + step, 0.002, 0.45)
    return found


def levels(rows: Floats, exposed: Floats, keep: Floats, burst: Floats) -> tuple[Floats, Floats]:
    """Shape and rate of the level before each period (periods, series, pairs of discount and burst), given the earlier counts."""
    begin = np.maximum(rows[:, :1], 0.5)
    shape = np.full((len(rows), len(keep)), 0.5)
    rate = shape / begin * max(float(exposed[:1].sum()), 1e-9)
    shapes, rates = np.empty((2, len(exposed), *shape.shape))
    for at, open_for in enumerate(exposed):
        a, b = np.multiply(shape, keep, out=shapes[at]), np.multiply(rate, keep, out=rates[at])
        trust = 1 / (1 + burst * (a / b * open_for + 1e-9))  # a count that bursts tells less of the level
        shape, rate = a + rows[:, at : at + 1] * trust, b + open_for * trust
    return shapes, rates


def quantile(share: float | Floats, size: Floats, chance: Floats) -> Floats:
    """The smallest count of which a negative binomial (successes `size`, probability `chance`) reaches a share of its mass; NaN for NaN.

    As `scipy.stats.nbinom.ppf`, whose module takes half a second to load: a guess by the skewed normal curve (Cornish & Fisher 1938)
    is widened until it brackets the count, and halved.
    """
    from scipy.special import betainc, ndtri

    known = ~np.isnan(size)
    n, p, wanted = size[known], chance[known], np.broadcast_to(share, size.shape)[known]

    def short(at: Ints, count: Floats) -> Mask:
        """Where a count is too small."""
        too_small: Mask = (count < 0) | (betainc(n[at], np.maximum(count, 0) + 1, p[at]) < wanted[at])
        return too_small

    z = ndtri(wanted)
    spread = np.sqrt(n * (1 - p)) / p
    guess = n * (1 - p) / p + spread * (z + (2 - p) / np.sqrt(n * (1 - p)) * (z * z - 1) / 6)
    high = np.floor(np.maximum(guess, 0))
    low = high - 1
    every, step = np.arange(len(n)), np.maximum(1, np.floor(spread / 16))
    at, reach = every[short(every, high)], step.copy()
    while len(at):
        low[at], high[at] = high[at], high[at] + reach[at]
        reach[at] *= 2
        at = at[short(at, high[at])]
    at, reach = every[~short(every, low)], step
    while len(at):
        high[at], low[at] = low[at], np.maximum(low[at] - reach[at], -1)
        reach[at] *= 2
        at = at[~short(at, low[at])]
    at = every[high - low > 1]
    while len(at):
        middle = np.floor((low[at] + high[at]) / 2)
        few = short(at, middle)
        low[at], high[at] = np.where(few, middle, low[at]), np.where(few, high[at], middle)
        at = at[high[at] - low[at] > 1]
    found = np.full(size.shape, np.nan)
    found[known] = high
    return found
