"""Is the lexicon sound? Contradictions, rows without example, rows that do not decide their own example, and holes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from detente import codebook
from detente.languages import folder_of
from detente.reading.rules import lexicon
from detente.reading.rules.examples import failures
from detente.reading.rules.lexicon import Lexicon, Row


@dataclass(frozen=True, slots=True)
class Audit:
    """What `detente lexicon check` reports of one language."""

    language: str
    rows: int
    problems: tuple[str, ...]  # lines that cannot be read
    contradictions: tuple[tuple[Row, Row], ...]
    bare: tuple[Row, ...]  # rows without example
    failing: tuple[str, ...]  # examples that read otherwise
    unused: tuple[Row, ...]  # rows that never decide, not even their own example


def contradictions(words: Lexicon) -> list[tuple[Row, Row]]:
    """Pairs of rows that ask for the same words in the same frame and say different things."""
    seen: dict[tuple[object, ...], Row] = {}
    found = []
    for row in words.rows:
        frame = tuple(sorted(row.frame.items()))
        key = (row.pos, row.head, frozenset(row.words), frozenset(row.classes), row.near, row.asked, row.open, frame)
        first = seen.setdefault(key, row)
        if first is not row and first.kind != row.kind:
            found.append((first, row))
    return found


def audit(language: str, run: bool = True, folder: Path | None = None) -> Audit:
    """All checks of one language; `run` parses and reads the examples too (some ten seconds a thousand)."""
    problems: list[str] = []
    words = lexicon.from_folder(folder or folder_of(language) / "lexicon", language, problems)
    decided: set[tuple[str, int]] = set()
    failing = failures(words.rows, language, decided) if run else []
    unused = [row for row in words.rows if run and row.example and (row.file, row.line) not in decided]
    return Audit(
        language,
        len(words.rows),
        tuple(problems),
        tuple(contradictions(words)),
        tuple(row for row in words.rows if not row.example),
        tuple(f"{one.row.name}: expected {one.row.reading}, read {one.verdict}: {one.text}" for one in failing),
        tuple(unused),
    )


def coverage(languages: Sequence[str]) -> dict[str, dict[str, int]]:
    """For each deed and operator of the codebook, how many rows each language has for it: deed -> language -> rows."""
    book = codebook.load()
    table = {name: dict.fromkeys(languages, 0) for name in (*book.deeds, *(f"{name}()" for name in book.operators))}
    for language in languages:
        for row in lexicon.load(language).rows:
            if row.deed is not None:
                table[row.deed][language] += 1
            for operator in row.operators:
                table[f"{operator}()"][language] += 1
    return table
