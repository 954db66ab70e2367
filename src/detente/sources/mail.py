"""Mail and newsletters (`.eml`): the text of the message, or its page where that is all there is."""

from __future__ import annotations

from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import BinaryIO

from detente.errors import DetenteError, EmptyDocument, UndecodableDocument
from detente.records import Document
from detente.sources.days import can_be_published, mail_date
from detente.sources.decode import decode
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
        (plain, plain_notes), (page, page_notes) = (_part(message, kind, request.source) for kind in ("plain", "html"))
        subject, sender, when = _line(message, "subject"), _line(message, "from"), _line(message, "date")
    except DetenteError:
        raise
    except Exception as error:  # the parser of the standard library raises many kinds on broken headers
        raise UndecodableDocument(f"{request.source} cannot be read as a mail: {why(error)}") from None
    name, address = parseaddr(sender)
    day = mail_date(when)
    day = day if day and can_be_published(day) else None
    inner = request.at(
        request.source,
        published=request.published or day,
        known="given" if request.published else "metadata" if day else "unknown",
        title=request.title or subject or None,
        author=request.author or name or None,
        site=request.site or address.partition("@")[2].lower() or None,
        addresses=False,
    )
    note = () if plain or page else ("the mail has no text of its own",)
    if len(plain.strip()) >= ENOUGH or (plain.strip() and not page):
        yield from read_words(plain, inner, (*note, *plain_notes))
    elif page:
        yield read_page(page, inner, (*note, *page_notes))
    else:
        raise EmptyDocument(f"{request.source} is a mail without text: its attachments are files of their own")


def _part(message: EmailMessage, kind: str, source: str) -> tuple[str, tuple[str, ...]]:
    """The text of the first part of a kind, decoded by its own bytes where its charset is missing or wrong, and notes."""
    part = message.get_body(preferencelist=(kind,))
    if part is None:
        return "", ()
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip(b" \t\r\n\0"):
        return "", ()
    text, _, notes = decode(data, source, declared=part.get_content_charset())
    return text.replace("\r\n", "\n"), notes


def _line(message: EmailMessage, name: str) -> str:
    value = message.get(name)
    return " ".join(str(value).split()) if value else ""
