"""The first page: what moved, how pairs stand, what is new, what waits; and the box that takes a text or an address in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import RedirectResponse, Response

from detente.dyads.sentences import name
from detente.store.analyst.watches import Watch
from detente.telling.whom import code_of
from detente.web import desk, intake
from detente.web.parameters import Seal, Text
from detente.web.rendering import render, unsealed
from detente.web.wording import tongue_of

router = APIRouter(include_in_schema=False)


@router.get("/")
def home(request: Request, since: Text = "") -> Response:
    tongue = tongue_of(request)
    page = desk.overview(request.app.state.book, tongue, since)
    return render(request, "home.html", page=page, since=since, named=lambda code: name(code, tongue))


@router.post("/add")
async def add(
    request: Request,
    seal: Seal,
    text: Annotated[str, Form(max_length=200_000)] = "",
    title: Annotated[str, Form(max_length=300)] = "",
    published: Annotated[str, Form(max_length=10)] = "",
) -> Response:
    """Read a pasted text, or a page by its address, into the casebook; then to the document."""
    if not request.app.state.guard.sealed(request, seal):
        return unsealed(request)
    async with request.app.state.reading:  # one at a time: readers are many, the writer is one
        document = await run_in_threadpool(intake.add, request.app.state.book.folder, text, title, published)
    return RedirectResponse(f"/documents/{document}?lang={tongue_of(request)}", 303)


@router.post("/watches")
async def watches(
    request: Request,
    seal: Seal,
    name: Annotated[str, Form(max_length=60)] = "",
    a: Annotated[str, Form(max_length=60)] = "",
    b: Annotated[str, Form(max_length=60)] = "",
    text: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Save a watch on two states, on one, or on some words."""
    from detente.watch import add as save

    if not request.app.state.guard.sealed(request, seal):
        return unsealed(request)
    codes = [code_of(one) for one in (a, b) if one.strip()]
    query: dict[str, object] = {"dyad": codes} if len(codes) == 2 else {"actor": codes[0]} if codes else {}
    save(request.app.state.book, Watch(name.strip(), query | ({"text": text.strip()} if text.strip() else {})))
    return RedirectResponse(f"/?lang={tongue_of(request)}#watches", 303)
