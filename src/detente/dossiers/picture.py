"""The timeline of a dossier as Vega-Lite: cooperation above the line, conflict below, turning points as arrows; no colour is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from detente.dossiers.model import Language
from detente.dossiers.wording import word
from detente.dyads.pictures import BLUE, RED, SCHEMA, Spec

GREY = "#333333"


def timeline(
    bars: Iterable[Mapping[str, Any]], turns: Iterable[Mapping[str, Any]], language: Language, *, rate: bool
) -> Spec:
    """`bars`: start and end (dates), cooperation, conflict, and where `rate` is true their _low and _high; `turns`: date, direction."""
    rows = drawn(bars, language)
    marks = [
        {"date": str(turn["date"]), "mark": "▲" if turn["direction"] == "up" else "▼", "way": turn["direction"]}
        for turn in turns
    ]
    title = word("rate" if rate else "count", language)
    colour = {
        "field": "way",
        "type": "nominal",
        "title": None,
        "scale": {"domain": [word("cooperation", language), word("conflict", language)], "range": [BLUE, RED]},
    }
    # Below the line stands conflict: its figures are told without the sign.
    comma = "\u202f" if language == "fr" else ","
    bare = f"replace(replace(datum.label, '−', ''), ',', '{comma}')"
    height = {"type": "quantitative", "title": title, "axis": {"labelExpr": bare}}
    across = {"field": "start", "type": "temporal", "title": None, "axis": {"format": "%Y-%m", "labelAngle": -40}}
    layers: list[Spec] = [
        {
            "data": {"values": rows},
            "mark": {"type": "bar", "opacity": 0.75},
            "encoding": {
                "x": across,
                "x2": {"field": "end"},
                "y": {"field": "value", **height},
                "y2": {"datum": 0},
                "color": colour,
            },
        }
    ]
    if rate:
        band = {"x": {"field": "middle", "type": "temporal"}, "y": {"field": "low", **height}, "y2": {"field": "high"}}
        layers.append({"data": {"values": rows}, "mark": {"type": "rule", "color": GREY}, "encoding": band})
    if marks:
        layers += arrows(marks)
    return {
        "$schema": SCHEMA,
        "layer": layers,
        "width": 620,
        "height": 240,
        "background": "white",
        "padding": {"top": 20, "left": 5, "right": 5, "bottom": 5},
        "config": {"font": "sans-serif"},
    }


def drawn(bars: Iterable[Mapping[str, Any]], language: Language) -> list[Spec]:
    """The bars as the picture draws them: one a period and way, conflict below the line."""
    return [
        {
            "start": str(bar["start"]),
            "middle": str(date.fromordinal((bar["start"].toordinal() + bar["end"].toordinal()) // 2)),
            "end": str(bar["end"]),
            "way": word(way, language),
            "value": sign * (bar[way] or 0.0),
            "low": sign * (bar.get(f"{way}_low") or 0.0),
            "high": sign * (bar.get(f"{way}_high") or 0.0),
        }
        for bar in bars
        for way, sign in (("cooperation", 1), ("conflict", -1))
    ]


def arrows(marks: list[Spec]) -> list[Spec]:
    """Turning points: a dashed line with an arrow at its head."""
    day = {"field": "date", "type": "temporal"}
    line = {"type": "rule", "strokeDash": [4, 3], "color": GREY}
    head = {"type": "text", "fontSize": 15, "baseline": "bottom", "color": GREY}
    return [
        {"data": {"values": marks}, "mark": line, "encoding": {"x": day}},
        {"data": {"values": marks}, "mark": head, "encoding": {"x": day, "y": {"value": 0}, "text": {"field": "mark"}}},
    ]


__all__ = ["timeline"]
