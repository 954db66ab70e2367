"""Gamma-Poisson bands: how sure a rate is, and what the past would lead one to expect of the next period.

The level of a channel follows West & Harrison's discounted Gamma-Poisson model (Bayesian Forecasting and Dynamic Models, 1997, 10.8;
Harvey & Fernandes 1989): from one period to the next the posterior keeps its mean and loses a part of its certainty.
"""

from __future__ import annotations

import numpy as np

from detente.relations.table import Floats

DISCOUNTS = (0.5, 0.7, 0.85, 0.95)
BURSTS = (0.02, 0.1, 0.25, 0.5, 1.0, 2.0)
USUAL = (0.8, 0.35)  # discount and burst of the usual dyad
STRENGTH = 0.5
FORGET = 0.98


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
    against what is usual (`USUAL`), for a short series cannot tell. The bounds are quantiles of the predictive distribution.
    """
    from scipy.special import gammaln
    from scipy.stats import nbinom

    flat = counts.ndim == 1
    rows = np.atleast_2d(counts)
    keep, burst = (grid.ravel() for grid in np.meshgrid(DISCOUNTS, BURSTS))
    begin = np.maximum(rows[:, :1], 0.5)
    shape = np.full((len(rows), len(keep)), 0.5)
    rate = shape / begin * max(float(exposed[:1].sum()), 1e-9)
    usual = ((np.log1p(-keep) - np.log1p(-USUAL[0])) ** 2) + (np.log(burst) - np.log(USUAL[1])) ** 2
    fit = np.tile(-STRENGTH * usual, (len(rows), 1))
    sizes, chances = np.full(rows.shape, np.nan), np.full(rows.shape, np.nan)
    tail = (1 - level) / 2
    each = np.arange(len(rows))
    for at, open_for in enumerate(exposed):
        seen = rows[:, at : at + 1]
        a, b = shape * keep, rate * keep
        mean = a / b * open_for + 1e-9
        size = 1 / (1 / a + burst)
        chance = size / (size + mean)
        if at:
            best = fit.argmax(1)
            sizes[:, at], chances[:, at] = size[each, best], chance[each, best]
            fit = FORGET * fit + gammaln(size + seen) - gammaln(size) + size * np.log(chance) + seen * np.log1p(-chance)
        trust = 1 / (1 + burst * mean)  # a count that bursts tells less of the level
        shape, rate = a + seen * trust, b + open_for * trust
    if flat:
        sizes, chances = sizes[0], chances[0]
    low: Floats = nbinom.ppf(tail, sizes, chances)
    high: Floats = nbinom.ppf(1 - tail, sizes, chances)
    return low, high
