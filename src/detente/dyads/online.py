"""Turning points as they could have been called while the news came in: the scan's score over windows that end today.

A turn is called on the first day on which a window that ends on it passes the threshold, and the dyad then rests for `Tuning.apart` days.
Nothing after that day has a part in the score, so there is no reward for what persists; exposure and dispersion are those of the whole
table, as they would be for whoever watches a source that is known. Bayesian online changepoint detection (Adams & MacKay 2007), which
stood here before, hit half as many known turns at as many alarms.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from detente.dyads.daily import Dyad
from detente.dyads.scan import Sums, Tuning, Turn, scores, turn_of


def online_turns(dyad: Dyad, tuning: Tuning) -> list[Turn]:
    """The turns of a dyad as they are called, in the order of time; a turn's days end with the day of the call."""
    tables = [scores(dyad, days, replace(tuning, persists=0.0)) for days in tuning.windows]
    size = dyad.counts.shape[1]
    best = np.zeros((len(tables), size))  # by the last day of the window
    for at, table in enumerate(tables):
        closed = max(0, size - table.days + 1)
        best[at, table.days - 1 :] = table.score[:closed]
    found: list[Turn] = []
    rests, sums = -1, Sums(dyad)
    for day in np.flatnonzero(best.max(0) > tuning.threshold):
        if day < rests:
            continue
        rests = int(day) + tuning.apart
        table = tables[int(best[:, day].argmax())]
        found.append(turn_of(dyad, table, int(day) - table.days + 1, sums))
    return found
