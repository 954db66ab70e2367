"""/api: every page's data as JSON, with an ETag; lists come in pages."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import Response

from detente.telling.whom import code_of
from detente.web import desk
from detente.web.parameters import After, Code, Filters, Text
from detente.web.wording import tongue_of

router = APIRouter(prefix="/api", tags=["desk"])


def answer(request: Request, data: Any) -> Response:
    """JSON with an ETag; 304 where the client has it already."""
    body = json.dumps(data, ensure_ascii=False, default=str).encode()
    tag = f'"{blake2b(body, digest_size=12).hexdigest()}"'
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers={"ETag": tag})
    return Response(body, media_type="application/json", headers={"ETag": tag, "Cache-Control": "no-cache"})


@router.get("/overview")
def overview(request: Request) -> Response:
    """Newest turning points and events, and what waits."""
    return answer(request, desk.overview(request.app.state.book, tongue_of(request)))


@router.get("/dyad")
def dyad(request: Request, a: Code, b: Code, filters: Annotated[Filters, Depends()], after: After = 0) -> Response:
    """Course, turning points, commitments, and a page of events, the newest first; `next` is the `after` of the next page."""
    found = desk.dyad(
        request.app.state.book, code_of(a), code_of(b), after=after, tongue=tongue_of(request), **filters.chosen()
    )
    return answer(request, found)


@router.get("/standing")
def standing(request: Request, a: Code, b: Code, lang: Annotated[str, Query(pattern="^(en|fr)$")] = "en") -> Response:
    """How two actors stand, in cited sentences: in short, reactions of third parties to the newest turn, and an outlook."""
    return answer(request, desk.standing(request.app.state.book, code_of(a), code_of(b), lang))


@router.get("/events/{identity}")
def event(request: Request, identity: str) -> Response:
    """One event with every sentence that tells it."""
    return answer(request, desk.event(request.app.state.book, identity, tongue_of(request)))


@router.get("/documents/{identity}")
def document(request: Request, identity: str) -> Response:
    """A document in pieces: plain words, words of an event, blocks set aside with their reason."""
    return answer(request, desk.document(request.app.state.book, identity, tongue_of(request)))


@router.get("/ask")
def ask(request: Request, q: Text, lang: Annotated[str | None, Query(pattern="^(en|fr)$")] = None) -> Response:
    """A question answered from the ledger, every sentence cited."""
    return answer(request, desk.asked(request.app.state.book, q, lang))


@router.get("/search")
def search(request: Request, q: Text, limit: Annotated[int, Query(ge=1, le=200)] = 50) -> Response:
    """Sentences that hold some words, the best first."""
    return answer(request, request.app.state.book.search(q, limit).to_pylist() if q.strip() else [])


@router.get("/what-if")
def what_if(request: Request, scenario: Text, lang: Annotated[str, Query(pattern="^(en|fr)$")] = "en") -> Response:
    """Who the clauses of pacts would bind."""
    return answer(request, desk.followed(scenario, lang)["rows"])


@router.get("/commitments")
def commitments(request: Request, party: Text = "", after: After = 0) -> Response:
    """Pacts in force and commitments that texts state, of one party or of all, a page of them."""
    return answer(request, paged(desk.pacts(request.app.state.book, code_of(party) if party.strip() else None), after))


@router.get("/waiting/{kind}")
def waiting(request: Request, kind: str, after: After = 0) -> Response:
    """What was set aside (quarantine), could not be resolved (unresolved) or read (failed), a page of it."""
    return answer(request, paged(desk.waiting(request.app.state.book, kind), after))


def paged(rows: list[dict[str, Any]], after: int) -> dict[str, Any]:
    """A page of a list: its rows, how many there are in all, and where the next page begins."""
    stop = after + desk.PAGE
    return {"rows": rows[after:stop], "total": len(rows), "after": after, "next": stop if stop < len(rows) else None}
