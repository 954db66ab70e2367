"""ICEWS Coded Event Data, 20 columns between tabs (Boschee et al., Harvard Dataverse, doi:10.7910/DVN/28075)."""

from __future__ import annotations

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
    rows.cameo("CAMEO Code", intensity="Intensity")
    rows.side("actor", country="Source Country", system="name", name="Source Name")
    rows.side("recipient", country="Target Country", system="name", name="Target Name")
    rows.place(name="City", country="Country", latitude="Latitude", longitude="Longitude")
    rows.text(site="Publisher", text="Event Text")


ICEWS = Format(
    "icews",
    "ICEWS coded events, 20 columns",
    Importer("ICEWS", shape, ("Event ID", "Event Date", "CAMEO Code"), COLUMNS),
    suffix=".tsv",
)

__all__ = ["COLUMNS", "ICEWS"]
