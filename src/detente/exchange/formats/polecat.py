"""POLECAT, the PLOVER data set that follows ICEWS: 40 columns between tabs (Harvard Dataverse, doi:10.7910/DVN/AJGVIT)."""

from __future__ import annotations

from pathlib import Path

from detente import codebook
from detente.exchange.countries import back, name_of
from detente.exchange.exporting import Record, Source, line, pairs_of, writing
from detente.exchange.format import Format, Importer
from detente.exchange.rows import Rows, day_iso

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    "Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District",
    "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source",
    "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip


def plover(rows: Rows, event: str, mode: str, contexts: str, intensity: str) -> None:
    """Type, mode, contexts, quad and intensity of a table that is coded in PLOVER."""
    import pyarrow as pa

    book = codebook.load()
    kind = rows.map(event, type_of, pa.string(), wrong="unknown PLOVER type", missing="no PLOVER type")
    rows.put("event", kind)
    rows.put("code", rows.column(event))
    rows.put("quad", rows.map(event, lambda text: book.quads.get(type_of(text) or ""), pa.int32()))
    rows.put("mode", rows.map(mode, mode_of, pa.string()))
    rows.put("contexts", rows.map(contexts, contexts_of, pa.list_(pa.string()), empty=[]))
    rows.put("intensity", rows.numbers(intensity, pa.float64(), wrong="intensity is no number"))


def type_of(text: str) -> str | None:
    return text.upper() if text.upper() in codebook.load().quads else None


def mode_of(text: str) -> str | None:
    return text.lower().replace("_", "-").replace(" ", "-") or None


def contexts_of(text: str) -> list[str]:
    parts = text.lower().replace("|", ";").replace(",", ";").split(";")
    return [part.strip().replace(" ", "_") for part in parts if part.strip() not in ("", "none")]


def shape(rows: Rows) -> None:
    """A row of POLECAT as ours."""
    import pyarrow as pa

    rows.id("Event ID")
    rows.date("Event Date", day_iso)
    plover(rows, "Event Type", "Event Mode", "Contexts", "Intensity")
    for ours, theirs in (("actor", "Actor"), ("recipient", "Recipient")):
        rows.side(ours, country=f"{theirs} Country", system="iso3", name=f"{theirs} Name", sectors=f"{theirs} Sectors")
    rows.place(name="Placename", country="Country", latitude="Latitude", longitude="Longitude")
    rows.put("published", rows.map("Publication Date", day_iso, pa.date32()))
    rows.text(site="Source")


def write(source: Source, path: Path) -> int:
    """Events as POLECAT has them: one row for each actor and recipient; what has no PLOVER type or no date is left out."""
    written = 0
    with writing(path) as file:
        file.write(line(list(COLUMNS)))
        for record in source.records():
            if not record["event"] or record["date"] is None:
                continue
            for number, (actor, recipient) in enumerate(pairs_of(record)):
                place = record["place"] or {}
                cells = {
                    "Event ID": record["event_id"] + (f"/{number}" if number else ""),
                    "Event Date": record["date"],
                    "Event Type": record["event"],
                    "Event Mode": record["mode"],
                    "Intensity": record["intensity"],
                    "Quad Code": record["quad"],
                    "Contexts": ";".join(record["contexts"] or []),
                    **side("Actor", actor),
                    **side("Recipient", recipient),
                    "Placename": place.get("name"),
                    "Country": name_of(place["country"]) if place.get("country") else None,
                    "Latitude": place.get("latitude"),
                    "Longitude": place.get("longitude"),
                    "Source": record["sites"][0] if record["sites"] else None,
                    "Publication Date": record["published"],
                    "Version": "detente" if record["coder"] == "detente" else record["coder"],
                }
                file.write(line([cells.get(name) for name in COLUMNS]))
                written += 1
    return written


def side(title: str, actor: Record | None) -> Record:
    if actor is None:
        return {}
    sectors = actor["sectors"] or []
    return {
        f"{title} Name": actor["name"] or actor["text"],
        f"{title} Name Raw": actor["text"],
        f"{title} Country": actor["country"],
        f"{title} COW": back("cow").get(actor["country"] or ""),
        f"Primary {title} Sector": sectors[0] if sectors else None,
        f"{title} Sectors": ";".join(sectors),
    }


POLECAT = Format(
    "polecat",
    "POLECAT events, 40 columns, coded in PLOVER",
    Importer("POLECAT", shape, ("Event ID", "Event Date", "Event Type"), COLUMNS),
    write,
    suffix=".tsv",
)

__all__ = ["COLUMNS", "POLECAT", "plover"]
