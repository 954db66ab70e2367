"""`python -m evaluation.actors [--open]`: country and first sector of our phrases, and false actors in our sentences.

Half of each table is blind: scored, never looked at while tuning. `--open` prints the misses of the other half.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from detente.world.actors import mentions, resolve

HERE = Path(__file__).parent
COUNTRY, SECTOR, FALSE = 0.95, 0.88, 0.01  # the floors of the gate


def table(name: str) -> list[dict[str, str]]:
    """Rows of a table of this folder, by column."""
    head, *lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]


def phrases(*, show: bool = False) -> dict[str, float]:
    """Shares right, by language and half."""
    counts: dict[str, list[int]] = {}
    for row in table("phrases.tsv"):
        on = date.fromisoformat(row["on"]) if row["on"] else None
        actor = resolve(row["phrase"], on=on, language=row["language"])
        gold = set(row["country"].split("+")) - {"-"}
        country = gold == (set(actor.members) or ({actor.country} - {None}))
        sector = row["sector"] == "-" or actor.sectors[:1] == (row["sector"],)
        half = "blind" if row["blind"] == "yes" else "open"
        for key in (f"{row['language']} {half}", "all"):
            for what, right in (("country", country), ("sector", sector)):
                if what == "country" or row["sector"] != "-":
                    tally = counts.setdefault(f"{what} {key}", [0, 0])
                    tally[0] += right
                    tally[1] += 1
        if show and half == "open" and not (country and sector):
            got = f"{actor.country or '+'.join(actor.members)} {','.join(actor.sectors)}"
            print(f"{row['id']} {row['phrase']}: {row['country']} {row['sector']}, got {got} ({actor.rule})")
    return {key: right / total for key, (right, total) in counts.items()}


def false_actors(*, show: bool = False) -> dict[str, float]:
    """Share of sentences without political actors in which some mention gets a country."""
    counts: dict[str, list[int]] = {}
    for row in table("no_actors.tsv"):
        found = [m for m in mentions(row["sentence"], language=row["language"]) if m.actor.country or m.actor.members]
        half = "blind" if row["blind"] == "yes" else "open"
        for key in (f"false {row['language']} {half}", "false all"):
            tally = counts.setdefault(key, [0, 0])
            tally[0] += bool(found)
            tally[1] += 1
        if show and half == "open" and found:
            print(f"{row['id']} {row['sentence']}: {[(m.text, m.actor.country) for m in found]}")
    return {key: wrong / total for key, (wrong, total) in counts.items()}


def main() -> int:
    show = "--open" in sys.argv
    figures = phrases(show=show) | false_actors(show=show)
    for key, value in figures.items():
        print(f"{key:20} {value:.3f}")
    good = figures["country all"] >= COUNTRY and figures["sector all"] >= SECTOR and figures["false all"] <= FALSE
    print("good enough" if good else "below the floor")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
