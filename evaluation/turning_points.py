"""How good the relations are on real data: detectors of turning points, coverage of bands, skill of forecasts.

    python -m evaluation.turning_points EVENTS.tsv.gz POINTS.tsv [--write FILE]

EVENTS has date, actor, recipient, cameo, intensity, quad, period; the periods are scored apart. POINTS has date, a, b, direction, what. The
data are not part of the project. A point is hit when a turning point of its dyad lies within 31 days; false alarms are counted on dyads
with at least 60 events and no listed point.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import time
from collections import Counter
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

DAYS, LEAST = 31, 60


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


def detectors(tables: dict[str, pa.Table], points: list[dict[str, str]]) -> list[str]:
    lines = ["| detector | hits | right sign | false alarms a dyad-year | seconds |", "|---|---|---|---|---|"]
    for detector in ("scan", "pelt", "online"):
        hits = signs = false = 0
        years = seconds = 0.0
        for table in tables.values():
            start = time.perf_counter()
            found = turning_points(table, detector=detector).to_pylist()  # type: ignore[arg-type]
            seconds += time.perf_counter() - start
            days = table["date"].to_pylist()
            here = [point for point in points if min(days) <= date.fromisoformat(point["date"]) <= max(days)]
            listed = {tuple(sorted((point["a"], point["b"]))) for point in here}
            for point in here:
                pair, when = tuple(sorted((point["a"], point["b"]))), date.fromisoformat(point["date"])
                near = [
                    turn for turn in found if (turn["a"], turn["b"]) == pair and abs((turn["date"] - when).days) <= DAYS
                ]
                hits += bool(near)
                signs += any(turn["direction"] == point["direction"] for turn in near)
            pairs = zip(table["actor"].to_pylist(), table["recipient"].to_pylist(), strict=True)
            volume = Counter(tuple(sorted(pair)) for pair in pairs)
            quiet = {pair for pair, number in volume.items() if number >= LEAST and pair not in listed}
            false += sum((turn["a"], turn["b"]) in quiet for turn in found)
            years += len(quiet) * (max(days) - min(days)).days / 365.25
        lines.append(f"| {detector} | {hits} of {len(points)} | {signs} | {false / years:.2f} | {seconds:.1f} |")
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
        "| data | horizon | forecasts | frequency | Brier | Brier of history | skill | calibration error |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for name, table in tables.items():
        board = panel(events(table), least=30)
        for horizon in HORIZONS:
            test = backtest(board, horizon)
            assert test is not None
            lines.append(
                f"| {name} | {horizon} | {test.forecasts:,} | {test.outcomes.mean():.3f} | {test.brier:.4f} | "
                f"{test.brier_history:.4f} | {test.skill:+.3f} | {test.calibration_error:.4f} |"
            )
    return lines


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("events", type=Path)
    options.add_argument("points", type=Path)
    options.add_argument("--write", type=Path)
    given = options.parse_args()
    tables = periods(given.events)
    with given.points.open(encoding="utf-8", newline="") as lines:
        points = list(csv.DictReader(lines, delimiter="\t"))
    text = "\n".join(
        [
            "# Relations, measured on real events",
            "",
            "Country-to-country events of 2011-2015 and 2018 (CAMEO), which are not part of the project. Made by",
            "`python -m evaluation.turning_points EVENTS POINTS --write FILE`.",
            "",
            "## Turning points",
            "Known turning points hit within 31 days; false alarms on dyads with at least 60 events and no listed point.",
            "Thresholds were set on these data, so the figures flatter the detectors somewhat.",
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
