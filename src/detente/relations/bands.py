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
    from scipy.stats import gamma

    mean = (counts.sum() + 0.5) / (exposed.sum() + 1e-9)
    weight = max(min(float(exposed.mean()) / 2, 1.0 / mean), 1e-9)
    shape, scale = counts + mean * weight, 1.0 / (exposed + weight)
    tail = (1 - level) / 2
    low: Floats = gamma.ppf(tail, shape, scale=scale)
    high: Floats = gamma.ppf(1 - tail, shape, scale=scale)
    return low, high


def expected(counts: Floats, exposed: Floats, level: float = 0.9) -> tuple[Floats, Floats]:
    """Band of the count of each period given the earlier ones only; NaN for the first, of which nothing is known.

    News comes in bursts, so the count of a period is negative binomial beyond what the level's own uncertainty explains: its variance
    is mean + (1 / shape + burst) * mean^2. The discount and the burst are those under which the earlier periods were likeliest, weighed
    against what is usual (`USUAL`), for a short series cannot tell. The bounds are quantiles of the predictive distribution.
    """
    from scipy.special import gammaln
    from scipy.stats import nbinom

    keep, burst = (grid.ravel() for grid in np.meshgrid(DISCOUNTS, BURSTS))
    begin = max(float(counts[:1].sum()), 0.5)
    shape = np.full(len(keep), 0.5)
    rate = shape / begin * max(float(exposed[:1].sum()), 1e-9)
    fit = -(((np.log1p(-keep) - np.log1p(-USUAL[0])) ** 2) + (np.log(burst) - np.log(USUAL[1])) ** 2) * STRENGTH
    low, high = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    tail = (1 - level) / 2
    for at, (seen, open_for) in enumerate(zip(counts, exposed, strict=True)):
        a, b = shape * keep, rate * keep
        mean = a / b * open_for + 1e-9
        size = 1 / (1 / a + burst)
        chance = size / (size + mean)
        if at:
            best = int(fit.argmax())
            low[at], high[at] = nbinom.ppf((tail, 1 - tail), size[best], chance[best])
            fit = FORGET * fit + gammaln(size + seen) - gammaln(size) + size * np.log(chance) + seen * np.log1p(-chance)
        trust = 1 / (1 + burst * mean)  # a count that bursts tells less of the level
        shape, rate = a + seen * trust, b + open_for * trust
    return low, high
