"""ACLED exports (Armed Conflict Location and Event Data), CSV with a header; types by `acled_events.tsv`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from detente import codebook
from detente.errors import DataError
from detente.exchange.format import Format, Importer
from detente.exchange.rows import Rows, day_any
from detente.text import tables

PATH = Path(__file__).with_name("acled_events.tsv")
COLUMNS = (
    "event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "country", "location", "latitude",
    "longitude", "geo_precision", "source", "notes",
)  # fmt: skip
PRECISION = {"1": "city", "2": "region", "3": "region"}
YEARS = re.compile(r"\s*\(\d{4}-(?:\d{4})?\)\s*$")


class Kind(NamedTuple):
    """An ACLED sub-event type in PLOVER."""

    event: str | None
    mode: str | None
    quad: int | None
    code: str


@cache
def kinds() -> Mapping[str, Kind]:
    """ACLED sub-event type -> PLOVER. Raises DataError with file and line."""
    quads, found = codebook.load().quads, dict[str, Kind]()
    for number, (name, event, mode) in tables.lines(PATH, ("sub_event_type", "type", "mode")):
        if event and event not in quads:
            raise DataError(f"{PATH}:{number}: type {event!r} is none of {', '.join(sorted(quads))}")
        found[name.lower()] = Kind(event or None, mode or None, quads.get(event), name)
    return found


def actor_of(name: str) -> str:
    """An actor's name without the years of a government: "Military Forces of Kenya (2013-)"."""
    return YEARS.sub("", name)


def shape(rows: Rows) -> None:
    """A row of ACLED as ours. Countries come from the actors' names; who has none there keeps the name alone."""
    import pyarrow as pa

    from detente.exchange.countries import country_of

    rows.id("event_id_cnty")
    rows.date("event_date", day_any)
    fields = {"event": "event", "mode": "mode", "quad": "quad", "code": "code"}
    rows.spread("sub_event_type", lambda text: kinds().get(text.lower()), fields, wrong="unknown sub_event_type", missing="no sub_event_type")  # fmt: skip
    for ours, theirs in (("actor", "actor1"), ("recipient", "actor2")):
        rows.put(ours, rows.map(theirs, lambda name: country_of(actor_of(name)), pa.string()))
        rows.put(f"{ours}_name", rows.column(theirs))
    rows.place(name="location", country="country", latitude="latitude", longitude="longitude")
    rows.put("place_precision", rows.map("geo_precision", PRECISION.get, pa.string()))
    rows.put("sources", rows.map("source", lambda text: text.count(";") + 1, pa.int32()))
    rows.text(site="source", text="notes")


ACLED = Format(
    "acled",
    "ACLED exports, CSV",
    Importer("ACLED", shape, ("event_id_cnty", "event_date", "sub_event_type"), COLUMNS, delimiter=",", quoted=True),
)

__all__ = ["ACLED", "COLUMNS", "kinds"]
