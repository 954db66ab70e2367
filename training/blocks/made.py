"""The blocks of this folder's tables in many shapes, to train on and to measure with."""

from __future__ import annotations

import random
import re
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from detente.text.tables import rows

HERE = Path(__file__).parent
LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt", "ru")
EACH, OTHERS = {"fr": 20, "en": 20}, 14  # blocks made of a row; fewer in the other languages
CHOICE = re.compile(r"\{([^{}]*)\}")
LEET = str.maketrans("aeiost", "43105+")
EXAMPLE = re.compile(r"\{\w:([^{}]*)\}")


class Sample(NamedTuple):
    """A block: its language, `noise` or `kept`, its kind, its words."""

    language: str
    label: str
    kind: str
    words: str


def spelled(template: str, source: random.Random) -> str:
    """One of the blocks that a template stands for."""
    return CHOICE.sub(
        lambda match: source.choice(match[1].split("|")), template.replace("\\n", "\n").replace("\\t", "\t")
    )


def shaped(block: str, noise: bool, source: random.Random) -> str:
    """A block in one of the shapes in which such come: as it is, in capitals, in small letters, as a list, with rests of markup."""
    kind = source.random()
    if kind < 0.55:
        return block
    if kind < 0.62:
        return block.upper()
    if kind < 0.70:
        return block.lower()
    if kind < 0.78:
        return block.rstrip(".!")
    if kind < 0.84:
        return "• " + block.replace(". ", " • ").replace(", ", " • ")
    if kind < 0.90 and noise:
        return block.translate(LEET) if source.random() < 0.4 else block.replace(" ", "  ").replace(".", "")
    if kind < 0.95:
        return f"<p>{block}</p>" if source.random() < 0.5 else f"{block} &nbsp;"
    return f"{block} {source.choice(('»', '…', '(AFP)', '–', '!'))}"


def examples() -> list[Sample]:
    """The examples of the lexicons and the passages of the corpus: sentences on states, which articles hold."""
    found: list[Sample] = []
    for language in ("en", "fr"):
        folder = Path(__file__).parents[2] / f"src/detente/languages/{language}/lexicon"
        for path in sorted(folder.glob("*.tsv")):
            for line in path.read_text(encoding="utf-8").splitlines():
                cells = [cell for cell in line.split("\t") if EXAMPLE.search(cell)]
                found += [Sample(language, "kept", "example", EXAMPLE.sub(r"\1", cell)) for cell in cells[:1]]
        for path in sorted((HERE.parent / "corpus" / language).glob("*.txt")):
            if path.name.startswith("blind"):
                continue
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [
                Sample(language, "kept", "corpus", line.strip())
                for line in lines
                if len(line) > 40 and line[0] not in "#@"
            ]
    return found


def made(seed: int) -> tuple[list[Sample], list[Sample]]:
    """Blocks to train on and blocks to measure with, as (language, label, words): every sixth row is only measured with."""
    source = random.Random(seed)
    train: list[Sample] = []
    held: list[Sample] = []
    for language in LANGUAGES:
        table = list(rows(HERE / f"{language}.tsv", ("label", "kind", "block")))
        counts = {label: sum(row[0] == label for row in table) for label in ("noise", "kept")}
        for number, (label, kind, template) in enumerate(table):
            times = EACH.get(language, OTHERS) * max(1, round(counts["noise"] / counts[label]))
            part = held if number % 6 == 5 else train
            own = [spelled(template, source) for _ in range(times)]
            if label == "kept" and source.random() < 0.7:
                own += [f"{one} {other}" for one, other in pairwise(own)][: times // 3]
            part += [Sample(language, label, kind, shaped(block, label == "noise", source)) for block in own]
    for number, row in enumerate(examples()):
        (held if number % 6 == 5 else train).append(row)
    return train, held
