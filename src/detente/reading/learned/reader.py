"""The second reader's door: a text is looked at once, then asked about any two of its parties.

It knows what it was trained on: the lexicons' examples and the corpus in `training/`, with the parties swapped at random. Its
answers are probabilities of PLOVER's types (and `none`), of the statuses, and the words that it takes for the trigger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from detente.errors import DataError, MissingPart
from detente.records import Span

FILE = Path(__file__).with_name("reader.npz")
LONGEST = 160  # pieces seen at a time, as in training: what is longer is cut around the two
START, STOP = 0, 2  # numbers of a text's two ends
NOBODY = Span(-1, -1)  # a side that stands in no words of the text
DIGITS = 4  # of a probability: the last bits hang on the processor


class Seen(NamedTuple):
    """What is told of two parties: the odds of each type and of `none`, of each status, and the likeliest trigger."""

    types: Mapping[str, float]
    statuses: Mapping[str, float]
    trigger: Span

    @property
    def type(self) -> str:
        """The likeliest type, or `none`."""
        return max(self.types, key=lambda name: self.types[name])

    @property
    def status(self) -> str:
        return max(self.statuses, key=lambda name: self.statuses[name])


class SecondReader:
    """The model, opened. Use `load`, which opens it once a process."""

    def __init__(self, path: Path = FILE) -> None:
        import numpy as np

        from detente.reading.learned.network import Network
        from detente.reading.learned.pieces import Pieces

        try:
            with np.load(path) as stored:
                arrays = {name: stored[name] for name in stored.files}
            words = arrays["pieces"].tobytes().decode("utf-8").split("\n")
            self.network = Network(arrays)
            self.types = [str(name) for name in arrays["type names"]]
            self.statuses = [str(name) for name in arrays["status names"]]
            scores = arrays["piece scores"].tolist()
        except FileNotFoundError as error:
            raise MissingPart(
                f"the second reader's model {path.name} is not installed: install Détente anew"
            ) from error
        except (KeyError, ValueError, OSError) as error:
            raise DataError(f"{path.name} is no model of this version ({error}): install Détente anew") from error
        self.pieces = Pieces(dict(zip(words, scores, strict=True)), 3)

    def look(self, text: str) -> View:
        """A text (a sentence, or two) made ready to be asked about."""
        return View(self, text)


class View:
    """A text as the reader sees it."""

    def __init__(self, reader: SecondReader, text: str) -> None:
        self.reader = reader
        self.found = reader.pieces.cut(text)
        self._seen: dict[int, object] = {}
        self._told: dict[tuple[Span | None, Span | None, Span | None], Seen] = {}

    def ask(self, actor: Span | None, recipient: Span | None, trigger: Span | None = None) -> Seen:
        """What the text tells of two spans of it; `None` for a side that no words of it name, or a trigger to be found. Asked again,
        it remembers."""
        asked = (actor, recipient, trigger)
        if asked not in self._told:
            self._told[asked] = self._look(*asked)
        return self._told[asked]

    def _look(self, actor: Span | None, recipient: Span | None, trigger: Span | None) -> Seen:
        from detente.languages.quick import one_thread

        sides = [self.on(span) for span in (trigger, actor, recipient)]
        first = self.cut_at(sides)
        found = self.found[first : first + LONGEST]
        marks = [0] * len(self.found)
        for places, mark in zip(sides, (3, 1, 2), strict=True):
            for place in places:
                marks[place] = mark
        network = self.reader.network
        with one_thread():
            if first not in self._seen:
                self._seen[first] = network.sentence([START, *(piece.number for piece in found), STOP])
            odds = network.pair(self._seen[first], [0, *marks[first : first + LONGEST], 0])  # type: ignore[arg-type]
        spot = int(odds.trigger[1:-1].argmax()) if found else 0
        words = Span(found[spot].begin, found[spot].stop) if found else NOBODY
        return Seen(named(self.reader.types, odds.types), named(self.reader.statuses, odds.statuses), words)

    def on(self, span: Span | None) -> list[int]:
        """Places of the pieces that a span covers."""
        if span is None or span[0] < 0:
            return []
        return [at for at, piece in enumerate(self.found) if piece.begin < span[1] and piece.stop > span[0]]

    def cut_at(self, sides: Sequence[Sequence[int]]) -> int:
        """Where the part that is seen begins: all of a text but a very long one."""
        if len(self.found) <= LONGEST:
            return 0
        wanted = [place for places in sides for place in places] or [0]
        middle = (min(wanted) + max(wanted)) // 2
        return max(0, min(middle - LONGEST // 2, len(self.found) - LONGEST))


def named(names: Sequence[str], odds: Any) -> dict[str, float]:
    return {name: round(float(share), DIGITS) for name, share in zip(names, odds, strict=True)}


def installed() -> bool:
    """Whether the model file is there; without it Détente reads by its rules alone."""
    return FILE.is_file()


@cache
def load() -> SecondReader:
    """The second reader, opened when it is first asked. Raises MissingPart where its model is not there, DataError where it is
    damaged."""
    return SecondReader()
