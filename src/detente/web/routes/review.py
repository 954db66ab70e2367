"""The review queue: a page with one event, and the form that settles it."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import Response

from detente.web import review
from detente.web.api import answer
from detente.web.heads import kinds
from detente.web.parameters import Seal, Text
from detente.web.rendering import render, unsealed
from detente.web.routes.corrections import author_of, back
from detente.web.wording import tongue_of

router = APIRouter(tags=["desk"])
Words = Annotated[str, Form(max_length=300)]
At = Annotated[int, Query(ge=0, le=1_000_000)]


@router.get("/review", include_in_schema=False)
def page(request: Request, at: At = 0, event: Text = "") -> Response:
    tongue = tongue_of(request)
    shown = review.page(request.app.state.book, tongue, at, event)
    return render(request, "review.html", page=shown, author=author_of(request), kinds=kinds(tongue))


@router.get("/api/review")
def data(request: Request, at: At = 0) -> Response:
    """One event of the review queue with its context: how many wait, how many were settled; `at` counts from the most useful."""
    return answer(request, review.page(request.app.state.book, tongue_of(request), at))


@router.post("/review/{identity}", include_in_schema=False)
async def settle(
    request: Request,
    identity: str,
    act: Annotated[str, Form(max_length=8)],
    seal: Seal,
    author: Annotated[str, Form(max_length=200)] = "",
    reason: Annotated[str, Form(max_length=2_000)] = "",
    actor: Words = "",
    recipient: Words = "",
    type: Words = "",
    date: Words = "",
    status: Words = "",
    at: At = 0,
) -> Response:
    if not request.app.state.guard.sealed(request, seal):
        return unsealed(request)
    fixed = {"actor": actor, "recipient": recipient, "event": type, "date": date, "status": status}
    review.settle(request.app.state.book, identity, act, author=author, reason=reason, fixed=fixed)
    return back(request, f"/review?{urlencode({'at': at, 'lang': tongue_of(request)})}", author)


__all__ = ["router"]
