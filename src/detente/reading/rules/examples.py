"""The lexicon's own examples, run: each row's sentence must read as the row says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from detente.reading.relation import by_rule
from detente.reading.rules.lexicon import Row
from detente.records import Relation, Span

_CITED = re.compile(r"([\w-]+\.tsv):(\d+)")
_MARK = re.compile(r"\{([AR]):|\}")


class Failure(NamedTuple):
    """A row whose example does not read as it says."""

    row: Row
    text: str
    found: Relation | None  # None: no chain joins the two

    @property
    def verdict(self) -> str:
        """What it was read as, and by which rows."""
        return f"{self.found.event} by {self.found.rule}" if self.found else "nothing"


def unmark(example: str) -> tuple[str, Span, Span]:
    """`{A:Iran} struck {R:Israel}.` -> its plain text and the spans of actor and recipient, which may nest."""
    text, spans, waiting = "", {}, []
    at = 0
    for mark in _MARK.finditer(example):
        text += example[at : mark.start()]
        at = mark.end()
        if mark[1]:
            waiting.append((mark[1], len(text)))
        elif waiting:
            name, begin = waiting.pop()
            spans[name] = Span(begin, len(text))
    return text + example[at:], spans["A"], spans["R"]


def failures(rows: Iterable[Row], language: str, decided: set[tuple[str, int]] | None = None) -> list[Failure]:
    """Rows whose example gives another type (or mode, where the reading names one).

    File and line of each row that decided an example are added to `decided`.
    """
    rows = [row for row in rows if row.example]
    marked = [unmark(row.example) for row in rows]
    found = []
    for row, (text, _, _), relation in zip(rows, marked, by_rule(marked, language), strict=True):
        if decided is not None:
            decided.update((file, int(line)) for file, line in _CITED.findall(relation.rule if relation else ""))
        event, _, mode = row.reading.partition("/")
        if relation is None or relation.event != event or (mode and relation.mode != mode):
            found.append(Failure(row, text, relation))
    return found
