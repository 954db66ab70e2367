"""What the rules left, judged by what was learned: a line, or a run of sentences at the edge of one, that reads like page noise.

How sure it must be hangs on how much the block shares with its document: one that has its words in common needs more to go.
A block that names a state stays and is flagged; titles, bylines, quotations, tables and references are not judged.
"""

from __future__ import annotations

import re

from detente.cleaning.learned import chance, telling
from detente.cleaning.pieces import FLAGGED, TERMINAL, Line, Page, Piece
from detente.records import Span
from detente.sources.header import LINES, is_territory, read_header

SHORTEST, LONGEST = 90, 1500  # characters of what is judged
ENOUGH = 900  # characters of a document that is long enough to tell what it is about
SHARED, STRANGE = 0.5, 0.2  # of a block's longer words, that the document has too: much, next to none
SURE, SURER, STRANGER = 0.985, 0.998, 0.94  # the chance that it takes: as a rule, in these two cases
TAUGHT = frozenset(("en", "fr"))  # languages in which enough blocks of articles were learned for it to be believed
EACH, EACH_WHOLE = 0.4, 0.05  # the chance of each sentence of a run, and of each of a whole line
TOO_MUCH = 0.3  # of a document: when more of it reads so, the document is of that kind itself and its blocks belong
MOST = 5  # sentences of an edge
STEM = 5  # letters by which two words are taken for one
CAPITAL = re.compile(r"[A-ZÀ-ÞА-Я][\w’'-]+(?:[ -](?:du |de la |de |of )?[A-ZÀ-ÞА-Я][\w’'-]+)*")


def mark_learned(page: Page, main: str | None) -> None:
    """Set aside what reads like page noise, and flag it where it names a state."""
    if main not in TAUGHT or sum(piece.stop - piece.begin for piece in page.pieces if not piece.kind) < 2 * SHORTEST:
        return
    stems = _stems(page)
    before = [piece for piece in page.pieces if not piece.kind]
    for line in page.lines:
        pieces = [piece for piece in line.pieces if not piece.kind]
        if not pieces or any(piece.protected not in ("", "title or verse") for piece in pieces):
            continue
        if line.stop - line.begin < SHORTEST or _continues(page, line):
            continue
        _judge_line(page, pieces, stems)
    gone = [piece for piece in before if piece.kind]
    if gone and _alike(page, before) > TOO_MUCH:
        for piece in gone:
            piece.kind, piece.protected = "", f"{FLAGGED}: {piece.reason}, as much of the document does"
            piece.reason = ""


def _alike(page: Page, pieces: list[Piece]) -> float:
    """The share of a document that reads like page noise, more likely than not."""
    sizes = [(piece.stop - piece.begin, _chance_of(page, piece, 0.5) if piece.size >= 4 else 0.0) for piece in pieces]
    return sum(size for size, found in sizes if found >= 0.5) / max(1, sum(size for size, _ in sizes))


def _in_head(page: Page, line: Line) -> bool:
    """Whether a line is the title or a byline."""
    if page.text.count("\n", 0, line.begin) > 2 * LINES:
        return False
    header = read_header(page.text, [Span(piece.begin, piece.stop) for piece in page.pieces[:60] if piece.kind])
    out = [*header.lines, *([header.title] if header.title else [])]
    return any(span.begin <= line.begin and line.stop <= span.stop for span in out)


def _continues(page: Page, line: Line) -> bool:
    """Whether a line is the middle or the end of a sentence that a line break divides."""
    if line.gap or not page.text[line.begin].islower():
        return False
    before = page.text[max(0, line.begin - 40) : line.begin].rstrip()
    return bool(before) and TERMINAL.search(before) is None


def _stems(page: Page) -> dict[str, int]:
    """How often each longer word stands in what is left of the page, by its first letters."""
    found: dict[str, int] = {}
    for piece in page.pieces:
        if not piece.kind:
            for word in piece.words:
                if len(word) >= STEM:
                    stem = word[:STEM]
                    found[stem] = found.get(stem, 0) + 1
    return found


def _judge_line(page: Page, pieces: list[Piece], stems: dict[str, int]) -> None:
    """Judge a line whole; then its last sentences, then its first: an injection is glued to an edge.

    Each of the sentences that go must read so.
    """
    if _judge(page, pieces, stems, whole=True) or len(pieces) == 1:
        return
    chances = [_chance_of(page, piece, EACH) for piece in pieces]
    if chances[0] < EACH and chances[-1] < EACH:
        return
    for size in range(min(MOST, len(pieces) - 1), 0, -1):
        for begin in (len(pieces) - size, 0):
            run = slice(begin, begin + size)
            if min(chances[run]) >= EACH and _judge(page, pieces[run], stems, whole=False):
                return


def _chance_of(page: Page, piece: Piece, least: float) -> float:
    """The chance of one sentence; a few words tell nothing and go along."""
    return chance(page.words_of(piece), page.folded[piece.begin : piece.stop], least) if piece.size >= 4 else 1.0


def _judge(page: Page, run: list[Piece], stems: dict[str, int], *, whole: bool) -> bool:
    """Whether a run of pieces goes, or is flagged; it is marked so."""
    begin, stop = run[0].begin, run[-1].stop
    if not SHORTEST <= stop - begin <= LONGEST:
        return False
    words, folded = page.text[begin:stop], page.folded[begin:stop]
    least = min(SURE, STRANGER)
    found = chance(words, folded, least)
    if found < least or found < _needed(page, run, stems, whole):
        return False
    if whole and any(_chance_of(page, piece, EACH_WHOLE) < EACH_WHOLE for piece in run):
        return False
    if _in_head(page, page.lines[run[0].line]):
        return False
    named = _state(words)
    for piece in run:
        if named:
            piece.protected = f"{FLAGGED}: reads like page noise ({found:.2f}), but names {named}"
        else:
            piece.set_aside("injected", f"reads like page noise ({found:.2f}): {', '.join(telling(folded))}")
    return True


def _needed(page: Page, run: list[Piece], stems: dict[str, int], whole: bool) -> float:
    """The chance that it takes, by how many of the longer words the rest of the document has too."""
    own = [word[:STEM] for piece in run for word in piece.words if len(word) >= STEM]
    if len(page.text) < ENOUGH or len(own) < 4:
        return SURER
    shared = sum(stems.get(stem, 0) > own.count(stem) for stem in own) / len(own)
    if shared > SHARED:
        return SURER
    return SURE if shared > STRANGE or not whole else STRANGER


def _state(words: str) -> str | None:
    """The first state or territory that a block names."""
    for match in CAPITAL.finditer(words):
        parts = match[0].split()
        for size in range(len(parts), 0, -1):
            for at in range(len(parts) - size + 1):
                name = " ".join(parts[at : at + size])
                if is_territory(name.removeprefix("L’").removeprefix("L'")):
                    return name
    return None
