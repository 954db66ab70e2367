"""Web pages: the text of the whole page, with what is not the article marked; the article is chosen by trafilatura."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, BinaryIO

from detente.errors import EmptyDocument, UndecodableDocument
from detente.records import Block, Document
from detente.sources.characters import readable
from detente.sources.decode import decode
from detente.sources.document import make_document, whole, why
from detente.sources.header import Header, read_header
from detente.sources.layout import COMMENTS, Line, page_text
from detente.sources.metadata import Metadata, read_metadata
from detente.sources.request import Request

CHARSET = re.compile(rb"<(?:meta[^>]+?charset|\?xml[^>]+?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
MARKS = " -•*|"  # what the extractor writes before items and between cells
SHORT = 25  # letters: a shorter line may stand in the article by chance
LEAD = 60  # characters from which a paragraph in the article's header is its lead
ALWAYS_OUT = frozenset(("nav", "footer", "form", "button", "select", "menu", COMMENTS))


def read_html(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """One document of a web page."""
    data = whole(stream, request.source)
    declared = CHARSET.search(data[:4096])
    charset = request.charset or (declared[1].decode("ascii", "replace") if declared else None)
    text, _, notes = decode(data, request.source, declared=charset)
    yield read_page(text, request, notes)


def read_page(markup: str, request: Request, notes: tuple[str, ...] = ()) -> Document:
    """The document of a page's markup. Raises EmptyDocument where the page shows no words."""
    tree = parse(markup, request.source)
    make_readable(tree)
    known = read_metadata(tree, request.source)
    text, lines = page_text(tree)
    if not text.strip():
        raise EmptyDocument(f"{request.source} is a web page that shows no words (it may need a browser to write them)")
    chosen, note = choose(tree, text, lines)
    parts = [part for line, keep in zip(lines, chosen, strict=True) if (part := mark(text, line, keep, known))]
    declared = request.declared()
    if declared["published"] is None:
        declared["published"], declared["known"] = known.published, known.known
    return make_document(
        request.source,
        text,
        header=_header(text, parts),
        notes=(*notes, *note, *(known.notes if request.published is None else ())),
        parts=parts,
        published=declared["published"],
        known=declared["known"],
        language=declared["language"] or known.language,
        language_known=declared["language_known"] if declared["language"] else "declared",
        title=declared["title"] or known.title,
        author=declared["author"] or known.author,
        site=declared["site"] or known.site,
    )


def parse(markup: str, source: str) -> Any:
    """The tree of a page. Raises UndecodableDocument for what is no markup at all."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=False, huge_tree=False)
    try:
        tree = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UndecodableDocument(f"{source} cannot be read as a web page: {why(error)}") from None
    if tree is None:
        raise UndecodableDocument(f"{source} cannot be read as a web page: it holds no element")
    return tree


def make_readable(tree: Any) -> None:
    """Take the characters that nobody sees out of a tree, so that the extractor and the layout see the same words."""
    for element in tree.iter():
        if element.text and (not element.text.isascii() or not element.text.isprintable()):
            element.text = readable(element.text)
        if element.tail and (not element.tail.isascii() or not element.tail.isprintable()):
            element.tail = readable(element.tail)


def squeeze(words: str) -> str:
    """Words without white space, table bars and characters that cannot be printed, as they are compared."""
    joined = "".join(words.split()).replace("|", "")
    return joined if joined.isprintable() else "".join(filter(str.isprintable, joined))


@cache
def _options() -> Any:
    """The settings of the extractor: precision before recall, tables, no comments; the same for every page."""
    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return Extractor(output_format="python", precision=True, comments=False, tables=True, with_metadata=False)


def choose(tree: Any, text: str, lines: list[Line]) -> tuple[list[bool], tuple[str, ...]]:
    """Which lines are the article, and a note where the extractor could not tell."""
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, options=_options())
        article = (getattr(found, "text", None) or "") if found is not None else ""
    except Exception as error:  # trafilatura and lxml raise what they like on hostile pages
        article = ""
        return _unchosen(lines), (
            f"the extractor failed ({type(error).__name__}): the whole page was kept but its furniture",
        )
    if not article:
        return _unchosen(lines), ("the extractor found no article: the whole page was kept but its furniture",)
    rows = {row.strip(MARKS) for row in article.split("\n")}
    chosen = [text[line.begin : line.stop].strip(MARKS) in rows for line in lines]
    if not all(chosen):
        _choose_rewritten(chosen, text, lines, article, {squeeze(row) for row in rows})
    _join_gaps(chosen, lines)
    _join_lead(chosen, lines)
    return [keep and line.furniture != COMMENTS for keep, line in zip(chosen, lines, strict=True)], ()


def _choose_rewritten(chosen: list[bool], text: str, lines: list[Line], article: str, rows: set[str]) -> None:
    """Keep also the lines that the extractor wrote with other white space, or as part of a longer row."""
    joined = ""
    for number, line in enumerate(lines):
        if chosen[number]:
            continue
        letters = squeeze(text[line.begin : line.stop].strip(MARKS))
        chosen[number] = letters in rows
        if not chosen[number] and len(letters) >= SHORT:
            joined = joined or squeeze(article)
            chosen[number] = letters in joined


def _unchosen(lines: list[Line]) -> list[bool]:
    return [line.furniture not in ALWAYS_OUT for line in lines]


def _join_gaps(chosen: list[bool], lines: list[Line]) -> None:
    """Keep the headings and table rows that stand between chosen lines, which the extractor may write otherwise."""
    for index in range(1, len(lines) - 1):
        line = lines[index]
        if (
            not chosen[index]
            and chosen[index - 1]
            and chosen[index + 1]
            and not line.furniture
            and (line.heading or line.row)
        ):
            chosen[index] = True


def _join_lead(chosen: list[bool], lines: list[Line]) -> None:
    """Keep the paragraphs in the article's header, above what was chosen: the lead, which extractors pass over."""
    first = next((number for number, keep in enumerate(chosen) if keep), 0)
    for number, line in enumerate(lines):
        lead = line.head and not line.furniture and not line.heading and line.stop - line.begin >= LEAD
        if lead and (number < first or chosen[number - 1]):
            chosen[number] = True


def mark(text: str, line: Line, chosen: bool, known: Metadata) -> Block | None:
    """What cleaning is to know of a line: that it cannot be seen, that it is furniture, the title, a quotation, a table."""
    words = text[line.begin : line.stop]
    if line.hidden:
        return Block(line.begin, line.stop, "injected", None, False, (f"cannot be seen on the page: {line.hidden}",))
    if line.heading == "h1" and known.title and squeeze(words) == squeeze(known.title):
        return Block(line.begin, line.stop, "title", None, True, ("heading of the page",))
    if not chosen:
        where = f" ({line.furniture})" if line.furniture else ""
        return Block(line.begin, line.stop, "boilerplate", None, False, (f"not part of the article{where}",))
    if line.quoted:
        return Block(line.begin, line.stop, "quote", None, True, ("block quotation",))
    if line.row:
        return Block(line.begin, line.stop, "table", None, True, ("table",))
    return None


def _header(text: str, parts: list[Block]) -> Header:
    """The header lines of the article itself."""
    from detente.records import Span

    return read_header(text, [Span(part.begin, part.stop) for part in parts if not part.kept])
