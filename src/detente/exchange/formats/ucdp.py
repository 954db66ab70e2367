"""UCDP Georeferenced Event Dataset (Sundberg and Melander 2013), CSV with a header."""

from __future__ import annotations

from detente.exchange.format import Format, Importer
from detente.exchange.rows import Rows, day_iso, whole

COLUMNS = (
    "id", "type_of_violence", "side_a", "side_b", "gwnoa", "gwnob", "number_of_sources", "source_office", "source_original",
    "where_prec", "where_coordinates", "latitude", "longitude", "country", "date_start", "date_end", "source_date",
)  # fmt: skip
# where_prec: 1 exact, 2 near a point, 3 and 4 districts and provinces, 5 and 7 lines and seas, 6 a country
PRECISION = {"1": "point", "2": "city", "3": "region", "4": "region", "5": "region", "6": "country", "7": "unknown"}
MUTUAL = {"1": True, "2": True, "3": False}  # type of violence: state-based, non-state, one-sided


def shape(rows: Rows) -> None:
    """A row of GED as ours: ASSAULT without a mode. GED does not say who struck first: battles are mutual, one-sided
    violence is not. A side that is no state has no country (gwnoa, gwnob) and keeps its name."""
    import pyarrow as pa

    rows.id("id")
    rows.date("date_start", day_iso, last="date_end")
    kinds = "type_of_violence"
    rows.put("both", rows.map(kinds, MUTUAL.get, pa.bool_(), wrong="type_of_violence is not 1, 2 or 3", missing="no type_of_violence"))  # fmt: skip
    rows.put("event", rows.map(kinds, lambda _: "ASSAULT", pa.string()))
    rows.put("quad", rows.map(kinds, lambda _: 4, pa.int32()))
    rows.put("code", rows.map(kinds, lambda text: f"type_of_violence {text}", pa.string()))
    rows.side("actor", country="gwnoa", system="gw", name="side_a")
    rows.side("recipient", country="gwnob", system="gw", name="side_b")
    rows.place(name="where_coordinates", country="country", latitude="latitude", longitude="longitude")
    rows.put("place_precision", rows.map("where_prec", PRECISION.get, pa.string()))
    rows.put("sources", rows.map("number_of_sources", known_number, pa.int32()))
    rows.remarks.pop("number_of_sources: values that are not known here", None)  # -1: not counted, before 2013
    rows.put("published", rows.map("source_date", day_iso, pa.date32()))
    rows.text(site="source_office")


def known_number(text: str) -> int | None:
    value = whole(text)
    return value if value is not None and value >= 0 else None


UCDP = Format(
    "ucdp-ged",
    "UCDP Georeferenced Event Dataset, CSV",
    Importer("UCDP-GED", shape, ("id", "type_of_violence", "date_start"), COLUMNS, delimiter=",", quoted=True),
)

__all__ = ["COLUMNS", "UCDP"]
