"""Pairwise F1 of merging, and whether 20 random orders of arrival give one result: `python -m evaluation.merge`."""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from itertools import combinations
from pathlib import Path

from detente.store.casebook import Casebook
from detente.store.fusion.merge import links, partition
from detente.store.fusion.reports import told
from detente.store.tables import event_rows
from evaluation.merge.stories import Report, make, reader_of

GOAL = 0.90


def clusters_of(reports: list[Report]) -> dict[str, str]:
    """Event of each report, by merging alone."""
    seen = {row["report"]: found for report in reports for row in event_rows(report.reading) if (found := told(row))}
    owner = {name: name for name in seen}
    for cluster in partition(seen, links(seen.values()), {}):
        owner.update(dict.fromkeys(cluster.members, cluster.event_id))
    return owner


def pairs(groups: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {pair for members in groups.values() for pair in combinations(sorted(members), 2)}


def score(reports: list[Report], owner: dict[str, str]) -> tuple[float, float, float, Counter[str]]:
    """Pairwise precision, recall and F1, and the parts that the missed and the wrong pairs consist of."""
    true: dict[str, list[str]] = {}
    found: dict[str, list[str]] = {}
    part = {}
    for report in reports:
        (row,) = event_rows(report.reading)
        true.setdefault(report.happening.name, []).append(row["report"])
        found.setdefault(owner.get(row["report"], row["report"]), []).append(row["report"])
        part[row["report"]] = report.part
    wanted, got = pairs(true), pairs(found)
    hits = len(wanted & got)
    precision, recall = hits / max(1, len(got)), hits / max(1, len(wanted))
    why = Counter("missed " + "+".join(sorted((part[a], part[b]))) for a, b in wanted - got)
    why.update("wrong " + "+".join(sorted((part[a], part[b]))) for a, b in got - wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), why


def orders(reports: list[Report], count: int) -> int:
    """Add the reports in random orders, in random portions, to casebooks; returns how many different results there are."""
    results = set()
    for seed in range(count):
        chance, shuffled = random.Random(seed), list(reports)
        chance.shuffle(shuffled)
        with tempfile.TemporaryDirectory() as folder, Casebook.open(Path(folder) / "book") as book:
            cuts = sorted(chance.sample(range(1, len(shuffled)), 3))
            for begin, stop in zip([0, *cuts], [*cuts, len(shuffled)], strict=True):
                portion = [report.reading.document for report in shuffled[begin:stop]]
                book.add(f"portion {begin}", reader=reader_of(reports), opener=lambda _, given=portion: given)
            table = book.sql("SELECT event_id, list_sort(reports) AS told FROM pairs WHERE pair = 0")
            results.add(frozenset(tuple(row["told"]) for row in table.to_pylist()))
    return len(results)


def main() -> int:
    worst = 1.0
    for name, half in (("tuned on", 0), ("not tuned on", 1), ("all", None)):
        reports = make(half=half)
        events = len({report.happening.name for report in reports})
        precision, recall, f1, why = score(reports, clusters_of(reports))
        print(
            f"{name:13} {events} events in {len(reports)} reports: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}"
        )
        if "-v" in sys.argv:
            print("   ", dict(why.most_common(12)))
        worst = min(worst, f1)
    if "--orders" in sys.argv:
        different = orders(make(), 20)
        print(f"20 random orders of arrival: {different} result{'s' if different != 1 else ''}")
        return int(worst < GOAL or different != 1)
    return int(worst < GOAL)


if __name__ == "__main__":
    raise SystemExit(main())
