"""Turning points offline: where a window differs most from the year before it, in either of two channels with exposure.

The score is the signed root of the quasi-Poisson deviance (McCullagh & Nelder 1989, 2.3 and 9.2.4) of a window's count against what the
preceding year leads one to expect. Dividing by the dyad's own dispersion at the window's length holds down false alarms where news
always comes in bursts.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from detente.dyads.daily import CONFLICT, COOPERATION, Dyad, dispersion
from detente.dyads.table import Floats, Ints

Direction = Literal["up", "down"]
SLOW = 182  # days of the windows in which a drift shows
SURER = 1.2  # times the threshold that a drift must pass: half years differ more readily than fortnights


@dataclass(frozen=True, slots=True)
class Tuning:
    """What decides how readily a turn is called. Set on the given points of evaluation/turning_points.py and on the open half of
    evaluation/turns/known.tsv, where each may move by a third without losing two points; on nothing else."""

    windows: tuple[int, ...] = (14, 28)  # days
    before: int = 365  # days of the past that a window is held against
    prior: float = 30.0  # days of the dyad's own mean mixed into that past
    conflict: float = 1.75  # what a unit of conflict counts against one of cooperation (visits and talks are routine)
    share: float = 1.5  # how much the conflict channel is preferred for the sign
    evidence: float = (
        0.75  # what the logarithm of the events behind a turn adds: three acts may be chance, thirty are not
    )
    persists: float = 0.2  # what it adds that the weeks after the window go on like it
    after: int = 28  # days of those weeks
    apart: int = 90  # days between two turning points of a dyad
    fresh: float = 2.0  # how many times the window just before it a window must hold: what goes on has turned already
    warm_up: int = 28  # days at the start in which nothing can be known
    threshold: float = 7.4


@dataclass(frozen=True, slots=True)
class Turn:
    """One turning point of a dyad, in days since 1970."""

    start: int  # first day of the window
    days: int  # its length
    low: int  # interval of the first day
    high: int
    direction: Direction
    score: float
    before: tuple[float, float]  # expected counts of cooperation and conflict in the window
    after: tuple[float, float]  # observed


@dataclass(frozen=True, slots=True)
class Scores:
    """For one window length: score, direction (True = down), expected and observed counts, by first day of the window."""

    days: int
    score: Floats
    down: np.ndarray
    expected: Floats
    observed: Floats


def deviance(observed: Floats, expected: Floats) -> Floats:
    """Signed root of the Poisson deviance."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(observed > 0, observed * np.log(np.where(observed > 0, observed, 1.0) / expected), 0.0)
    root: Floats = np.sign(observed - expected) * np.sqrt(np.maximum(2 * (logs - (observed - expected)), 0.0))
    return root


def scores(dyad: Dyad, days: int, tuning: Tuning) -> Scores:
    """The score of each window of `days` days of a dyad."""
    counts, exposed = dyad.counts, dyad.exposure
    size = len(exposed)
    total = np.concatenate([np.zeros((2, 1)), counts.cumsum(1)], axis=1)
    time = np.concatenate([[0.0], exposed.cumsum()])
    at = np.arange(size)
    past, stop = np.maximum(at - tuning.before, 0), np.minimum(at + days, size)
    mean = total[:, -1] / time[-1]
    rate = (total[:, at] - total[:, past] + mean[:, None] * tuning.prior) / (time[at] - time[past] + tuning.prior)
    observed = total[:, stop] - total[:, at]
    expected = rate * (time[stop] - time[at]) + 0.05
    phi = np.array([[dispersion(counts[c], exposed, days)] for c in (COOPERATION, CONFLICT)])
    root = deviance(observed, expected) / np.sqrt(phi)
    down = root[CONFLICT] * tuning.share >= root[COOPERATION]
    which = np.where(down, CONFLICT, COOPERATION)
    driving = observed[which, at]
    score = np.where(down, root[CONFLICT] * tuning.conflict, root[COOPERATION])
    end = np.minimum(stop + tuning.after, size)
    later = deviance(total[:, end] - total[:, stop], rate * (time[end] - time[stop]) + 0.05) / np.sqrt(phi)
    held = tuning.evidence * np.log1p(driving) + tuning.persists * np.clip(later[which, at], -2.0, 4.0)
    just_before = total[which, at] - total[which, np.maximum(at - days, 0)]
    fresh = driving >= tuning.fresh * just_before
    heard = (observed.sum(0) >= 3) & (driving >= 2) & (score > 0)
    score = np.where(heard & fresh, score + held, 0.0)
    score[: tuning.warm_up] = 0.0
    return Scores(days, score, down, expected, observed)


def turns(dyad: Dyad, tuning: Tuning, starts: Ints | None = None) -> list[Turn]:
    """The turning points of a dyad, strongest first; `starts` (positions of days) restricts where a window may begin."""
    all_scores = [scores(dyad, days, tuning) for days in tuning.windows]
    matrix = np.stack([s.score for s in all_scores])
    if starts is not None:
        allowed = np.zeros(matrix.shape[1], dtype=bool)
        allowed[starts] = True
        matrix = np.where(allowed, matrix, 0.0)
    found: list[Turn] = []
    sums = Sums(dyad)
    left = matrix.copy()
    while left.size:
        which, day = np.unravel_index(int(left.argmax()), left.shape)
        if left[which, day] <= tuning.threshold:
            break
        found.append(turn_of(dyad, all_scores[int(which)], int(day), sums))
        left[:, max(0, int(day) - tuning.apart) : int(day) + tuning.apart + 1] = 0.0
    return found


