"""ICEWS Coded Event Data, 20 columns between tabs (Boschee et al., Harvard Dataverse, doi:10.7910/DVN/28075)."""

from __future__ import annotations

from pathlib import Path

from detente.exchange import cameo
from detente.exchange.countries import name_of
from detente.exchange.exporting import Record, Source, code_of, line, pairs_of, text_of, writing
from detente.exchange.format import Format, Importer
from detente.exchange.rows import Rows, day_iso

COLUMNS = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip


def shape(rows: Rows) -> None:
    """A row of ICEWS as ours. Sectors are ICEWS's own words and have no table here: they stay with the name."""
    rows.id("Event ID")
    rows.date("Event Date", day_iso)
    if "CAMEO Code" in rows.table.column_names:
        rows.cameo("CAMEO Code", intensity="Intensity")
    else:  # files of 2017 on have CAMEO's words alone
        rows.cameo_words("Event Text", intensity="Intensity")
    rows.side("actor", country="Source Country", system="name", name="Source Name")
    rows.side("recipient", country="Target Country", system="name", name="Target Name")
    rows.place(name="City", country="Country", latitude="Latitude", longitude="Longitude")
    rows.text(site="Publisher", text="Event Text")


def write(source: Source, path: Path) -> int:
    """Events as ICEWS has them: one row for each actor and recipient; what has no type and no date is left out."""
    written = 0
    with writing(path) as file:
        file.write(line(list(COLUMNS)))
        for record in source.records():
            code = code_of(record)
            if not code or record["date"] is None:
                continue
            for number, (actor, recipient) in enumerate(pairs_of(record)):
                cells = cells_of(record, actor, recipient, code) | {
                    "Event ID": record["event_id"] + (f"/{number}" if number else "")
                }
                file.write(line([cells.get(name) for name in COLUMNS]))
                written += 1
    return written


def cells_of(record: Record, actor: Record | None, recipient: Record | None, code: str) -> Record:
    """The cells of one row by column."""
    place = record["place"] or {}
    told = text_of(record)
    return {
        "Event Date": record["date"],
        **{f"Source {key}": value for key, value in side(actor).items()},
        "Event Text": cameo.codes()[code].name,
        "CAMEO Code": code,
        "Intensity": record["intensity"],
        **{f"Target {key}": value for key, value in side(recipient).items()},
        "Publisher": record["sites"][0] if record["sites"] else None,
        "Story ID": (record["told"] or [{"document": None}])[0]["document"] if told else None,
        "City": place.get("name"),
        "Country": name_of(place["country"]) if place.get("country") else None,
        "Latitude": place.get("latitude"),
        "Longitude": place.get("longitude"),
    }


def side(actor: Record | None) -> Record:
    if actor is None:
        return {}
    country = actor["country"]
    return {"Name": actor["name"] or actor["text"], "Sectors": ",".join(actor["sectors"] or []), "Country": name_of(country) if country else None}  # fmt: skip


ICEWS = Format(
    "icews",
    "ICEWS coded events, 20 columns",
    Importer("ICEWS", shape, ("Event ID", "Event Date", "Event Text"), COLUMNS),
    write,
    suffix=".tsv",
)

__all__ = ["COLUMNS", "ICEWS"]
