"""What an analyst asks: a question, words to look for, a scenario."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from detente.answers.offered import offered
from detente.errors import BadQuery
from detente.web import desk
from detente.web.parameters import Text
from detente.web.rendering import render
from detente.web.wording import tongue_of

router = APIRouter(include_in_schema=False)


@router.get("/ask")
async def ask(request: Request, q: Text = "") -> Response:
    found = desk.asked(request.app.state.book, q) if q.strip() else None
    listed = offered(request.app.state.book)
    return render(request, "ask.html", question=q, answer=found, offered=listed)


@router.get("/search")
async def search(request: Request, q: Text = "") -> Response:
    rows = request.app.state.book.search(q, 50).to_pylist() if q.strip() else []
    return render(request, "search.html", question=q, rows=rows)


@router.get("/what-if")
async def what_if(request: Request, scenario: Text = "") -> Response:
    text, status = "", 200
    try:
        text = desk.followed(scenario, tongue_of(request))["text"] if scenario.strip() else ""
    except BadQuery as error:
        text, status = str(error), 400
    return render(request, "what_if.html", status=status, scenario=scenario, text=text)
