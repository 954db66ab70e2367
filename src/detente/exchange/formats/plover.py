"""PLOVER's own records: JSON, one a line (or a list of them), as the manual of 2024-02 names the fields."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.exchange.chunks import SHOWN, Bad, Chunk, Layout, Raw, mended
from detente.exchange.exporting import Record, Source, links_of, text_of, writing
from detente.exchange.format import Format, Importer
from detente.exchange.formats.polecat import plover as put_plover
from detente.exchange.rows import Rows, day_any

if TYPE_CHECKING:
    from collections.abc import Mapping

REQUIRED = ("id", "date", "actor", "event")
FLAT = (
    "id", "date", "enddate", "event", "mode", "context", "event_scale", "actor", "actor_name", "actor_sectors", "recipient",
    "recipient_name", "recipient_sectors", "place", "place_country", "latitude", "longitude", "text", "link",
)  # fmt: skip


def read(raw: Raw, layout: Layout) -> Chunk:
    """Records of a chunk as a table of text; a list in brackets is read like lines of its records."""
    import numpy as np
    import pyarrow as pa

    rows: list[dict[str, str | None]] = []
    lines: list[int] = []
    chunk = Chunk(pa.table({}), np.zeros(0, dtype=np.int64))
    data = mended(raw, False, chunk.bad, chunk.remarks)
    for number, line in enumerate(data.decode("utf-8").split("\n"), raw.line):
        text = line.strip().rstrip(",")
        if text in ("", "[", "]"):
            continue
        try:
            records = json.loads(text)
        except (ValueError, RecursionError) as error:
            chunk.bad.append(Bad(number, "no JSON record on one line", str(error), text[:SHOWN]))
            continue
        for record in records if isinstance(records, list) else [records]:
            if not isinstance(record, dict):
                chunk.bad.append(Bad(number, "no JSON record on one line", type(record).__name__, text[:SHOWN]))
            elif missing := [name for name in REQUIRED if not record.get(name)]:
                chunk.bad.append(Bad(number, f"required field {missing[0]} is missing", "", text[:SHOWN]))
            else:
                rows.append(flat(record))
                lines.append(number)
    chunk.table = pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in FLAT})
    chunk.lines = np.array(lines, dtype=np.int64)
    return chunk


def flat(record: Mapping[str, Any]) -> dict[str, str | None]:
    """A record as cells. Of several entities on a side the first gives the code."""
    found: dict[str, str | None] = {name: cell(record.get(name)) for name in FLAT}
    for side in ("actor", "recipient"):
        given = record.get(side)
        entities = given if isinstance(given, list) else [given] if given else []
        first = entities[0] if entities else {}
        first = first if isinstance(first, dict) else {"code": first}
        found[side] = cell(first.get("code"))
        found[f"{side}_name"] = cell(first.get("entity_text"))
        found[f"{side}_sectors"] = cell(first.get("sector"))
    place = record.get("event_loc")
    if isinstance(place, dict):
        found["place"], found["place_country"] = (
            cell(place.get("name") or place.get("text")),
            cell(place.get("country")),
        )
        found["latitude"], found["longitude"] = cell(place.get("lat")), cell(place.get("lon"))
    elif place:
        found["place"] = cell(place)
    found["text"] = cell(record.get("event_text") or record.get("text"))
    return found


def cell(value: Any) -> str | None:
    if value is None or value == "" or value == []:
        return None
    if isinstance(value, list):
        value = ";".join(str(item) for item in value)
    return str(value).encode("utf-8", "replace").decode()  # JSON can name halves of a character, which no text can hold


def shape(rows: Rows) -> None:
    """A record of PLOVER as ours."""
    rows.id("id")
    rows.date("date", day_any, last="enddate")
    put_plover(rows, "event", "mode", "context", "event_scale")
    for side in ("actor", "recipient"):
        rows.side(side, country=side, system="iso3", name=f"{side}_name", sectors=f"{side}_sectors")
    rows.place(name="place", country="place_country", system="iso3", latitude="latitude", longitude="longitude")
    rows.text(text="text", url="link")


def write(source: Source, path: Path) -> int:
    """Events as PLOVER records, one a line; what PLOVER has no field for stands under "detente". What has no type
    or no date, which PLOVER requires, is left out."""
    written = 0
    with writing(path) as file:
        for event in source.records():
            if event["event"] and event["date"]:
                file.write(json.dumps(record_of(event), ensure_ascii=False) + "\n")
                written += 1
    return written


def record_of(event: Record) -> Record:
    """One event as a PLOVER record."""
    place, links, day, last = event["place"], links_of(event), event["date"], event["date_last"]
    record = {
        "id": event["event_id"],
        "date": day.isoformat(),
        "enddate": last.isoformat() if last and last != day else None,
        "actor": [entity(actor) for actor in event["actors"]] or [{"code": None}],
        "recipient": [entity(actor) for actor in event["recipients"] or []],
        "event": event["event"],
        "mode": event["mode"],
        "context": event["contexts"] or [],
        "quad_code": event["quad"],
        "event_scale": event["intensity"],
        "event_loc": {"name": place["name"], "country": place["country"], "lat": place["latitude"], "lon": place["longitude"]} if place else None,
        "event_text": text_of(event),
        "link": links[0] if links else None,
        "coder": event["coder"],
        "detente": {key: event[key] for key in OWN},
    }  # fmt: skip
    return {key: value for key, value in record.items() if value not in (None, [])}


OWN = ("edtf", "deed", "status", "likelihood", "both", "contested", "said_by")


def entity(actor: Record) -> Record:
    found = {
        "code": actor["country"],
        "entity_text": actor["text"] or actor["name"],
        "sector": list(actor["sectors"] or []),
    }
    return {key: value for key, value in found.items() if value}


PLOVER = Format(
    "plover",
    "PLOVER records, JSON lines",
    Importer("PLOVER", shape, REQUIRED, read=read, lines=True),
    write,
    suffix=".jsonl",
)

__all__ = ["FLAT", "PLOVER", "REQUIRED"]
