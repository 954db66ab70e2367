"""The timeline of a dossier: figures by month, quarter or year, as a picture and as a table."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from detente.answers.compose import when_of
from detente.dossiers.model import Section, Table
from detente.dossiers.picture import timeline
from detente.dossiers.wording import word
from detente.dyads.periods import Period, borders, label
from detente.dyads.table import to_date, to_day

if TYPE_CHECKING:
    from detente.dossiers.gather import Case

MONTHS, QUARTERS = 24, 100  # the longest course told by month, by quarter
Bar = dict[str, Any]


def section(case: Case) -> list[Section]:
    """The course as a picture and a table; nothing where there are no dated events."""
    days = [when for row in case.events if (when := when_of(row))]
    if not days:
        return []
    by = period_for(min(days), max(days))
    rate = case.scope.dyad is not None
    bars = rates(case, by) if rate else counts(case, by)
    told = [bar for bar in bars if bar["cooperation"] or bar["conflict"]]
    shown = [bar for bar in bars if told and told[0]["start"] <= bar["start"] <= told[-1]["start"]]
    spec = timeline([{**bar, **bar.get("rates", {})} for bar in shown], case.turns, case.language, rate=rate)
    columns = ("period", "cooperation", "conflict", *(("read",) if rate else ()))
    rows = tuple(tuple(str(bar[column]) for column in columns) for bar in told)
    table = Table(tuple(word(column, case.language) for column in columns), rows)
    caption = word("caption-rate" if rate else "caption-count", case.language)
    return [Section("course", word("course", case.language), table=table, picture=spec, caption=caption)]


def period_for(first: date, last: date) -> Period:
    months = (last.year - first.year) * 12 + last.month - first.month
    return "month" if months <= MONTHS else "quarter" if months <= QUARTERS else "year"


def rates(case: Case, by: Period) -> list[Bar]:
    """A dyad's counts by period, and per 1,000 events read with 90 % bands for the picture."""
    from detente.dyads import series

    assert case.scope.dyad is not None
    rows = series(
        case.table, *case.scope.dyad, by=by, counting="all", first=case.scope.since, last=case.scope.until
    ).to_pylist()
    return [
        {key: row[key] for key in ("period", "start", "end", "cooperation", "conflict", "read")}
        | {
            "rates": {
                f"{way}{end}": row[f"{way}{end or '_rate'}"]
                for way in ("cooperation", "conflict")
                for end in ("", "_low", "_high")
            }
        }
        for row in rows
        if row["direction"] == "both"
    ]


def counts(case: Case, by: Period) -> list[Bar]:
    """A topic's counts by period."""
    days = [to_day(when) for row in case.events if (when := when_of(row))]
    edges = [int(edge) for edge in borders(min(days), max(days), by)]
    found: dict[str, Counter[int]] = {"cooperation": Counter(), "conflict": Counter()}
    for row in case.events:
        if when := when_of(row):
            at = max(n for n, edge in enumerate(edges) if edge <= to_day(when))
            found["conflict" if row["quad"] in (3, 4) else "cooperation"][at] += 1
    return [
        {
            "period": label(edge, by),
            "start": to_date(edge),
            "end": to_date(stop - 1),
            **{way: tally[at] for way, tally in found.items()},
        }
        for at, (edge, stop) in enumerate(pairwise(edges))
    ]


__all__ = ["section"]
