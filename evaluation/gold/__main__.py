"""The gate: `python -m evaluation.gold` reads every gold article, prints a table and fails below the pinned floors.

usage: python -m evaluation.gold [--errors] [--only WORD] [--json FILE] [--no-floors]
`--errors` lists what was missed, spurious or different, of the open articles only: the blind half is scored and never shown.
"""

import argparse
import json
import sys
from pathlib import Path

import detente
from evaluation.gold.articles import Article, articles
from evaluation.gold.matching import Pairing, countries, pair
from evaluation.gold.scores import Tally, groups, tally

BASELINE = Path(__file__).parent.parent / "baseline.json"


def describe(article: Article, pairing: Pairing) -> None:
    """Prints what differs between an open article and its gold."""
    print(f"\n{article.name}")
    for gold in pairing.missed:
        roles = f"{'+'.join(gold.actor)}>{'+'.join(gold.recipient)}"
        print(f"  missed    {gold.id}: {'|'.join(gold.type)} {roles} {'|'.join(gold.status)}: {gold.evidence[0]}")
    for event in pairing.spurious:
        roles = f"{'+'.join(sorted(countries(event.actor)))}>{'+'.join(sorted(countries(event.recipient)))}"
        cited = event.evidence[0]
        words = cited.text[cited.trigger.begin - cited.begin : cited.trigger.stop - cited.begin]
        print(f"  spurious  {event.event} {roles} {event.status} {event.deed} [{words}] {cited.text[:110]}")
    for gold, event, differing in pairing.matched:
        for name in differing:
            read: object = getattr(event, name, None)
            if name == "roles":
                read = f"{sorted(countries(event.actor))}>{sorted(countries(event.recipient))}"
            if name == "date":
                read = event.date.edtf if event.date else None
            if name == "place":
                read = event.place.country if event.place else None
            expected = f"{gold.actor}>{gold.recipient}" if name == "roles" else getattr(gold, name)
            print(f"  {name:9} {gold.id}: read {read}, expected {expected}: {gold.evidence[0]}")


def table(totals: dict[str, Tally]) -> None:
    """Prints the figures, a line a group."""
    names = list(next(iter(totals.values())).figures())
    print(f"{'':10}{'texts':>6}{'gold':>6}{'read':>6}" + "".join(f"{name[:9]:>10}" for name in names))
    for group, counts in totals.items():
        figures = "".join(f"{value:10.3f}" for value in counts.figures().values())
        print(f"{group:10}{counts.articles:6}{counts.gold:6}{counts.read:6}{figures}")


def below(totals: dict[str, Tally], floors: dict[str, float]) -> list[str]:
    """A line for each floor (`group/figure`) that is not reached."""
    lines = []
    for key, floor in floors.items():
        group, figure = key.split("/")
        reached = totals[group].figures()[figure]
        if reached < floor:
            lines.append(f"{key} is {reached:.3f}, below its floor of {floor:.3f}")
    return lines


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.gold", description=__doc__)
    parser.add_argument("--errors", action="store_true", help="list what differs, open articles only")
    parser.add_argument("--only", default="", metavar="WORD", help="only articles whose name contains WORD")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures to FILE")
    parser.add_argument("--no-floors", action="store_true", help="report only")
    options = parser.parse_args(arguments)
    rows = []
    for article in articles():
        if options.only not in article.name:
            continue
        reading = detente.read(article.path, published=article.published)
        pairing = pair(article.events, reading.events)
        rows.append((article, tally(article, reading, pairing)))
        if options.errors and not article.blind:
            describe(article, pairing)
    totals = groups(rows)
    table(totals)
    if options.json:
        figures = {name: counts.figures() for name, counts in totals.items()}
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if options.no_floors or options.only:
        return 0
    failed = below(totals, json.loads(BASELINE.read_text(encoding="utf-8")).get("gold", {}))
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
