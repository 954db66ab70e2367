"""A dossier from the desk: the same as `detente dossier` writes, as a file to keep, and as data."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente.dossiers import FORMATS, Dossier, Scope, gather, render
from detente.store.filters import day_of
from detente.telling.whom import code_of
from detente.web.api import answer
from detente.web.parameters import Code, Text
from detente.web.wording import tongue_of

router = APIRouter(tags=["desk"])
Form = Annotated[str, Query(pattern=f"^({'|'.join(FORMATS)})$")]


def gathered(request: Request, a: str, b: str, since: str, until: str, topic: str) -> Dossier:
    """The dossier of two actors in a period, on a topic where words are given, in the visitor's language. Raises BadQuery for a day that is none."""
    first, last = (day_of(since, "since") if since else None), (day_of(until, "until", last=True) if until else None)
    scope = Scope((code_of(a), code_of(b)), first, last, (), topic.strip() or None, ())
    return gather(request.app.state.book, scope, language="fr" if tongue_of(request) == "fr" else "en")


@router.get("/dossier", include_in_schema=False)
def file(
    request: Request, a: Code, b: Code, since: Text = "", until: Text = "", topic: Text = "", format: Form = "html"
) -> Response:
    written = render(gathered(request, a, b, since, until, topic), format)
    name = f"{code_of(a)}-{code_of(b)}.{format}"
    return Response(
        written, media_type=FORMATS[format][1], headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@router.get("/api/dossier")
def data(request: Request, a: Code, b: Code, since: Text = "", until: Text = "", topic: Text = "") -> Response:
    """The dossier of two actors: sections of claims, each with the numbers of its references, and the references with their grades."""
    return answer(request, asdict(gathered(request, a, b, since, until, topic)))


__all__ = ["router"]
