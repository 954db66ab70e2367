"""From data to a page: the template, the visitor's language, everything escaped."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context

from detente.dyads.sentences import name
from detente.exchange.labels import quoted, visible
from detente.web.heads import dated, quarter
from detente.web.wording import table, tongue_of

TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@pass_context
def named(context: Context, code: str) -> str:
    """The name of a code in the visitor's language."""
    return name(code, context["tongue"])


TEMPLATES.filters["named"] = named


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
        colon="\u00a0:" if tongue == "fr" else ":",
        quarter=lambda label: quarter(label, tongue),
        dated=lambda when: dated(when, tongue),
        here="/" + request.url.path.split("/")[1],
        seal=request.app.state.guard.seal(request),
        **data,
    )
    return Response(visible(page), status, media_type="text/html; charset=utf-8")


__all__ = ["TEMPLATES", "render"]


def unsealed(request: Request) -> Response:
    """The answer to a form that this desk did not write for this visitor."""
    return render(request, "error.html", status=403, text=table()[tongue_of(request)]["unsealed"], own="")
