"""Countries as other data sets write them: ISO, FIPS 10-4, Correlates of War, Gleditsch and Ward, CAMEO, or a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.errors import DataError
from detente.text import tables
from detente.world.gazetteer.tables import rows as gazetteer_rows

if TYPE_CHECKING:
    import pyarrow as pa

EXTRA = Path(__file__).with_name("codes.tsv")
STATES = "id alpha2 alpha3 numeric fips cow gw wikidata begin end status country name"
GROUPS = ("IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC")
SYSTEMS = ("iso3", "iso2", "isonum", "fips", "cow", "gw", "cameo", "name", "sector")


@cache
def codes() -> Mapping[tuple[str, str], str]:
    """(system, code) -> the code here: ISO 3166 alpha-3, XKX or a PLOVER group; for the system `sector` a PLOVER sector."""
    found: dict[tuple[str, str], str] = {}
    for _, cells in gazetteer_rows("states.tsv", STATES):
        row = dict(zip(STATES.split(), cells, strict=True))
        current = not row["end"]
        here = row["alpha3"] if current and row["alpha3"] else row["country"]
        for system, column in (
            ("iso3", "alpha3"), ("iso2", "alpha2"), ("isonum", "numeric"), ("fips", "fips"), ("cow", "cow"), ("gw", "gw"), ("cameo", "alpha3"),
        ):  # fmt: skip
            code = row[column].lstrip("0") if system in ("cow", "gw", "isonum") else row[column]
            if code and here and (current or (system, code) not in found):
                found[system, code] = here
    for number, (system, code, value, _) in tables.lines(EXTRA, ("system", "code", "value", "source"), full=True):
        if system not in SYSTEMS:
            raise DataError(f"{EXTRA}:{number}: system {system!r} is none of {', '.join(SYSTEMS)}")
        found.setdefault((system, code), value)
    for group in (*GROUPS, "XKX"):
        for system in ("iso3", "cameo"):
            found.setdefault((system, group), group)
    return found


@cache
def country_of(name: str) -> str | None:
    """The country that a name means today: "Russian Federation", "Military Forces of Kenya (2013-)"."""
    from detente.world.actors import resolve

    return resolve(name, on=None, language="en").country if name.strip() else None


@cache
def back(system: str) -> Mapping[str, str]:
    """Code here -> code of another system, the first that is listed."""
    found: dict[str, str] = {}
    for (name, code), here in codes().items():
        if name == system:
            found.setdefault(here, code)
    return found


@cache
def name_of(code: str) -> str:
    """English name of a country's code; the code itself where there is none."""
    names = {cells[2]: cells[12] for _, cells in gazetteer_rows("states.tsv", STATES) if cells[2]}
    return names.get(code, code)


def as_arrow(names: Iterable[Any] = ()) -> pa.Table:
    """The table for joins: system, code, country. `names` are resolved and listed under the system `name`."""
    import pyarrow as pa

    found = {**codes()}
    found |= {("name", name): here for name in names if name and (here := country_of(name))}
    listed = list(found.items())
    return pa.table(
        {
            "system": pa.array([system for (system, _), _ in listed], pa.string()),
            "code": pa.array([code for (_, code), _ in listed], pa.string()),
            "country": pa.array([here for _, here in listed], pa.string()),
        }
    )


__all__ = ["GROUPS", "SYSTEMS", "as_arrow", "back", "codes", "country_of", "name_of"]
