"""The cleaning of one text: pieces are judged, then their neighbours, then blocks are made of them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence

from detente.cleaning.blocks import assemble
from detente.cleaning.bylines import free_bylines
from detente.cleaning.cut import cut_piece
from detente.cleaning.judgement import mark_learned
from detente.cleaning.language import count_grammar, main_language, named_language, other_language
from detente.cleaning.lexicon import TOPICS, function_words
from detente.cleaning.pieces import WORD, Page, Piece, lay_out, plain, weigh
from detente.cleaning.promotion import mark_promotion
from detente.cleaning.protect import LONGEST_REFERENCE, Quotations, columns, is_introduced, is_posted, is_reference
from detente.cleaning.repeated import RESTORED
from detente.cleaning.rules import SYMBOLS, is_sentence, judge, named
from detente.cleaning.runs import fill_gaps, mark_buttons, mark_echoes, mark_menus, mark_related
from detente.records import Block, Document

VERSE = 60  # characters: shorter foreign lines may be verse or titles
SHORTEST_PROSE = 20
LONG_QUOTATION = 25  # characters: a shorter one may be the name of a button
_SYMBOL = f"[{re.escape(''.join(sorted(SYMBOLS)))}]"
ODD = re.compile(
    rf"[\ufffdÃ]|â€|{_SYMBOL}(?:[^\n]{{0,40}}?{_SYMBOL}){{4}}"
)  # broken characters, or many signs of code close together


def clean(source: Document | str, *, language: str | None = None) -> list[Block]:
    """Cut a text into blocks, each kept or set aside with its reasons; together they cover all that is not white space.

    `language` (ISO 639-1) is the document's main language where the caller knows it; else it is recognised. What the reader
    of the source and the casebook know (`Document.parts`) is heeded. Nothing is removed: offsets are of the canonical text.
    """
    document = source if isinstance(source, Document) else None
    text = document.text if document else str(source)
    page = lay_out(text)
    if not page.lines:
        return []
    if document and document.parts:
        heed_parts(page, document.parts)
    main = _main(page, document, language)
    count_grammar(page, main)
    quotations = Quotations(text)
    _cut_long(page, main, quotations)
    mark_tables(page)
    for piece in page.pieces:
        if not piece.kind and is_suspicious(page, piece):
            judge_piece(page, piece, main, quotations)
    for line in page.lines:
        if not any(piece.tally for piece in line.pieces):
            continue
        quoted = [2 * quotations.covered(piece.begin, piece.stop) > piece.stop - piece.begin for piece in line.pieces]
        mark_promotion(page, line, quoted)
    keep_verse(page)
    mark_learned(page, main)
    mark_related(page, main)
    mark_menus(page)
    mark_buttons(page)
    fill_gaps(page, main)
    mark_echoes(page)
    free_bylines(page)
    return assemble(page, main, document)


def _main(page: Page, document: Document | None, language: str | None) -> str | None:
    """The main language: what the caller or the user says unless it cannot be; then the text; then what is declared."""
    given = language or (document.language if document and document.language_known == "given" else None)
    if given and not (page.pieces and main_differs(page, given)):
        return given
    declared = document.language if document else None
    return main_language(page.counts, page.text, declared) or declared


def heed_parts(page: Page, parts: Sequence[Block]) -> None:
    """Mark the pieces that the reader of the source set aside or knows as quotation or table; only the rest tells the language."""
    begins = [part.begin for part in parts]
    for piece in page.pieces:
        index = bisect_right(begins, piece.begin) - 1
        if index < 0 or parts[index].stop < piece.stop:
            continue
        part = parts[index]
        if not part.kept:
            piece.set_aside(part.kind, "; ".join(part.reasons) or "set aside by the reader of the source")
        elif RESTORED in part.reasons:
            piece.protected = RESTORED
        elif part.kind in ("quote", "table"):
            piece.protected = "quotation" if part.kind == "quote" else "table"
    kept = [piece for piece in page.pieces if not piece.kind]
    page.counts = Counter(word for piece in kept for word in piece.words)


def main_differs(page: Page, main: str) -> bool:
    """Whether a declared language can hardly be the page's: not a word of its grammar in a text of some length."""
    known = function_words().get(main)
    total = page.counts.total()
    return (
        known is not None
        and total >= 40
        and sum(page.counts[word] for word in page.counts.keys() & known) < 0.05 * total
    )


def _cut_long(page: Page, main: str | None, quotations: Quotations) -> None:
    """Cut the pieces in which an injection is glued to prose."""
    changed = False
    for line in page.lines:
        if any(piece.own >= 2 and (piece.other >= 4 or len(piece.hits) >= 3) for piece in line.pieces):
            pieces = [part for piece in line.pieces for part in cut_piece(page, piece, main, quotations)]
            changed = changed or len(pieces) != len(line.pieces)
            line.pieces = pieces
    if changed:
        page.pieces = [piece for line in page.lines for piece in line.pieces]
        count_grammar(page, main)


def mark_tables(page: Page) -> None:
    """Two or more lines in a row with the same number of columns are a table, unless they are menus."""
    widths = [columns(page.text[line.begin : line.stop]) if line.stop - line.begin < 400 else 1 for line in page.lines]
    for index, line in enumerate(page.lines):
        near = widths[index - 1 : index] + widths[index + 1 : index + 2]
        if widths[index] >= 2 and widths[index] in near and any(map(str.isdigit, page.text[line.begin : line.stop])):
            for piece in line.pieces:
                piece.protected = "table"


