"""Addresses: one page, or a list of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.errors import DetenteError, EmptyDocument, FetchFailed
from detente.records import Document
from detente.sources.fetch import Fetched, Fetcher
from detente.sources.formats import HEAD, format_of, read_bytes
from detente.sources.request import Request

KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/rss+xml": "feed",
    "application/atom+xml": "feed",
    "application/pdf": "pdf",
    "application/warc": "warc",
    "message/rfc822": "mail",
    "text/csv": "csv",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
}


DEEPEST = 3  # lists within lists that are followed
MOST = 1000  # addresses of a list that was itself fetched


def read_url(address: str, request: Request) -> Iterator[Document]:
    """The documents of an address, whatever its format. Raises FetchFailed."""
    fetcher = request.fetcher or Fetcher(allow_private=request.allow_private)
    try:
        fetched = fetcher.fetch(address)
        if fetched is None:
            return
        yield from documents_of(fetched, request.at(fetched.address, fetcher=fetcher, charset=fetched.charset))
    finally:
        if request.fetcher is None:
            fetcher.close()


def documents_of(fetched: Fetched, request: Request) -> Iterator[Document]:
    """The documents of what was fetched: its format is told by its bytes first, then by its type."""
    if not fetched.data.strip():
        raise EmptyDocument(f"{fetched.address} answers with nothing")
    form = format_of(fetched.data[:HEAD], request.source)
    if form == "text":
        form = KINDS.get(fetched.kind, "text")
    yield from read_bytes(fetched.data, request, format=form)


def read_addresses(addresses: Iterable[str], request: Request) -> Iterator[Document]:
    """The documents of many addresses, one after the other; what fails is reported and the rest is read.

    None is fetched twice in a run, and lists within lists are followed to a depth of three. Raises FetchFailed.
    """
    fetcher = request.fetcher or Fetcher(allow_private=request.allow_private)
    wanted = list(dict.fromkeys(addresses))
    if request.depth >= DEEPEST:
        raise FetchFailed(f"{request.source} is a list in a list in a list: what it lists is not followed")
    if request.fetcher is not None:
        new = [address for address in wanted if not fetcher.was_asked(address)]
        if not new:
            raise FetchFailed(
                f"{request.source} lists nothing but addresses that were fetched already, such as {wanted[0]}"
            )
        if len(new) > MOST:
            raise FetchFailed(
                f"{request.source} lists {len(new)} addresses, more than the {MOST} of a list that was fetched"
            )
        wanted = new
    try:
        for address in wanted:
            if fetcher.was_asked(address):
                continue  # a list before it had it too
            try:
                yield from read_url(address, request.at(address, fetcher=fetcher, depth=request.depth + 1))
            except DetenteError as error:
                request.fail(address, error)
    finally:
        if request.fetcher is None:
            fetcher.close()
