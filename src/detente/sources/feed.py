"""Feeds (RSS, Atom) and lists of feeds (OPML)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from detente.errors import DetenteError, EmptyDocument, FetchFailed, UndecodableDocument
from detente.records import Document
from detente.sources.characters import readable
from detente.sources.days import can_be_published, mail_date
from detente.sources.decode import decode
from detente.sources.document import make_document, whole, why
from detente.sources.request import Request

FULL = 600  # characters of an entry that is taken for the whole article
DEEPEST = 3
REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,12})|(\d{1,12}));")
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
ENCODING = re.compile(rb"<\?xml[^>]+?encoding\s*=\s*[\"']\s*([\w.:-]+)")


def read_feed(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """The documents of a feed: each entry's own text where it is the whole article, else the page it links to.

    Pages are fetched only when the feed itself was fetched; of a feed in a file an entry's summary is all there is.
    """
    import feedparser

    data = whole(stream, request.source)
    refuse_entities(data, request.source)
    try:
        found = feedparser.parse(well_formed(data, request), sanitize_html=False, resolve_relative_uris=False)
    except DetenteError:
        raise
    except Exception as error:  # the parser raises what it likes on broken markup
        raise UndecodableDocument(f"{request.source} cannot be read as a feed: {why(error)}") from None
    if not found.entries:
        trouble = f" ({why(found.bozo_exception)})" if found.get("bozo") else ""
        raise EmptyDocument(f"{request.source} is a feed without entries{trouble}")
    site = str(found.feed.get("title") or "") or None
    language = str(found.feed.get("language") or "")[:2].lower() or None
    for number, entry in enumerate(found.entries, 1):
        address = str(entry.get("link") or "")
        name = address or f"{request.source}#{number}"
        try:
            yield from _entry(entry, name, request, site, language)
        except DetenteError as error:
            request.fail(name, error)


def well_formed(data: bytes, request: Request) -> bytes:
    """The feed as UTF-8 without the characters that XML forbids: one of them would take the entry, or the whole feed."""
    declared = ENCODING.search(data[:1000])
    charset = request.charset or (declared[1].decode("ascii") if declared else None)
    text = decode(data, request.source, declared=charset).text
    text = readable(REFERENCE.sub(_allowed, DECLARATION.sub("", text, count=1)))
    return b"<?xml version='1.0' encoding='utf-8'?>\n" + text.encode("utf-8", "replace")


def _allowed(match: re.Match[str]) -> str:
    """A character reference that XML allows, as it is; the sign that old Windows meant by it; nothing for any other."""
    code = int(match[1], 16) if match[1] else int(match[2])
    if code in (9, 10, 13) or 0x20 <= code < 0x80 or 0xA0 <= code < 0xD800 or 0xE000 <= code < 0x110000:
        return match[0]
    return readable(chr(code)) if 0x80 <= code < 0xA0 else ""


def _entry(entry: Any, name: str, request: Request, site: str | None, language: str | None) -> Iterator[Document]:
    from detente.sources.html import read_page

    contents = [str(part.get("value") or "") for part in entry.get("content") or []]
    markup = max([*contents, str(entry.get("summary") or "")], key=len)
    published = request.published or _day(entry)
    inner = request.at(
        name,
        published=published,
        known="given" if request.published else "metadata" if published else "unknown",
        title=request.title or str(entry.get("title") or "") or None,
        author=request.author or str(entry.get("author") or "") or None,
        site=request.site or site,
        depth=request.depth + 1,
    ).with_language(language)
    if request.fetcher is not None and len(markup) < FULL and name.startswith("http") and request.depth < DEEPEST:
        from detente.sources.web import read_url

        if request.fetcher.was_asked(name):
            return  # another feed of this run linked to it
        try:
            yield from read_url(name, inner)
            return
        except DetenteError as error:
            note = f"the page could not be fetched ({why(error)}): the feed's summary was read"
    else:
        note = "the text is the feed's own"
    if not markup.strip() and inner.title:
        words = readable(inner.title)
        yield make_document(name, words, notes=("the entry has a title alone: it is the text",), **inner.declared())
        return
    if not markup.strip():
        raise EmptyDocument(f"{name} has neither title, text nor summary in the feed {request.source}")
    yield read_page(f"<html><body><article>{markup}</article></body></html>", inner, (note,))


def _day(entry: Any) -> date | None:
    """The day of an entry where it was written: that of its publication, else that of its last change."""
    found = (mail_date(entry.get(name)) for name in ("published", "created", "updated"))
    return next((day for day in found if day and can_be_published(day)), None)


def refuse_entities(data: bytes, source: str) -> None:
    """Refuse XML that declares entities: they can unfold without end."""
    if b"<!ENTITY" in data[:100_000].upper():
        raise UndecodableDocument(f"{source} declares XML entities, which are not read: they may unfold without end")


def read_opml(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """The documents of all feeds of a list, which are fetched one after the other."""
    from lxml import etree

    from detente.sources.web import read_addresses

    data = whole(stream, request.source)
    refuse_entities(data, request.source)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UndecodableDocument(f"{request.source} cannot be read as OPML: {why(error)}") from None
    feeds = (
        []
        if tree is None
        else [str(outline.get("xmlUrl")) for outline in tree.iter("outline") if outline.get("xmlUrl")]
    )
    feeds = [feed for feed in feeds if feed.startswith(("http://", "https://"))]
    if not feeds:
        raise EmptyDocument(f"{request.source} lists no feed")
    if not request.addresses:
        raise FetchFailed(
            f"{request.source} lists feeds, which are fetched only where the list itself is the source: name it"
        )
    yield from read_addresses(feeds, request)
