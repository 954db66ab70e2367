"""`python -m evaluation.actors.holders_sample`: draws 100 office holders (60 of holders.tsv, 40 of people.tsv), always the same ones
while the tables stay as they are. `holders_sample.tsv` keeps the drawn rows with the verdict of who judged them: right, wrong
(which field), or unsure; with `--figures` its counts are printed.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from pathlib import Path

from detente.world.gazetteer.tables import names, rows

KEPT = Path(__file__).parent / "holders_sample.tsv"
HOLDERS, PEOPLE = 60, 40
SEED = 20261201


def drawn() -> list[str]:
    """The rows of the sample: table, country or owner, person, office or sectors, first and last day."""
    chance = random.Random(SEED)
    held = [
        "\t".join(("holders", owner, person, role, begin, end))
        for _, (owner, role, person, begin, end, _) in rows("holders.tsv", "owner role person begin end source")
    ]
    known = [
        "\t".join(("people", country, names(forms)[0], sectors, begin, end))
        for _, (_, forms, country, sectors, begin, end, _, _) in rows(
            "people.tsv", "id names country sectors begin end source wikidata"
        )
    ]
    return chance.sample(held, HOLDERS) + chance.sample(known, PEOPLE)


def main() -> int:
    if "--figures" in sys.argv:
        lines = KEPT.read_text(encoding="utf-8").splitlines()[1:]
        print(Counter((line.split("\t")[0], line.split("\t")[6]) for line in lines))
        return 0
    print("\n".join(drawn()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
