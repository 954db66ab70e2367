"""The course of a dyad: cooperation and conflict by period and direction, with how much was read and how sure the rates are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.dyads import bands
from detente.dyads.daily import volume_of
from detente.dyads.periods import Period, borders, label
from detente.dyads.table import Counting, Events, Floats, Ints, events, to_date, to_day
from detente.errors import NotFound

if TYPE_CHECKING:
    import pyarrow as pa

PER = 1000.0  # rates are per thousand events read


def series(
    table: Any,
    a: str,
    b: str,
    *,
    by: Period = "month",
    counting: Counting = "certain",
    first: date | None = None,
    last: date | None = None,
    volume: Any = None,
) -> pa.Table:
    """Cooperation and conflict between two actors by period, in each direction and in both.

    Columns: period, start, end; direction ("RUS>PRK", "PRK>RUS", "both"); cooperation, conflict (counts of what `counting` lets count),
    other (events of lesser certainty: planned, conditional, only possible); read (all events of the table in the period, the exposure);
    cooperation_rate and conflict_rate per 1,000 events read, each with _low and _high (90 % credible band); cooperation_usual_low and
    _high, conflict_usual_low and _high (90 % band of the count that the earlier periods lead one to expect); net (cooperation less
    conflict), conflict_share, goldstein (mean intensity), quad1 to quad4, events (ids or rows that unfold the counts).
    `volume` (columns date, events) gives the exposure where `table` holds only the dyad.
    """
    import pyarrow as pa

    everything = events(table).between(first, last)
    here = everything.dyad(a, b)
    if not len(everything) or not len(here):
        raise NotFound(f"no events between {a} and {b} in this table{_hint(everything, a, b)}")
    low = to_day(first) if first else int(everything.day.min())
    high = to_day(last) if last else int(everything.day.max())
    edges = borders(low, high, by)
    days, number = (everything.day, np.ones(len(everything))) if volume is None else volume_of(volume)
    inside = (days >= low) & (days <= high)  # the last bin of a histogram holds its right edge too
    read = np.histogram(days[inside], bins=edges, weights=number[inside])[0]
    ways = [(f"{a}>{b}", here.take(here.actor == here.code(a))), (f"{b}>{a}", here.take(here.actor == here.code(b)))]
    parts = [(name, part, _quads(part.counted(counting), edges)) for name, part in [*ways, ("both", here)]]
    halves = np.concatenate([[quads[:2].sum(0), quads[2:].sum(0)] for _, _, quads in parts])
    usual = np.stack(bands.expected(halves, read / PER), axis=1).reshape(len(parts), 2, 2, -1)
    return pa.concat_tables([_direction(*part, edges, read, usual[at], counting, by) for at, part in enumerate(parts)])


def _hint(table: Events, a: str, b: str) -> str:
    missing = [code for code in (a, b) if code not in table.names]
    return f": {' and '.join(missing)} does not occur; codes are ISO alpha-3, as RUS or PRK" if missing else ""


def _quads(counted: Events, edges: Ints) -> Floats:
    """Counts (4, periods) by quad class."""
    return np.stack([np.histogram(counted.day[counted.quad == q], bins=edges)[0] for q in (1, 2, 3, 4)]).astype(float)


def _direction(
    name: str, part: Events, quads: Floats, edges: Ints, read: Floats, usual: Floats, counting: Counting, by: Period
) -> pa.Table:
    import pyarrow as pa

    counted = part.counted(counting)
    period = np.searchsorted(edges, counted.day, side="right") - 1
    size = len(edges) - 1
    good, bad = quads[:2].sum(0), quads[2:].sum(0)
    every = np.histogram(part.day, bins=edges)[0]
    known = ~np.isnan(counted.intensity)
    weight = np.bincount(period[known], minlength=size)
    tone = np.bincount(period[known], weights=counted.intensity[known], minlength=size)
    order = np.argsort(period, kind="stable")
    groups = np.searchsorted(period[order], np.arange(size + 1)).astype(np.int32)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = bad / (good + bad)
        goldstein = tone / weight
    columns: dict[str, Any] = {
        "period": [label(int(day), by) for day in edges[:-1]],
        "start": [to_date(day) for day in edges[:-1]],
        "end": [to_date(day - 1) for day in edges[1:]],
        "direction": [name] * size,
        "cooperation": good.astype(int),
        "conflict": bad.astype(int),
        "other": every - (good + bad).astype(int),
        "read": read.astype(int),
    }
    for at, (channel, counts) in enumerate((("cooperation", good), ("conflict", bad))):
        columns |= _bands(channel, counts, read / PER, usual[at])
    columns |= {"net": (good - bad).astype(int), "conflict_share": _blank(share), "goldstein": _blank(goldstein)}
    columns |= {f"quad{q}": quads[q - 1].astype(int) for q in (1, 2, 3, 4)}
    columns["events"] = pa.ListArray.from_arrays(groups, pa.array(counted.take(order).handles(), pa.string()))
    return pa.table(columns)


def _bands(channel: str, counts: Floats, exposed: Floats, usual: Floats) -> dict[str, Any]:
    with np.errstate(divide="ignore", invalid="ignore"):
        rate = counts / exposed
    low, high = bands.credible(counts, exposed)
    nothing = exposed == 0
    return {
        f"{channel}_rate": _blank(rate),
        f"{channel}_low": _blank(np.where(nothing, np.nan, low)),
        f"{channel}_high": _blank(np.where(nothing, np.nan, high)),
        f"{channel}_usual_low": _blank(usual[0]),
        f"{channel}_usual_high": _blank(usual[1]),
    }


def _blank(values: Floats) -> Any:
    """Numbers with null where there is none, for JSON knows no NaN."""
    import pyarrow as pa

    return pa.array(np.round(values, 4), mask=~np.isfinite(values))
