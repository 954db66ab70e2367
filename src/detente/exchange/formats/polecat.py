"""POLECAT, the PLOVER data set that follows ICEWS: 40 columns between tabs (Harvard Dataverse, doi:10.7910/DVN/AJGVIT)."""

from __future__ import annotations

from detente.coding import codebook
from detente.exchange.format import Format, Importer
from detente.exchange.rows import Rows, day_iso, number

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
    rows.put("contexts", rows.map(contexts, contexts_of, pa.list_(pa.string())))
    rows.put("intensity", rows.map(intensity, number, pa.float64(), wrong="intensity is no number"))


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


POLECAT = Format(
    "polecat",
    "POLECAT events, 40 columns, coded in PLOVER",
    Importer("POLECAT", shape, ("Event ID", "Event Date", "Event Type"), COLUMNS),
    suffix=".tsv",
)

__all__ = ["COLUMNS", "POLECAT", "plover"]
