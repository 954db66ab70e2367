"""Importing GDELT-shaped rows, beside pandas and Polars that only read the file and count events by pair and month.

    python -m benchmarks.exchange --rows 20000000 [--folder DIR] [--peers]

The rows are invented, with the 61 columns and about the width of GDELT's (440 bytes). A million are written once and repeated with
other ids. Détente's import also judges every row, converts it, tells doubles, and makes it durable; the peers do none of that.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from pathlib import Path

from detente.exchange import cameo
from detente.exchange.formats.gdelt import COLUMNS2
from detente.exchange.importing import import_file
from detente.store.casebook import Casebook

BASE = 1_000_000
COUNTRIES = [
    "USA",
    "RUS",
    "CHN",
    "FRA",
    "GBR",
    "DEU",
    "PRK",
    "KOR",
    "UKR",
    "IRN",
    "ISR",
    "SYR",
    "TUR",
    "IND",
    "",
    "JPN",
    "BRA",
]


def rows(number: int, seed: int = 1) -> bytes:
    """Rows whose ids are 400000000 and up."""
    pick = random.Random(seed)
    codes = [code for code in cameo.codes() if len(code) > 2]
    lines = []
    for n in range(number):
        day = f"20{13 + n * 6 // number:02}{pick.randint(1, 12):02}{pick.randint(1, 28):02}"
        place = pick.randint(0, 4999)
        cells = dict.fromkeys(COLUMNS2, "") | {
            "GLOBALEVENTID": str(400_000_000 + n), "SQLDATE": day, "MonthYear": day[:6], "Year": day[:4], "FractionDate": "2018.4685",
            "Actor1CountryCode": pick.choice(COUNTRIES), "Actor1Name": "PRESIDENT", "Actor1Type1Code": "GOV",
            "Actor2CountryCode": pick.choice(COUNTRIES), "Actor2Name": "GOVERNMENT", "EventCode": pick.choice(codes),
            "GoldsteinScale": f"{pick.randint(-100, 100) / 10}", "NumMentions": "4", "NumSources": str(pick.randint(1, 9)),
            "AvgTone": "-1.234567890123", "ActionGeo_Type": "4", "ActionGeo_FullName": f"City {place}, Region {place % 50}, Country",
            "ActionGeo_CountryCode": "RS", "ActionGeo_Lat": f"{place / 100:.4f}", "ActionGeo_Long": f"{place / 50:.4f}",
            "DATEADDED": f"{day}120000",
            "SOURCEURL": f"https://www.news{n % 3000}.example/world/2018/06/the-foreign-minister-said-{pick.getrandbits(40)}.html",
        }  # fmt: skip
        lines.append("\t".join(cells.values()))
    return ("\n".join(lines) + "\n").encode()


def write(path: Path, number: int) -> None:
    base = b"\n" + rows(min(number, BASE))
    with path.open("wb") as file:
        for block in range(max(1, number // BASE)):
            file.write(base.replace(b"\n400", b"\n4%02d" % block)[1:])


def used() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def peers(path: Path) -> None:
    """Events by pair and month, read from the file each time."""
    import pandas as pd
    import polars as pl

    names = ["SQLDATE", "Actor1CountryCode", "Actor2CountryCode"]
    at = [COLUMNS2.index(name) for name in names]
    began, cpu = time.perf_counter(), used()
    frame = pl.scan_csv(
        path, separator="\t", has_header=False, quote_char=None, infer_schema=False, with_column_names=lambda _: list(COLUMNS2)
    )  # fmt: skip
    months = frame.with_columns(pl.col("SQLDATE").str.slice(0, 6)).group_by(names).len().collect()
    print(f"Polars: {len(months)} cells in {time.perf_counter() - began:.1f} s, {used() - cpu:.1f} CPU-s")
    began, cpu, total = time.perf_counter(), used(), 0
    for part in pd.read_csv(path, sep="\t", header=None, usecols=at, dtype=str, chunksize=BASE, quoting=3):
        total += len(part.groupby([part[at[0]].str[:6], part[at[1]], part[at[2]]], dropna=False).size())
    print(f"pandas: {total} cells in {time.perf_counter() - began:.1f} s, {used() - cpu:.1f} CPU-s")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=20 * BASE)
    options.add_argument("--folder", type=Path)
    options.add_argument("--peers", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as place:
        path = Path(place) / "events.tsv"
        write(path, given.rows)
        print(f"{given.rows} rows, {path.stat().st_size / 1e9:.2f} GB")
        with Casebook.open(Path(place) / "book") as book:
            began, cpu = time.perf_counter(), used()
            [done] = import_file(book, path)
            print(f"import: {done.taken} taken, {done.left_out} left out in {time.perf_counter() - began:.1f} s, {used() - cpu:.1f} CPU-s")  # fmt: skip
            began = time.perf_counter()
            series = book.cube(dyad="RUS-PRK")
            print(f"a dyad by month: {len(series)} rows in {time.perf_counter() - began:.2f} s")
        print(f"most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
        if given.peers:
            peers(path)


if __name__ == "__main__":
    main()
