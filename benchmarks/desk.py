"""The desk's speed: server time of each page on the demo casebook and on millions of invented events, start, and size.

    python -m benchmarks.desk --events 5000000 --folder DIR

Pages are asked of the application in this process, warm, median of 5 (the first call is shown beside it); the start is that of
`detente serve` in a process of its own until the home page is there. Invented events have no texts: no document, no search.
Exits with 1 when a page is over its limit, as `--limit-demo` and `--limit-many` say it, or a page is larger than 1.5 MB.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from starlette.testclient import TestClient

from benchmarks.store import fill, serve
from detente.store.casebook import Casebook
from detente.store.ledger import book as books
from detente.web.app import create_app
from tools.browser import demo, pages, serving

LARGEST = 1_500_000  # bytes of a page
RUNS = 5


def ask(client: TestClient, address: str) -> tuple[float, int]:
    """Milliseconds of the server and bytes of the answer."""
    began = time.perf_counter()
    answer = client.get(address)
    spent = 1000 * (time.perf_counter() - began)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code} {answer.text[:300]}")
    return spent, len(answer.content)


def measure(folder: Path, addresses: dict[str, str], limit: float) -> bool:
    """Print a line for each page; whether all are under `limit` milliseconds and the largest size."""
    good = True
    with TestClient(create_app(folder), base_url="http://localhost") as client:
        for name, address in addresses.items():
            first, size = ask(client, address)
            median = statistics.median(ask(client, address)[0] for _ in range(RUNS))
            fine = median < limit and size < LARGEST
            good &= fine
            print(
                f"{name:14} {median:8.1f} ms   first {first:8.1f} ms   {size / 1000:8.1f} kB{'' if fine else '   OVER'}"
            )
    return good


def invented(folder: Path, events: int) -> dict[str, str]:
    """A casebook of so many invented events, made where it is not there yet, and one example of each page over it."""
    with Casebook.open(folder) as book:
        if book.counts_of("segments") == 0:
            books.set_setting(book.ledger, "search", "off")
            fill(book, events)
            serve(book, merging=False)
        some = book.sql(
            "SELECT event_id FROM pairs WHERE actor = 'RUS' AND recipient = 'UKR' ORDER BY date DESC LIMIT 1"
        )
        print(f"{book.counts_of('reports'):,} invented events")
        return {
            "home": "/",
            "dyad": "/dyad?a=USA&b=CHN",
            "dyad, a year": "/dyad?a=RUS&b=UKR&since=2014&until=2014",
            "event": f"/events/{some.column('event_id')[0].as_py()}",
            "ask": "/ask?q=How+did+relations+between+Russia+and+Ukraine+evolve+in+2014%3F",
            "ask, deeds": "/ask?q=What+did+Russia+do+to+Ukraine+in+March+2014%3F",
            "ask, reaction": "/ask?q=How+did+China+react+to+what+happened+between+Russia+and+Ukraine+on+5+March+2014%3F",
            "actor": "/actors/USA",
            "actor, small": "/actors/AAX",
            "network": "/network?least=1000",
            "network, year": "/network?least=50&since=2014&until=2014",
            "map": "/map?focus=RUS",
            "commitments": "/commitments?party=PRK",
            "what-if": "/what-if?scenario=KOR+attacks+PRK",
            "waiting": "/waiting/quarantine",
        }


# Over thirty years and tens of thousands of events at once, and a forecast that is learnt when it is asked for: no page of the desk
# asks this by itself, so these are shown without a limit.
LONG = {
    "ask, 30 years": "/ask?q=How+did+relations+between+the+United+States+and+China+evolve%3F",
    "ask, turns": "/ask?q=When+did+relations+between+Russia+and+Ukraine+turn%3F",
    "ask, outlook": "/ask?q=How+likely+is+a+conflict+between+Russia+and+Ukraine%3F",
}


def started(folder: Path) -> float:
    """Seconds from the command to the whole home page."""
    began = time.perf_counter()
    with serving(folder) as base, urlopen(base) as answer:
        answer.read()
        return time.perf_counter() - began


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=5_000_000)
    parser.add_argument(
        "--folder", type=Path, help="where the invented casebook is kept; without it, it goes at the end"
    )
    parser.add_argument("--limit-demo", type=float, default=200)
    parser.add_argument("--limit-many", type=float, default=400)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="detente-desk-") as spare:
        small = demo(Path(spare) / "demo.casebook")
        with serving(small) as base:
            addresses = pages(base)
        print("demo casebook")
        good = measure(small, addresses, given.limit_demo)
        print(f"first page {statistics.median(started(small) for _ in range(3)):.2f} s after the start")
        if given.events:
            folder = given.folder or Path(spare) / "invented.casebook"
            good &= measure(folder, invented(folder, given.events), given.limit_many)
            print("without a limit")
            measure(folder, LONG, float("inf"))
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
