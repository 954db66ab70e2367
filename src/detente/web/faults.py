"""What a page says where it cannot be shown, in the visitor's language: what is known of the error in words of the desk, and where the
error's own words are English, these behind them, marked as English.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from starlette.exceptions import HTTPException
from starlette.requests import Request

from detente.errors import BadDate, FetchFailed, InputError, NotFound
from detente.telling.whom import WhichState
from detente.web.wording import table, tongue_of

KINDS: Mapping[type[Exception], str] = {
    BadDate: "fault_date", FetchFailed: "fault_fetch", NotFound: "fault_missing", InputError: "fault_input", HTTPException: "fault_page",
}  # fmt: skip
PLACES = {"events": "fault_event", "documents": "fault_document", "actors": "fault_actor"}


def in_words(request: Request, error: Exception) -> tuple[str, str]:
    """What went wrong in the visitor's language, and the error's own English words where these say more; "" where they do not."""
    tongue = tongue_of(request)
    said = str(error.detail) if isinstance(error, HTTPException) else str(error)
    if isinstance(error, WhichState):
        return error.told(tongue), ""
    if tongue == "en":
        return said, ""
    words = table()[tongue]
    room, _, rest = request.url.path.strip("/").partition("/")
    if isinstance(error, NotFound) and rest and room in PLACES:
        return words[PLACES[room]].format(id=unquote(rest.split("/")[0])[:80]), ""
    key = next((key for kind, key in KINDS.items() if isinstance(error, kind)), "fault_other")
    return words[key], "" if isinstance(error, HTTPException) else said


__all__ = ["in_words"]
