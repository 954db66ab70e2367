"""Score cleaning on spliced articles and fail below the floors.

usage: python -m evaluation.splices [--rows open|blind|blocks|all] [--misses N]

Each injection is put into an article of its own language and into one of another language (foreign prose only into the
latter), at the head, in the middle, at the end or on the same line, in turn. Odd rows are open, even rows are blind: their
misses are counted and never printed. `blocks.tsv` is blind as a whole: kinds and shapes that were written before the classifier, each
in an article of its own language, at a place of its own.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from detente.cleaning import clean

HERE = Path(__file__).parent
FLOORS = {"precision": 0.95, "recall": 0.85, "kept": 1.0, "lost": 0.003, "untouched": 0.001}
BLOCK_FLOORS = FLOORS | {"precision": 0.96, "recall": 0.75, "kept": 0.96}  # of the blocks that are blind as a whole


@dataclass
class Spliced:
    """An article with at most one injection: its span and category, or the span that must stay."""

    text: str
    span: tuple[int, int] | None = None
    keep: tuple[int, int] | None = None
    category: str = ""
    row: int = 0


@dataclass
class Score:
    """Characters that are not white space, and spans."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    clean: int = 0
    found: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


def rows(name: str) -> list[list[str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    table = [line.replace("\\n", "\n").split("\t") for line in lines if line and not line.startswith("#")]
    return [[row[0], row[1], "\t".join(row[2:])] if len(row) > 2 else row for row in table[1:]]


def splice(article: str, words: str, place: int) -> tuple[str, tuple[int, int]]:
    """An article with `words` at one of four places, and their span."""
    paragraphs = article.split("\n\n")
    middle = max(2, len(paragraphs) // 2)
    if place == 0:
        before, after = "", "\n\n" + article
    elif place == 1:
        before, after = "\n".join(paragraphs[:middle]) + "\n", "\n" + "\n".join(paragraphs[middle:])
    elif place == 2:
        before, after = article + "\n\n", "\n"
    else:
        before, after = "\n\n".join(paragraphs[:middle]) + " ", "\n\n" + "\n\n".join(paragraphs[middle:])
    return before + words + after, (len(before), len(before) + len(words))


def documents() -> list[Spliced]:
    """All spliced articles, in a fixed order."""
    articles: dict[str, list[str]] = {}
    for language, text in rows("articles.tsv"):
        articles.setdefault(language, []).append(text)
    languages = sorted(articles)
    made = []
    for number, (language, category, words) in enumerate(rows("injections.tsv"), 1):
        others = [other for other in languages if other != language]
        hosts = [others[number % len(others)]] if category == "foreign" else [language, others[number % len(others)]]
        for turn, host in enumerate(hosts):
            text, span = splice(articles[host][number % len(articles[host])], words, (number + turn) % 4)
            made.append(Spliced(text, span, None, category, number))
    for number, (language, category, words) in enumerate(rows("kept.tsv"), 1):
        text, span = splice(articles[language][number % len(articles[language])], words, 1 + number % 2)
        made.append(Spliced(text, None, span, f"kept {category}", number))
    return made


def blocks() -> list[Spliced]:
    """The blind blocks in articles of their language: those of `articles.tsv`, in English and French the gold texts too."""
    hosts: dict[str, list[str]] = {}
    for language, text in rows("articles.tsv"):
        hosts.setdefault(language, []).append(text)
    for path in sorted((HERE.parent / "gold").glob("*.txt")):
        hosts[path.stem.rpartition(".")[2]].append(path.read_text(encoding="utf-8"))
    made = []
    for number, (language, label, rest) in enumerate(rows("blocks.tsv")):
        category, _, words = rest.partition("\t")
        host = hosts[language][number % len(hosts[language])]
        # an even row number: misses of blind rows are not printed
        if label == "noise":
            text, span = splice(host, words, (0, 1, 2, 2)[number % 4])
            made.append(Spliced(text, span, None, category, 2 * number))
        else:
            text, span = splice(host, words, 1 + number % 3)
            made.append(Spliced(text, None, span, f"kept {category}", 2 * number))
    return made


def score(pages: list[Spliced], show_blind: bool = False) -> Score:
    """What cleaning does to the pages."""
    result = Score()
    for page in pages:
        out, gold = bytearray(len(page.text)), bytearray(len(page.text))
        for block in clean(page.text):
            if not block.kept:
                out[block.begin : block.stop] = b"\1" * (block.stop - block.begin)
        if page.span:
            gold[page.span[0] : page.span[1]] = b"\1" * (page.span[1] - page.span[0])
        for character, truth, guess in zip(page.text, gold, out, strict=True):
            if not character.isspace():
                result.right += truth and guess
                result.wrong += guess and not truth
                result.missed += truth and not guess
                result.clean += not truth
        begin, stop = page.span or page.keep or (0, 0)
        share = sum(out[begin:stop]) / max(1, stop - begin)
        good = share >= 0.8 if page.span else share < 0.2
        result.total[page.category] += 1
        result.found[page.category] += good
        lost = [
            i
            for i, (truth, guess) in enumerate(zip(gold, out, strict=True))
            if guess and not truth and not page.text[i].isspace()
        ]
        if page.row % 2:
            if not good:
                result.misses.append(f"{page.category} | {page.row} | {page.text[begin:stop]!r}")
            elif lost:
                result.misses.append(
                    f"lost beside {page.category} | {page.row} | {page.text[lost[0] : lost[-1] + 1]!r}"
                )
    return result


def report(name: str, result: Score) -> dict[str, float]:
    """Print and return the figures."""
    kept = [category for category in result.total if category.startswith("kept")]
    found = {category: f"{result.found[category]}/{result.total[category]}" for category in sorted(result.total)}
    figures = {
        "precision": result.right / max(1, result.right + result.wrong),
        "recall": result.right / max(1, result.right + result.missed),
        "kept": sum(result.found[category] for category in kept)
        / max(1, sum(result.total[category] for category in kept)),
        "lost": result.wrong / max(1, result.clean),
    }
    print(f"{name}: " + "  ".join(f"{key} {value:.4f}" for key, value in figures.items()))
    print("  " + "  ".join(f"{category} {share}" for category, share in found.items()))
    return figures


def untouched() -> float:
    """The share of characters of clean articles that is set aside."""
    lost = size = 0
    for _, text in rows("articles.tsv"):
        size += len(text)
        lost += sum(block.stop - block.begin for block in clean(text) if not block.kept)
    return lost / size


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", choices=("open", "blind", "blocks", "all"), default="all")
    options.add_argument("--misses", type=int, default=0)
    arguments = options.parse_args()
    pages = documents()
    parts = {
        "open": [page for page in pages if page.row % 2],
        "blind": [page for page in pages if page.row % 2 == 0],
        "blocks": blocks(),
    }
    low = []
    for name, part in parts.items():
        if arguments.rows in (name, "all"):
            result = score(part)
            figures = report(name, result)
            floors = BLOCK_FLOORS if name == "blocks" else FLOORS
            low += [
                f"{name} {key}"
                for key, value in figures.items()
                if (value > floors[key] if key == "lost" else value < floors[key])
            ]
            for miss in result.misses[: arguments.misses]:
                print("  " + miss)
    clean_lost = untouched()
    print(f"untouched articles: {clean_lost:.5f} of the characters set aside")
    low += ["untouched"] if clean_lost > FLOORS["untouched"] else []
    if low:
        print("below the floor: " + ", ".join(low))
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
