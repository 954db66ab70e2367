"""What the pair reader learns from: a text, an actor and a recipient in it, and what it tells of the two.

Three sources, all of our own writing: the lexicons' examples, the same examples set in longer sentences (frames.tsv) and beside
one another, and the corpus. `none` is told of two that a sentence names but does not join in this direction.
"""

from __future__ import annotations

import csv
import json
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from detente.reading.rules import lexicon
from detente.reading.rules.examples import unmark
from training.passages import Passage, read_corpus, read_text
from training.swapping import swapped

Span = tuple[int, int]
NOWHERE = (-1, -1)  # a side that stands in no words of the text
FRAMES = Path(__file__).with_name("frames.tsv")
MUTUAL = {"CONSULT", "COOPERATE", "AGREE", "SUPPORT", "ASSAULT", "SANCTION", "ACCUSE", "RETREAT"}  # may hold both ways


@dataclass(frozen=True, slots=True)
class Pair:
    """A marked text and its answer."""

    text: str
    language: str
    actor: Span
    recipient: Span
    trigger: Span | None
    type: str  # PLOVER type or "none"
    status: str | None  # None: not known, not learned from
    source: str

    @property
    def spans(self) -> list[Span]:
        return [self.actor, self.recipient, *([self.trigger] if self.trigger else [])]

    def placed(self, text: str, spans: Sequence[Span]) -> Pair:
        return replace(self, text=text, actor=spans[0], recipient=spans[1], trigger=spans[2] if self.trigger else None)

    def moved(self, text: str, by: int) -> Pair:
        return self.placed(text, [(begin + by, stop + by) if begin >= 0 else NOWHERE for begin, stop in self.spans])

    def swap(self, dice: random.Random) -> Pair:
        """The same with other states."""
        return self.placed(*swapped(self.text, self.spans, self.language, dice))


def examples(keep: Path | None = None) -> list[Pair]:
    """The lexicons' examples; the trigger is where the rules, reading the type that the row says, found it.

    Parsing them takes two minutes: where `keep` is given, they are kept in that file and read from it.
    """
    if keep is not None and keep.exists():
        return [placed(row) for row in json.loads(keep.read_text(encoding="utf-8"))]
    from detente.reading.relation import by_rule

    found = []
    for language in ("en", "fr"):
        rows = [row for row in lexicon.load(language).rows if row.example]
        marked = [unmark(row.example) for row in rows]
        for row, (text, actor, recipient), relation in zip(rows, marked, by_rule(marked, language), strict=True):
            kind = row.reading.split("/")[0]
            words = relation.words if relation is not None and relation.event == kind else ()
            trigger = tuple(words[0]) if words else None
            found.append(Pair(text, language, tuple(actor), tuple(recipient), trigger, kind, None, "lexicon"))
    if keep is not None:
        keep.write_text(json.dumps([asdict(pair) for pair in found], ensure_ascii=False), encoding="utf-8")
    return found


def placed(row: dict[str, Any]) -> Pair:
    """A pair as kept in a file: its spans are lists there."""
    return Pair(**tupled(row))


def tupled(row: dict[str, Any]) -> dict[str, Any]:
    """The cells of a record as JSON keeps them, spans as tuples again."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}


def frames() -> dict[tuple[str, str], list[str]]:
    """Words to set before, after and between sentences, by language and place. Columns: language, place, words."""
    found: dict[tuple[str, str], list[str]] = {}
    with FRAMES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found.setdefault((row["language"], row["place"]), []).append(row["words"])
    return found


def bare(text: str) -> str:
    return text.rstrip(" .!")


def lowered(pair: Pair) -> Pair:
    """The same within a sentence: its first word without capital where that is an article."""
    first = pair.text.split(" ")[0].split("'")[0]
    if first in ("The", "A", "An", "Le", "La", "Les", "L", "Un", "Une", "Des", "Its", "His", "Two", "Some"):
        return pair.placed(pair.text[0].lower() + pair.text[1:], pair.spans)
    return pair


def framed(pair: Pair, words: dict[tuple[str, str], list[str]], dice: random.Random) -> Pair:
    """The sentence with words before it, after it, or both, that say nothing of the two."""
    language, text, by = pair.language, bare(pair.text), 0
    before = dice.random() < 0.5
    if before:
        start = dice.choice(words[language, "before"]) + " "
        pair = lowered(pair)
        text, by = start + bare(pair.text), len(start)
    if not before or dice.random() < 0.6:
        text += dice.choice(words[language, "after"])
    return pair.moved(text + ".", by)


def joined(first: Pair, second: Pair, words: dict[tuple[str, str], list[str]], dice: random.Random) -> list[Pair]:
    """Two sentences in one: each keeps its pair, and nothing is told of the one's actor and the other's recipient."""
    link = dice.choice(words[first.language, "between"])
    second = second if link.startswith(".") else lowered(second)
    text = bare(first.text) + link + " " + bare(second.text) + "."
    by = len(bare(first.text)) + len(link) + 1
    one, other = first.moved(text, 0), second.moved(text, by)
    cross = replace(one, recipient=other.recipient, type="none", status=None, source="cross")
    back = replace(other, recipient=one.recipient, type="none", status=None, source="cross")
    return [one, other, dice.choice([cross, back])]


def turned(pair: Pair) -> Pair | None:
    """The two the other way round, of which nothing is told; None where the deed may be both's."""
    if pair.type in MUTUAL or pair.type == "none":
        return None
    return replace(pair, actor=pair.recipient, recipient=pair.actor, type="none", status=None, source="turned")


def composed(pairs: Sequence[Pair], dice: random.Random) -> Iterator[Pair]:
    """Longer sentences out of the examples: every example once framed or joined with another."""
    words = frames()
    for language in ("en", "fr"):
        own = [pair for pair in pairs if pair.language == language]
        dice.shuffle(own)
        half = len(own) // 2
        for pair in own[:half]:
            yield framed(pair, words, dice)
            back = turned(pair)
            if back is not None and dice.random() < 0.25:
                yield framed(back, words, dice)
        for first, second in zip(own[half::2], own[half + 1 :: 2], strict=False):
            if not first.text.rstrip().endswith("?") and not second.text.rstrip().endswith("?"):
                yield from joined(first, second, words, dice)


def part_of(passage: Passage) -> str:
    """What a passage of the corpus is for, by its id: of eight, six are learned from, one fits the judge, one stays blind."""
    if passage.blind:
        return "blind"
    eighth = zlib.crc32(passage.id.encode()) % 8
    return "learn" if eighth > 1 else "judge" if eighth else "blind"


def of_corpus(dice: random.Random, keep: Path | None = None) -> Iterator[Pair]:
    """Pairs of the passages that are learned from; `keep`: where the first reader's sights of them are kept."""
    from training.sight import key, sights
    from training.windows import pairs_of

    learned = [passage for passage in read_corpus() if part_of(passage) == "learn"]
    seen = sights(learned, keep)
    for passage in learned:
        yield from pairs_of(passage, dice, seen[key(passage)])


def generated(count: int, dice: random.Random) -> Iterator[Pair]:
    """Pairs of so many generated passages in each language."""
    from training.generate_pairs import passages
    from training.windows import pairs_of

    for language in ("en", "fr"):
        text = "\n\n".join(passages(language, count, dice.randrange(1000)))
        for passage in read_text(text, language, "generated"):
            yield from pairs_of(passage, dice)
