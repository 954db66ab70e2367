"""What analysts say: forms on an event and on a block, and the trail of who said what, when and why."""

from __future__ import annotations

from itertools import islice
from typing import Annotated, Any
from urllib.parse import quote, unquote

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from detente.store.analyst.corrections import HELD, JUDGED, correct, remark, trail
from detente.store.analyst.values import READERS, modes, worded
from detente.store.casebook import Casebook
from detente.store.serving.summaries import corrections
from detente.web.api import answer
from detente.web.desk import PAGE
from detente.web.parameters import After, Seal
from detente.web.rendering import render, unsealed
from detente.web.wording import tongue_of

router = APIRouter(tags=["desk"])
AUTHOR = "detente_author"  # a cookie: who writes is asked once
Words = Annotated[str, Form(max_length=6_000)]
Place = Annotated[int, Form(ge=0, le=2**31)]


def author_of(request: Request) -> str:
    """Who wrote last from this browser."""
    return unquote(request.cookies.get(AUTHOR, ""))[:200]


def shown(row: dict[str, Any]) -> dict[str, str]:
    """The values of an event as its form shows them."""
    return {field: worded(field, row.get(HELD.get(field, field))) for field in READERS}


def choices() -> dict[str, tuple[str, ...]]:
    """What fields with a fixed set of values may be."""
    from detente.codebook import load
    from detente.store.filters import LIKELIHOODS, STATUSES

    yes_no = ("yes", "no")
    return {
        "event": tuple(load().quads),
        "mode": ("", *modes()),
        "status": STATUSES,
        "likelihood": LIKELIHOODS,
        "both": yes_no,
        "contested": yes_no,
    }


def page_of(book: Casebook, after: int) -> dict[str, Any]:
    """A page of the trail, the newest first."""
    total = corrections(book.ledger)
    rows = list(islice(trail(book.ledger), after, after + PAGE))
    more = after + PAGE if total > after + PAGE else None
    return {"rows": rows, "total": total, "after": after, "next": more}


@router.get("/corrections", include_in_schema=False)
def page(request: Request, after: After = 0) -> Response:
    return render(request, "corrections.html", page=page_of(request.app.state.book, after))


@router.get("/api/corrections")
def data(request: Request, after: After = 0) -> Response:
    """What analysts said, the newest first: who, when, on what, the value before and after, why, and whether it is in force."""
    return answer(request, page_of(request.app.state.book, after))


@router.post("/events/{identity}/correct", include_in_schema=False)
async def on_event(request: Request, identity: str) -> Response:
    """A form of an event: a verdict, a note, or the fields whose values were changed in it."""
    async with request.form(max_files=0, max_fields=60) as form:
        given = {name: value for name, value in form.items() if isinstance(value, str)}
    if not request.app.state.guard.sealed(request, given.get("seal", "")):
        return unsealed(request)
    book, author = request.app.state.book, given.get("author", "")
    now = shown(book.event(identity))
    wanted = {field: given[field].strip() for field in READERS if field in given and given[field].strip() != now[field]}
    if given.get("verdict"):
        on = given.get("on", "verdict")
        wanted[on if on in JUDGED else "verdict"] = given["verdict"]
    if given.get("note", "").strip():
        wanted["note"] = given["note"]
    if wanted:
        correct(book, identity, wanted, author=author, reason=given.get("reason", ""))
    return back(request, f"/events/{quote(identity, safe='')}?lang={tongue_of(request)}#said", author)


@router.post("/documents/{identity}/remark", include_in_schema=False)
async def on_block(
    request: Request,
    identity: str,
    begin: Place,
    stop: Place,
    seal: Seal,
    verdict: Words = "",
    note: Words = "",
    author: Words = "",
    reason: Words = "",
) -> Response:
    """A verdict or a note on a block that was set aside."""
    if not request.app.state.guard.sealed(request, seal):
        return unsealed(request)
    for field, value in (("verdict", verdict), ("note", note.strip())):
        if value:
            remark(request.app.state.book, identity, begin, stop, field, value, author=author, reason=reason)
    return back(request, f"/documents/{quote(identity, safe='')}?lang={tongue_of(request)}", author)


def back(request: Request, address: str, author: str) -> Response:
    """To the page where the form stood; the author is remembered."""
    to = RedirectResponse(address, 303)
    request.app.state.guard.keep(request, to, AUTHOR, quote(author.strip()[:200], safe=""))
    return to


__all__ = ["author_of", "choices", "router", "shown"]
