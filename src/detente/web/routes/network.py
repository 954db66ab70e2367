"""The network page: who stands with whom in a period, how surely, and on how much evidence."""

from __future__ import annotations

import math
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente.dyads.sentences import name
from detente.store.casebook import Casebook
from detente.store.serving import pair_queries
from detente.store.serving.cubes import GROUPS
from detente.web.api import answer
from detente.web.figures import kept, period
from detente.web.parameters import After, Text
from detente.web.rendering import render
from detente.web.wording import tongue_of

router = APIRouter(tags=["desk"])
Least = Annotated[int, Query(ge=1, le=100_000)]
PAGE = 100  # ties of a page
DRAWN = 60  # strongest ties of the picture


def ties(book: Casebook, *, least: int = 1, since: str = "", until: str = "") -> list[dict[str, Any]]:
    """Pairs of actors with at least `least` events that happened between them, those with most evidence first.

    `sign` is that of cooperation minus conflict, `share` the part of cooperation (0 to 1). Months, whole ones, bound the period.
    """
    bounds = {key: value for key, value in (("since", since), ("until", until)) if value}
    sums: dict[tuple[str, str], list[int]] = {}
    for row in book.network(status="happened", **bounds).to_pylist():
        a, b = sorted((row["actor"], row["recipient"]))
        if a != b and a not in GROUPS and b not in GROUPS:
            both = sums.setdefault((a, b), [0, 0])
            both[0] += row["cooperative"]
            both[1] += row["conflictual"]
    found = [
        {
            "a": a,
            "b": b,
            "cooperation": good,
            "conflict": bad,
            "events": good + bad,
            "share": round(good / (good + bad), 3),
            "sign": "+" if good > bad else "−" if bad > good else "0",
        }
        for (a, b), (good, bad) in sums.items()
        if good + bad >= least
    ]
    return sorted(found, key=lambda tie: (-tie["events"], tie["a"], tie["b"]))


def undated(book: Casebook, since: str, until: str) -> int:
    """How many events that happened between two actors a period leaves out, for nobody knows their day; 0 without a period."""
    if not since and not until:
        return 0
    count: int = kept(book, "undated", lambda: pair_queries.undated(book.view))
    return count


def paged(rows: list[dict[str, Any]], after: int, size: int = PAGE) -> dict[str, Any]:
    """A page of rows with their total and the `after` of the next page."""
    more = after + size if len(rows) > after + size else None
    return {"rows": rows[after : after + size], "total": len(rows), "after": after, "next": more}


def placed(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """Dots and lines of a picture, 1000 by 560: friends lie near each other and fill the frame, the same at each visit."""
    import networkx as nx

    graph = nx.Graph()
    for tie in rows:
        graph.add_edge(tie["a"], tie["b"], apart=1.6 - tie["share"])
    place: dict[str, tuple[float, float]] = {}
    groups = sorted(nx.connected_components(graph), key=lambda codes: (-len(codes), min(codes)))
    for column, codes in enumerate(groups):  # groups without a tie between them stand side by side
        part = nx.kamada_kawai_layout(graph.subgraph(sorted(codes)), weight="apart")
        place |= {code: (float(x) + 2.4 * column, float(y)) for code, (x, y) in part.items()}
    at = framed(place)
    lines = [
        tie
        | {"x1": at[tie["a"]][0], "y1": at[tie["a"]][1], "x2": at[tie["b"]][0], "y2": at[tie["b"]][1]}
        | {"width": round(1 + math.log1p(tie["events"]), 1)}
        for tie in reversed(rows)
    ]
    return {"lines": lines, "dots": [{"code": code, "x": x, "y": y} for code, (x, y) in sorted(at.items())]}


def framed(place: dict[str, tuple[float, float]]) -> dict[str, tuple[int, int]]:
    """Places stretched to the frame, with room for a name above and beside each."""

    def across(values: list[float], low: int, high: int) -> list[int]:
        least, most = min(values, default=0.0), max(values, default=0.0)
        return [
            round(low + (high - low) * ((value - least) / (most - least) if most > least else 0.5)) for value in values
        ]

    xs, ys = ([float(spot[axis]) for spot in place.values()] for axis in (0, 1))
    return dict(zip(place, zip(across(xs, 80, 920), across(ys, 40, 535), strict=True), strict=True))


@router.get("/network", include_in_schema=False)
def page(request: Request, least: Least = 2, since: Text = "", until: Text = "", after: After = 0) -> Response:
    since, until = period(request.app.state.book, since, until)
    rows = ties(request.app.state.book, least=least, since=since, until=until)
    tongue = tongue_of(request)
    return render(
        request,
        "network.html",
        page=paged(rows, after),
        drawn=kept(request.app.state.book, f"placed {least} {since} {until}", lambda: placed(rows[:DRAWN])),
        undated=undated(request.app.state.book, since, until),
        least=least,
        since=since,
        until=until,
        named=lambda code: name(code, "fr" if tongue == "fr" else "en"),
    )


@router.get("/api/network")
def data(request: Request, least: Least = 2, since: Text = "", until: Text = "", after: After = 0) -> Response:
    """Pairs with at least `least` events between them, by evidence; `next` is the `after` of the next page, `undated` what a period leaves out."""
    since, until = period(request.app.state.book, since, until)
    book = request.app.state.book
    found = paged(ties(book, least=least, since=since, until=until), after)
    return answer(request, found | {"undated": undated(book, since, until)})


__all__ = ["paged", "placed", "router", "ties"]