def turn_of(dyad: Dyad, table: Scores, day: int, sums: Sums) -> Turn:
    """A window as a turning point, dated where its driving channel changed."""
    down = bool(table.down[day])
    start, low, high = locate(sums, day, table.days, CONFLICT if down else COOPERATION)
    stop = min(day + table.days, len(dyad.exposure))
    past = max(0, start - 365)
    observed = dyad.counts[:, start:stop].sum(1)
    rate = (dyad.counts[:, past:start].sum(1) + 0.5) / (dyad.exposure[past:start].sum() + 7.0)
    expected = rate * dyad.exposure[start:stop].sum()
    return Turn(
        dyad.first + start,
        stop - start,
        dyad.first + low,
        dyad.first + high,
        "down" if down else "up",
        float(table.score[day]),
        (float(expected[0]), float(expected[1])),
        (float(observed[0]), float(observed[1])),
    )


def drifts(dyad: Dyad, tuning: Tuning) -> list[Turn]:
    """Slow turns: half years that differ from the two years before as much as a turn must, though no turn of that direction lies in them."""
    slow = replace(tuning, windows=(SLOW,), before=4 * SLOW, apart=SLOW, fresh=1.0, warm_up=SLOW, persists=0.0)
    slow = replace(slow, threshold=tuning.threshold * SURER)
    sudden = turns(dyad, tuning)
    return [
        turn
        for turn in turns(dyad, slow)
        if turn.days >= 28
        and not any(
            one.direction == turn.direction and turn.start - tuning.apart <= one.start < turn.start + SLOW
            for one in sudden
        )
    ]


def back_to_usual(dyad: Dyad, turn: Turn) -> int | None:
    """The first day after a turn from which four weeks hold no more than the year before it would lead one to expect (95 %); None where
    that has not come."""
    channel, size, weeks = int(turn.direction == "down"), len(dyad.exposure), 28
    begin = turn.start - dyad.first
    counts, exposed = dyad.counts[channel], dyad.exposure
    total, time = np.concatenate([[0.0], counts.cumsum()]), np.concatenate([[0.0], exposed.cumsum()])
    past = max(0, begin - 365)
    rate = (total[begin] - total[past] + 0.5) / (time[begin] - time[past] + 7.0)
    days = np.arange(begin + turn.days, size - weeks + 1)
    expected = rate * (time[days + weeks] - time[days])
    most = expected + 1.64 * np.sqrt(dispersion(counts, exposed, weeks) * expected)
    calm = days[total[days + weeks] - total[days] <= np.maximum(most, 1.0)]
    return dyad.first + int(calm[0]) if len(calm) else None


class Sums:
    """What dating the turns of a dyad asks for again and again: counts and exposure up to each day, and dispersions."""

    def __init__(self, dyad: Dyad):
        self.dyad = dyad
        self.total = np.concatenate([np.zeros((2, 1)), dyad.counts.cumsum(1)], axis=1)
        self.time = np.concatenate([[0.0], dyad.exposure.cumsum()])
        self._phi: dict[tuple[int, int], float] = {}

    def phi(self, channel: int, days: int) -> float:
        """The dispersion of a channel in windows of so many days."""
        if (channel, days) not in self._phi:
            self._phi[channel, days] = dispersion(self.dyad.counts[channel], self.dyad.exposure, days)
        return self._phi[channel, days]


def locate(sums: Sums, day: int, days: int, channel: int, *, past: int = 91) -> tuple[int, int, int]:
    """The likeliest first day of a change that a window starting on `day` shows, with its 95 % interval.

    The split of the stretch from `past` days before the window to its end into two rates that has the highest quasi-likelihood; the
    interval holds the splits whose likelihood ratio to the best stays under the chi-squared bound of 3.84.
    """
    begin, stop = max(0, day - past), min(day + days, len(sums.dyad.exposure))
    splits = np.arange(max(begin + 1, day - days), stop - 1)
    if not len(splits):
        return day, day, day
    total, time = sums.total[channel], sums.time
    likelihood = sum(
        np.where(seen > 0, seen * np.log(np.maximum(seen, 1e-9) / span), 0.0)
        for seen, span in (
            (total[splits] - total[begin], time[splits] - time[begin]),
            (total[stop] - total[splits], time[stop] - time[splits]),
        )
    )
    rises = (total[stop] - total[splits]) / (time[stop] - time[splits]) > (total[stop] - total[begin]) / (
        time[stop] - time[begin]
    )
    likelihood = np.where(rises, likelihood, -np.inf)
    best = int(np.argmax(likelihood))
    if not np.isfinite(likelihood[best]):  # no split of this stretch is a rise
        return day, day, day
    inside = splits[2 * (likelihood[best] - likelihood) <= 3.84 * sums.phi(channel, days)]
    return int(splits[best]), int(inside.min()), int(inside.max())
