"""What the rules left, judged by what was learned: a line, short lines together, or sentences at the edge of a line.

What shares a name with the rest of its document, or most of its words, belongs to it and is not asked about; so only a few blocks
of a page need the encoder. A block that names a state stays and is flagged; titles, bylines, quotations, tables and references are
not judged. How sure it must be hangs on how long the block and its document are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from math import exp
from statistics import median
from typing import NamedTuple

import numpy as np

from detente.cleaning.learned import chance, telling
from detente.cleaning.meaning import LONGEST as LONGEST_READ
from detente.cleaning.meaning import Array, features, nearness, weight
from detente.cleaning.pieces import FLAGGED, TERMINAL, Line, Page, Piece
from detente.records import Span
from detente.sources.days import months, text_date
from detente.sources.header import LINES, byline_name, is_territory, read_header, words_of
from detente.text.vectors import WIDTH, vectors

SHORTEST, LONGEST = 45, 1500  # characters of what is judged
SHORT = 90  # characters of a line that may be one of several
MOST_TOGETHER = 800  # characters of short lines that are judged together
ENOUGH = 900  # characters of a document that is long enough to tell what it is about
SHARED = 0.5  # of a block's longer words, that the document has too: so much belongs
STEM = 5  # letters by which two words are taken for one
FIRST_LOOK = (
    0.35  # the cheap chance below which a line or a sentence at its edge is not asked about: the encoder takes its time
)
# Cases of a page that the encoder reads: at first these and those of such a chance; all where the log odds of one come so high;
# never more than a quarter of a second takes.
FIRST_READ, SUSPICIOUS, ALERT, MOST_READ = 2, 0.8, -1.0, 120
FLAG = 0.9  # the cheap chance from which a block that names a state is flagged
# Log odds that it takes, and what is added: for a short block, for several lines, for a part of a line, in a short document.
NEEDED, BRIEF, LINED, PART, UNCERTAIN = 1.3, 1.5, 0.5, 1.0, 0.5
EDGE, EACH_LINE = (
    -4.0,
    0.5,
)  # log odds that the first and last sentence of a line take; each in lines that are judged together
COMMON = -4.0  # log odds of the sentences of an article on states, or higher
FAR = (0.0, 0.1)  # how near to its article is what has nothing to do with it
TAUGHT = frozenset(("de", "en", "es", "fr", "it", "nl", "pt", "ru"))  # languages of the blocks that were learned
TOO_MUCH = 0.4  # of a document: when more of it reads so, the document is of that kind itself and its blocks belong
MOST = 5  # sentences of an edge
FIRST = 4  # lines of a page among which stand its title, what is below it and who wrote it
SAMPLE, LEAST_WORDS = 6, 8  # sentences that stand for an article, and the words of one
NAME = re.compile(r"[A-ZÀ-ÞА-Я][\w-]{3,}")
INNER_NAME = re.compile(r"(?<=[^\W_.!?:»”\"] )[A-ZÀ-ÞА-Я][\w-]{3,}")
ALL_CAPITALS = 0.225  # of the words inside sentences (news in English up to 0.20, in German from 0.25): a capital tells no name there


class Case(NamedTuple):
    """Pieces that may be noise, and what is added to the log odds that it takes for them."""

    run: tuple[Piece, ...]
    more: float

    @property
    def span(self) -> tuple[int, int]:
        return self.run[0].begin, self.run[-1].stop


def mark_learned(page: Page, main: str | None) -> None:
    """Set aside what reads like page noise, and flag it where it names a state."""
    before = [piece for piece in page.pieces if not piece.kind]
    size = sum(piece.stop - piece.begin for piece in before)
    if main not in TAUGHT or size < 4 * SHORTEST:
        return
    judge = Judge(page)
    likely = judge.likely([case for lines in together(page) for case in judge.cases(lines)])
    if not likely:
        return
    judge.read([Case((piece,), 0.0) for case in likely for piece in case.run])
    for case in likely:
        if not any(piece.kind for piece in case.run) and judge.is_noise(case):
            for piece in case.run:
                piece.set_aside("injected", judge.reason(case))
    gone = [piece for piece in before if piece.kind]
    if gone and sum(piece.stop - piece.begin for piece in gone) > TOO_MUCH * size:
        for piece in gone:
            piece.kind, piece.protected = "", f"{FLAGGED}: {piece.reason}, as much of the document does"
            piece.reason = ""


def together(page: Page) -> Iterator[list[Line]]:
    """The lines to judge: each by itself, and short ones that follow one another without a gap together before that."""
    run: list[Line] = []
    for line in [*page.lines, None]:
        if line and run and line.stop - line.begin < SHORT and not line.gap:
            run.append(line)
            continue
        if len(run) > 1 and run[-1].stop - run[0].begin <= MOST_TOGETHER:
            yield run
        yield from ([each] for each in run)
        run = [line] if line and line.stop - line.begin < SHORT else []
        if line and not run:
            yield [line]


class Judge:
    """The judgement of one page: what its document says and names, worked out once and when it is asked for."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.short = len(page.text) < ENOUGH
        self.own = [piece for piece in page.pieces if not piece.kind]
        self.known: dict[tuple[int, int], Array] = {}

    def cases(self, lines: Sequence[Line]) -> Iterator[Case]:
        """What of a line may be noise: all of it, or its last sentences, or its first; an injection is glued to an edge."""
        pieces = [piece for line in lines for piece in line.pieces if not piece.kind]
        if not pieces or any(piece.protected not in ("", "title or verse") for piece in pieces):
            return
        whole = Case(tuple(pieces), LINED if len(lines) > 1 else 0.0)
        if whole.span[1] - whole.span[0] < SHORTEST or _continues(self.page, lines[0]):
            return
        if any(self.is_of_a_head(line) for line in lines):
            return
        named = _state(self.page.text[slice(*whole.span)])
        if not named and self.may_be_noise(whole, FIRST_LOOK):
            yield whole
        elif named and len(lines) == 1:
            self.flag(whole, named)
        if len(lines) == 1 and len(pieces) > 1:
            yield from self.edges(pieces)

    def edges(self, pieces: list[Piece]) -> Iterator[Case]:
        """The runs of sentences at either edge of a line that may be noise, the longest first."""
        for order in (pieces[::-1], pieces):
            size = 0
            while size < min(MOST, len(pieces) - 1) and self.may_be_noise(Case((order[size],), PART), FIRST_LOOK):
                size += 1
            for count in range(size, 0, -1):
                case = Case(tuple(sorted(order[:count], key=lambda piece: piece.begin)), PART)
                if case.span[1] - case.span[0] >= SHORTEST and not _state(self.page.text[slice(*case.span)]):
                    yield case

    def flag(self, case: Case, named: str) -> None:
        """Flag what reads like noise by its words and letters alone, but names a state."""
        words = self.page.text[slice(*case.span)]
        found = 0.0 if self.shares_a_name(words) else chance(words, self.page.folded[slice(*case.span)], FLAG)
        if found >= FLAG and not self.in_head(case):
            for piece in case.run:
                piece.protected = f"{FLAGGED}: reads like page noise ({found:.2f}), but names {named}"

    def likely(self, cases: list[Case]) -> list[Case]:
        """The cases that are noise if they have nothing to do with their article, of those worth reading.

        The encoder takes its time. It reads the most suspicious cases; the rest only where one of these is likely, as a page that
        holds noise may hold more; of very many the foremost, so that a page of any size is read in bounded time.
        """
        looks = {case: chance(self.page.text[slice(*case.span)], self.page.folded[slice(*case.span)]) for case in cases}
        order = sorted(cases, key=lambda case: (-looks[case], case.span))[:MOST_READ]
        first = [case for number, case in enumerate(order) if number < FIRST_READ or looks[case] >= SUSPICIOUS]
        self.read(first)
        if not any(self.odds(case.run, FAR) >= ALERT for case in first):
            return []
        self.read(order)
        kept = set(order)
        return [case for case in cases if case in kept and self.odds(case.run, FAR) >= self.needed(case)]

    def read(self, cases: Sequence[Case]) -> None:
        """Work out the vectors of cases, together."""
        spans = {
            case.span: self.page.text[slice(*case.span)][:LONGEST_READ] for case in cases if case.span not in self.known
        }
        words = list(dict.fromkeys(spans.values()))  # what a page says twice is read once
        found = dict(zip(words, vectors(words), strict=True))
        self.known.update((span, found[said]) for span, said in spans.items())

    def needed(self, case: Case) -> float:
        """The log odds that it takes for a case."""
        begin, stop = case.span
        return NEEDED + case.more + BRIEF * (stop - begin < SHORT) + UNCERTAIN * self.short

    def is_noise(self, case: Case) -> bool:
        """Whether a case is no part of its article: neither on the whole, nor where an article's sentence would be glued to it.

        That is at either end of a line, and each of several lines.
        """
        if self.odds(case.run, self.near(case.run)) < self.needed(case) + self.kindred or self.in_head(case):
            return False
        sentences = [(piece,) for piece in case.run if piece.size >= 4]
        if len(sentences) < 2:
            return True
        if case.run[0].line != case.run[-1].line:
            return all(self.odds(each, self.near(each)) >= EACH_LINE for each in sentences)
        return all(self.odds(each, self.near(each)) >= EDGE for each in (sentences[0], sentences[-1]))

    def reason(self, case: Case) -> str:
        """What is said of a case that goes."""
        share = 1 / (1 + exp(-self.odds(case.run, self.near(case.run))))
        return f"reads like page noise ({share:.2f}): {', '.join(telling(self.page.folded[slice(*case.span)]))}"

    def odds(self, run: tuple[Piece, ...], near: tuple[float, float]) -> float:
        """The log odds that a run of pieces is no part of an article that it is so near to."""
        span = (run[0].begin, run[-1].stop)
        return weight(features(self.page.text[slice(*span)], self.known[span], near, run))

    def near(self, run: tuple[Piece, ...]) -> tuple[float, float]:
        """How near a run is to the rest of its article; what is told twice is no rest."""
        said = {self.page.words_of(piece) for piece in run}
        others = [row for row, piece in enumerate(self.sample) if self.page.words_of(piece) not in said]
        return nearness(self.known[run[0].begin, run[-1].stop], self.article[others])

    @cached_property
    def sample(self) -> list[Piece]:
        """Some sentences of the article, from its beginning to its end."""
        long = [piece for piece in self.own if piece.size >= LEAST_WORDS]
        return [long[at * len(long) // SAMPLE] for at in range(SAMPLE)] if len(long) > SAMPLE else long

    @cached_property
    def article(self) -> Array:
        """Their vectors."""
        self.read([Case((piece,), 0.0) for piece in self.sample])
        return np.array([self.known[piece.begin, piece.stop] for piece in self.sample]).reshape(-1, WIDTH)

    @cached_property
    def kindred(self) -> float:
        """How much more it takes in a document whose own sentences read a little like noise: one on games, songs or prices."""
        if not len(self.article):
            return 0.0
        return max(0.0, median(self.odds((piece,), self.near((piece,))) for piece in self.sample) - COMMON)

    def may_be_noise(self, case: Case, least: float) -> bool:
        """Whether it is worth asking about some pieces: they may be noise at first look, and share little with the document."""
        begin, stop = case.span
        if not case.run or stop - begin > LONGEST:
            return False
        words = self.page.text[begin:stop]
        if self.shares_a_name(words) or chance(words, self.page.folded[begin:stop], least) < least:
            return False
        own = [word[:STEM] for piece in case.run for word in piece.words if len(word) >= STEM]
        return sum(self.stems[stem] > own.count(stem) for stem in own) <= SHARED * len(own)

    @cached_property
    def stems(self) -> Counter[str]:
        """How often each longer word stands in what is left of the page, by its first letters; what is said twice counts once."""
        texts = {self.page.words_of(piece): piece for piece in self.own}
        return Counter(word[:STEM] for piece in texts.values() for word in piece.words if len(word) >= STEM)

    @cached_property
    def names(self) -> Counter[str]:
        """In how many different lines of the page each capitalised word stands."""
        texts = {self.page.text[line.begin : line.stop] for line in self.page.lines if not line.gone}
        found = Counter(name for text in texts for name in set(NAME.findall(text)))
        inner = sum(len(INNER_NAME.findall(text)) for text in texts)
        return Counter() if inner > ALL_CAPITALS * sum(map(len, (text.split() for text in texts))) else found

    def shares_a_name(self, words: str) -> bool:
        """Whether some words name somebody or something that another line of the page names too."""
        named = set(INNER_NAME.findall(words))
        return any(self.names[name] > 1 and name.lower() not in _calendar() for name in named)

    def is_of_a_head(self, line: Line) -> bool:
        """Whether a short line says who wrote and when, or stands among the first of a page and is no sentence."""
        words = self.page.text[line.begin : line.stop]
        if len(words) >= SHORT:
            return False
        early = line.begin < self.page.lines[min(FIRST, len(self.page.lines) - 1)].begin
        if early and TERMINAL.search(words[-8:]) is None:
            return True
        return byline_name(words) is not None or text_date(words) is not None

    def in_head(self, case: Case) -> bool:
        """Whether a case is the title or a byline."""
        page, line = self.page, self.page.lines[case.run[0].line]
        if page.text.count("\n", 0, line.begin) > 2 * LINES:
            return False
        header = read_header(page.text, [Span(piece.begin, piece.stop) for piece in page.pieces[:60] if piece.kind])
        out = [*header.lines, *([header.title] if header.title else [])]
        return any(span.begin <= line.begin and line.stop <= span.stop for span in out)


@cache
def _calendar() -> frozenset[str]:
    """Weekdays and months: what English writes with a capital and is no name."""
    return frozenset(months()) | words_of("weekday")


def _continues(page: Page, line: Line) -> bool:
    """Whether a line is the middle or the end of a sentence that a line break divides."""
    if line.gap or not page.text[line.begin].islower():
        return False
    before = page.text[max(0, line.begin - 40) : line.begin].rstrip()
    return bool(before) and TERMINAL.search(before) is None


@cache
def _named() -> re.Pattern[str]:
    """Words with capitals, with the small ones that the names of states have between them."""
    small = "|".join(word.replace("_", " ") + " " for word in sorted(words_of("within"), key=len, reverse=True))
    capital = r"[A-ZÀ-ÞА-Я][\w’'-]+"
    return re.compile(rf"{capital}(?:[ -](?:{small})?{capital})*")


def _state(words: str) -> str | None:
    """The first state or territory that a block names."""
    elided = re.compile(rf"^(?:{'|'.join(words_of('elided'))})['’]", re.IGNORECASE)
    for match in _named().finditer(words):
        parts = match[0].split()
        for size in range(len(parts), 0, -1):
            for at in range(len(parts) - size + 1):
                name = " ".join(parts[at : at + size])
                if is_territory(elided.sub("", name)):
                    return name
    return None
