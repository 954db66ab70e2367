"""Feeds (RSS, Atom) and lists of feeds (OPML)."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, BinaryIO

from detente.errors import DetenteError, EmptyDocument, UndecodableDocument
from detente.records import Document
from detente.sources.document import whole, why
from detente.sources.request import Request

FULL = 600  # characters of an entry that is taken for the whole article
DEEPEST = 3


def read_feed(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """The documents of a feed: each entry's own text where it is the whole article, else the page it links to.

    Pages are fetched only when the feed itself was fetched; of a feed in a file an entry's summary is all there is.
    """
    import feedparser

    data = whole(stream, request.source)
    refuse_entities(data, request.source)
    try:
        found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
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
        language=request.language or language,
        depth=request.depth + 1,
    )
    if request.fetcher is not None and len(markup) < FULL and name.startswith("http") and request.depth < DEEPEST:
        from detente.sources.web import read_url

        try:
            yield from read_url(name, inner)
            return
        except DetenteError as error:
            note = f"the page could not be fetched ({why(error)}): the feed's summary was read"
    else:
        note = "the text is the feed's own"
    if not markup.strip():
        raise EmptyDocument(f"{name} has neither text nor summary in the feed {request.source}")
    yield read_page(f"<html><body><article>{markup}</article></body></html>", inner, (note,))


def _day(entry: Any) -> date | None:
    moment = entry.get("published_parsed") or entry.get("updated_parsed")
    try:
        return datetime.fromtimestamp(timegm(moment), UTC).date() if moment else None
    except (ValueError, OverflowError, OSError):
        return None


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
    yield from read_addresses(feeds, request)
