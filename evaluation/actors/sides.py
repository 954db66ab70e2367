"""`python -m evaluation.actors.sides FOLDER [--missing]`: are the states on the sides of annotated events found in the text?

FOLDER holds NN.txt and NN.tsv (columns actor, recipient, quote, countries of a side joined by `+`, alternatives by `|`), and has the
language's name. Two shares: of the sides, those of which the sentence of the quote names a party; and those of which the text
names one anywhere (the sentence may say *the kingdom*). `--missing` lists the countries that the text never named for us.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from detente.world.actors import cast_of, mentions

SENTENCE = re.compile(r"(?<=[.!?…])[\"'”»)]*\s+(?=[\"“«(]?\s?[A-ZÀ-Ý0-9])|\n+")


def sides(path: Path) -> Iterator[tuple[str, str]]:
    """(countries of a side, quote) of each event of a table."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["kind"] == "event":
                for side in ("actor", "recipient"):
                    if row[side] and "-" not in re.split(r"[+|]", row[side]):
                        yield row[side], row["quote"].split(" || ")[0]


def named(text: str, language: str) -> list[tuple[int, frozenset[str]]]:
    """Where the text names whom: begin and countries of each mention."""
    cast = cast_of([text], language=language)
    found = mentions(text, language=language, places=True, neutral=True, cast=cast)
    return [(m.begin, frozenset(m.actor.members) | ({m.actor.country} - {None})) for m in found]


def main() -> int:
    folder = Path(sys.argv[1])
    total = inside = anywhere = 0
    for path in sorted(folder.glob("[0-9][0-9].tsv")):
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        actors = named(text, folder.name)
        every = frozenset().union(*(countries for _, countries in actors))
        breaks = [0, *(match.end() for match in SENTENCE.finditer(text)), len(text)]
        for cell, quote in sides(path):
            wanted = frozenset(re.split(r"[+|]", cell))
            at = re.sub(r"\s", " ", text).find(re.sub(r"\s", " ", quote))
            begin = max(place for place in breaks if place <= max(at, 0))
            stop = min(place for place in breaks if place > max(at, 0))
            here = frozenset().union(*(countries for place, countries in actors if begin <= place < stop))
            total += 1
            inside += bool(wanted & here)
            anywhere += bool(wanted & every)
            if "--missing" in sys.argv and not wanted & every:
                print(f"{path.name}: {cell}")
    print(f"{total} sides; named in the sentence of the quote {inside / total:.3f}, in the text {anywhere / total:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
