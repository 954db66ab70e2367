"""Parties swapped at random, so that no state has a character: names of states for names, capitals for capitals, adjectives for
adjectives of the same form, and in French only where article and elision stay right.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "detente"
VOWELS = "aeiouyhàâéèêëîïôöùûüAEIOUYHÀÂÉÈÊËÎÏÔÖÙÛÜ"
MASCULINE_IN_E = {"Mexique", "Cambodge", "Mozambique", "Zimbabwe", "Belize", "Suriname"}
PLURAL = ("États-Unis", "Pays-Bas", "Émirats arabes unis", "Philippines", "Comores", "Maldives", "Seychelles", "Fidji")
Span = tuple[int, int]


@cache
def names(language: str) -> tuple[dict[str, tuple[str, str]], dict[tuple[str, str], list[tuple[str, str]]]]:
    """Each name with its kind and state, and by kind all (name, state) that may stand for each other."""
    with (SOURCE / "world" / "gazetteer" / "states.tsv").open(encoding="utf-8", newline="") as lines:
        states = {row["id"] for row in csv.DictReader(lines, delimiter="\t") if row["status"] == "state"}
    kinds: dict[str, tuple[str, str]] = {}
    with (SOURCE / "languages" / language / "states.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["id"] not in states:
                continue
            for kind, cell in (("name", row["names"]), ("capital", row["capitals"])):
                name = (cell or "").split("|")[0]
                if name and (kind == "capital" or " " not in name or language == "en"):
                    kinds.setdefault(name, (shape(name, kind, language), row["id"]))
            for number, form in enumerate((row["adjectives"] or "").split("|")[0].split("/")):
                if form and number in (0, 1, 2, 3):
                    kinds.setdefault(
                        form, (f"adjective {number} {starts(form) if language == 'fr' else ''}", row["id"])
                    )
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, (kind, state) in kinds.items():
        groups.setdefault((language, kind), []).append((name, state))
    return kinds, groups


def starts(word: str) -> str:
    return "vowel" if word[0] in VOWELS else "consonant"


def shape(name: str, kind: str, language: str) -> str:
    """What decides which articles a name takes."""
    if language == "en":
        return f"{kind} {'plural' if name.endswith('s') else ''}"
    if kind == "capital":
        return f"capital {'article' if name.startswith(('La ', 'Le ')) else starts(name)}"
    gender = "plural" if name in PLURAL else "f" if name.endswith("e") and name not in MASCULINE_IN_E else "m"
    return f"name {gender} {starts(name)}"


@cache
def pattern(language: str) -> re.Pattern[str]:
    kinds, _ = names(language)
    longest = sorted(kinds, key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w-])")


def swapped(text: str, spans: Sequence[Span], language: str, dice: random.Random) -> tuple[str, list[Span]]:
    """The text with each state turned into another, and where the spans stand in it. A name keeps its stand-in all through."""
    kinds, groups = names(language)
    chosen: dict[tuple[str, str], str] = {}
    stands: dict[str, str] = {}
    out, moved, at = [], [(0, 0)], 0
    length = 0
    for found in pattern(language).finditer(text):
        kind, state = kinds[found[0]]
        pool = groups[language, kind]
        target = stands.get(state)
        match = [name for name, other in pool if other == target] if target else []
        if not match:
            name, other = dice.choice(pool)
            if target is None and other not in stands.values():
                stands[state] = other
            match = [chosen.setdefault((kind, state), name)]
        out += [text[at : found.start()], match[0]]
        length += found.start() - at + len(match[0])
        at = found.end()
        moved.append((at, length))
    out.append(text[at:])

    def place(offset: int) -> int:
        before = max((pair for pair in moved if pair[0] <= offset), key=lambda pair: pair[0])
        return before[1] + offset - before[0]

    edges = [(found.start(), found.end()) for found in pattern(language).finditer(text)]
    fixed = []
    for begin, stop in spans:
        if begin < 0:
            fixed.append((begin, stop))
            continue
        # a span that cuts a name takes the whole name
        begin = next((b for b, s in edges if b < begin < s), begin)
        stop = next((s for b, s in edges if b < stop < s), stop)
        fixed.append((place(begin), place(stop)))
    return "".join(out), fixed
