"""The casebook at 20 million events: what an analyst's questions cost.

    python -m benchmarks.store --events 20000000 --folder DIR

Invented reports are written as segments, the serving files are built from them by the casebook's own code (without
merging across documents, which `--merge 200000` measures by itself), and the questions are asked warm, median of 7.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from detente.dyads import series, turning_points
from detente.dyads.table import events
from detente.records import Document
from detente.store.casebook import Casebook
from detente.store.filters import Filter
from detente.store.ledger import book as books
from detente.store.ledger.files import hash_of
from detente.store.serving.generation import build
from detente.store.serving.refresh import Pointer
from detente.store.tables import EVENTS
from tests.store.toy import toy_read

PER_SEGMENT = 500_000
ACTOR = (
    "[{'text': CODE, 'name': CODE, 'country': CODE, 'sectors': ['GOV'], 'id': NULL::VARCHAR, 'begin': 0::INTEGER,"
    " 'stop': 3::INTEGER, 'members': []::VARCHAR[], 'rule': 'name'}]"
)
SYNTHETIC = """
WITH raw AS (
    SELECT i, hash(i) AS h1, hash(i + 7919) AS h2, hash(i * 31 + 5) AS h3, hash(i * 17 + 3) AS h4 FROM range(BEGIN_, STOP_) t(i)
), drawn AS (
    SELECT i, h3, codes[1 + (200 * pow((h1 % 100000) / 100000.0, 3))::INTEGER % 200] AS a,
        codes[1 + (200 * pow((h2 % 100000) / 100000.0, 3) + h4 % 3)::INTEGER % 200] AS b,
        DATE '1995-01-01' + (h3 % 11000)::INTEGER AS day, types[1 + (h4 % 16)::INTEGER] AS event, (h4 % 16)::INTEGER AS kind,
        lpad(hex(h1), 16, '0') AS report, 'd' || lpad(hex(h2), 31, '0') AS document, 'site' || (h3 % 3000) || '.example' AS site
    FROM raw, lists
)
SELECT report, document, 'https://' || site || '/' || i AS source, site, 'en' AS language, day AS published, 'e1' AS id,
    event, NULL::VARCHAR AS mode, (1 + kind // 4)::INTEGER AS quad, (8.0 - kind)::DOUBLE AS intensity, ['diplomatic'] AS contexts,
    'deed-' || kind || '-' || (h3 % 9) AS deed, ACTOR_OF_a AS actor, ACTOR_OF_b AS recipient,
    kind < 2 AS "both", 'happened' AS status, 'certain' AS likelihood,
    NULL::STRUCT(text VARCHAR, "begin" INTEGER, stop INTEGER) AS condition,
    {'edtf': strftime(day, '%Y-%m-%d'), 'first': day, 'last': day, 'anchor': NULL::VARCHAR, 'begin': 0::INTEGER, 'stop': 9::INTEGER} AS date,
    NULL::STRUCT(text VARCHAR, "name" VARCHAR, country VARCHAR, latitude DOUBLE, longitude DOUBLE, "precision" VARCHAR, "begin" INTEGER, stop INTEGER) AS place,
    {'kind': 'author', 'text': NULL::VARCHAR, 'country': NULL::VARCHAR, 'begin': NULL::INTEGER, 'stop': NULL::INTEGER} AS said_by,
    [{'document': document, 'begin': (h3 % 4000)::INTEGER, 'stop': (h3 % 4000 + 110)::INTEGER,
        'text': 'Officials of ' || a || ' told reporters in town ' || (h3 % 70000) || ' what ' || b || ' could expect after the ' || kind || ' decisions of the week, item ' || i,
        'trigger': {'begin': 3::INTEGER, 'stop': 9::INTEGER}, 'actor': {'begin': 0::INTEGER, 'stop': 3::INTEGER},
        'recipient': {'begin': 4::INTEGER, 'stop': 7::INTEGER}, 'rule': 'verbs.tsv:' || kind, 'status': 'happened', 'likelihood': 'certain',
        'said_by': {'kind': 'author', 'text': NULL::VARCHAR, 'country': NULL::VARCHAR, 'begin': NULL::INTEGER, 'stop': NULL::INTEGER} }] AS evidence,
    0.9::DOUBLE AS confidence, false AS contested FROM drawn WHERE a <> b
"""
TYPES = "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE COERCE ASSAULT"


def codes() -> list[str]:
    """200 codes: known ones first, the rest made up."""
    known = [
        "USA",
        "CHN",
        "RUS",
        "IND",
        "FRA",
        "DEU",
        "GBR",
        "JPN",
        "UKR",
        "IRN",
        "ISR",
        "PRK",
        "KOR",
        "TUR",
        "SAU",
        "PAK",
        "SYR",
        "IRQ",
        "EGY",
        "BRA",
    ]
    letters = "ABCDEFGHIJKLMNOPQRST"
    return [*known, *(f"{a}{b}X" for a in letters for b in letters[:9])][:200]


def synthetic(begin: int, stop: int) -> str:
    """SQL that makes the invented reports with these numbers."""
    sql = SYNTHETIC.replace("BEGIN_", str(begin)).replace("STOP_", str(stop))
    for side in ("a", "b"):
        sql = sql.replace(f"ACTOR_OF_{side}", ACTOR.replace("CODE", side))
    return sql


def fill(book: Casebook, number: int) -> None:
    """Write invented reports as segments and list them."""
    duck = duckdb.connect(config={"memory_limit": "1500MB", "temp_directory": str(book.folder / "spill")})
    duck.execute("CREATE TABLE lists AS SELECT ?::VARCHAR[] AS codes, ?::VARCHAR[] AS types", [codes(), TYPES.split()])
    for begin in range(0, number, PER_SEGMENT):
        folder = book.folder / "segments" / "new"
        folder.mkdir(parents=True)
        sql = synthetic(begin, min(number, begin + PER_SEGMENT))
        target = folder / "events.parquet"
        duck.execute(f"COPY ({sql}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        rows = duck.execute(f"SELECT count(*) FROM read_parquet('{target}')").fetchall()[0][0]
        name = hash_of(folder)
        folder.rename(book.folder / "segments" / name)
        with books.transaction(book.ledger):
            book.ledger.execute(
                "INSERT INTO segment (id, sequence, coder, documents, events, bytes, state, changed) VALUES"
                " (?, (SELECT coalesce(max(sequence), 0) + 1 FROM segment), 'invented', 0, ?, 0, 'live', ?)",
                (name, rows, books.now()),
            )


def serve(book: Casebook, *, merging: bool) -> None:
    """Build the generation by the casebook's own code and point to it."""
    with books.writing(book.folder):
        listed = book.ledger.execute("SELECT id, sequence, events FROM segment ORDER BY sequence").fetchall()
        name = build(book.folder, book.ledger, [row[0] for row in listed], merging=merging)
        last, total = listed[-1][1], sum(row[2] for row in listed)
        pointer = Pointer(name, last, None, last, total, "0 0  0.0")
        with books.transaction(book.ledger):
            books.set_setting(book.ledger, "serve", json.dumps(asdict(pointer)))


def timed(ask: Callable[[], Any], runs: int = 7) -> float:
    """Median milliseconds of warm runs."""
    ask()
    seconds = []
    for _ in range(runs):
        began = time.perf_counter()
        ask()
        seconds.append(time.perf_counter() - began)
    return 1000 * statistics.median(seconds)


def dyad(book: Casebook, a: str, b: str) -> list[dict[str, Any]]:
    """A dyad's series by month and its turning points, with the sentences of the last one."""
    table = book.dyad_table(a, b)
    mine = events(table)
    series(mine, a, b, by="month", volume=book.volume())
    turns = turning_points(mine, dyad=(a, b), volume=book.volume("spoken")).to_pylist()
    shown = set(turns[-1]["events"][:20]) if turns else set()
    places = [
        place
        for place in zip(table["event_id"].to_pylist(), table["date"].to_pylist(), strict=True)
        if place[0] in shown
    ]
    return book.view.wide(places, False, Filter(dyad=(a, b)))


def questions(book: Casebook) -> dict[str, float]:
    """Milliseconds of the questions that the desk asks."""
    return {
        "series of a dyad (cube)": timed(lambda: book.cube(dyad="USA-CHN")),
        "events of a dyad, one year": timed(lambda: book.events_table(dyad="RUS-UKR", since="2014", until="2014")),
        "latest 50 of a dyad, with sentences": timed(lambda: book.events(dyad="USA-CHN", limit=50, latest=True)),
        "network of a quarter": timed(lambda: book.network(since="2014-01", until="2014-03")),
        "top movers of a year": timed(lambda: book.movers(2013, 2014, limit=20)),
        "series, turning points and evidence of a dyad": timed(lambda: dyad(book, "BRA", "EGY")),
    }


def size(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e9


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=20_000_000)
    parser.add_argument("--merge", type=int, default=0, help="also build so many with merging, and time it")
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="detente-bench-"))
    with Casebook.open(folder) as book:
        if book.counts_of("segments") == 0:
            books.set_setting(book.ledger, "search", "off")  # text search has its own figures
            began = time.perf_counter()
            fill(book, given.events)
            print(f"written: {time.perf_counter() - began:.0f} s")
        if books.setting(book.ledger, "serve") is None:
            began = time.perf_counter()
            serve(book, merging=given.merge > 0)
            print(f"serving files built: {time.perf_counter() - began:.0f} s")
        print(
            f"{book.counts_of('reports'):,} reports; {size(folder / 'segments'):.2f} GB segments, {size(folder / 'serve'):.2f} GB serving"
        )
        for name, milliseconds in questions(book).items():
            print(f"{name:46} {milliseconds:7.1f} ms")
        document = Document(os.urandom(16).hex(), "new", "2014-03-05 RUS strike UKR: one more", site="new.example")
        began = time.perf_counter()
        book.add("new", reader=toy_read, opener=lambda _: [document])
        visible = len(book.events(dyad="RUS-UKR", since="2014-03-05", until="2014-03-05", deed="strike"))
        print(f"add of one document, until seen ({visible}): {time.perf_counter() - began:.2f} s")
    command = [sys.executable, "-m", "detente", "events", str(folder), "--dyad", "USA-CHN", "--limit", "5", "--latest"]
    starts = []
    for _ in range(5):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        starts.append(time.perf_counter() - began)
    print(f"command line, cold process: {statistics.median(starts):.2f} s")
    print(
        f"most memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB; columns {len(EVENTS)}"
    )
    if given.folder is None:
        shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
