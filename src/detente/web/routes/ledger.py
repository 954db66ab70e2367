"""Lists of the ledger: commitments, and what waits to be looked at."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from detente.telling.whom import code_of
from detente.web import desk
from detente.web.parameters import After, Text
from detente.web.rendering import render

router = APIRouter(include_in_schema=False)
PAGE = 24  # commitments of a page


@router.get("/commitments")
def commitments(request: Request, party: Text = "", q: Text = "", after: After = 0) -> Response:
    """Those of one party or of all, a page of them; `q` is the id of one."""
    code = code_of(party) if party.strip() else ""
    rows = [row for row in desk.pacts(request.app.state.book, code or None) if q in ("", row["id"])]
    more = after + PAGE if len(rows) > after + PAGE else None
    shown = rows[after : after + PAGE]
    return render(request, "commitments.html", rows=shown, total=len(rows), next=more, party=party, code=code)


@router.get("/waiting/{kind}")
def waiting(request: Request, kind: str) -> Response:
    rows = desk.waiting(request.app.state.book, kind)
    return render(request, "waiting.html", kind=kind, rows=rows)
