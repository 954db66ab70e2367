"""The map page: how states stand to the world or to one of them, and the strongest ties as arcs.

Shapes are `world.tsv` (tools/build_map.py). They show who holds an area, not whose it is by right: docs/desk.md says the policy.
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from detente.dyads.sentences import name
from detente.telling.whom import code_of
from detente.text import tables
from detente.web.api import answer
from detente.web.figures import period
from detente.web.parameters import After, Text
from detente.web.rendering import render
from detente.web.routes.network import Least, paged, ties
from detente.web.wording import tongue_of

router = APIRouter(tags=["desk"])
Focus = Annotated[str, Query(max_length=60)]  # a state: a code or a name
SHAPES = Path(__file__).parents[1] / "world.tsv"
WORLD = (0, 20, 2000, 860)  # the whole map: left, top, width, height
ARCS = 40  # strongest ties that are drawn
STEPS = (0.2, 0.4, 0.6, 0.8)  # share of cooperation at which the next class of the choropleth begins


class Shape(NamedTuple):
    """An area: `code` is empty where ISO 3166 has none; `x`, `y` is the middle of its largest piece; small islands have no path."""

    code: str
    name: str
    disputed: bool
    x: int
    y: int
    path: str


@lru_cache(maxsize=1)
def shapes() -> tuple[Shape, ...]:
    """The areas of the map, 2000 units wide."""
    rows = tables.rows(SHAPES, ("code", "name", "disputed", "x", "y", "path"))
    return tuple(Shape(code, label, bool(open_), int(x), int(y), path) for code, label, open_, x, y, path in rows)


def standing(rows: list[dict[str, Any]], focus: str = "") -> list[dict[str, Any]]:
    """What each state did and met with: with all others, or with `focus` alone. `level` 0 (conflict) to 4 (cooperation)."""
    sums: dict[str, list[int]] = {}
    for tie in rows:
        for here, other in ((tie["a"], tie["b"]), (tie["b"], tie["a"])):
            if focus in ("", other):
                good_bad = sums.setdefault(here, [0, 0])
                good_bad[0] += tie["cooperation"]
                good_bad[1] += tie["conflict"]
    found = [
        {
            "code": code,
            "cooperation": good,
            "conflict": bad,
            "events": good + bad,
            "level": sum(good / (good + bad) >= step for step in STEPS),
        }
        for code, (good, bad) in sums.items()
    ]
    return sorted(found, key=lambda row: (-row["events"], row["code"]))


def arcs(rows: list[dict[str, Any]], focus: str = "") -> list[dict[str, Any]]:
    """The strongest ties between areas of the map, as curves that bend to the north."""
    place = {shape.code: (shape.x, shape.y) for shape in shapes() if shape.code}
    drawn = [tie for tie in rows if tie["a"] in place and tie["b"] in place and focus in ("", tie["a"], tie["b"])][
        :ARCS
    ]
    found = []
    for tie in drawn:
        (ax, ay), (bx, by) = place[tie["a"]], place[tie["b"]]
        bend = math.hypot(bx - ax, by - ay) / 4
        curve = f"M{ax} {ay}Q{(ax + bx) // 2} {(ay + by) / 2 - bend:.0f} {bx} {by}"
        found.append(tie | {"curve": curve, "width": round(1.5 + math.log1p(tie["events"]), 1)})
    return found


def frame(codes: list[str]) -> str:
    """The part of the map that holds the states of the data, with room around them, at least a third of the world's width."""
    spots = [(shape.x, shape.y) for shape in shapes() if shape.code in set(codes)]
    if not spots:
        return " ".join(map(str, WORLD))
    left, top, right, bottom = WORLD[0], WORLD[1], WORLD[0] + WORLD[2], WORLD[1] + WORLD[3]
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    width = min(max(max(xs) - min(xs) + 260, (max(ys) - min(ys) + 200) * WORLD[2] // WORLD[3], WORLD[2] // 3), WORLD[2])
    height = width * WORLD[3] // WORLD[2]
    x = min(max((min(xs) + max(xs) - width) // 2, left), right - width)
    y = min(max((min(ys) + max(ys) - height) // 2, top), bottom - height)
    return f"{x} {y} {width} {height}"


@router.get("/map", include_in_schema=False)
def page(
    request: Request, focus: Focus = "", least: Least = 1, since: Text = "", until: Text = "", after: After = 0
) -> Response:
    focus, tongue = code_of(focus) if focus.strip() else "", tongue_of(request)
    since, until = period(request.app.state.book, since, until)
    rows = ties(request.app.state.book, least=least, since=since, until=until)
    stand = standing(rows, focus)
    return render(
        request,
        "map.html",
        page=paged(stand, after),
        shapes=shapes(),
        levels={row["code"]: row for row in stand},
        arcs=arcs(rows, focus),
        focus=focus,
        least=least,
        since=since,
        until=until,
        named=lambda code: name(code, tongue),
        frame=frame([row["code"] for row in stand]),
    )


@router.get("/api/map")
def data(
    request: Request, focus: Focus = "", least: Least = 1, since: Text = "", until: Text = "", after: After = 0
) -> Response:
    """What each state did and met with, with all others or with `focus` alone, by evidence; arcs are the ties of /api/network."""
    since, until = period(request.app.state.book, since, until)
    rows = ties(request.app.state.book, least=least, since=since, until=until)
    return answer(request, paged(standing(rows, code_of(focus) if focus.strip() else ""), after))


__all__ = ["Shape", "arcs", "router", "shapes", "standing"]
