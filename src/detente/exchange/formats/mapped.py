"""Any table by a mapping: a TOML file that says which of its columns are ours.

    coder = "MyLab"              # as queries show it
    delimiter = ","              # default: tab; cells in double quotes are understood with a comma or semicolon
    countries = "iso3"           # iso2 isonum fips cow gw cameo, or name
    [columns]                    # ours = theirs; date, and one of cameo or event, are needed
    date = "day"
    actor = "from"
    recipient = "to"
    cameo = "code"

A table whose columns bear our own names needs no mapping.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from detente.errors import DataError, MissingSource
from detente.exchange.countries import SYSTEMS
from detente.exchange.format import Format, Importer
from detente.exchange.formats.polecat import plover
from detente.exchange.rows import Rows, day_any

OURS = (
    "id", "date", "date_last", "actor", "actor_name", "actor_sectors", "recipient", "recipient_name", "recipient_sectors",
    "cameo", "event", "mode", "contexts", "intensity", "place_name", "place_country", "latitude", "longitude", "site", "url",
    "text",
)  # fmt: skip
KEYS = {"coder": "imported", "delimiter": "\t", "countries": "iso3"}
TEXTS = ("actor_name", "recipient_name", "site", "url", "text")


def mapping(path: str | Path) -> Format:
    """The format that a mapping file describes. Raises MissingSource, and DataError with the key that is wrong."""
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MissingSource(f"{path} does not exist: give the path of a mapping file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path}: {error}; expected TOML, see docs/reference/formats.md") from error
    columns = table.get("columns", {})
    wrong = [key for key in table if key not in {*KEYS, "columns"}] + [key for key in columns if key not in OURS]
    if wrong:
        raise DataError(f"{path}: {wrong[0]!r} is unknown; keys are {', '.join(KEYS)}, columns are {', '.join(OURS)}")
    if "date" not in columns or not {"cameo", "event"} & set(columns):
        raise DataError(f"{path}: [columns] needs date, and cameo (CAMEO codes) or event (PLOVER types)")
    given = {key: str(table.get(key, default)) for key, default in KEYS.items()}
    if given["countries"] not in SYSTEMS:
        raise DataError(f"{path}: countries = {given['countries']!r} is not one of {', '.join(SYSTEMS)}")
    return described("mapped", columns, **given)


def described(name: str, columns: Mapping[str, str], *, coder: str, delimiter: str, countries: str) -> Format:
    """The format of a table with some columns of ours under their own names."""

    def shape(rows: Rows) -> None:
        has: dict[str, Any] = {ours: columns.get(ours, "\0") for ours in OURS}  # "\0": a column that no table has
        if columns.get("id") in rows.table.column_names:
            rows.id(has["id"])
        rows.date(has["date"], day_any, last=columns.get("date_last"))
        if "cameo" in columns:
            rows.cameo(has["cameo"], intensity=columns.get("intensity"))
        else:
            plover(rows, has["event"], has["mode"], has["contexts"], has["intensity"])
        for side in ("actor", "recipient"):
            rows.side(side, country=has[side], system=countries, sectors=has[f"{side}_sectors"])
        rows.place(name=has["place_name"], country=has["place_country"], system=countries, latitude=has["latitude"], longitude=has["longitude"])  # fmt: skip
        rows.text(**{ours: has[ours] for ours in TEXTS})

    needed = tuple(columns[key] for key in ("date", "cameo", "event") if key in columns)
    quoted = delimiter != "\t"
    return Format(
        name,
        "Any table, by a mapping file or with our own column names",
        Importer(coder, shape, needed, tuple(columns.values()), delimiter=delimiter, quoted=quoted),
    )


def own(name: str, code: str, delimiter: str) -> Format:
    """A table whose columns bear our names."""
    columns = {ours: ours for ours in OURS if ours not in ("cameo", "event") or ours == code}
    return described(name, columns, coder="imported", delimiter=delimiter, countries="iso3")


TABLE = own("table", "cameo", "\t")
TABLE_CSV = own("table-csv", "cameo", ",")
PLOVER_TABLE = own("plover-table", "event", "\t")
PLOVER_CSV = own("plover-csv", "event", ",")

__all__ = ["OURS", "PLOVER_CSV", "PLOVER_TABLE", "TABLE", "TABLE_CSV", "mapping"]
