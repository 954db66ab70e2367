"""Lines that a site repeats on its pages: learned over many documents, set aside in each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from detente.cleaning.lexicon import fold
from detente.records import Block, Document

DIGITS = re.compile(r"\d+")
MOST = 20  # words: a longer line that comes back is a text told again, not furniture
NEEDED = 4  # documents of a site
SHARE = 0.2  # of its documents
REMEMBERED = 20_000  # lines of a site; those seen once are forgotten first


def key_of(line: str) -> str:
    """A line as it is compared: lower case, no accents or punctuation, digits alike."""
    return DIGITS.sub("0", " ".join(fold(line).split()))


@dataclass(slots=True)
class SiteLines:
    """How many documents of each site have each line. Feed it documents; ask it for what a site repeats."""

    documents: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    counts: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def learn(self, document: Document, blocks: Iterable[Block] = ()) -> None:
        """Count the short lines of a document; titles and bylines do not count, they may well come back."""
        if not document.site:
            return
        heads = [block for block in blocks if block.kind in ("title", "byline")]
        site = self.counts[document.site]
        self.documents[document.site] += 1
        for key in self._keys(document, heads):
            site[key] = site.get(key, 0) + 1
        if len(site) > REMEMBERED:
            self.counts[document.site] = {key: count for key, count in site.items() if count > 1}

    def _keys(self, document: Document, heads: list[Block]) -> set[str]:
        found = set()
        begin = 0
        for line in document.text.split("\n"):
            stop = begin + len(line)
            if (
                line.strip()
                and len(line.split()) <= MOST
                and not any(head.begin < stop and begin < head.stop for head in heads)
            ):
                found.add(key_of(line))
            begin = stop + 1
        return found - {""}

    def repeated(self, site: str | None) -> frozenset[str]:
        """The keys of the lines that a site repeats: in four of its documents or more, and in a fifth of them."""
        if site is None or site not in self.counts:
            return frozenset()
        needed = max(NEEDED, SHARE * self.documents[site])
        return frozenset(key for key, count in self.counts[site].items() if count >= needed)


def is_repeated(line: str, repeated: Collection[str]) -> bool:
    """Whether a line is among those that its site repeats."""
    return bool(repeated) and len(line.split()) <= MOST and key_of(line) in repeated
