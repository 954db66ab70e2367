"""STIX 2.1: a bundle with an Identity for each party, a Location, a Note for each event and a Report over all.

STIX has no object for a political event. The Note carries the event in an extension of its own, as section 7.3 of the
standard provides; its abstract and content say the same in words. Ids are version 5 UUIDs: equal events, equal ids.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, time
from pathlib import Path
from uuid import UUID, uuid5

from detente.exchange.countries import GROUPS, back, name_of
from detente.exchange.exporting import Record, Source, links_of, text_of, writing
from detente.exchange.format import Format

SPACE = UUID("2c0f7e1a-5f0e-5d0c-9d5e-0d7e17e00001")  # the name space of our ids
EPOCH = "1970-01-01T00:00:00.000Z"  # objects that do not change with time: equal content, equal bundle


def write(source: Source, path: Path) -> int:
    """One bundle; returns the number of objects in it."""
    objects: dict[str, Record] = {}
    author = identity("Détente", "system")
    notes, days = [], []
    for item in (author, extension(author)):
        objects[item["id"]] = item
    for record in source.records():
        for item in event_objects(record, author["id"]):
            objects.setdefault(item["id"], item)
            if item["type"] == "note":
                notes.append(item["id"])
                days.append(item["created"])
    if notes:
        report = common("report", "|".join(notes), max(days)) | {
            "created_by_ref": author["id"], "name": "Events of a casebook", "report_types": ["threat-report"],
            "published": max(days), "object_refs": sorted({*objects} - {author["id"]}),
        }  # fmt: skip
        objects[report["id"]] = report
    bundle = {
        "type": "bundle",
        "id": f"bundle--{uuid5(SPACE, '|'.join(sorted(objects)))}",
        "objects": list(objects.values()),
    }
    with writing(path) as file:
        json.dump(bundle, file, ensure_ascii=False, indent=1)
        file.write("\n")
    return len(objects)


def event_objects(record: Record, author: str) -> Iterator[Record]:
    """An event's parties, place and note."""
    parties = {side: [party(actor) for actor in record[side] or []] for side in ("actors", "recipients")}
    refs: list[Record] = [*parties["actors"], *parties["recipients"]]
    place = record["place"] or {}
    if place.get("country") in back("iso2") or place.get("latitude") is not None:
        refs.append(location(place))
    yield from refs
    day = stamp(record["date"])
    words = f"{names(parties['actors'])} -> {names(parties['recipients'])}: {record['event'] or 'STATEMENT'} {record['deed']}".strip()
    links = [
        {"source_name": link, "url": link}
        if link.startswith("http")
        else {"source_name": "document", "description": link}
        for link in links_of(record)
        if link
    ]
    told = {
        key: record[key]
        for key in (
            "edtf",
            "event",
            "mode",
            "quad",
            "intensity",
            "contexts",
            "deed",
            "status",
            "likelihood",
            "both",
            "coder",
        )
    }
    yield common("note", record["event_id"], day) | {
        "created_by_ref": author,
        "abstract": words,
        "content": text_of(record) or words,
        "object_refs": [item["id"] for item in refs] or [author],
        **({"external_references": links} if links else {}),
        "extensions": {
            extension_id(): {
                "extension_type": "property-extension",
                "event_id": record["event_id"],
                **{key: value for key, value in told.items() if value not in (None, "", [])},
                "actor_refs": [item["id"] for item in parties["actors"]],
                "recipient_refs": [item["id"] for item in parties["recipients"]],
            }
        },
    }  # fmt: skip


def common(kind: str, name: str, at: str = EPOCH) -> Record:
    return {
        "type": kind,
        "spec_version": "2.1",
        "id": f"{kind}--{uuid5(SPACE, f'{kind}|{name}')}",
        "created": at,
        "modified": at,
    }


def extension_id() -> str:
    return f"extension-definition--{uuid5(SPACE, 'political event, version 1')}"


def extension(author: Record) -> Record:
    """The definition of our extension: its fields are those of PLOVER, and those of docs/reference/formats.md."""
    return common("extension-definition", "") | {
        "id": extension_id(), "created_by_ref": author["id"], "name": "political event", "version": "1.0.0",
        "schema": "docs/reference/formats.md", "extension_types": ["property-extension"],
        "description": "An event between political actors, coded in PLOVER, with status, likelihood and deed.",
    }  # fmt: skip


def identity(name: str, kind: str) -> Record:
    return common("identity", f"{kind}|{name}") | {"name": name, "identity_class": kind}


def party(actor: Record) -> Record:
    code = actor["country"]
    name = actor["name"] or actor["text"] or name_of(code or "") or "unnamed"
    kind = "organization" if code and (code in GROUPS or actor["sectors"]) else "unknown" if not code else "group"
    return identity(name, kind)


def location(place: Record) -> Record:
    known = {"name": place.get("name"), "country": back("iso2").get(place.get("country") or "")}
    if place.get("latitude") is not None and place.get("longitude") is not None:
        known |= {"latitude": place["latitude"], "longitude": place["longitude"]}
    found = {key: value for key, value in known.items() if value is not None}
    return common("location", json.dumps(found, sort_keys=True)) | found


def names(parties: list[Record]) -> str:
    return ", ".join(item["name"] for item in parties) or "-"


def stamp(day: object) -> str:
    if day is None:
        return EPOCH
    return f"{datetime.combine(day, time(), UTC):%Y-%m-%dT%H:%M:%S}.000Z"  # type: ignore[arg-type]


STIX = Format("stix", "STIX 2.1 bundle: identities, locations, notes and a report", exporter=write, suffix=".stix.json")

__all__ = ["STIX"]
