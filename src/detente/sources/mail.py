"""Mail and newsletters (`.eml`): the text of the message, or its page where that is all there is."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime
from typing import BinaryIO

from detente.errors import EmptyDocument, UndecodableDocument
from detente.records import Document
from detente.sources.document import whole, why
from detente.sources.html import read_page
from detente.sources.request import Request
from detente.sources.text import read_words

ENOUGH = 200  # characters of a plain part that is taken before a page


def read_mail(stream: BinaryIO, request: Request) -> Iterator[Document]:
    """The documents of a message: subject as title, sender as site, its date as date."""
    data = whole(stream, request.source)
    try:
        message = BytesParser(policy=policy.default).parsebytes(data)
        plain, page = _part(message, "plain"), _part(message, "html")
        subject, sender, when = _line(message, "subject"), _line(message, "from"), _line(message, "date")
    except Exception as error:  # the parser of the standard library raises many kinds on broken headers
        raise UndecodableDocument(f"{request.source} cannot be read as a mail: {why(error)}") from None
    name, address = parseaddr(sender)
    try:
        day = parsedate_to_datetime(when).date() if when else None
    except (ValueError, TypeError, IndexError, OverflowError):
        day = None
    inner = request.at(
        request.source,
        published=request.published or day,
        known="given" if request.published else "metadata" if day else "unknown",
        title=request.title or subject or None,
        author=request.author or name or None,
        site=request.site or address.partition("@")[2].lower() or None,
    )
    note = () if plain or page else ("the mail has no text of its own",)
    if len(plain.strip()) >= ENOUGH or (plain.strip() and not page):
        yield from read_words(plain, inner, note)
    elif page:
        yield read_page(page, inner, note)
    else:
        raise EmptyDocument(f"{request.source} is a mail without text: its attachments are files of their own")


def _part(message: EmailMessage, kind: str) -> str:
    """The text of the first part of a kind."""
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return ""
    try:
        content = part.get_content()
    except (LookupError, ValueError, UnicodeError):
        content = bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    return content if isinstance(content, str) else ""


def _line(message: EmailMessage, name: str) -> str:
    value = message.get(name)
    return " ".join(str(value).split()) if value else ""
