"""Pairs as rows of piece numbers and marks, in batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from detente.reading.learned.pieces import Piece, Pieces
from training.base import load
from training.marked import Pair, Span
from training.passages import MODES, STATUSES
from training.vocabulary import FILE

TYPES = ["none", *MODES]
LONGEST = 160  # pieces: what is longer is cut around the two
START, STOP = 0, 2  # numbers of the marks of a text's two ends
ROOM = 260  # pieces in a batch


def kept() -> list[int]:
    return [int(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def pieces() -> Pieces:
    """The cutter of the kept pieces, whose numbers count in the kept ones."""
    base = load()
    return Pieces({base.pieces[number][0]: base.pieces[number][1] for number in kept()}, base.unknown)


@dataclass(frozen=True, slots=True)
class Row:
    """A pair in numbers. -1: not known."""

    ids: list[int]
    marks: list[int]
    type: int
    status: int
    spot: int  # first piece of the trigger, where it is known


def on(found: Sequence[Piece], span: Span | None) -> list[int]:
    if span is None or span[0] < 0:
        return []
    return [at for at, piece in enumerate(found) if piece.begin < span[1] and piece.stop > span[0]]


def row_of(pair: Pair, cutter: Pieces, show_trigger: bool) -> Row:
    """The row of a pair; with `show_trigger` its trigger is marked, else to be found."""
    found = cutter.cut(pair.text)
    actor, recipient, trigger = (on(found, span) for span in (pair.actor, pair.recipient, pair.trigger))
    marks = [0] * len(found)
    for places, mark in ((trigger if show_trigger else [], 3), (actor, 1), (recipient, 2)):
        for place in places:
            marks[place] = mark
    first, last = 0, len(found)
    if len(found) > LONGEST:
        wanted = [*actor, *recipient, *trigger] or [0]
        middle = (min(wanted) + max(wanted)) // 2
        first = max(0, min(middle - LONGEST // 2, len(found) - LONGEST))
        last = first + LONGEST
    ids = [START, *(piece.number for piece in found[first:last]), STOP]
    spot = trigger[0] - first + 1 if trigger and first <= trigger[0] < last else -1
    status = STATUSES.index(pair.status) if pair.status else -1
    return Row(ids, [0, *marks[first:last], 0], TYPES.index(pair.type), status, spot)


def batches(rows: list[Row], dice: random.Random) -> Iterator[tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]]:
    """Ids, marks, what is seen, types, statuses and spots: rows of like length together, the batches in random order."""
    order = sorted(range(len(rows)), key=lambda at: len(rows[at].ids) + 3 * dice.random())
    groups: list[list[Row]] = [[]]
    for at in order:
        row = rows[at]
        if groups[-1] and len(row.ids) * (len(groups[-1]) + 1) > ROOM:
            groups.append([])
        groups[-1].append(row)
    dice.shuffle(groups)
    for group in groups:
        length = max(len(row.ids) for row in group)
        ids = torch.ones(len(group), length, dtype=torch.long)
        marks = torch.zeros(len(group), length, dtype=torch.long)
        seen = torch.zeros(len(group), length, dtype=torch.bool)
        for number, row in enumerate(group):
            size = len(row.ids)
            ids[number, :size], marks[number, :size] = torch.tensor(row.ids), torch.tensor(row.marks)
            seen[number, :size] = True
        yield (
            ids,
            marks,
            seen,
            *(torch.tensor([getattr(row, name) for row in group]) for name in ("type", "status", "spot")),
        )
