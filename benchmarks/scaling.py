"""Two processes against one, ours and a plain pool over spaCy, in one run; and memory over many documents.

    python -m benchmarks.scaling [--documents 960] [--memory 100000]

Every engine has loaded its models before its clock starts; times are wall-clock. Ours ends when the casebook is up to date. The
documents are twelve invented sentences each about what states did on some day, three in the memory run; `--memory 0` leaves it out.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from datetime import date, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import psutil

from benchmarks.pipeline import document
from detente.languages import pack
from detente.pipeline import read_document
from detente.records import Document
from detente.store.casebook import Casebook
from detente.store.intake.cluster import Cluster
from detente.store.intake.engine import BATCH_DOCUMENTS, Engine, Pool

_nlp: Any = None


def load() -> None:
    """Make a worker of the plain pool ready: spaCy's full pipeline."""
    import spacy

    global _nlp
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _nlp = spacy.load(pack("en").model)


def parse(texts: list[str]) -> int:
    return sum(len(doc.ents) for doc in _nlp.pipe(texts))


def plain_pool(workers: int, documents: list[Document]) -> float:
    """Seconds of a pool over spaCy."""
    texts = [item.text for item in documents]
    batches = [texts[at : at + BATCH_DOCUMENTS] for at in range(0, len(texts), BATCH_DOCUMENTS)]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=load) as pool:
        list(pool.map(parse, [["Warm up."]] * 8 * workers))
        began = time.perf_counter()
        list(pool.map(parse, batches))
        return time.perf_counter() - began


def ours(engine: Engine, documents: list[Document]) -> float:
    """Seconds of an engine of ours, from the first document to a casebook that is up to date."""
    with tempfile.TemporaryDirectory() as folder:
        with Casebook.open(Path(folder) / "warm") as book:
            warm = [document(f"{documents[0].text}\n{n}", "en") for n in range(8 * BATCH_DOCUMENTS)]
            book.add("warm", reader=read_document, opener=lambda _: warm, executor=engine)
        with Casebook.open(Path(folder) / "book") as book:
            began = time.perf_counter()
            summary = book.add("all", reader=read_document, opener=lambda _: documents, executor=engine)
            spent = time.perf_counter() - began
            assert summary.added == len(documents), summary.failed[:3]
    engine.close()
    return spent


def scaling(count: int) -> None:
    """Print documents a second of one and two processes, and what the second adds."""
    documents = list(invented(count, 12))
    kinds: dict[str, Callable[[int], float]] = {
        "a plain pool over spaCy": lambda workers: plain_pool(workers, documents),
        "ours, local processes": lambda workers: ours(Pool(workers), documents),
        "ours, Dask": lambda workers: ours(Cluster("local", workers), documents),
    }
    for name, run in kinds.items():
        one, two = run(1), run(2)
        print(
            f"{name:26} {count / one:6.1f} documents a second, two processes {count / two:6.1f}: {one / two:.2f} times",
            flush=True,
        )


STATES = [
    "Brazil",
    "Egypt",
    "France",
    "Japan",
    "Kenya",
    "Chile",
    "Turkey",
    "Norway",
    "Peru",
    "Poland",
    "Vietnam",
    "Jordan",
    "Ghana",
    "Canada",
    "Spain",
    "Italy",
]
DEEDS = (
    "{a} and {b} signed an agreement on trade on {day}.",
    "On {day}, {a} accused {b} of breaking its word.",
    "The foreign minister of {a} met his counterpart from {b} on {day}.",
    "{a} imposed sanctions on {b} on {day}, an official said.",
    "{a} promised {b} {n} tonnes of grain on {day}.",
)


def invented(count: int, sentences: int) -> Iterator[Document]:
    """Documents of so many sentences, none like another."""
    drawn = random.Random(7)
    for number in range(count):
        lines = []
        for _ in range(sentences):
            a, b = drawn.sample(STATES, 2)
            day = date(1995, 1, 1) + timedelta(days=drawn.randrange(10_000))
            words = {"a": a, "b": b, "n": drawn.randrange(10, 900), "day": f"{day.day} {day:%B} {day.year}"}
            lines.append(drawn.choice(DEEDS).format(**words))
        yield document(f"{' '.join(lines)} This is report number {number}.", "en")


def resident() -> int:
    """Megabytes that this process and its children hold."""
    total, me = 0, psutil.Process()
    for process in (me, *me.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):  # it has ended meanwhile
            total += process.memory_info().rss
    return total // 1_000_000


def memory(count: int) -> None:
    """Print the memory of all processes after each tenth of the documents, and at its most."""
    most = 0
    over = threading.Event()

    def watch() -> None:
        nonlocal most
        while not over.wait(0.5):
            most = max(most, resident())

    def watched() -> Iterator[Document]:
        for number, item in enumerate(invented(count, 3)):
            if number and number % max(1, count // 10) == 0:
                print(
                    f"  {number:7,} documents: {resident():5} MB, {number / (time.perf_counter() - began):5.0f} a second",
                    flush=True,
                )
            yield item

    engine = Pool(2)
    watcher = threading.Thread(target=watch, daemon=True)
    with tempfile.TemporaryDirectory() as folder, Casebook.open(Path(folder) / "book") as book:
        began = time.perf_counter()
        watcher.start()
        summary = book.add("all", reader=read_document, opener=lambda _: watched(), executor=engine)
        over.set()
        print(
            f"{summary.added:,} documents, {summary.events:,} events in {time.perf_counter() - began:.0f} s;"
            f" most memory of coordinator and two workers together {most} MB"
        )
    engine.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=960)
    parser.add_argument("--memory", type=int, default=100_000)
    given = parser.parse_args()
    if given.documents:
        scaling(given.documents)
    if given.memory:
        memory(given.memory)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
