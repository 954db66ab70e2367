"""From judged pieces to blocks: what goes and what stays, cut as seldom as can be, and the guard against losing a document."""

from __future__ import annotations

from typing import cast

from detente.cleaning.pieces import FLAGGED, Line, Page, Piece
from detente.cleaning.rules import is_sentence
from detente.records import Block, BlockKind, Document, Span
from detente.sources.header import Header, read_header

TOO_MUCH = 0.5  # of a document's prose: when more would go, the judgement is not to be trusted


def assemble(page: Page, main: str | None, document: Document | None) -> list[Block]:
    """The blocks of a page, in the order of the text."""
    flag = guard(page)
    header = read_header(page.text, [Span(piece.begin, piece.stop) for piece in page.pieces[:60] if piece.kind])
    blocks: list[Block] = []
    for line in page.lines:
        for block in _line_blocks(page, line, main, header, flag):
            if blocks and not block.kept and not blocks[-1].kept and _one_run(page, blocks[-1], block, line):
                blocks[-1] = _joined(blocks[-1], block)
            else:
                blocks.append(block)
    return blocks


def guard(page: Page) -> tuple[str, ...]:
    """When more than half of the sentences would go but some would stay, nothing goes, and the reason says so.

    The same words told again count once. A document without a sentence left is set aside whole: it is nothing but spam.
    """
    gone: set[str] = set()
    kept: set[str] = set()
    for piece in page.pieces:
        if piece.kind != "boilerplate" and is_sentence(page, piece):
            (gone if piece.kind else kept).add(page.words_of(piece))
    lost, left = sum(map(len, gone)), sum(map(len, kept))
    if not lost or not left or lost <= TOO_MUCH * (lost + left):
        return ()
    for piece in page.pieces:
        if piece.kind == "foreign" or (piece.kind == "injected" and is_sentence(page, piece)):
            piece.kind = ""
    return (f"{FLAGGED}: {lost / (lost + left):.0%} of the document's sentences looked set aside, so none was",)


def _line_blocks(page: Page, line: Line, main: str | None, header: Header, flag: tuple[str, ...]) -> list[Block]:
    """The blocks of one line: its pieces, those of one fate together."""
    runs: list[list[Piece]] = []
    for piece in line.pieces:
        if runs and _same_fate(runs[-1][-1], piece):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    blocks = []
    for run in runs:
        begin, stop = run[0].begin, run[-1].stop
        if run[0].kind:
            kinds = {piece.kind for piece in run}
            kind = "injected" if "injected" in kinds else "foreign" if "foreign" in kinds else "boilerplate"
            reasons = tuple(dict.fromkeys(piece.reason for piece in run if piece.reason))
            language = next((piece.language for piece in run if piece.language), None)
            blocks.append(Block(begin, stop, cast(BlockKind, kind), language or _own(run, main), False, reasons))
        else:
            kept_kind, reasons = _kept_kind(line, run, header)
            foreign = kept_kind == "quote" or all(piece.language for piece in run)
            language = next((piece.language for piece in run if piece.language), None) if foreign else None
            blocks.append(Block(begin, stop, kept_kind, language or _own(run, main), True, (*reasons, *flag)))
    return blocks


def _same_fate(before: Piece, piece: Piece) -> bool:
    if not before.kind or not piece.kind:
        return before.kind == piece.kind
    return (before.kind == "boilerplate") == (piece.kind == "boilerplate")


def _own(run: list[Piece], main: str | None) -> str | None:
    """The document's language, where the words of a run show it."""
    return main if sum(piece.own for piece in run) >= 2 or (main in ("ja", "zh", "ko", "th", "hi", "he")) else None


def _kept_kind(line: Line, run: list[Piece], header: Header) -> tuple[BlockKind, tuple[str, ...]]:
    """What a kept run is, and why it stayed where it might have gone."""
    begin, stop = run[0].begin, run[-1].stop
    if header.title and header.title.begin <= begin and stop <= header.title.stop:
        return "title", ()
    if any(span.begin <= begin and stop <= span.stop for span in header.lines):
        return "byline", ()
    protected = {piece.protected for piece in run if piece.protected}
    whole = len(run) == len(line.pieces)
    if protected == {"table"} and whole:
        return "table", ("table",)
    if "quotation" in protected and whole and all(piece.protected == "quotation" for piece in run):
        return "quote", ("quotation",)
    why = sorted(each for each in protected if each not in ("table", "quotation"))
    return "article", tuple(each if each.startswith(FLAGGED) else f"kept: {each}" for each in why)


def _one_run(page: Page, before: Block, block: Block, line: Line) -> bool:
    """Whether two blocks that go, in neighbouring lines, are one."""
    if (before.kind == "boilerplate") != (block.kind == "boilerplate"):
        return False
    return page.text.count("\n", before.stop, block.begin) <= 1 and before.stop <= block.begin


def _joined(before: Block, block: Block) -> Block:
    kinds = {before.kind, block.kind}
    kind: BlockKind = "injected" if "injected" in kinds else before.kind
    reasons = tuple(dict.fromkeys((*before.reasons, *block.reasons)))
    return Block(before.begin, block.stop, kind, before.language or block.language, False, reasons)
