"""What only the neighbours tell: lists below a heading of links, menus line by line, and what stands between two injections."""

from __future__ import annotations

from itertools import pairwise

from detente.cleaning.language import identify, other_language
from detente.cleaning.lexicon import function_words
from detente.cleaning.pieces import WORD, Line, Page, Piece
from detente.cleaning.rules import MENU, coverage

LONGEST_LIST = 12
LONGEST_HEADLINE = 110
NOTICES = ("cookie", "subscribe", "comment", "legal", "share")
QUESTION = 10  # words of a question or a notice beside an injection
SHORT = 5  # words of a button
ECHO = 8  # words that repeat an injection


def mark_related(page: Page, main: str | None) -> None:
    """Below a heading such as *Related articles*, the headlines go with it: short lines that end in no full stop."""
    for index, line in enumerate(page.lines):
        if not line.pieces[-1].reason.startswith("related links"):
            continue
        foreign = 0
        for number, below in enumerate(page.lines[index + 1 : index + 1 + LONGEST_LIST]):
            if not _is_headline(page, below) or (below.gap and number):
                break
            words = [word for piece in below.pieces for word in piece.words]
            language = other_language(words, page.text[below.begin : below.stop], main)
            own = sum(piece.own for piece in below.pieces)
            if foreign >= 2 and language is None and own >= 2:
                break
            foreign += language is not None
            for piece in below.pieces:
                if not piece.kind:
                    piece.set_aside("boilerplate", "headline below a heading of related links")


def _is_headline(page: Page, line: Line) -> bool:
    words = page.text[line.begin : line.stop]
    return (
        len(words) <= LONGEST_HEADLINE
        and not words.endswith((".", ";", ":", ","))
        and all(piece.protected in ("", "title or verse") for piece in line.pieces)
    )


def mark_menus(page: Page) -> None:
    """Three or more short lines in a row that are all names of sections or buttons are a menu."""
    run: list[Line] = []
    for line in [*page.lines, None]:
        if line and all(is_button(piece) for piece in line.pieces):
            run.append(line)
            continue
        if len(run) >= 3:
            for each in run:
                for piece in each.pieces:
                    if not piece.kind:
                        piece.set_aside("boilerplate", "menu, one item a line")
        run = []


def is_button(piece: Piece) -> bool:
    """A short piece that is wholly made of words of page furniture."""
    return (
        0 < piece.size <= SHORT
        and piece.protected in ("", "title or verse")
        and bool(piece.hits)
        and coverage(piece, MENU) >= 0.85
    )


def mark_buttons(page: Page) -> None:
    """A button next to page furniture, in its line or the next, goes with it: *Accept*, *Learn more*."""
    for pieces in (page.pieces, page.pieces[::-1]):
        for before, piece in pairwise(pieces):
            if before.kind != "boilerplate" or piece.kind or not is_button(piece):
                continue
            later = max(before.line, piece.line)
            if abs(before.line - piece.line) <= 1 and not (before.line != piece.line and page.lines[later].gap):
                piece.set_aside("boilerplate", "button beside page furniture")


def mark_echoes(page: Page) -> None:
    """A few words without grammar that say again what an injection in the line before or after says go with it.

    Words with a capital do not count: a caption may name whom a foreign paragraph names.
    """
    for lines in (page.lines, page.lines[::-1]):
        for before, line in pairwise(lines):
            near = before.pieces[-1 if before.begin < line.begin else 0]
            piece = line.pieces[0]
            if (
                near.kind not in ("injected", "foreign")
                or len(line.pieces) > 1
                or piece.kind
                or piece.protected
                or piece.own
            ):
                continue
            said = [word for word in WORD.findall(page.words_of(piece)) if len(word) > 3 and word.islower()]
            again = sum(word in near.words for word in said)
            later = line if before.begin < line.begin else before
            if again >= 2 and 2 * again >= len(said) and piece.size <= ECHO and not later.gap:
                piece.set_aside("injected", f"says again what is injected beside it: {', '.join(said[:4])}")


def fill_gaps(page: Page, main: str | None) -> None:
    """In one line, a few words between two pieces that go, or beside one, go too when they are not the document's own prose."""
    for line in page.lines:
        pieces = line.pieces
        if len(pieces) < 2 or not any(piece.kind for piece in pieces):
            continue
        for order in (pieces, pieces[::-1]):
            for before, piece in pairwise(order):
                if before.kind and not piece.kind and not piece.protected and _goes_along(page, piece, before, main):
                    piece.set_aside(
                        before.kind, f"stands beside: {before.reason}".replace("stands beside: stands", "stands")
                    )
        kept = [index for index, piece in enumerate(pieces) if not piece.kind]
        for index in kept:
            piece = pieces[index]
            inner = 0 < index < len(pieces) - 1 and pieces[index - 1].kind and pieces[index + 1].kind
            if inner and not piece.protected and piece.size <= 8 and piece.own <= 0.25 * piece.size:
                piece.set_aside(pieces[index - 1].kind, "stands between two that are set aside")


def _goes_along(page: Page, piece: Piece, before: Piece, main: str | None) -> bool:
    """Whether a weak piece beside an injection is of its kind: not the document's language, but that of the injection."""
    if piece.size < 2:
        return False
    if before.kind == "boilerplate":
        if piece.count(*NOTICES):
            return piece.address > 0 or piece.size <= QUESTION + 4
        return piece.address > 0 and piece.size <= QUESTION
    if before.kind == "injected" and before.begin > piece.begin and page.text[piece.stop - 1] == "?":
        # a question leads to an advertisement in its own language; to one in another it does not
        return piece.size <= QUESTION and not (before.language not in (None, main) and piece.own > 0.15 * piece.size)
    if (
        before.kind == "injected"
        and piece.count("call", "offer")
        and piece.size <= SHORT
        and page.text[piece.stop - 1] in "!."
    ):
        return True
    if before.kind == "injected" and piece.topics + piece.count("offer") >= 2 and coverage(piece) >= 0.25:
        return True
    if before.language and before.language != main:
        theirs, own = function_words().get(before.language, frozenset()), function_words().get(main or "", frozenset())
        alone = sum(word in theirs and word not in own for word in piece.words)
        mine = sum(word in own and word not in theirs for word in piece.words)
        if not mine and (alone or piece.topics or _strange(page, piece, main)):
            return True
    if piece.own > 0.15 * piece.size:
        return False
    return piece.topics > 0 or other_language(piece.words, page.words_of(piece), main) is not None


def _strange(page: Page, piece: Piece, main: str | None) -> bool:
    """Whether the identifier takes a short piece for anything but the document's language."""
    if piece.size < 4 or piece.own:
        return False
    language, probability = identify(page.words_of(piece))
    return language != main and probability >= 0.5
