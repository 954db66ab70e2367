"""`detente lexicon`: list, search, cover and check the words that the coder knows."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from detente import codebook
from detente.languages import folder_of, packs
from detente.reading.rules import lexicon


def command(
    what: Annotated[str, typer.Argument(help="A language (fr, en) to list, or `check`, or `coverage`.")],
    search: Annotated[
        str, typer.Argument(help="Show only rows whose predicate, class or file has these letters.")
    ] = "",
    language: Annotated[str, typer.Option(help="With `check`: this language only.")] = "",
    quick: Annotated[bool, typer.Option(help="With `check`: do not run the examples.")] = False,
    limit: Annotated[int, typer.Option(help="Rows to show.")] = 200,
) -> int:
    """List or search the rows of a language, show the coverage of the codebook, or check the lexicon."""
    console = Console(width=None if Console().is_terminal else 160)
    if what == "check":
        return _check(console, [language] if language else languages(), quick)
    if what == "coverage":
        return _coverage(console)
    return _list(console, what, search, limit)


def languages() -> list[str]:
    """Languages that have a lexicon."""
    return [code for code in sorted(packs()) if (folder_of(code) / "lexicon").is_dir()]


def _list(console: Console, language: str, search: str, limit: int) -> int:
    words = lexicon.load(language)
    rows = [row for row in words.rows if search in row.predicate or search in row.kind or search in row.file]
    table = Table("predicate", "pos", "class", "example", "where", box=None)
    for row in rows[:limit]:
        example = row.example.replace("[", "\\[")
        table.add_row(row.predicate, row.pos, row.kind, example, f"{row.file}:{row.line}")
    console.print(table)
    console.print(f"{len(rows)} of {len(words.rows)} rows, {len(words.objects)} nouns with a class")
    return 0


def _coverage(console: Console) -> int:
    from detente.reading.rules.audit import coverage

    known = languages()
    counts = coverage(known)
    deeds = codebook.load().deeds
    table = Table("type", "deed or operator", *known, "holes", box=None)
    for name, row in counts.items():
        holes = ", ".join(code for code in known if not row[code])
        table.add_row(deeds[name].type if name in deeds else "", name, *(str(row[code]) for code in known), holes)
    console.print(table)
    return 0


def _check(console: Console, known: list[str], quick: bool) -> int:
    from detente.reading.rules.audit import audit

    wrong = 0
    for code in known:
        report = audit(code, run=not quick)
        wrong += len(report.problems) + len(report.contradictions)
        console.print(f"{code}: {report.rows} rows")
        for line in report.problems:
            console.print(f"  cannot be read: {line}", markup=False)
        for first, second in report.contradictions:
            console.print(f"  contradiction: {first.name} against {second.name}", markup=False)
        for line in report.failing:
            console.print(f"  example reads otherwise: {line}", markup=False)
        for row in report.unused:
            console.print(f"  never decides, not even its example: {row.name}", markup=False)
        console.print(
            f"  {len(report.problems)} unreadable, {len(report.contradictions)} contradictions, {len(report.bare)} without "
            f"example, {len(report.failing)} examples read otherwise, {len(report.unused)} never used"
        )
    return 1 if wrong else 0
