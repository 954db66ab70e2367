"""The words: an event with its sentences, a document with its marks, a block that comes back."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from detente.web import desk
from detente.web.parameters import Seal
from detente.web.rendering import render, unsealed
from detente.web.routes.corrections import author_of, choices, shown
from detente.web.wording import tongue_of

router = APIRouter(include_in_schema=False)


@router.get("/events/{identity}")
def event(request: Request, identity: str) -> Response:
    book = request.app.state.book
    page, row = desk.event(book, identity, tongue_of(request)), book.event(identity)
    page["fields"] = shown(row) if row["told"] else {}  # an imported event keeps the fields of its source
    return render(request, "event.html", page=page, choices=choices(), author=author_of(request))


@router.get("/documents/{identity}")
def document(request: Request, identity: str, restored: bool = False) -> Response:
    page = desk.document(request.app.state.book, identity, tongue_of(request))
    return render(request, "document.html", page=page, restored=restored, author=author_of(request))


@router.post("/documents/{identity}/restore")
async def restore(
    request: Request,
    identity: str,
    begin: Annotated[int, Form(ge=0)],
    stop: Annotated[int, Form(ge=0)],
    seal: Seal,
    author: Annotated[str, Form(max_length=200)] = "",
    reason: Annotated[str, Form(max_length=2_000)] = "",
) -> Response:
    if not request.app.state.guard.sealed(request, seal):
        return unsealed(request)
    request.app.state.book.restore(identity, begin, stop, author=author.strip() or "nobody", reason=reason)
    return RedirectResponse(f"/documents/{identity}?restored=true&lang={tongue_of(request)}", 303)
