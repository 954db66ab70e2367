"""What an analyst asks: a question, words to look for, a scenario."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response

from detente.answers.offered import offered
from detente.errors import BadQuery
from detente.exchange.exporting import harmless
from detente.telling.whom import code_of
from detente.web import desk
from detente.web.faults import in_words
from detente.web.parameters import Text
from detente.web.rendering import render
from detente.web.search import facets, found
from detente.web.wording import tongue_of

router = APIRouter(include_in_schema=False)
Row = dict[str, Any]
SHOWN = 40  # sentences of a page


@router.get("/ask")
def ask(request: Request, q: Text = "") -> Response:
    found = desk.asked(request.app.state.book, q) if q.strip() else None
    listed = offered(request.app.state.book)
    return render(request, "ask.html", question=q, answer=found, offered=listed)


@router.get("/search")
def search(request: Request, q: Text = "", year: Text = "", source: Text = "") -> Response:
    tongue = tongue_of(request)
    whole = found(request.app.state.book, q, tongue) if q.strip() else []
    rows = [row for row in whole if year in ("", row["year"]) and source in ("", row["source"])]
    chosen = {"year": year, "source": source}

    def address(**change: str) -> str:
        return urlencode(
            {key: value for key, value in ({"q": q} | chosen | change).items() if value} | {"lang": tongue}
        )

    return render(
        request,
        "search.html",
        question=q,
        rows=rows[:SHOWN],
        whole=whole,
        facets=facets(whole),
        chosen=chosen,
        narrowed=lambda name, value: address(**{name: value}),
        without=lambda name: address(**{name: ""}),
    )


@router.get("/search.csv")
def sheet(request: Request, q: Text) -> Response:
    """The sentences of a search as a table."""
    columns = ("date", "published", "source", "text", "id", "document")
    rows = found(request.app.state.book, q, tongue_of(request)) if q.strip() else []
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(columns)
    writer.writerows([harmless(str(row[name])) for name in columns] for row in rows)
    as_file = {"Content-Disposition": 'attachment; filename="search.csv"'}
    return Response(sheet.getvalue(), media_type="text/csv; charset=utf-8", headers=as_file)


@router.get("/what-if")
def what_if(request: Request, scenario: Text = "", attacker: Text = "", target: Text = "", on: Text = "") -> Response:
    """A scenario in words, or of who attacks whom."""
    error, status, found, asked = "", 200, None, scenario
    try:
        if attacker.strip() and target.strip():
            asked = f"{code_of(attacker)} attacks {code_of(target)}"
        found = desk.followed(asked, tongue_of(request), on=on.strip()) if asked.strip() else None
    except BadQuery as wrong:
        error, status = " ".join(filter(None, in_words(request, wrong))), 400
    head, *_, ends = found["parts"] if found else ("", ())
    return render(
        request,
        "what_if.html",
        status=status,
        error=error,
        head=head,
        ends=ends,
        verdicts=grouped(found["rows"]) if found else [],
        scenario=scenario,
        attacker=attacker,
        target=target,
        on=on,
    )


def grouped(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """Rows of a what-if by verdict, those that bind first."""
    order = ("violated", "triggered", "conditional", "not triggered")
    found = [(verdict.replace(" ", "_"), [row for row in rows if row["verdict"] == verdict]) for verdict in order]
    return [(verdict, listed) for verdict, listed in found if listed]
