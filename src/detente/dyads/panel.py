"""Dyads by weeks: what was known at the end of each week, and what came after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.dyads.daily import dyads
from detente.dyads.table import Events, Floats, Ints

WEEK = 7
HALF_LIVES = (1.0, 4.0, 13.0, 52.0)  # weeks
Cube = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Panel:
    """Weekly counts of dyads (rows) by week (columns); the last week ends on the last day of the table."""

    pairs: tuple[tuple[str, str], ...]
    start: int  # first day of the first week, days since 1970
    material: Floats  # material conflict (quad 4)
    verbal: Floats  # verbal conflict (quad 3)
    kind: Floats  # cooperation (quads 1 and 2)
    near: Floats  # material conflict of either side with others
    read: Floats  # (weeks,) events of the whole table

    @property
    def weeks(self) -> int:
        return int(self.material.shape[1])


def panel(events: Events, *, least: int) -> Panel:
    """The panel of all dyads with at least `least` events."""
    last = int(events.day.max()) if len(events) else 0
    weeks = max(1, (last - int(events.day.min()) + 1) // WEEK) if len(events) else 1
    start = last + 1 - weeks * WEEK
    kept = list(dyads(events.take(events.day >= start), least=least))
    counts = np.zeros((3, len(kept), weeks))
    for at, pair in enumerate(kept):
        week = (pair.events.day - start) // WEEK
        for which, quads in enumerate(((4,), (3,), (1, 2))):
            counts[which, at] = np.bincount(week[np.isin(pair.events.quad, quads)], minlength=weeks)
    inside = events.take(events.day >= start)
    fights = inside.quad == 4
    by_actor = np.zeros((len(events.names), weeks))
    for side in (inside.actor, inside.recipient):
        np.add.at(by_actor, (side[fights], (inside.day[fights] - start) // WEEK), 1.0)
    code = {name: number for number, name in enumerate(events.names)}
    ends: Ints = np.array([[code[pair.a], code[pair.b]] for pair in kept], dtype=np.int64).reshape(-1, 2)
    near = by_actor[ends[:, 0]] + by_actor[ends[:, 1]] - 2 * counts[0]
    read = np.bincount((inside.day - start) // WEEK, minlength=weeks).astype(float)
    return Panel(tuple((pair.a, pair.b) for pair in kept), start, counts[0], counts[1], counts[2], near, read)


def labels(board: Panel, ahead: int) -> Floats:
    """1 where a dyad has material conflict within the `ahead` weeks after a week, 0 where not, NaN where that is not yet known."""
    total = np.concatenate([np.zeros((len(board.pairs), 1)), board.material.cumsum(1)], axis=1)
    seen = np.full(board.material.shape, np.nan)
    if board.weeks > ahead:
        seen[:, : board.weeks - ahead] = total[:, 1 + ahead :] - total[:, 1 : board.weeks + 1 - ahead] > 0
    return seen


def history(seen: Floats, ahead: int, prior: float = 8.0) -> Floats:
    """How often such an event came within the horizon so far in each dyad, as known at each week (prior: the mean of all dyads then)."""
    known = np.concatenate(
        [np.full((len(seen), ahead), np.nan), seen[:, :-ahead]], axis=1
    )  # what week t tells of is known `ahead` later
    hits, number = np.nan_to_num(known).cumsum(1), (~np.isnan(known)).cumsum(1)
    mean = (hits.sum(0) + 0.5) / (number.sum(0) + 2.0)
    share: Floats = (hits + prior * mean) / (number + prior)
    return share


def around(past: Floats, pairs: tuple[tuple[str, str], ...]) -> Floats:
    """How often such an event came in the other dyads of either side, as known at each week (dyads, weeks): what a forecast must beat that
    knows the neighbourhood and not the pair."""
    code = {name: at for at, name in enumerate(sorted({name for pair in pairs for name in pair}))}
    ends: Ints = np.array([[code[a], code[b]] for a, b in pairs], dtype=np.int64).reshape(-1, 2)
    total, number = np.zeros((len(code), past.shape[1])), np.zeros(len(code))
    for side in (0, 1):
        np.add.at(total, ends[:, side], past)
        np.add.at(number, ends[:, side], 1.0)
    others = number[ends].sum(1)[:, None] - 2
    share: Floats = np.where(others > 0, (total[ends].sum(1) - 2 * past) / np.maximum(others, 1), past.mean(0))
    return share


def features(board: Panel, past: Floats) -> Cube:
    """(dyads, weeks, features): what each dyad's own past and its neighbours' say, none of it from after the week."""
    from scipy.signal import lfilter

    def fading(values: Floats, half: float) -> Floats:
        keep = 0.5 ** (1 / half)
        begun = 1 - keep ** np.arange(1, values.shape[-1] + 1)  # a young average is not pulled to zero
        smooth: Floats = lfilter([1 - keep], [1, -keep], values, axis=-1) / begun
        return np.log1p(8 * smooth)

    columns = [fading(board.material, half) for half in HALF_LIVES]
    columns += [fading((board.material > 0).astype(float), half) for half in (4.0, 26.0)]
    columns += [fading(board.verbal, half) for half in (2.0, 13.0)]
    columns += [fading(board.kind, half) for half in (2.0, 13.0)]
    columns += [fading(board.near, half) for half in (2.0, 13.0)]
    for whole in (board.read, (board.material > 0).mean(0)):  # how much is read, and how restless the world is, lately
        lately = np.log((fading(whole, 4.0) + 0.1) / (fading(whole, 52.0) + 0.1))
        columns.append(np.broadcast_to(lately, board.material.shape))
    columns.append(np.log(past / (1 - past)))
    return np.stack(columns, axis=-1)
