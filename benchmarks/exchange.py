"""Importing GDELT 2.0 rows, beside pandas and Polars that only unpack and read the same file and count events by pair and month.

    python -m benchmarks.exchange [--rows 20000000] [--folder DIR] [--no-peers]

The rows are invented, in the 61 columns of GDELT 2.0 with FIPS codes of places, zipped as GDELT zips them. A million are made once
and repeated with other ids. Détente's import also judges every row, converts it, tells doubles, sorts it, and makes it durable; the
peers do none of that. What is compared is CPU time, all three in one run on the same file.
"""

from __future__ import annotations

import argparse
import io
import multiprocessing
import random
import re
import resource
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from detente.exchange import cameo
from detente.exchange.countries import back
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
    "JPN",
    "BRA",
    "EGY",
    "SAU",
    "PAK",
    "AUS",
]
TYPES = ["GOV", "COP", "MIL", "BUS", "JUD", "LEG", "MED", "EDU", "", "", ""]
MEMBER = "events.export.CSV"
USED = ["SQLDATE", "Actor1CountryCode", "Actor2CountryCode"]  # what the peers read


def actors(pick: random.Random) -> list[str]:
    """The ten cells of a side; one in four has no country, one in ten is none at all."""
    found = ["\t" * 9]
    for number in range(400):
        country, kind = pick.choice([*COUNTRIES, *COUNTRIES, *COUNTRIES, *[""] * len(COUNTRIES)]), pick.choice(TYPES)
        group = "UNO" if number % 40 == 0 else ""
        found.append("\t".join([f"{country}{kind}", f"{country or 'NOBODY'} {kind} {number}", country, group, "", "", "", kind, "", ""]))  # fmt: skip
    return found * 9 + [found[0]] * 400


def places(pick: random.Random) -> list[str]:
    """The eight cells of a place; one in ten is none."""
    found = ["0" + "\t" * 7] * 900
    for number in range(9000):
        fips = back("fips")[pick.choice(COUNTRIES)]
        name = f"City {number}, Region {number % 50}, Country"
        latitude, longitude = pick.uniform(-60, 70), pick.uniform(-180, 180)
        found.append("\t".join([pick.choice("1345"), name, fips, f"{fips}{number % 50:02}", str(10_000 + number), f"{latitude:.4f}", f"{longitude:.4f}", str(-pick.getrandbits(21))]))  # fmt: skip
    return found


def rows(number: int, seed: int = 1) -> bytes:
    """Rows whose ids are 400000000 and up."""
    pick = random.Random(seed)
    codes = [code for code in cameo.codes() if len(code) > 2]
    sides, where, lines = actors(pick), places(pick), []
    for n in range(number):
        year, month, day = 2013 + n * 6 // number, pick.randint(1, 12), pick.randint(1, 28)
        code, mentions = pick.choice(codes), pick.randint(1, 20)
        quad = min(4, 1 + int(code[:2]) // 5)
        lines.append(
            f"{400_000_000 + n}\t{year}{month:02}{day:02}\t{year}{month:02}\t{year}\t{year + month / 12:.4f}\t{pick.choice(sides)}\t"
            f"{pick.choice(sides)}\t{n & 1}\t{code}\t{code[:3]}\t{code[:2]}\t{quad}\t{pick.randint(-100, 100) / 10}\t{mentions}\t"
            f"{1 + mentions // 5}\t{mentions}\t{pick.uniform(-8, 5):.13f}\t{pick.choice(where)}\t{pick.choice(where)}\t"
            f"{pick.choice(where)}\t{year}{month:02}{day:02}{n % 96 // 4:02}{n % 4 * 15:02}00\t"
            f"https://www.news{n % 3000}.example/world/the-minister-said-{pick.getrandbits(40)}.html"
        )
    assert lines[0].count("\t") == len(COLUMNS2) - 1
    return ("\n".join(lines) + "\n").encode()


def write(path: Path, number: int) -> int:
    """A zip of so many rows; returns their bytes."""
    base, size = b"\n" + rows(min(number, BASE)), 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed, packed.open(MEMBER, "w", force_zip64=True) as file:  # fmt: skip
        for block in range(max(1, number // BASE)):
            size += file.write(base.replace(b"\n400", b"\n4%02d" % block)[1:])
    return size


def used() -> float:
    """CPU seconds of this process."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def most_memory() -> float:
    """The most gigabytes that this process held; getrusage would tell those of the process that started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) / 1e6


def blocks(path: Path, size: int = 64 << 20) -> Iterator[io.BytesIO]:
    """The unpacked rows of the zip, some at a time, for the peers."""
    with zipfile.ZipFile(path) as packed, packed.open(MEMBER) as file:
        held = b""
        while data := file.read(size):
            whole, end, rest = (held + data).rpartition(b"\n")
            yield io.BytesIO(whole + end)
            held = rest


def by_polars(path: Path) -> int:
    import polars as pl

    at = [COLUMNS2.index(name) for name in USED]
    parts = []
    for block in blocks(path):
        frame = pl.read_csv(block, separator="\t", has_header=False, quote_char=None, columns=at, infer_schema=False)
        frame.columns = USED
        parts.append(frame.with_columns(pl.col("SQLDATE").str.slice(0, 6)).group_by(USED).len())
    return int(pl.concat(parts)["len"].sum())


def by_pandas(path: Path) -> int:
    import pandas as pd

    at = [COLUMNS2.index(name) for name in USED]
    total = 0
    for block in blocks(path):
        frame = pd.read_csv(block, sep="\t", header=None, usecols=at, dtype=str, quoting=3)
        total += int(frame.groupby([frame[at[0]].str[:6], frame[at[1]], frame[at[2]]], dropna=False).size().sum())
    return total


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=BASE)
    options.add_argument("--folder", type=Path)
    options.add_argument("--no-peers", action="store_true")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as place:
        path = Path(place) / "events.zip"
        size = write(path, given.rows)
        print(f"{given.rows} rows, {size / 1e9:.2f} GB, {path.stat().st_size / 1e9:.2f} GB zipped", flush=True)
        # a process of its own, whose memory is not that of making the rows
        child = multiprocessing.get_context("spawn").Process(target=ours, args=(path, Path(place) / "book", given))
        child.start()
        child.join()
        raise SystemExit(child.exitcode)


def ours(path: Path, folder: Path, given: argparse.Namespace) -> None:
    with Casebook.open(folder) as book:
        began, cpu = time.perf_counter(), used()
        [done] = import_file(book, path)
        spent = used() - cpu
        print(f"import: {done.taken} taken, {done.left_out} left out in {time.perf_counter() - began:.1f} s, {spent:.1f} CPU-s, {spent * 1e6 / given.rows:.1f} a million", flush=True)  # fmt: skip
        print(f"most memory: {most_memory():.2f} GB", flush=True)
        began = time.perf_counter()
        series = book.cube(dyad="RUS-PRK")
        print(f"a dyad by month: {len(series)} rows in {time.perf_counter() - began:.2f} s", flush=True)
    if not given.no_peers:
        for name, peer in (("Polars", by_polars), ("pandas", by_pandas)):
            began, cpu = time.perf_counter(), used()
            count = peer(path)
            theirs = used() - cpu
            print(f"{name}: {count} events counted in {time.perf_counter() - began:.1f} s, {theirs:.1f} CPU-s; the import costs {spent / theirs:.1f} times as much", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
