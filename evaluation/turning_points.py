"""How good the relations are on real data: detectors of turning points, coverage of bands, skill of forecasts.

    python -m evaluation.turning_points EVENTS.tsv.gz POINTS.tsv [--write FILE]

EVENTS has date, actor, recipient, cameo, intensity, quad, period; the periods are scored apart. POINTS has date, a, b, direction, what. The
data are not part of the project. A point is hit when a turning point of its dyad lies within 31 days; false alarms are counted on dyads
with at least 60 events and no given point. The turns of `evaluation/turns/known.tsv` that fall within the data are scored apart, the
blind half by its sums alone; so many of the false alarms are none.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from detente.dyads import turning_points
from detente.dyads.bands import expected
from detente.dyads.daily import dyads
from detente.dyads.forecast import HORIZONS, backtest
from detente.dyads.panel import panel
from detente.dyads.periods import Period, borders
from detente.dyads.table import Events, events
from evaluation import turns

LEAST = 60


def periods(path: Path) -> dict[str, pa.Table]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    found = {}
    for name in sorted({row["period"] for row in rows}):
        part = [row for row in rows if row["period"] == name]
        columns: dict[str, Any] = {key: [row[key] for row in part] for key in ("actor", "recipient", "cameo")}
        columns["date"] = [date.fromisoformat(row["date"]) for row in part]
        columns["intensity"] = [float(row["intensity"] or 0) for row in part]
        columns["quad"] = [int(float(row["quad"])) for row in part]
        found[name] = pa.table(columns)
    return found


@dataclass(slots=True)
class Tally:
    """How a detector did on one list, over all tables."""

    points: int = 0
    hits: int = 0
    signs: int = 0
    delays: list[int] = field(default_factory=list)
    calls: list[int] = field(default_factory=list)

    def add(self, found: list[turns.Found]) -> None:
        self.points += len(found)
        self.hits += sum(one.delay is not None for one in found)
        self.signs += sum(one.signed for one in found)
        self.delays += [one.delay for one in found if one.delay is not None]
        self.calls += [one.called for one in found if one.called is not None]

    def told(self) -> str:
        late, called = (f"{np.median(days):+.0f}" if days else "-" for days in (self.delays, self.calls))
        return f"{self.hits} of {self.points}, {self.signs} with sign; dated {late}, called {called} days"


@dataclass(slots=True)
class Trial:
    """A detector over all tables: the given list, the two halves of the known turns, and the alarms."""

    given: Tally = field(default_factory=Tally)
    open: Tally = field(default_factory=Tally)
    blind: Tally = field(default_factory=Tally)
    false: int = 0  # alarms on dyads with at least `LEAST` events and no given point
    years: float = 0.0
    alarms: int = 0  # all alarms, and the dyad-years of all dyads with at least `LEAST` events
    all_years: float = 0.0
    seconds: float = 0.0


def given_points(path: Path) -> list[turns.Point]:
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            turns.Point(
                date.fromisoformat(row["date"]),
                (min(row["a"], row["b"]), max(row["a"], row["b"])),
                row["direction"],
                row["what"],
            )
            for row in csv.DictReader(lines, delimiter="\t")
        ]


def trial(tables: dict[str, pa.Table], points: list[turns.Point], detector: str) -> Trial:
    total = Trial()
    for table in tables.values():
        start = time.perf_counter()
        found = turning_points(table, detector=detector).to_pylist()  # type: ignore[arg-type]
        total.seconds += time.perf_counter() - start
        days = table["date"].to_pylist()
        pairs = zip(table["actor"].to_pylist(), table["recipient"].to_pylist(), strict=True)
        volume = Counter((min(pair), max(pair)) for pair in pairs)
        here = turns.within(points, days, volume, least=1)
        total.given.add(turns.find(here, found))
        total.open.add(turns.find(turns.within(turns.known("open"), days, volume), found))
        total.blind.add(turns.find(turns.within(turns.known("blind"), days, volume), found))
        listed = {point.pair for point in here}
        heard = {pair for pair, number in volume.items() if number >= LEAST}
        span = (max(days) - min(days)).days / 365.25
        total.alarms += sum((turn["a"], turn["b"]) in heard for turn in found)
        total.false += sum((turn["a"], turn["b"]) in heard - listed for turn in found)
        total.all_years += len(heard) * span
        total.years += len(heard - listed) * span
    return total


def detectors(tables: dict[str, pa.Table], points: list[turns.Point]) -> list[str]:
    lines = [
        "| detector | given list | known, open half | known, blind half | false alarms a dyad-year | seconds |",
        "|---|---|---|---|---|---|",
    ]
    for detector in ("scan", "pelt", "online"):
        done = trial(tables, points, detector)
        cells = [detector, done.given.told(), done.open.told(), done.blind.told()]
        cells += [f"{done.false / done.years:.3f}", f"{done.seconds:.1f}"]
        lines.append(f"| {' | '.join(cells)} |")
    return lines


def coverage(tables: dict[str, pa.Table]) -> list[str]:
    """Share of the last 30 % of counts that lie within the 90 % band which the earlier periods gave."""
    lines = ["| data | period | counts held out | within the 90 % band |", "|---|---|---|---|"]
    by: Period
    for name, table in tables.items():
        known: Events = events(table)
        for by in ("week", "month"):
            edges = borders(int(known.day.min()), int(known.day.max()), by)
            read = np.histogram(known.day, bins=edges)[0] / 1000
            inside = []
            for pair in dyads(known, least=LEAST):
                for conflict in (False, True):
                    days = pair.events.day[(pair.events.quad >= 3) == conflict]
                    counts = np.histogram(days, bins=edges)[0].astype(float)[:-1]
                    low, high = expected(counts, read[:-1])
                    held = slice(int(len(counts) * 0.7), None)
                    inside.append((counts[held] >= low[held]) & (counts[held] <= high[held]))
            every = np.concatenate(inside)
            lines.append(f"| {name} | {by} | {len(every):,} | {every.mean():.1%} |")
    return lines


def forecasts(tables: dict[str, pa.Table]) -> list[str]:
    lines = [
        "| data | horizon | forecasts | frequency | Brier | Brier of history | skill | against neighbours | calibration error |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, table in tables.items():
        board = panel(events(table), least=30)
        for horizon in HORIZONS:
            test = backtest(board, horizon)
            assert test is not None
            lines.append(
                f"| {name} | {horizon} | {test.forecasts:,} | {test.outcomes.mean():.3f} | {test.brier:.4f} | "
                f"{test.brier_history:.4f} | {test.skill:+.3f} | {test.skill_neighbours:+.3f} | {test.calibration_error:.4f} |"
            )
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("events", type=Path)
    options.add_argument("points", type=Path)
    options.add_argument("--write", type=Path)
    given = options.parse_args()
    tables = periods(given.events)
    points = given_points(given.points)
    text = "\n".join(
        [
            "# Relations, measured on real events",
            "",
            "Country-to-country events of 2011-2015 and 2018 (CAMEO), which are not part of the project. Made by",
            "`python -m evaluation.turning_points EVENTS POINTS --write FILE`.",
            "",
            "## Turning points",
            "Turns hit within 31 days, with the right sign, the median days to the date given, and to the last day that gave it; false alarms on dyads with at least 60 events and no",
            "given point. Given are the points that come with the data; the known turns are those of `evaluation/turns/known.tsv` on",
            "dyads with at least 30 events. Thresholds were set on the given points and the open half; nothing was set on the blind half.",
            "",
            *detectors(tables, points),
            "",
            "## Bands",
            "The last 30 % of each dyad's counts against the band that the earlier periods gave.",
            "",
            *coverage(tables),
            "",
            "## Outlook",
            "Material conflict within a week and a month, on the last 30 % of weeks, each forecast made from what was known then;",
            "skill is against the dyad's own frequency so far.",
            "",
            *forecasts(tables),
            "",
        ]
    )
    print(text)
    if given.write:
        given.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
