"""Lists of the ledger: commitments, and what waits to be looked at."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from detente.telling.whom import code_of
from detente.web import desk
from detente.web.parameters import Text
from detente.web.rendering import render

router = APIRouter(include_in_schema=False)


@router.get("/commitments")
async def commitments(request: Request, party: Text = "") -> Response:
    rows = desk.pacts(request.app.state.book, code_of(party) if party.strip() else None)
    return render(request, "commitments.html", rows=rows, party=party)


@router.get("/waiting/{kind}")
async def waiting(request: Request, kind: str) -> Response:
    rows = desk.waiting(request.app.state.book, kind)
    return render(request, "waiting.html", kind=kind, rows=rows)
