"""What a dyad costs among 20 million events, and all dyads of a table.

    python -m benchmarks.relations --events 20000000 [--folder DIR] [--table EVENTS.tsv.gz]

Invented events of 200 actors over 30 years are written as Parquet sorted by pair and day, as the casebook's serving files are, beside a
table of how much was read each day. Warm, median of 7: a dyad's rows with DuckDB on two threads, its series, its turning points with
triggers, and the rows of the events behind one. `--table` times all turning points of a real table instead.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.store import timed
from detente.dyads import series, turning_points

WRITE = """
COPY (
  SELECT *, least(actor, recipient) AS a, greatest(actor, recipient) AS b FROM (
    SELECT 'e' || i AS event_id, DATE '1995-01-01' + CAST(floor(random() * 10957) AS INTEGER) AS date,
      'A' || lpad(CAST(CAST(floor(200 * pow(random(), 2)) AS INTEGER) AS VARCHAR), 3, '0') AS actor,
      'A' || lpad(CAST(CAST(floor(200 * pow(random(), 2)) AS INTEGER) AS VARCHAR), 3, '0') AS recipient,
      1 + CAST(floor(4 * pow(random(), 2)) AS INTEGER) AS quad, round(random() * 20 - 10, 1) AS intensity,
      'happened' AS status, 'certain' AS likelihood
    FROM range({events}) t(i)
  ) drawn
  ORDER BY a, b, date
) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 20000)
"""


def dyad(folder: Path, events: int) -> None:
    path = folder / f"events-{events}.parquet"
    engine = duckdb.connect()
    engine.execute("SET threads = 2")
    if not path.exists():
        engine.execute(WRITE.format(events=events, path=path))
    volume = engine.sql(f"SELECT date, count(*) AS events FROM '{path}' GROUP BY date ORDER BY date").to_arrow_table()
    pair = ("A003", "A017")
    where = "a = 'A003' AND b = 'A017'"

    def rows() -> Any:
        return engine.sql(f"SELECT * FROM '{path}' WHERE {where} ORDER BY date").to_arrow_table()

    def whole() -> Any:
        table = rows()
        series(table, *pair, by="month", volume=volume)
        turns = turning_points(table, dyad=pair, volume=volume)
        carriers = turns.to_pylist()[-1]["events"] if turns.num_rows else table["event_id"].slice(0, 50).to_pylist()
        return table.filter(pc.is_in(table["event_id"], pa.array(carriers))).to_pylist()

    table = rows()
    print(f"{events:,} events, {table.num_rows:,} of the dyad")
    print(f"  rows of the dyad            {timed(rows):7.1f} ms")
    print(f"  series by month             {timed(lambda: series(table, *pair, volume=volume)):7.1f} ms")
    print(f"  turning points              {timed(lambda: turning_points(table, dyad=pair, volume=volume)):7.1f} ms")
    print(f"  all of it, with evidence    {timed(whole):7.1f} ms (bound: 150)")


def table_of(path: Path) -> None:
    import csv
    import gzip

    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    columns = {name: [row[name] for row in rows] for name in ("date", "actor", "recipient", "cameo")}
    table = pa.table(columns | {"intensity": [float(row["intensity"] or 0) for row in rows]})
    start = time.perf_counter()
    found = turning_points(table)
    print(
        f"{len(rows):,} events: {found.num_rows} turning points of all dyads in {time.perf_counter() - start:.1f} s (bound: 60)"
    )


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--events", type=int, default=20_000_000)
    options.add_argument("--folder", type=Path)
    options.add_argument("--table", type=Path)
    given = options.parse_args()
    if given.table is not None:
        table_of(given.table)
        return
    with tempfile.TemporaryDirectory() as place:
        dyad(given.folder or Path(place), given.events)


if __name__ == "__main__":
    main()
