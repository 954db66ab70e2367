"""Writes src/detente/web/world.tsv, the shapes of the map page, from Natural Earth: `python -m tools.build_map countries-50m.json`.

The input is that file of the npm package world-atlas 2.0.2 (ISC; its data, Natural Earth 4.1.0, are public domain). Shapes are
projected (Equal Earth: Šavrič, Patterson and Jenny 2018, so that areas can be compared), each border is simplified once for
both its neighbours, and written as paths of whole numbers.
"""

from __future__ import annotations

import json
import math
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from detente.exchange.countries import codes

TARGET = Path(__file__).parents[1] / "src" / "detente" / "web" / "world.tsv"
WIDTH = 2000  # units of the drawing
TOLERANCE = 0.7  # units that a simplified border may be off
SMALLEST = 14.0  # square units below which an island is left out, the largest piece of each state excepted
A = (1.340264, -0.081106, 0.000893, 0.003796)
OWN = {"Kosovo": "XKX"}  # has no number in ISO 3166
# Drawn apart: no ISO code, or a status that its neighbours and the United Nations do not agree on.
DISPUTED = {"ESH", "XKX"}
LEFT_OUT = {"ATA"}  # the Antarctic Treaty holds all claims in abeyance
SPECKS = {"Ashmore and Cartier Is.", "Indian Ocean Ter."}  # of Australia, which has a shape
Point = tuple[float, float]


def projected(longitude: float, latitude: float) -> Point:
    """Equal Earth, in units of the drawing; north is up."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    power = theta * theta
    a1, a2, a3, a4 = A
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta)
    x /= 3 * (9 * a4 * power**4 + 7 * a3 * power**3 + 3 * a2 * power + a1)
    y = theta * (a4 * power**4 + a3 * power**3 + a2 * power + a1)
    half = 2 * math.sqrt(3) * math.pi / (3 * a1)  # x of 180 degrees at the equator
    top = 1.3173627591574  # y of the pole
    return (x + half) * WIDTH / (2 * half), (top - y) * WIDTH / (2 * half)


def simplified(points: list[Point]) -> list[Point]:
    """Douglas and Peucker 1973, by distances on the drawing: the ends stay, so that neighbours still meet."""
    if len(points) < 3:
        return points
    drawn = [projected(*point) for point in points]
    (ax, ay), (bx, by) = drawn[0], drawn[-1]
    long = math.hypot(bx - ax, by - ay)
    far, at = 0.0, 0
    for position, (x, y) in enumerate(drawn[1:-1], 1):
        off = abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / long if long > 1e-9 else math.hypot(x - ax, y - ay)
        if off > far:
            far, at = off, position
    if far <= TOLERANCE:
        return [points[0], points[-1]]
    return simplified(points[: at + 1])[:-1] + simplified(points[at:])


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The borders of a TopoJSON file, unpacked and simplified: longitude and latitude."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append(beside((x * sx + tx, y * sy + ty), points))
        found.append(simplified(points))
    return found


def beside(point: Point, points: list[Point]) -> Point:
    """A point on the turn of the globe on which the line before it ended."""
    turns = round((points[-1][0] - point[0]) / 360) if points else 0
    return point[0] + 360 * turns, point[1]


def rings(borders: list[list[Point]], numbers: list[int]) -> list[list[Point]]:
    """A ring on the drawing; where it crosses the 180th meridian, its pieces on both sides of it."""
    points: list[Point] = []
    for number in numbers:
        part = borders[number] if number >= 0 else borders[~number][::-1]
        for point in part[1:] if points else part:
            points.append(beside(point, points))
    pieces = [
        [(x - shift, y) for x, y in cut(cut(points, shift - 180, 1), shift + 180, -1)] for shift in (-360, 0, 360)
    ]
    return [[projected(*point) for point in piece] for piece in pieces if piece]


def cut(points: list[Point], meridian: float, side: int) -> list[Point]:
    """What of a ring lies east (side 1) or west (-1) of a meridian; Sutherland and Hodgman 1974."""
    kept: list[Point] = []
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        before, after = (ax - meridian) * side >= 0, (bx - meridian) * side >= 0
        if before:
            kept.append((ax, ay))
        if before != after:
            kept.append((meridian, ay + (by - ay) * (meridian - ax) / (bx - ax)))
    return kept


def area(points: list[Point]) -> float:
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True))) / 2


def middle(points: list[Point]) -> Point:
    """Centre of gravity of a ring, of its corners where it has no area."""
    size = cx = cy = 0.0
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        cross = ax * by - bx * ay
        size, cx, cy = size + cross, cx + (ax + bx) * cross, cy + (ay + by) * cross
    if abs(size) < 1e-6:
        return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
    return cx / (3 * size), cy / (3 * size)


def path(pieces: list[list[Point]]) -> str:
    """SVG path data in whole numbers, each step from the last point."""
    out = []
    for points in pieces:
        whole = [(round(x), round(y)) for x, y in points]
        steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(whole)]
        drawn = [f"{dx} {dy}".replace(" -", "-") for dx, dy in steps if (dx, dy) != (0, 0)]
        if len(drawn) >= 2:
            out.append(f"m{whole[0][0]} {whole[0][1]}l{' '.join(drawn)}z".replace("m", "M", 1))
    return "".join(out)


def main() -> int:
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    borders, known = arcs(topology), codes()
    lines = []
    for shape in topology["objects"]["countries"]["geometries"]:
        name = shape["properties"]["name"]
        number = shape.get("id", "").lstrip("0")
        code = OWN.get(name) or known.get(("isonum", number), "") if number or name in OWN else ""
        if code in LEFT_OUT or name in SPECKS or "arcs" not in shape:
            continue
        polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        listed = [points for polygon in polygons for numbers in polygon for points in rings(borders, numbers)]
        listed.sort(key=area, reverse=True)
        kept = [points for position, points in enumerate(listed) if position == 0 or area(points) >= SMALLEST]
        x, y = middle(listed[0])
        disputed = "disputed" if not code or code in DISPUTED else ""
        lines.append(f"{code}\t{name}\t{disputed}\t{x:.0f}\t{y:.0f}\t{path(kept)}")
    head = "# Natural Earth 4.1.0 (public domain) by world-atlas 2.0.2, countries-50m; written by tools/build_map.py\n"
    head += "code\tname\tdisputed\tx\ty\tpath\n"
    TARGET.write_text(head + "\n".join(sorted(lines)) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(lines)} shapes, {TARGET.stat().st_size / 1000:.0f} kB\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
