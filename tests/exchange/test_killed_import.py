"""An import that is killed by the system, at any moment, goes on when the same command is given again: no loss, no doubles."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from detente.exchange.importing import import_file
from detente.store.casebook import Casebook
from detente.store.imports import imported
from tests.exchange.test_importing import gdelt_row

ROWS, PART = 1_500, 150
# What the child does: small parts, and SIGKILL by its own hand before or after the n-th call of a function.
CHILD = """
import os, signal, sys
from detente.exchange import chunks, importing, unpack
from detente.store.imports import imported
from detente.store.casebook import Casebook
importing.PART_ROWS, unpack.BLOCK = {part}, 20_000
chunks.cut.__kwdefaults__["size"] = 20_000
book, source, function, call, when = sys.argv[1:]
left = int(call)

def deadly(known):
    def run(*args, **more):
        global left
        left -= 1
        if left == 0 and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        found = known(*args, **more)
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return found
    return run

if function:
    home = importing if hasattr(importing, function) else imported
    setattr(home, function, deadly(getattr(home, function)))
importing.import_file(Casebook.open(book), source)
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A zipped file with a bad row and a double in every hundred."""
    rows = []
    for n in range(ROWS):
        cells = {98: {"EventCode": "999"}, 99: {"GLOBALEVENTID": str(n - 90)}}.get(n % 100, {})
        rows.append(gdelt_row(n, **cells))
    path = tmp_path_factory.mktemp("source") / "events.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("events.CSV", "\n".join(rows) + "\n")
    return path


@pytest.fixture(scope="module")
def calm(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, list[tuple[int, str]]]:
    """What an undisturbed import leaves."""
    return left_by(tmp_path_factory.mktemp("calm") / "book", source)


def left_by(folder: Path, source: Path) -> tuple[str, list[tuple[int, str]]]:
    """Finish an import, and see what the casebook holds: its fingerprint, and the rows that were left out."""
    with Casebook.open(folder) as book:
        [done] = import_file(book, source)
        aside = sorted((row["line"], row["reason"]) for row in imported.rejected(folder, book.ledger, done.id))
        assert (done.done, done.taken, done.left_out) == (True, ROWS * 98 // 100, ROWS // 50)
        assert len(aside) == ROWS // 50
        sql = "SELECT count(DISTINCT event_id) AS events, (SELECT sum(events)::BIGINT FROM cube) AS counted FROM pairs"
        assert book.sql(sql).to_pylist() == [{"events": done.taken, "counted": done.taken}]
        assert book.check() == []
        return book.fingerprint(), aside


def child(folder: Path, source: Path, function: str = "", call: int = 0, when: str = "") -> subprocess.Popen[bytes]:
    script = CHILD.format(part=PART)
    return subprocess.Popen([sys.executable, "-c", script, str(folder), str(source), function, str(call), when])


@pytest.mark.parametrize(
    ("function", "call", "when"),
    [
        ("begin", 1, "after"),  # listed, nothing read
        ("write", 1, "after"),  # a part written, not its cube
        ("write", 8, "before"),  # some parts in, another's files half there
        ("hash_of", 5, "before"),  # a file written, not yet under its name
        ("changed", 1, "before"),  # within the transaction that lists the first part
        ("changed", 3, "after"),  # the same, all of it said and not yet kept
        ("list_part", 2, "before"),  # a part whole on the disk, not listed
        ("list_part", 4, "after"),  # between two parts
        ("finish", 1, "before"),  # all rows in, not yet said to be done
    ],
)
def test_a_kill_at_each_step_of_a_part(
    function: str, call: int, when: str, source: Path, calm: tuple[str, list[tuple[int, str]]], tmp_path: Path
) -> None:
    killed = child(tmp_path / "book", source, function, call, when)
    assert killed.wait(timeout=120) == -signal.SIGKILL
    assert left_by(tmp_path / "book", source) == calm


def test_kills_at_any_time_one_after_another(
    source: Path, calm: tuple[str, list[tuple[int, str]]], tmp_path: Path
) -> None:
    chance, kills = random.Random(5), 0
    for parts in (1, 4, 7):
        process = child(tmp_path / "book", source)
        while process.poll() is None:
            if len(list((tmp_path / "book").glob("imported/*/part-*"))) >= parts:
                time.sleep(chance.uniform(0, 0.02))
                process.kill()
                break
            time.sleep(0.001)
        kills += process.wait(timeout=120) == -signal.SIGKILL
    assert kills
    assert left_by(tmp_path / "book", source) == calm
