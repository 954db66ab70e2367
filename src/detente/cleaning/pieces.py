"""A page as lines and pieces: a piece is a sentence, or what stands for one, and is judged as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from detente.cleaning.lexicon import ANY, TOPICS, Hit, address_words, find, fold

LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
WORD = re.compile(r"[^\W\d_]{1,2}'(?=\w)|[^\W\d_]+")  # elided words keep their apostrophe: l', qu'
CUT = re.compile(r"(?<=[.!?…])[\"”»’)\]]*[ \t\u00a0\u202f]+(?=\S)|(?<=[。！？])(?=[^\s。！？])")
TERMINAL = re.compile(r"[.!?…。！？][\"”»’)\]\s\u00a0]*$")
MONEY = re.compile(r"\d\s?%|[$€£₽]\s?\d|\d\s?[€$£₽]|%\s?\d")
FLAGGED = "flagged"  # begins the reason of what was kept though it looked set aside
WRAPPED = (50, 90)  # characters a line of a text that was wrapped by hand


@dataclass(slots=True, eq=False)
class Piece:
    """A sentence or a line, with what the rules ask of it. Offsets are of the page's text."""

    begin: int
    stop: int
    line: int  # number of the paragraph or line it stands in
    words: list[str]
    hits: list[Hit] = field(default_factory=list)
    tally: dict[str, set[str]] = field(default_factory=dict)  # class -> phrases of the language that has most of them
    lexicon: str = ANY  # that language
    address: int = 0  # words that address the reader in that language: you, your, we, our
    own: int = 0  # words of grammar of the document's language
    other: int = 0  # words of grammar of other languages only
    language: str | None = None  # when it is not the document's
    mixed: bool = False
    protected: str = ""  # why it must stay: quotation, bibliography...
    kind: str = ""  # boilerplate, injected, foreign; empty: kept
    reason: str = ""

    @property
    def size(self) -> int:
        return len(self.words)

    def count(self, *classes: str) -> int:
        """How many different phrases of these classes it holds."""
        tally = self.tally
        if not tally:
            return 0
        total = 0
        for name in classes:
            found = tally.get(name)
            if found:
                total += len(found)
        return total

    @property
    def topics(self) -> int:
        if not self.tally:
            return 0
        return sum(len(found) for name, found in self.tally.items() if name in TOPICS)

    def set_aside(self, kind: str, reason: str) -> None:
        self.kind, self.reason = kind, reason


@dataclass(slots=True)
class Line:
    """A line or, in a text wrapped by hand, a paragraph: its span and its pieces."""

    begin: int
    stop: int
    pieces: list[Piece]
    gap: bool  # whether an empty line stands before it

    @property
    def gone(self) -> bool:
        return all(piece.kind for piece in self.pieces)


@dataclass(slots=True)
class Page:
    """A text with its lines and pieces, its main language and its lexicon hits."""

    text: str
    folded: str
    lines: list[Line]
    pieces: list[Piece]
    counts: Counter[str]  # of lower-case words

    def words_of(self, piece: Piece) -> str:
        return self.text[piece.begin : piece.stop]


def lay_out(text: str) -> Page:
    """Cut a text into lines and pieces, and give each piece its words and lexicon hits."""
    folded = fold(text)
    lower = plain(text)
    lines: list[Line] = []
    pieces: list[Piece] = []
    every: list[str] = []
    hits = find(folded)
    at = 0
    for begin, stop, gap in paragraphs(text):
        mine = []
        for first, last in sentences(text, begin, stop):
            words = WORD.findall(lower[first:last].lower())
            every += words
            piece = Piece(first, last, len(lines), words)
            while at < len(hits) and hits[at].begin < last:
                if hits[at].begin >= first:
                    piece.hits.append(hits[at])
                at += 1
            if piece.hits:
                weigh(piece, text[first:last])
            mine.append(piece)
        pieces.extend(mine)
        lines.append(Line(begin, stop, mine, gap))
    return Page(text, folded, lines, pieces, Counter(every))


def plain(text: str) -> str:
    """The text with straight apostrophes, as the lists of words have them."""
    return text.replace("’", "'")


def weigh(piece: Piece, words: str) -> None:
    """Tally a piece's hits: those of the one language, with the international rows, that has most of them."""
    by_language: dict[str, int] = {}
    for hit in piece.hits:
        for entry in hit.entries:
            by_language[entry.language] = by_language.get(entry.language, 0) + 1
    by_language.pop(ANY, None)
    best = max(by_language, key=lambda key: by_language[key]) if by_language else ANY
    found: dict[str, set[str]] = {}
    for hit in piece.hits:
        for entry in hit.entries:
            if entry.language in (best, ANY):
                found.setdefault(entry.kind, set()).add(hit.phrase)
    piece.tally, piece.lexicon = found, best
    small, capital = address_words(best)
    piece.address = sum(map(small.__contains__, piece.words)) + (len(capital.findall(words)) if capital else 0)


def paragraphs(text: str) -> Iterator[tuple[int, int, bool]]:
    """Begin and stop (without white space) of each line that is not blank, and whether a blank line stands before it.

    In a text that was wrapped by hand the lines of a paragraph are one.
    """
    rows: list[tuple[int, int, bool]] = []
    last = 0
    for match in LINE.finditer(text):
        words = match[0].strip()
        if not words:
            continue
        begin = match.start() + len(match[0]) - len(match[0].lstrip())
        gap = text.count("\n", last, begin) > 1 or not rows
        last = begin + len(words)
        rows.append((begin, last, gap))
    if not is_wrapped(text, rows):
        yield from rows
        return
    begin, stop, first_gap = rows[0]
    for first, last, gap in rows[1:]:
        if (
            gap
            or stop - begin < WRAPPED[0]
            or (TERMINAL.search(text, max(begin, stop - 6), stop) and _short_last(text, stop))
        ):
            yield begin, stop, first_gap
            begin, first_gap = first, gap
        stop = last
    yield begin, stop, first_gap


def _short_last(text: str, stop: int) -> bool:
    """Whether the line that ends here is shorter than wrapped lines are: the end of a paragraph."""
    return stop - text.rfind("\n", 0, stop) < WRAPPED[0]


def is_wrapped(text: str, rows: list[tuple[int, int, bool]]) -> bool:
    """Whether lines were broken at a fixed width: most are of one length, run on in small letters, and end in no full stop."""
    long = [(begin, stop) for begin, stop, _ in rows if stop - begin >= WRAPPED[0]]
    if len(long) < 6 or sum(stop - begin <= WRAPPED[1] for begin, stop in long) < 0.9 * len(long):
        return False
    following = [(rows[i][1], rows[i + 1][0]) for i in range(len(rows) - 1) if not rows[i + 1][2]]
    running = sum(not TERMINAL.search(text, max(0, stop - 6), stop) for stop, _ in following)
    small = sum(text[begin].islower() for _, begin in following)
    return len(following) >= 5 and running > 0.6 * len(following) and small > 0.4 * len(following)


def sentences(text: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Begin and stop of the sentence-like pieces of a line. Cuts too often rather than too seldom: pieces grow together later."""
    if stop - begin < 24:
        yield begin, stop
        return
    start = begin
    for match in CUT.finditer(text, begin, stop):
        end = match.end()
        while end > start and text[end - 1].isspace():
            end -= 1
        if end - start >= 3:
            yield start, end
            start = match.end()
    if start < stop:
        yield start, stop
