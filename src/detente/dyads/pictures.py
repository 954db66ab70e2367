"""Pictures of dyads and networks as Vega-Lite, drawn offline to SVG or PNG."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import BadQuery

if TYPE_CHECKING:
    import pyarrow as pa

BLUE, RED, GREY = "#2c6fbb", "#b5352b", "#9a9a9a"
SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
Spec = dict[str, Any]


def save(spec: Spec, path: str | Path) -> None:
    """Draw a specification to a file ending in .svg or .png; raises `BadQuery` for another ending or a place one cannot write."""
    import vl_convert

    target = Path(path)
    if target.suffix not in (".svg", ".png"):
        raise BadQuery(f"a picture is written as .svg or .png, not {target.name!r}")
    drawn = svg(spec).encode() if target.suffix == ".svg" else vl_convert.vegalite_to_png(spec, scale=2)
    try:
        target.write_bytes(drawn)
    except OSError as error:
        raise BadQuery(f"cannot write to {target}: {error.strerror}") from error


def svg(spec: Spec) -> str:
    """A specification as an SVG picture."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec)
    return drawn


def course(series: pa.Table, turns: pa.Table, title: str) -> Spec:
    """A dyad's rates with their bands, its turning points, and below them how much was read."""
    both = [row for row in series.to_pylist() if row["direction"] == "both"]
    rates = [
        {
            "start": str(row["start"]),
            "channel": channel,
            "rate": row[f"{channel}_rate"],
            "low": row[f"{channel}_low"],
            "high": row[f"{channel}_high"],
        }
        for row in both
        for channel in ("cooperation", "conflict")
        if row[f"{channel}_rate"] is not None
    ]
    marks = [
        {"date": str(row["date"]), "direction": row["direction"], "text": row["sentence_en"]}
        for row in turns.to_pylist()
    ]
    time = {"field": "start", "type": "temporal", "title": None}
    layers = [*_bands(rates, time), _turns(marks)]
    read = [{"start": str(row["start"]), "read": row["read"]} for row in both]
    volume = {
        "data": {"values": read},
        "mark": {"type": "bar", "color": GREY},
        "height": 60,
        "width": 640,
        "encoding": {"x": time, "y": {"field": "read", "type": "quantitative", "title": "events read"}},
    }
    return _page(
        [{"layer": layers, "width": 640, "height": 260, "resolve": {"scale": {"stroke": "independent"}}}, volume], title
    )


def _bands(rates: list[dict[str, Any]], time: Spec) -> list[Spec]:
    """Rates as lines, each within its band."""
    colour = {
        "field": "channel",
        "type": "nominal",
        "scale": {"domain": ["cooperation", "conflict"], "range": [BLUE, RED]},
        "title": None,
    }
    value = {"field": "rate", "type": "quantitative", "title": "per 1,000 events read"}
    band = {"field": "low", "type": "quantitative", "title": value["title"]}
    return [
        {
            "data": {"values": rates},
            "mark": {"type": "area", "opacity": 0.2},
            "encoding": {"x": time, "y": band, "y2": {"field": "high"}, "color": colour},
        },
        {
            "data": {"values": rates},
            "mark": {"type": "line", "point": True},
            "encoding": {"x": time, "y": value, "color": colour},
        },
    ]


def _turns(marks: list[dict[str, Any]]) -> Spec:
    """Turning points as upright lines, by direction, that tell their sentence."""
    stroke = {
        "field": "direction",
        "type": "nominal",
        "scale": {"domain": ["up", "down"], "range": [BLUE, RED]},
        "title": "turning point",
    }
    return {
        "data": {"values": marks},
        "mark": {"type": "rule", "strokeDash": [4, 3], "strokeWidth": 1.5},
        "encoding": {"x": {"field": "date", "type": "temporal"}, "stroke": stroke, "tooltip": {"field": "text"}},
    }


def bars(rows: list[dict[str, Any]], label: str, values: dict[str, str], title: str) -> Spec:
    """Horizontal bars: `label` names the column of names, `values` the columns of numbers and their colours."""
    flat = [
        {"name": str(row[label]), "what": what, "value": row[what]}
        for row in rows
        for what in values
        if row[what] is not None
    ]
    colour = {
        "field": "what",
        "type": "nominal",
        "scale": {"domain": list(values), "range": list(values.values())},
        "title": None,
    }
    encoding = {
        "y": {"field": "name", "type": "nominal", "sort": None, "title": None},
        "x": {"field": "value", "type": "quantitative", "title": None},
        "yOffset": {"field": "what"},
        "color": colour,
    }
    return _page([{"data": {"values": flat}, "mark": "bar", "width": 520, "encoding": encoding}], title)


def net(ties: list[dict[str, Any]], actors: list[dict[str, Any]], title: str) -> Spec:
    """A signed network: friends lie near each other, ties are blue or red, colours of the dots are communities."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(row["actor"] for row in actors)
    for row in ties:
        known = graph.get_edge_data(row["actor"], row["recipient"], {"total": 0.0})["total"]
        graph.add_edge(row["actor"], row["recipient"], total=known + row["weight"])
    for _, _, data in graph.edges(data=True):
        data["pull"] = max(data["total"], 0.05)
    place = nx.spring_layout(graph, weight="pull", seed=7, iterations=80)
    dots = [{**row, "x": float(place[row["actor"]][0]), "y": float(place[row["actor"]][1])} for row in actors]
    lines = [
        {
            "x": float(place[a][0]), "y": float(place[a][1]), "x2": float(place[b][0]), "y2": float(place[b][1]),
            "sign": "+" if data["total"] > 0 else "-" if data["total"] < 0 else "0", "size": abs(data["total"]),
        }
        for a, b, data in graph.edges(data=True)
    ]  # fmt: skip
    axis = {"type": "quantitative", "axis": None, "scale": {"zero": False}}
    at = {"x": {"field": "x", **axis}, "y": {"field": "y", **axis}}
    sign = {
        "field": "sign",
        "type": "nominal",
        "scale": {"domain": ["+", "-", "0"], "range": [BLUE, RED, GREY]},
        "title": "tie",
    }
    layers: list[Spec] = [
        {
            "data": {"values": lines},
            "mark": {"type": "rule", "opacity": 0.5},
            "encoding": {
                **at,
                "x2": {"field": "x2"},
                "y2": {"field": "y2"},
                "color": sign,
                "size": {"field": "size", "type": "quantitative", "legend": None},
            },
        },
        {
            "data": {"values": dots},
            "mark": {"type": "circle", "size": 220, "opacity": 1},
            "encoding": {**at, "fill": {"field": "community", "type": "nominal"}},
        },
        {
            "data": {"values": dots},
            "mark": {"type": "text", "dy": -14, "fontSize": 11},
            "encoding": {**at, "text": {"field": "actor"}},
        },
    ]
    return _page([{"layer": layers, "width": 640, "height": 520, "view": {"stroke": None}}], title)


def _page(parts: list[Spec], title: str) -> Spec:
    return {
        "$schema": SCHEMA,
        "title": title,
        "vconcat": parts,
        "background": "white",
        "config": {"font": "sans-serif"},
    }
