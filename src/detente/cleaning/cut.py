"""Cutting inside a sentence: an injection that was glued to prose without a full stop."""

from __future__ import annotations

from itertools import pairwise, zip_longest

from detente.cleaning.language import best_other
from detente.cleaning.lexicon import ANY, function_words
from detente.cleaning.pieces import WORD, Page, Piece, plain, weigh
from detente.cleaning.promotion import best_run
from detente.cleaning.protect import Quotations

THEIRS, MINE, SOLD, NEUTRAL = 1.0, -1.5, 1.5, 0.02
ENOUGH = 5.0
LEFT = 3  # words: fewer are no sentence of their own
EDGE = 3.0  # enough at the edge of a piece, where a capital letter shows the seam
STOPS = '.!?;:)»”"…'


def cut_piece(page: Page, piece: Piece, main: str | None, quotations: Quotations) -> list[Piece]:
    """A piece as one, two or three pieces: before, the injection, after. The cut lies where the language or the spam begins."""
    best, _, alone, mine = best_other(list(dict.fromkeys(piece.words)), main)  # told five times is told once
    sold = piece.topics + piece.count("offer", "call")
    if alone < 4 and piece.address:
        return [piece]  # advertising in the document's own language is judged by the sentence
    if alone < 4:
        mine = piece.own  # no other language shows: what is not spam is measured by itself
    if mine < 2 or (alone < 4 and (sold < 2 or not piece.topics)):
        return [piece]
    own = function_words().get(main or "", frozenset())
    theirs = function_words().get(best or "", frozenset()) if alone >= 4 else frozenset()
    lower = plain(page.words_of(piece)).lower()
    spans = [(piece.begin + match.start(), piece.begin + match.end()) for match in WORD.finditer(lower)]
    covered = _covered(piece)
    scores = []
    for begin, stop in spans:
        word = lower[begin - piece.begin : stop - piece.begin]
        if quotations.covered(begin, stop):
            scores.append(MINE)
        elif begin in covered:
            scores.append(SOLD)
        elif (word in theirs) != (word in own):
            scores.append(THEIRS if word in theirs else MINE)
        else:
            scores.append(NEUTRAL)
    first, last, total = best_run(scores)
    if (first == 0 and last == len(spans)) or total < (
        EDGE if _stands_out(page, spans, first, last, scores) else ENOUGH
    ):
        return [piece]
    begin, stop = _edges(page, piece, spans, first, last, scores)
    left = LEFT if alone >= 4 or piece.lexicon not in (ANY, main) else 2 * LEFT
    if sum(span[1] <= begin for span in spans) < left:
        begin = piece.begin
    if sum(span[0] >= stop for span in spans) < left:
        stop = piece.stop
    if begin <= piece.begin and stop >= piece.stop:
        return [piece]
    return split(page, piece, [begin, stop])


def _covered(piece: Piece) -> set[int]:
    """Where the words of spam begin, each word of a phrase; an imperative right before them (*order*, *click*) is one of them."""
    found: set[int] = set()
    for hit, after in zip_longest(piece.hits, piece.hits[1:]):
        bids = after and after.sells and after.begin <= hit.stop + 1 and hit.bids
        if hit.sells or bids:
            found.add(hit.begin)
            found.update(hit.begin + i + 1 for i, character in enumerate(hit.phrase) if character == " ")
    return found


def _stands_out(page: Page, spans: list[tuple[int, int]], first: int, last: int, scores: list[float]) -> bool:
    """Whether a run is nothing but spam at the beginning of a piece, and a capital follows."""
    while last > first and scores[last - 1] == NEUTRAL:
        last -= 1
    if any(score != SOLD for score in scores[first:last]):
        return False
    return first == 0 and last < len(spans) and page.text[spans[last][0]].isupper()


def _edges(
    page: Page, piece: Piece, spans: list[tuple[int, int]], first: int, last: int, scores: list[float]
) -> tuple[int, int]:
    """The run's edges, moved over words that tell nothing: to a stop, else to a capital letter, else where the evidence is."""
    while first > 0 and scores[first] == NEUTRAL:
        first += 1
    low = first
    while low > 0 and scores[low - 1] == NEUTRAL:
        low -= 1
    begin = spans[low][0] if low == 0 else spans[first][0]
    for index in range(first, max(low, 1) - 1, -1):
        between = page.text[spans[index - 1][1] : spans[index][0]]
        if any(mark in between for mark in STOPS) or "\n" in between:
            begin = spans[index][0]
            break
        if page.text[spans[index][0]].isupper():
            begin = spans[index][0]
    if low == 0 and begin == spans[0][0]:
        begin = piece.begin
    stop = _right_edge(page, spans, last, scores)
    return begin, piece.stop if stop is None else stop


def _right_edge(page: Page, spans: list[tuple[int, int]], last: int, scores: list[float]) -> int | None:
    """Where the run ends: before the first capital or after the first stop among words that tell nothing; None: at the end."""
    index = last
    while index > 0 and scores[index - 1] == NEUTRAL:
        index -= 1
    while index < len(spans) and scores[index] == NEUTRAL:
        between = page.text[spans[index - 1][1] : spans[index][0]]
        if any(mark in between for mark in STOPS) or page.text[spans[index][0]].isupper():
            break
        index += 1
    if index == len(spans):
        return None
    stop = spans[index][0]
    while stop > 0 and (page.text[stop - 1].isspace() or page.text[stop - 1] in '«“"‘(['):
        stop -= 1
    return stop


def split(page: Page, piece: Piece, cuts: list[int]) -> list[Piece]:
    """The parts of a piece between the offsets `cuts`, each with its own words and hits; none is empty."""
    parts = []
    for first, last in pairwise([piece.begin, *cuts, piece.stop]):
        while first < last and page.text[first].isspace():
            first += 1
        while last > first and page.text[last - 1].isspace():
            last -= 1
        if first < last:
            part = Piece(first, last, piece.line, WORD.findall(plain(page.text[first:last]).lower()))
            part.hits = [hit for hit in piece.hits if first <= hit.begin < last]
            if part.hits:
                weigh(part, page.text[first:last])
            parts.append(part)
    return parts
