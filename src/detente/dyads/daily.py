"""Dyads as daily counts in two channels, with the exposure that makes them comparable over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from detente.dyads.table import Events, Floats, Ints, Mask, kind_of

COOPERATION, CONFLICT = 0, 1
SPARSE = 2.0  # events a day: below it a table is no flow of news but a hand-picked few, and each event is weighed
USUAL = (3.1, 5.5)  # mean size of intensity of cooperation and conflict in country-to-country news of 2011-2018
ENOUGH = 100  # events in a window that make a usable exposure
LOCAL = 365  # days over which a level may drift without counting as dispersion
WINDOWS = (7, 28, 91, 364)
RECALLED = 120  # days within which an undated event of a kind is taken for a recollection of the last one
NEVER = -1_000_000


@dataclass(frozen=True, slots=True)
class Dyad:
    """Two actors, and their events in both directions by day."""

    a: str
    b: str
    events: Events
    first: int  # day number of the first day of the series (that of the whole table)
    counts: (
        Floats  # (2, days): cooperation (quads 1, 2) and conflict (3, 4); the same report twice in a day counts once
    )
    exposure: Floats  # (days,), mean 1: how much was read about others at the time
    few: bool = False  # a table of few, chosen events: each is weighed


def dyads(events: Events, *, least: int = 1, only: tuple[str, str] | None = None, volume: Any = None) -> Iterator[Dyad]:
    """All dyads with at least `least` events, sorted by name; `only` gives that one dyad. `volume` (columns date, events) tells how
    much was read in all, where the table holds less than that. What a text only recalls (`recaps`) is left out."""
    if not len(events):
        return
    first, total = reading(events, volume)
    days = len(total)
    few = sparse(total)
    low, high = np.minimum(events.actor, events.recipient), np.maximum(events.actor, events.recipient)
    key = low * len(events.names) + high
    if only is not None:
        x, y = sorted((events.code(only[0]), events.code(only[1])))
        groups = [np.flatnonzero(key == x * len(events.names) + y)] if x >= 0 else []
    else:
        order = np.argsort(key, kind="stable")
        groups = np.split(order, np.flatnonzero(np.diff(key[order])) + 1)
    for group in groups:
        if len(group) < max(1, least):
            continue
        mine = events.take(group)
        own = np.bincount(mine.day - first, minlength=days)
        if (again := recaps(mine)).any():
            mine = mine.take(~again)
        counts = channels(mine, first, days, few)
        pair = int(low[group[0]]), int(high[group[0]])
        yield Dyad(events.names[pair[0]], events.names[pair[1]], mine, first, counts, exposure(total - own), few)


def reading(events: Events, volume: Any = None) -> tuple[int, Floats]:
    """The first day, and the number of events read on each day from it to the last."""
    days, number = (events.day, np.ones(len(events))) if volume is None else volume_of(volume)
    first = int(min(days.min(), events.day.min()))
    last = int(max(days.max(), events.day.max()))
    total: Floats = np.bincount(days - first, weights=number, minlength=last - first + 1).astype(float)
    return first, total


def volume_of(volume: Any) -> tuple[Ints, Floats]:
    """Days and numbers of a table with columns date and events."""
    import pyarrow as pa
    import pyarrow.compute as pc

    table = pa.table(volume)
    days = pc.cast(pc.cast(table["date"], pa.date32()), pa.int32()).to_numpy().astype(np.int64)
    return days, pc.cast(table["events"], pa.float64()).to_numpy()


def sparse(total: Floats) -> bool:
    """Whether so little is read a day that what an event weighs matters more than how many there are."""
    return float(total.mean()) < SPARSE


def channels(events: Events, first: int, days: int, weigh: bool = False) -> Floats:
    """Daily counts (2, days) of cooperation and conflict; wire copies (same day, actors and kind) count once, and each kind counts what
    `kinds.tsv` says.

    An event counts by its confidence, against what is usual in the dyad. `weigh`: it counts by its intensity too, against `USUAL` of its channel, so that a treaty outweighs
    a telephone call.
    """
    copies = (events.day - first) * len(events.names) + events.actor
    for column, most in ((events.recipient, len(events.names)), (events.kind, len(events.kinds)), (events.quad, 5)):
        copies = copies * most + column
    _, at = np.unique(copies, return_index=True)
    conflict = (events.quad[at] >= 3).astype(np.int64)
    size = np.abs(events.intensity[at]) / np.array(USUAL)[conflict]
    worth = np.where(np.isnan(size) | (not weigh), 1.0, np.clip(size, 0.5, 3.0))
    sure = events.confidence[at] / max(float(events.confidence[at].mean()), 1e-9) if len(at) else 1.0
    worth = worth * sure * shares_of(events)[:, events.kind[at], events.quad[at]]
    when = events.day[at] - first
    return np.stack([np.bincount(when, one, minlength=days) for one in worth])


def recaps(events: Events) -> Mask:
    """Which events of a dyad a text recalls rather than tells: it gives them no day of their own, and within `RECALLED` days before its
    publication there is an event of the same deed (of the same kind, where the table tells no deeds) that weighs as much. The day on which one writes of a treaty is no second treaty."""
    found = np.zeros(len(events), dtype=bool)
    if events.dated.all():
        return found
    size = np.nan_to_num(np.abs(events.intensity))
    order = np.lexsort((-size, ~events.dated, events.day))  # of one day: first what is dated, then the weightiest
    what = events.deed if len(events.deeds) > 1 else events.kind
    for one in np.unique(what[~events.dated]):
        at = order[what[order] == one]
        day, weight, open_day = events.day[at], size[at], ~events.dated[at]
        for level in np.unique(weight[open_day]):
            told = np.maximum.accumulate(np.where(weight >= level, day, NEVER))
            before = np.concatenate([[NEVER], told[:-1]])
            found[at] |= open_day & (weight == level) & (day - before <= RECALLED)
    return found


def shares_of(events: Events) -> Floats:
    """(2, kinds, quads 0 to 4): what an event counts in either channel, by `kinds.tsv` where the kind is of that quad class, else by
    the quad class alone."""
    shares = np.zeros((2, max(len(events.kinds), 1), 5))
    shares[COOPERATION, :, 1:3] = shares[CONFLICT, :, 3:] = 1.0
    for at, label in enumerate(events.kinds):
        if kind := kind_of(label):
            shares[:, at, kind.quad] = kind.cooperation, kind.conflict
    return shares


def exposure(others: Floats) -> Floats:
    """Reporting volume on others, smoothed over the shortest window that holds enough events; flat where none does."""
    days = len(others)
    for window in WINDOWS:
        if others.mean() * window >= ENOUGH and window <= days:
            smooth = centred_mean(others, window)
            shares: Floats = np.clip(smooth / smooth.mean(), 0.05, 5.0)
            return shares
    return np.ones(days)


def centred_mean(values: Floats, window: int) -> Floats:
    """Mean over a window around each day, of the days that exist."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(len(values))
    low, high = np.maximum(at - window // 2, 0), np.minimum(at + window // 2 + 1, len(values))
    smooth: Floats = (total[high] - total[low]) / (high - low)
    return smooth


def dispersion(counts: Floats, exposed: Floats, window: int, *, prior: float = 1.5, weight: float = 20.0) -> float:
    """Quasi-Poisson dispersion of counts in consecutive windows (Pearson chi-squared over its degrees of freedom), at least 1.

    Shrunk towards `prior` as if that had been seen in `weight` windows more: a dyad of few windows says little of itself.
    """
    number = len(counts) // window
    if number < 4:
        return prior
    seen = counts[: number * window].reshape(number, window).sum(1)
    open_for = exposed[: number * window].reshape(number, window).sum(1)
    mean = max(float(seen.sum()), 0.5) / open_for.sum()
    year = max(3, round(LOCAL / window))
    expected = (centred_mean(seen, year) * year + mean) / (centred_mean(open_for, year) * year + 1.0) * open_for
    pearson = float(((seen - expected) ** 2 / expected).sum())
    return max(1.0, (pearson + weight * prior) / (number + weight))


def weekly(dyad: Dyad) -> tuple[Floats, Floats, Ints]:
    """Counts (2, weeks), exposure (weeks,) and the first day number of each week; the last week may be short."""
    days = dyad.counts.shape[1]
    starts = np.arange(0, days, 7)
    counts = np.add.reduceat(dyad.counts, starts, axis=1)
    return counts, np.add.reduceat(dyad.exposure, starts) / 7.0, (starts + dyad.first).astype(np.int64)
