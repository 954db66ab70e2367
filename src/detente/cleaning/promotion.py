"""Advertising in well-formed sentences: found as a run of sentences that address the reader and offer something."""

from __future__ import annotations

from collections.abc import Iterator

from detente.cleaning.pieces import MONEY, Line, Page, Piece
from detente.cleaning.rules import is_sentence, named

COST = 1.6  # what a sentence must bring to count for advertising; a short one less
CHEAPEST = 0.5
ENOUGH = 1.5
ENOUGH_ALONE = 1.0  # for a whole line
SURE = 0.5  # of a neighbour, from which on a sentence that does not address the reader may count with it
DROP = 2.0  # how far the sum may fall within a run before the run is over
BESIDE = 0.8  # for what is known to be injected: it draws its neighbours along
NEVER = -2.0
INDICATIVE = frozenset(("es", "it", "pt"))  # where the imperative is also the third person: *Compra China más petróleo*


def score(page: Page, piece: Piece, quoted: bool) -> tuple[float, float]:
    """How much a piece reads like advertising, negative for what does not: on its own, and beside what surely is."""
    topics, offers, calls = piece.topics, piece.count("offer"), piece.count("call")
    address = piece.address
    begins = begins_imperative(piece) and page.text[piece.stop - 1] != "?"
    if quoted:
        return NEVER, NEVER
    if not (topics + offers + calls or begins):
        value = -0.2 if address >= 2 else -0.8 if address else NEVER
        return value, value
    words = page.words_of(piece)
    shout = "!" in words
    money = bool(MONEY.search(words))
    total = (
        min(3, topics) + 0.8 * min(4, offers) + 1.2 * min(3, calls) + 0.5 * min(3, address) + 0.4 * shout + 0.6 * money
    )
    total += 0.8 * begins - CHEAPEST - (COST - CHEAPEST) * min(1.0, piece.size / 14)
    length = max(1.0, piece.size / 30)  # a long sentence holds many words by chance
    total = total / length if total > 0 else total
    dense = topics + offers + calls > 3
    bids = begins and (offers or money) and (dense or piece.lexicon not in INDICATIVE)
    if is_sentence(page, piece) and not (address or shout or bids):
        return min(total, -0.5), total
    return total, total


def begins_imperative(piece: Piece) -> bool:
    """Whether a sentence begins by telling the reader to do something: *Order...*, *Profitez...*"""
    first = piece.hits[0] if piece.hits else None
    if first is None or first.begin > piece.begin + 2:
        return False
    return any(entry.kind in ("imperative", "call") and entry.language == piece.lexicon for entry in first.entries)


def mark_promotion(page: Page, line: Line, quoted: list[bool]) -> None:
    """Set aside the best run of advertising sentences of a line, when it says enough; then the next best."""
    pieces = line.pieces
    if sum(piece.topics + piece.count("offer", "call") + begins_imperative(piece) for piece in pieces) < 2:
        return
    both = [_standing(page, piece, said) for piece, said in zip(pieces, quoted, strict=True)]
    scores = [
        beside
        if any(alone > SURE for alone, _ in both[max(0, index - 1) : index] + both[index + 1 : index + 2])
        else alone
        for index, (alone, beside) in enumerate(both)
    ]
    for begin, stop, total in runs_of(scores):
        run = pieces[begin:stop]
        if total < (ENOUGH_ALONE if len(run) == len(pieces) else ENOUGH):
            continue
        sold = sum(piece.topics + piece.count("offer") for piece in run)
        asked = sum(piece.count("call") + begins_imperative(piece) for piece in run)
        loud = asked or any("!" in page.words_of(piece) for piece in run)
        if sold and sold + asked >= (2 if loud else 3) and (asked or any(piece.address for piece in run)):
            for piece in run:
                kinds = [name for name in piece.tally if name not in ("you", "we", "nav", "imperative")]
                if piece.kind != "injected":
                    piece.set_aside("injected", f"advertising: {named(piece, *kinds)}".rstrip(": "))


def _standing(page: Page, piece: Piece, quoted: bool) -> tuple[float, float]:
    if piece.kind == "injected":
        return BESIDE, BESIDE
    return (NEVER, NEVER) if piece.kind == "boilerplate" or piece.protected else score(page, piece, quoted)


def runs_of(scores: list[float]) -> Iterator[tuple[int, int, float]]:
    """The runs of pieces that stand out, each from where its sum rises above nothing to where it is greatest, in one sweep."""
    begin, total, best, stop = 0, 0.0, 0.0, 0
    index = 0
    while index < len(scores):
        if total <= 0:
            begin, total, best, stop = index, 0.0, 0.0, index
        total += scores[index]
        if total > best:
            best, stop = total, index + 1
        index += 1
        if best > 0 and (total <= 0 or best - total > DROP or index == len(scores)):
            yield begin, stop, best
            index, total, best = max(stop, begin + 1), 0.0, 0.0


def best_run(scores: list[float]) -> tuple[int, int, float]:
    """Begin, stop and sum of the contiguous run with the greatest sum."""
    best = (0, 0, 0.0)
    begin, total = 0, 0.0
    for index, value in enumerate(scores):
        if total <= 0:
            begin, total = index, 0.0
        total += value
        if total > best[2]:
            best = (begin, index + 1, total)
    return best
