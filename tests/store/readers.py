"""Two readers and a writer at once: no error, no half-seen state. `python -m tests.store.readers --minutes 10`."""

import argparse
import multiprocessing
import random
import sys
import tempfile
import time
from pathlib import Path

from detente.store.casebook import Casebook
from tests.store.killing import CODES
from tests.store.toy import TYPES, toy_document, toy_read


def read(folder: str, until: float, answers: "multiprocessing.Queue[str]") -> None:
    """Ask again and again; every state must hold together, and nothing that was seen may go."""
    book, looks, most = Casebook.open(folder, create=False), 0, 0
    try:
        while time.time() < until:
            state = book.sql(
                "SELECT (SELECT count(*) FROM pairs) AS pairs, (SELECT sum(events) FROM cube) AS counted,"
                " (SELECT sum(len(reports)) FROM pairs WHERE pair = 0) AS reports,"
                " (SELECT count(*) FROM (SELECT event_id, pair FROM pairs GROUP BY ALL HAVING count(*) > 1)) AS doubled"
            ).to_pylist()[0]
            assert state["pairs"] == (state["counted"] or 0), state
            assert not state["doubled"], state
            assert (state["reports"] or 0) >= most, (state, most)
            most = state["reports"] or 0
            for row in book.events(latest=True, limit=5).to_pylist():
                assert row["told"], row
                assert len(book.evidence(row["event_id"])) >= len(row["told"]), row["event_id"]
            looks += 1
        answers.put(f"{looks} looks, {most} reports at the end")
    except Exception as error:
        answers.put(f"FAILED after {looks} looks: {type(error).__name__}: {error}")


def write(folder: Path, until: float, seed: int = 1) -> int:
    """Add portions, compact and correct, until the time is over."""
    chance, number = random.Random(seed), 0
    book = Casebook.open(folder)
    while time.time() < until:
        documents = []
        for _ in range(chance.randint(1, 40)):
            number += 1
            actor, recipient = chance.sample(CODES, 2)
            day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            line = f"{day} {actor} {chance.choice(sorted(TYPES))} {recipient}: told by {number % 5} who saw it"
            documents.append(toy_document(f"{line}\nnumber {number}", f"s{number}", site=f"s{number % 30}.example"))
        book.add(f"portion {number}", reader=toy_read, opener=lambda _, given=documents: given)
        if chance.random() < 0.2:
            book.compact()
    return number


def run(seconds: float) -> tuple[int, list[str]]:
    """Documents written meanwhile, and what the readers say."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "book"
        Casebook.open(folder).close()
        answers: multiprocessing.Queue[str] = context.Queue()
        until = time.time() + seconds
        readers = [context.Process(target=read, args=(str(folder), until, answers)) for _ in range(2)]
        for reader in readers:
            reader.start()
        written = write(folder, until)
        said = [answers.get(timeout=120) for _ in readers]
        for reader in readers:
            reader.join()
        return written, said


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    written, said = run(60 * parser.parse_args().minutes)
    sys.stdout.write(f"{written} documents written; " + "; ".join(said) + "\n")
    return int(any("FAILED" in one for one in said))


if __name__ == "__main__":
    raise SystemExit(main())
