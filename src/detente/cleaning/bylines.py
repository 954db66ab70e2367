"""A byline that shares its line with an injection: the name or the site at the edge stays, though nothing but its place tells it.

Only in the head of a page, below a title, and only where the head names nobody else: there a byline is due. A name is told
from the words of an injection by its capitals, by a seam where the injection begins or ends, and by not coming back in it.
"""

from __future__ import annotations

from functools import cache

from detente.cleaning.cut import split
from detente.cleaning.lexicon import function_words
from detente.cleaning.pieces import WORD, Line, Page, Piece
from detente.records import Span
from detente.sources.header import LINES, LONGEST_TITLE, SITE, Header, is_name, read_header, words_of

LONGEST = 5  # words of a name, with particles
STRANGE = ("injected", "foreign")


def free_bylines(page: Page) -> None:
    """Cut bylines off the injections that they are glued to, and keep them."""
    title = False
    for line in page.lines[:LINES]:
        if any(piece.kind in STRANGE for piece in line.pieces):
            if title:
                _free(page, line)
        elif not line.gone:
            if line.stop - line.begin > LONGEST_TITLE:
                return
            title = True


def _free(page: Page, line: Line) -> None:
    """Keep the byline at either edge of a line that is otherwise injected."""
    header = read_header(page.text, [Span(piece.begin, piece.stop) for piece in page.pieces[:60] if piece.kind])
    first, last = line.pieces[0], line.pieces[-1]
    if first.kind in STRANGE:
        stop = _leading(page, first, header)
        if stop:
            _cut(page, line, first, stop, kept=0)
    if line.pieces[-1] is last and last.kind in STRANGE:
        begin = _trailing(page, last, header)
        if begin:
            _cut(page, line, last, begin, kept=1)


def _leading(page: Page, piece: Piece, header: Header) -> int | None:
    """Where the byline at the beginning of a piece ends."""
    words = _spans(page, piece)
    count = 0
    while count < min(len(words), LONGEST + 1) and _capital(page.text[words[count][0] : words[count][1]]):
        count += 1
    if _is_site(page, piece, words[0], header) and len(words) > 1 and _anew(page, piece, words[1]):
        return words[0][1]
    if count < len(words) and _anew(page, piece, words[count]) and _is_byline(page, piece, words[:count], header):
        return words[count - 1][1]
    if count >= 3 and _is_byline(page, piece, words[: count - 1], header):
        return words[count - 2][1]
    return None


def _trailing(page: Page, piece: Piece, header: Header) -> int | None:
    """Where the byline at the end of a piece begins."""
    words = _spans(page, piece)
    count = 0
    while count < min(len(words), LONGEST + 1) and _capital(page.text[slice(*words[-count - 1])]):
        count += 1
    while count and page.text[slice(*words[-count])].lower() in words_of("particle"):
        count -= 1  # a particle before the first name belongs to the injection: *bags by Anne Dubois*
    site = _is_site(page, piece, words[-1], header)
    count = 1 if site else count
    if not 0 < count < len(words) or page.text[slice(*words[-count - 1])].lower() in _grammar():
        return None
    return words[-count][0] if site or _is_byline(page, piece, words[-count:], header) else None


def _spans(page: Page, piece: Piece) -> list[tuple[int, int]]:
    """Begin and stop of what stands between white space."""
    found, begin = [], piece.begin
    for word in page.words_of(piece).split():
        begin = page.text.index(word, begin)
        found.append((begin, begin + len(word)))
        begin += len(word)
    return found


def _capital(word: str) -> bool:
    return word[0].isupper() or word.lower() in words_of("particle")


def _anew(page: Page, piece: Piece, word: tuple[int, int]) -> bool:
    """Whether the injection begins at a word: with a capital, or with something that spam says."""
    return page.text[word[0]].isupper() or any(hit.begin <= word[0] < hit.stop for hit in piece.hits)


def _is_byline(page: Page, piece: Piece, words: list[tuple[int, int]], header: Header) -> bool:
    """Whether some words at the edge are a person's name that the head still lacks and the injection does not use."""
    if header.author or not words or len(words) > LONGEST:
        return False
    begin, stop = words[0][0], words[-1][1]
    name = page.text[begin:stop]
    if not is_name(name) or _sells(piece, begin, stop):
        return False
    rest = {word.lower() for word in WORD.findall(page.text[piece.begin : begin] + " " + page.text[stop : piece.stop])}
    return not any(word.lower() in rest for word in WORD.findall(name) if word.lower() not in words_of("particle"))


def _is_site(page: Page, piece: Piece, word: tuple[int, int], header: Header) -> bool:
    """Whether a word is the bare name of a site that the head still lacks; one made of words of spam is the spam's own."""
    address = page.text[word[0] : word[1]]
    match = SITE.fullmatch(address)
    if header.site or match is None or match[1] != address or address.startswith("www."):
        return False
    return not _sells(piece, *word)


def _sells(piece: Piece, begin: int, stop: int) -> bool:
    """Whether a stretch holds a word that spam sells with; the name of a country or a section is none."""
    return any(hit.begin < stop and begin < hit.stop and hit.sells for hit in piece.hits)


@cache
def _grammar() -> frozenset[str]:
    """Words of grammar of all languages: what one of them leads to belongs to it."""
    return frozenset().union(*function_words().values())


def _cut(page: Page, line: Line, piece: Piece, at: int, kept: int) -> None:
    """Replace a piece by its two parts, of which the one numbered `kept` stays."""
    parts = split(page, piece, [at])
    for number, part in enumerate(parts):
        part.protected = "byline" if number == kept else ""
        if number != kept:
            part.set_aside(piece.kind, piece.reason)
            part.language = piece.language
    index = line.pieces.index(piece)
    line.pieces[index : index + 1] = parts
    index = page.pieces.index(piece)
    page.pieces[index : index + 1] = parts
