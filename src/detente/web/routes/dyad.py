"""Two actors: the page and its picture."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from detente.dyads.sentences import name
from detente.telling.whom import code_of
from detente.web import desk, heads
from detente.web.parameters import After, Code, Filters
from detente.web.rendering import render
from detente.web.wording import tongue_of

router = APIRouter(include_in_schema=False)


@router.get("/dyad")
def dyad(request: Request, a: Code, b: Code, filters: Annotated[Filters, Depends()], after: After = 0) -> Response:
    chosen = filters.chosen()
    book, one, two, tongue = request.app.state.book, code_of(a), code_of(b), tongue_of(request)
    found = desk.dyad(book, one, two, after=after, tongue=tongue, **chosen)
    more = urlencode({"a": a, "b": b, **chosen, "after": found["next"], "lang": tongue})
    return render(
        request,
        "dyad.html",
        page=found,
        parts=desk.standing(book, one, two, tongue),
        names=[name(code, tongue) for code in (one, two)],
        head=heads.dyad(found["rests"], tongue),
        filtered=heads.filtered(chosen, tongue),
        kinds=heads.kinds(tongue),
        chosen=chosen,
        more=more,
    )


@router.get("/dyad.svg")
def picture(request: Request, a: Code, b: Code) -> Response:
    drawn = desk.picture(request.app.state.book, code_of(a), code_of(b))
    # A picture carries its own inline styles and nothing else.
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return Response(drawn, media_type="image/svg+xml", headers={"Content-Security-Policy": policy})
