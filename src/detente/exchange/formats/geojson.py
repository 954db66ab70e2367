"""GeoJSON (RFC 7946): one feature an event; an event without a place has a null geometry, as the standard allows."""

from __future__ import annotations

import json
from pathlib import Path

from detente.exchange.exporting import Record, Source, links_of, text_of, writing
from detente.exchange.format import Format


def write(source: Source, path: Path) -> int:
    """A FeatureCollection, written as it is read."""
    written = 0
    with writing(path) as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for record in source.records():
            file.write((",\n" if written else "\n") + json.dumps(feature(record), ensure_ascii=False))
            written += 1
        file.write("\n]}\n")
    return written


def feature(record: Record) -> Record:
    """An event as a feature."""
    place = record["place"] or {}
    known = place.get("latitude") is not None and place.get("longitude") is not None
    return {
        "type": "Feature",
        "id": record["event_id"],
        "geometry": {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]} if known else None,
        "properties": {
            **{key: record[key] for key in ("edtf", "event", "mode", "quad", "intensity", "deed", "status", "likelihood", "coder")},
            "date": record["date"].isoformat() if record["date"] else None,
            "actor": [actor["country"] or actor["text"] for actor in record["actors"] or []],
            "recipient": [actor["country"] or actor["text"] for actor in record["recipients"] or []],
            "place": place.get("name"),
            "precision": place.get("precision"),
            "text": text_of(record),
            "links": links_of(record),
        },
    }  # fmt: skip


GEOJSON = Format("geojson", "GeoJSON, one feature an event", exporter=write, suffix=".geojson")

__all__ = ["GEOJSON"]
