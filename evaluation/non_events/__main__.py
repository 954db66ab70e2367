"""How often an event is read where there is none: `python -m evaluation.non_events [--list]`; fails above 3 % in a language."""

from __future__ import annotations

import argparse
import collections
import sys
from pathlib import Path

import detente
from detente.text import tables

HERE = Path(__file__).parent
MOST = 0.03  # of the sentences may be misread
DAY = "2024-06-26"


def misread(language: str) -> tuple[list[tuple[str, str]], collections.Counter[str]]:
    """The sentences that got an event, with their kind, and how many sentences there are of each kind."""
    wrong, kinds = [], collections.Counter[str]()
    for sentence, kind in tables.rows(HERE / f"{language}.tsv", ("sentence", "kind")):
        kinds[kind] += 1
        if detente.read(f"{sentence}\n", published=DAY, language=language).events:
            wrong.append((sentence, kind))
    return wrong, kinds


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--list", action="store_true", help="show the sentences that were misread")
    arguments = options.parse_args()
    failed = False
    for language in ("en", "fr"):
        wrong, kinds = misread(language)
        by_kind = collections.Counter(kind for _, kind in wrong)
        total = sum(kinds.values())
        failed |= len(wrong) > MOST * total
        print(f"{language}  {len(wrong)} of {total} sentences got an event ({len(wrong) / total:.1%})")
        for kind, number in sorted(kinds.items()):
            print(f"    {kind:20} {by_kind[kind]:3} of {number}")
        if arguments.list:
            print("\n".join(f"    {kind}: {sentence}" for sentence, kind in wrong))
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