def is_suspicious(page: Page, piece: Piece) -> bool:
    """Whether a piece is worth asking the rules: most prose is not."""
    size = piece.size
    if piece.hits or size > 120 or piece.other >= 2 or piece.own < 0.15 * size:
        return True
    return ODD.search(page.text, piece.begin, min(piece.stop, piece.begin + 300)) is not None


def judge_piece(page: Page, piece: Piece, main: str | None, quotations: Quotations) -> None:
    """Ask the rules, then whether the piece is in another language; mark what protects it."""
    length = piece.stop - piece.begin
    quoted = quotations.covered(piece.begin, piece.stop)
    if quoted >= 0.6 * length and is_sentence_like(piece):
        piece.protected = "quotation"
    if quoted >= LONG_QUOTATION and piece.hits:
        _forget_quoted(page, piece, quotations)
    if not piece.protected:
        verdict = judge(page, piece)
        if verdict:
            piece.set_aside(*verdict)
    if piece.kind == "boilerplate" or (piece.kind and not _long_enough(piece)):
        return
    mark_foreign(page, piece, main, quotations, quoted)


def _forget_quoted(page: Page, piece: Piece, quotations: Quotations) -> None:
    """Drop the lexicon hits that stand in quotation marks: what is quoted is not said to the reader."""
    spans = [span for span in quotations.inside(piece.begin, piece.stop) if span[1] - span[0] >= LONG_QUOTATION]
    outside = [hit for hit in piece.hits if not any(begin <= hit.begin < stop for begin, stop in spans)]
    if len(outside) < len(piece.hits):
        piece.hits = outside
        weigh(piece, page.words_of(piece))


def is_sentence_like(piece: Piece) -> bool:
    return piece.size < 8 or piece.own + piece.other >= 0.15 * piece.size


def _long_enough(piece: Piece) -> bool:
    """Whether a piece is long enough to be prose; in scripts without spaces words are as long as clauses."""
    length = piece.stop - piece.begin
    return (piece.size >= 4 and length >= SHORTEST_PROSE) or (length >= SHORTEST_PROSE / 2 and length > 8 * piece.size)


def mark_foreign(page: Page, piece: Piece, main: str | None, quotations: Quotations, quoted: int) -> None:
    """Prose in another language goes, unless it is quoted, announced, a reference or a post; what is no prose is injected."""
    if not _long_enough(piece) or (piece.own > 0.2 * piece.size and piece.other < 3):
        return
    words, text = piece.words, page.words_of(piece)
    if quoted and not piece.protected:
        words, text = _unquoted(page, piece, quotations)
        if len(words) < 4:
            return
    if piece.kind:  # its language is only to be named: what its words say is enough
        piece.language = named_language(piece, main)
        return
    language = other_language(words, text, main)
    if language is None:
        return
    piece.language = language
    if piece.protected:
        return
    line = page.lines[piece.line]
    if line.stop - line.begin <= LONGEST_REFERENCE and is_reference(page.text[line.begin : line.stop]):
        piece.protected = "reference"
    elif is_introduced(page, piece) or _continues_quotation(page, piece) or is_posted(page, piece):
        piece.protected = "quotation"
    elif piece.topics and piece.count("offer", "call"):
        piece.set_aside("injected", f"spam words in another language ({language}): {named(piece, *TOPICS)}")
    elif is_sentence(page, piece) or piece.size < 12 or piece.own + piece.other >= 0.3 * piece.size:
        piece.set_aside("foreign", f"prose in another language ({language}) than the document's ({main})")
    else:
        piece.set_aside("injected", f"words in another language ({language}) that make no sentence")


def _unquoted(page: Page, piece: Piece, quotations: Quotations) -> tuple[list[str], str]:
    """The words of a piece that stand outside quotation marks."""
    kept, at = [], piece.begin
    for begin, stop in quotations.inside(piece.begin, piece.stop):
        kept.append(page.text[at : max(at, begin)])
        at = max(at, stop)
    kept.append(page.text[at : piece.stop] if at < piece.stop else "")
    text = " ".join(kept)
    return WORD.findall(plain(text).lower()), text


def _continues_quotation(page: Page, piece: Piece) -> bool:
    """Whether the piece before, in the same or the next line without a gap, is a foreign quotation in the same language."""
    index = page.pieces.index(piece) if len(page.pieces) < 400 else _index(page, piece)
    if index == 0:
        return False
    before = page.pieces[index - 1]
    near = before.line == piece.line or (piece.line == before.line + 1 and not page.lines[piece.line].gap)
    return near and before.protected == "quotation" and before.language == piece.language


def _index(page: Page, piece: Piece) -> int:
    return bisect_left(page.pieces, piece.begin, key=lambda each: each.begin)


def keep_verse(page: Page) -> None:
    """Short foreign lines that stand alone are titles, names or verse: they stay unless prose in their language goes beside them."""
    for index, line in enumerate(page.lines):
        if not all(piece.kind == "foreign" for piece in line.pieces) or line.stop - line.begin > VERSE:
            continue
        beside = [page.lines[i] for i in (index - 1, index + 1) if 0 <= i < len(page.lines)]
        apart = [line.gap, page.lines[index + 1].gap if index + 1 < len(page.lines) else True]
        gone = any(
            each.gone and each.stop - each.begin > VERSE and not gap
            for each, gap in zip(beside, apart[-len(beside) :], strict=False)
        )
        if not gone:
            for piece in line.pieces:
                piece.kind = piece.reason = ""
                piece.protected = "title or verse"
