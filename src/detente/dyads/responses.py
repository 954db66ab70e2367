"""What third parties said and did to either side in the weeks after an event, against their usual rate; and who kept silent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.dyads.table import Counting, Events, Ints, Mask, events, to_day
from detente.errors import BadQuery

if TYPE_CHECKING:
    import pyarrow as pa

YEAR = 365
AROUND = 3  # days around the day asked for in which the two sides' own acts are the matter
BURST = 0.35  # extra-Poisson variance of counts, as of the usual dyad (bands.USUAL)


def reactions(
    table: Any,
    a: str,
    b: str,
    *,
    on: date,
    days: int = 28,
    counting: Counting = "likely",
    sure: float = 0.1,
    first: date | None = None,
) -> pa.Table:
    """How others reacted to what happened between `a` and `b` on a day.

    One row for each third party and each side it turned to, those that speak of the matter first: party, toward; cooperation and conflict (counts in the `days` from `on`),
    cooperation_usual and conflict_usual (what the year before leads one to expect of so many days); chance (how likely so large a count
    is if nothing had changed: negative binomial tail of the channel that stands out most); reaction: `cooperation` or `conflict` where the
    chance is at most `sure`, `silent` where at least 3 events were to be expected and none came (its chance likewise), else `usual`;
    events (ids or rows); about (those of them that speak of what happened: an operator over its deed, as condemn(sign-agreement), or told by
    a report that tells it too). Then sorted by chance.

    Silence can be told only of what one would have heard: what is usual is brought down by how much less was read of either side in these
    days than in the year before, and by the days of them that the table does not reach.

    Of a table, the year before the day and the `days` from it are looked at; whoever gives no more than that says with `first` on which
    day the whole of it begins.
    """
    import pyarrow as pa

    everything = events(table).counted(counting)
    missing = [code for code in (a, b) if code not in everything.names]
    if missing:
        raise BadQuery(f"{' and '.join(missing)} does not occur in this table; codes are ISO alpha-3, as RUS or PRK")
    start = to_day(on)
    begins = to_day(first) if first is not None else int(everything.day.min()) if len(everything) else start
    known = max(0, min(YEAR, start - begins))
    matter = _matter(everything.dyad(a, b), start)
    heard = _heard(everything, start, days, known)
    rows = [
        row for side in (a, b) for row in _toward(everything, side, {a, b}, start, days, known, sure, heard, matter)
    ]
    rows.sort(key=lambda row: (not row["about"], row["chance"], row["party"], row["toward"]))
    number, text = pa.float64(), pa.string()
    fields = [("party", text), ("toward", text), ("cooperation", pa.int64()), ("cooperation_usual", number)]
    fields += [("conflict", pa.int64()), ("conflict_usual", number), ("chance", number), ("reaction", text)]
    lists = [(one, pa.list_(text)) for one in ("events", "about")]
    return pa.Table.from_pylist(rows, schema=pa.schema([*fields, *lists]))


@dataclass(frozen=True, slots=True)
class Matter:
    """What happened: the deeds of the two in the days around, without what is said of them, and the reports that tell them."""

    deeds: frozenset[str]
    reports: Ints

    def spoken_of(self, their: Events) -> Mask:
        """Which events of others speak of it."""
        over = np.array(["(" in deed and _inner(deed) in self.deeds for deed in their.deeds] or [False])
        speaks: Mask = np.logical_or(over[their.deed], np.isin(their.report, self.reports))
        return speaks


def _inner(chain: str) -> str:
    """The deed under the operators of a chain."""
    return chain.rstrip(")").rpartition("(")[2]


def _matter(mine: Events, start: int) -> Matter:
    here = mine.take(np.abs(mine.day - start) <= AROUND)
    deeds = frozenset(_inner(mine.deeds[at]) for at in here.deed.tolist()) - {""} if mine.deeds else frozenset()
    return Matter(deeds, np.unique(here.report[here.report >= 0]))


def _heard(table: Events, start: int, days: int, known: int) -> float:
    """How much of what was usual could be heard in the days after: the share of its volume, 1 at most."""
    before = int(((table.day >= start - known) & (table.day < start)).sum())
    after = int(((table.day >= start) & (table.day < start + days)).sum())
    return min(1.0, (after / days) / max(before / max(known, 1), 1e-9)) if before else 1.0


def _toward(
    table: Events,
    side: str,
    sides: set[str],
    start: int,
    days: int,
    known: int,
    sure: float,
    heard: float,
    matter: Matter,
) -> list[dict[str, Any]]:
    """Rows of all third parties that act towards one side, in the window or in the year before it."""
    mine = table.take((table.recipient == table.code(side)) & (table.day >= start - known) & (table.day < start + days))
    rows = []
    for code in np.unique(mine.actor):
        party = table.names[int(code)]
        if party in sides:
            continue
        its = mine.take(mine.actor == code)
        now = its.day >= start
        bad = its.quad >= 3
        seen = (int((now & ~bad).sum()), int((now & bad).sum()))
        past = (int((~now & ~bad).sum()), int((~now & bad).sum()))
        usual = [(count + 0.1) / (known + days) * days for count in past]
        chance, reaction = _judge(seen, usual, sure, heard)
        after = its.take(now)
        rows.append(
            {
                "party": party,
                "toward": side,
                "cooperation": seen[0],
                "cooperation_usual": round(usual[0], 2),
                "conflict": seen[1],
                "conflict_usual": round(usual[1], 2),
                "chance": chance,
                "reaction": reaction,
                "events": after.handles(),
                "about": after.take(matter.spoken_of(after)).handles(),
            }
        )
    return rows


def _judge(seen: tuple[int, int], usual: list[float], sure: float, heard: float) -> tuple[float, str]:
    """The least likely channel and what it amounts to."""
    from scipy.stats import nbinom

    size = 1 / BURST
    tails = [
        float(nbinom.sf(count - 1, size, size / (size + mean))) if count else 1.0
        for count, mean in zip(seen, usual, strict=True)
    ]
    if sum(seen) == 0:
        total = sum(usual) * heard
        quiet = float(nbinom.pmf(0, size, size / (size + total)))
        return round(quiet, 4), "silent" if total >= 3 and quiet <= sure else "usual"
    which = int(np.argmin(tails))
    return round(tails[which], 4), ("cooperation", "conflict")[which] if tails[which] <= sure else "usual"
