"""How much is set aside, by site and kind: a site whose rate moves has changed its pages, or cleaning errs on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TextIO

from detente.records import Block, Document


class Rates:
    """Characters read and set aside, by site; by kind too."""

    def __init__(self) -> None:
        self.documents: Counter[str] = Counter()
        self.read: Counter[str] = Counter()
        self.gone: dict[str, Counter[str]] = {}

    def add(self, document: Document, blocks: Iterable[Block]) -> None:
        """Count the blocks of one document."""
        site = document.site or "(no site)"
        self.documents[site] += 1
        gone = self.gone.setdefault(site, Counter())
        for block in blocks:
            size = block.stop - block.begin
            self.read[site] += size
            if not block.kept:
                gone[block.kind] += size

    def rows(self) -> list[tuple[str, int, float, dict[str, float]]]:
        """Site, documents, share set aside, share by kind; the highest share first."""
        found = []
        for site, size in self.read.items():
            kinds = {kind: count / size for kind, count in sorted(self.gone[site].items())} if size else {}
            found.append((site, self.documents[site], sum(kinds.values()), kinds))
        return sorted(found, key=lambda row: (-row[2], row[0]))


def print_rates(rates: Rates, out: TextIO) -> None:
    """The table of rates for people."""
    rows = rates.rows()
    width = max([len("site"), *(len(row[0]) for row in rows)])
    out.write(f"{'site':{width}}  documents  set aside  of which\n")
    for site, documents, share, kinds in rows:
        which = ", ".join(f"{kind} {part:.1%}" for kind, part in kinds.items())
        out.write(f"{site:{width}}  {documents:9}  {share:9.1%}  {which}\n")
