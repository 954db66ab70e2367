"""Bayesian online changepoint detection (Adams & MacKay 2007, arXiv:0710.3742) for the newest weeks, in two channels with exposure.

Each run of weeks has a Gamma-distributed rate a channel; the weekly count is negative binomial given the run. The likelihood is tempered
by the dyad's dispersion, so that bursty news does not look like a change each week.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from detente.dyads.daily import Dyad, dispersion, weekly
from detente.dyads.scan import Tuning, Turn, deviance
from detente.dyads.table import Floats, Ints

LONGEST = 104  # weeks a run is followed


@dataclass(frozen=True, slots=True)
class Online:
    """What the weeks of a dyad looked like when they were new: nothing here knows the week after."""

    week: Ints  # first day of each week, days since 1970
    new: Floats  # probability that the present run began within the last `recent` weeks
    began: Ints  # index of the week in which the likeliest run began


def watch(dyad: Dyad, *, hazard: float = 1 / 52, recent: int = 2, strength: float = 2.0, temper: float = 0.5) -> Online:
    """Follow a dyad week by week. `hazard` is the prior chance of a change in a week; `strength` the weight of the prior rate in weeks;
    `temper` the power of the dyad's dispersion by which the likelihood is divided."""
    from scipy.special import gammaln

    counts, exposed, starts = weekly(dyad)
    size = counts.shape[1]
    phi = np.array([dispersion(channel, exposed, 1) for channel in counts])
    shape = np.zeros((2, 1))  # counts seen in each run
    time = np.zeros(1)  # exposure of each run
    log_run = np.zeros(1)  # log probability of each run length
    new, began = np.zeros(size), np.zeros(size, dtype=np.int64)
    mean = np.full(2, 0.5)
    for week in range(size):
        a = shape + (mean * strength)[:, None]
        b = time + strength
        n, e = counts[:, [week]], exposed[week]
        fits = gammaln(a + n) - gammaln(a) - gammaln(n + 1) + a * np.log(b / (b + e)) + n * np.log(e / (b + e))
        weight = log_run + (fits / phi[:, None] ** temper).sum(0)
        change = np.logaddexp.reduce(weight) + np.log(hazard)
        log_run = np.append(change, weight + np.log1p(-hazard))
        # a run that begins after this week has seen nothing yet; the others have seen this week
        shape = np.concatenate([np.zeros((2, 1)), shape + n], axis=1)[:, :LONGEST]
        time = np.append(0.0, time + e)[:LONGEST]
        log_run = log_run[:LONGEST] - np.logaddexp.reduce(log_run[:LONGEST])
        chance = np.exp(log_run)
        new[week] = chance[1 : recent + 1].sum() if week >= 4 else 0.0
        began[week] = max(0, week + 1 - int(chance[1:].argmax() + 1))
        mean = (counts[:, : week + 1].sum(1) + 0.5) / (exposed[: week + 1].sum() + 1.0)
    return Online(starts, new, began)


def online_turns(dyad: Dyad, tuning: Tuning, *, sure: float = 0.3) -> list[Turn]:
    """A turning point whenever the probability of a new run passes `sure`, dated by the week in which the run began."""
    counts, exposed, starts = weekly(dyad)
    seen = watch(dyad)
    found: list[Turn] = []
    for week in np.flatnonzero((seen.new > sure) & (np.roll(seen.new, 1) <= sure)):
        begin = int(max(seen.began[week], week - 1))
        past = slice(max(0, begin - 52), begin)
        rate = (counts[:, past].sum(1) + 0.5) / (exposed[past].sum() + 1.0)
        observed, expected = counts[:, begin : week + 1].sum(1), rate * exposed[begin : week + 1].sum() + 0.05
        phi = np.array([dispersion(channel, exposed, 1) for channel in counts])
        root = deviance(observed, expected) / np.sqrt(phi)
        down = bool(root[1] * tuning.share >= root[0])
        score = float(root[1] * tuning.conflict if down else root[0])
        if score < tuning.threshold or (found and starts[begin] - found[-1].start < tuning.apart):
            continue
        days = int(week + 1 - begin) * 7
        before, after = (float(expected[0]), float(expected[1])), (float(observed[0]), float(observed[1]))
        start = int(starts[begin])
        found.append(Turn(start, days, start - 7, start + 6, "down" if down else "up", score, before, after))
    return sorted(found, key=lambda turn: -turn.score)
