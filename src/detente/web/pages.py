"""The pages, one function each: data of `desk`, a template, the visitor's language."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from detente.errors import BadQuery
from detente.exchange.labels import quoted, visible
from detente.web import desk
from detente.web.api import After, Code, Text
from detente.web.wording import table, tongue_of

router = APIRouter(include_in_schema=False)
TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(request: Request, template: str, *, status: int = 200, **data: Any) -> Response:
    """A page in the visitor's language. Text of documents is escaped, and what could steer a screen is made visible."""
    tongue = tongue_of(request)
    other = "en" if tongue == "fr" else "fr"
    query = [(name, value) for name, value in request.query_params.multi_items() if name not in ("lang", "token")]
    page = TEMPLATES.get_template(template).render(
        w=table()[tongue],
        tongue=tongue,
        keep=f"lang={tongue}",
        other=f"?{urlencode([*query, ('lang', other)])}",
        quoted=quoted,
        seal=request.app.state.guard.seal(request),
        **data,
    )
    return Response(visible(page), status, media_type="text/html; charset=utf-8")


@router.get("/")
async def home(request: Request) -> Response:
    return render(request, "home.html", page=desk.overview(request.app.state.book))


@router.get("/dyad")
async def dyad(
    request: Request,
    a: Code,
    b: Code,
    after: After = 0,
    event: Text = "",
    since: Text = "",
    until: Text = "",
    status: Text = "",
) -> Response:
    chosen = {"event": event, "since": since, "until": until, "status": status}
    found = desk.dyad(request.app.state.book, a.upper(), b.upper(), after=after, **chosen)
    more = urlencode({"a": a, "b": b, **chosen, "after": found["next"], "lang": tongue_of(request)})
    return render(request, "dyad.html", page=found, chosen=chosen, more=more)


@router.get("/dyad.svg")
async def picture(request: Request, a: Code, b: Code) -> Response:
    drawn = desk.picture(request.app.state.book, a.upper(), b.upper())
    # A picture carries its own inline styles and nothing else.
    policy = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return Response(drawn, media_type="image/svg+xml", headers={"Content-Security-Policy": policy})


@router.get("/events/{identity}")
async def event(request: Request, identity: str) -> Response:
    return render(request, "event.html", page=desk.event(request.app.state.book, identity))


@router.get("/documents/{identity}")
async def document(request: Request, identity: str, restored: bool = False) -> Response:
    return render(request, "document.html", page=desk.document(request.app.state.book, identity), restored=restored)


@router.post("/documents/{identity}/restore")
async def restore(
    request: Request,
    identity: str,
    begin: Annotated[int, Form(ge=0)],
    stop: Annotated[int, Form(ge=0)],
    seal: Annotated[str, Form(max_length=100)],
) -> Response:
    if not request.app.state.guard.sealed(request, seal):
        return render(
            request,
            "error.html",
            status=403,
            text="This form was not written by this desk for you: load the page again.",
        )
    request.app.state.book.restore(identity, begin, stop)
    return RedirectResponse(f"/documents/{identity}?restored=true&lang={tongue_of(request)}", 303)


@router.get("/ask")
async def ask(request: Request, q: Text = "") -> Response:
    found = desk.asked(request.app.state.book, q) if q.strip() else None
    return render(request, "ask.html", question=q, answer=found)


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


@router.get("/commitments")
async def commitments(request: Request, party: Text = "") -> Response:
    rows = desk.pacts(request.app.state.book, party.upper() or None)
    return render(request, "commitments.html", rows=rows, party=party)


@router.get("/waiting/{kind}")
async def waiting(request: Request, kind: str) -> Response:
    if kind not in ("quarantine", "unresolved", "failed"):
        raise BadQuery(f"no list {kind!r}: there is quarantine, unresolved and failed")
    rows = getattr(request.app.state.book, kind)().slice(0, 500).to_pylist()
    return render(request, "waiting.html", kind=kind, rows=rows)
