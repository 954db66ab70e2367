"""The first page: what moved, what is new, what waits."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from detente.web import desk
from detente.web.rendering import render
from detente.web.wording import tongue_of

router = APIRouter(include_in_schema=False)


@router.get("/")
async def home(request: Request) -> Response:
    return render(request, "home.html", page=desk.overview(request.app.state.book, tongue_of(request)))
