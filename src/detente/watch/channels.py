"""Where notices go: the terminal, a file of e-mail, an Atom feed, a webhook. Each takes those that wait and says which it has told.

A file is written so that a kill in between tells nothing twice: e-mail is known by its Message-ID, the feed is replaced as a whole. A
webhook is sent the notice's id as Idempotency-Key, for a kill between its answer and our mark sends it again.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

from detente.errors import BadQuery, FetchFailed
from detente.exchange.labels import visible
from detente.store.analyst import watches
from detente.store.analyst.watches import Notice
from detente.store.casebook import Casebook
from detente.telling.wording import quoted
from detente.watch.wording import Language, word

ENTRIES = 200  # of the Atom feed
ATOM = "http://www.w3.org/2005/Atom"


def told_by(
    book: Casebook, channel: str, waiting: list[Notice], language: Language, *, allow_private: bool
) -> Iterator[str]:
    """Tell what waits on a channel ("terminal", "email:FILE", "atom:FILE", "webhook:URL"); yields the ids that are told.

    Raises BadQuery for a file that cannot be written and FetchFailed for a webhook that does not take it: the rest waits.
    """
    kind, _, where = channel.partition(":")
    if kind == "terminal":
        for one in waiting:
            sys.stdout.write(as_text(one, language))
            sys.stdout.flush()
            yield one.id
    elif kind == "email":
        yield from mailed(Path(where), waiting, language)
    elif kind == "atom":
        write_atom(book, Path(where), channel, language)
        yield from (one.id for one in waiting)
    else:
        yield from hooked(where, waiting, allow_private)


def as_text(one: Notice, language: Language) -> str:
    """A notice and its sentences for people."""
    lines = [f"{one.watch} [{word(one.kind, language)}] {one.text}"]
    lines += [f"    {quoted(proof.text, language)} ({about(proof)})" for proof in one.proofs] or [
        f"    ({word('wordless', language)}, {one.event})"
    ]
    return visible("\n".join(lines)) + "\n"


def about(proof: watches.Proof) -> str:
    return ", ".join(part for part in (proof.source, proof.date) if part)


def mailed(path: Path, waiting: list[Notice], language: Language) -> Iterator[str]:
    """Append to a file of e-mail (mbox), each message in one write; what stands in it already is passed over."""
    try:
        there = path.read_bytes() if path.exists() else b""
        with path.open("ab", buffering=0) as file:
            for one in waiting:
                if f"Message-ID: <{one.id}@".encode() not in there:
                    file.write(message_of(one, language))
                    os.fsync(file.fileno())
                yield one.id
    except OSError as error:
        raise BadQuery(f"cannot write to {path}: {error.strerror or error}") from error


def message_of(one: Notice, language: Language) -> bytes:
    """A notice as a message of an mbox: its first line, headers, text, and an empty line."""
    from email.message import EmailMessage
    from email.utils import format_datetime

    from detente.watch.times import moment

    when = moment(one.at)
    message = EmailMessage()
    message["Message-ID"] = f"<{one.id}@detente.invalid>"
    message["Date"] = format_datetime(when)
    message["From"] = "detente@detente.invalid"
    message["Subject"] = visible(" ".join(f"{one.watch} [{word(one.kind, language)}] {one.text}".split())[:200])
    message.set_content(as_text(one, language))
    body = re.sub(rb"(?m)^(>*From )", rb">\1", message.as_bytes())
    return f"From detente@detente.invalid {when:%a %b %d %H:%M:%S %Y}\n".encode() + body + b"\n"


def write_atom(book: Casebook, path: Path, channel: str, language: Language) -> None:
    """Write the feed (RFC 4287) with the newest notices, in place of what was there."""
    ElementTree.register_namespace("", ATOM)
    found = watches.latest(book.ledger, channel, ENTRIES)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    put(feed, "id", f"urn:detente:{path.name}")
    put(feed, "title", word("feed", language, book=book.folder.name))
    put(feed, "updated", max((one.at for one in found), default="1970-01-01T00:00:00+00:00"))
    put(put(feed, "author"), "name", "Détente")
    for one in found:
        entry = put(feed, "entry")
        put(entry, "id", f"urn:detente:notice:{one.id}")
        put(entry, "title", f"{one.watch} [{word(one.kind, language)}] {one.text}")
        put(entry, "updated", one.at)
        put(entry, "content", as_text(one, language)).set("type", "text")
        put(entry, "category").set("term", one.kind)
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_bytes(ElementTree.tostring(feed, "utf-8", xml_declaration=True))
        partial.replace(path)
    except OSError as error:
        raise BadQuery(f"cannot write to {path}: {error.strerror}") from error


def put(parent: ElementTree.Element, name: str, text: str | None = None) -> ElementTree.Element:
    made = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    made.text = None if text is None else visible(text)
    return made


def hooked(address: str, waiting: list[Notice], allow_private: bool) -> Iterator[str]:
    """Post each notice as JSON. Addresses of this machine and of private networks are refused unless allowed."""
    from dataclasses import asdict

    import httpx

    from detente.sources.fetch import Fetcher, PrivateAddress

    fetcher = Fetcher(allow_private=allow_private)
    try:
        for one in waiting:
            try:
                answer = fetcher.client.post(address, json=asdict(one), headers={"Idempotency-Key": one.id})
            except PrivateAddress as error:
                raise FetchFailed(f"{address} may not be told: {error}; allow it with --allow-private") from None
            except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
                raise FetchFailed(
                    f"{address} cannot be told: {error or type(error).__name__}; what waits is sent next time"
                ) from None
            if not answer.is_success:
                raise FetchFailed(f"{address} answers {answer.status_code}: what waits is sent next time")
            yield one.id
    finally:
        fetcher.close()


__all__ = ["as_text", "told_by"]
