"""Kill a running `add` again and again, by every way a machine knows, and compare with an undisturbed run.

    python -m tests.store.killing --kills 40 --documents 5000 --engine pool

A child process adds documents; the parent kills a worker, the coordinator or the whole group at random moments, or lets
the disk fill up, and starts it again until it is done. The fingerprint must be that of a run that nobody disturbed.
"""

import argparse
import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from detente.store.casebook import Casebook
from tests.store.toy import TYPES, toy_open, toy_read

CODES = ["RUS", "PRK", "USA", "KOR", "CHN", "JPN", "FRA", "DEU"]


def write_source(path: Path, count: int, chance: random.Random) -> None:
    """Documents with events, some told several times, some that cannot be read, each slow enough to be killed in."""
    texts = []
    for number in range(count):
        lines = [f"site: s{number % 40}.example", "#slow"]
        for _ in range(chance.randint(0, 3)):
            actor, recipient = chance.sample(CODES, 2)
            day = f"2024-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            deed = chance.choice(sorted(TYPES))
            lines.append(f"{day} {actor} {deed} {recipient}: as told by {number % 7} who saw it")
        if number % 97 == 0:
            lines.append("#bad")
        texts.append("\n".join([*lines, f"text {number}"]))
    path.write_text("\n---\n".join(texts), encoding="utf-8")


def child(book: str, source: str, kind: str, full_after: int) -> None:
    """The process that is killed: adds the source; where `full_after` is set, the disk is full after so many files."""
    from detente.store.intake import writer
    from detente.store.intake.engine import Engine, Here, Pool
    from detente.store.ledger import files

    writer.COMMIT_SECONDS = 0.3
    if full_after:
        flush, left = files.flush, [full_after]

        def failing(path: Path) -> None:
            left[0] -= 1
            if left[0] <= 0:
                raise OSError(errno.ENOSPC, "No space left on device", str(path))
            flush(path)

        files.flush = failing
    on: Engine = Here()
    if kind == "pool":
        on = Pool(2)
    elif kind == "dask":
        from detente.store.intake.cluster import Cluster

        on = Cluster("local", 2)
    pids = getattr(on, "pids", list)
    casebook = Casebook.open(book)

    def tell(_: object) -> None:
        Path(book, "..", "workers").write_text(" ".join(map(str, pids())))

    casebook.add(source, reader=toy_read, opener=toy_open, executor=on, progress=tell)
    on.close()


def start(book: Path, source: Path, kind: str, full_after: int = 0) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.store.killing", "--child", str(book), str(source), kind, str(full_after)]
    return subprocess.Popen(command, start_new_session=True, stderr=subprocess.PIPE)


def kill_one(process: subprocess.Popen[bytes], way: str, workers: Path) -> None:
    """Kill by one way; a worker that is gone already counts as the group."""
    if way == "worker" and workers.exists():
        for pid in workers.read_text().split()[:1]:
            try:
                os.kill(int(pid), signal.SIGKILL)
            except ProcessLookupError:
                continue
            return
    if way == "coordinator":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)


def soak(folder: Path, kills: int, count: int, kind: str, seed: int = 1) -> tuple[str, str, dict[str, int]]:
    """Fingerprints of the disturbed and of the undisturbed casebook, and how often each way was used."""
    chance, source = random.Random(seed), folder / "source.txt"
    write_source(source, count, chance)
    with Casebook.open(folder / "calm") as calm:
        calm.add(source, reader=toy_read, opener=toy_open)
        wanted = calm.fingerprint()
    book, workers = folder / "book", folder / "workers"
    ways: dict[str, int] = dict.fromkeys(["worker", "coordinator", "group", "full"], 0)
    process: subprocess.Popen[bytes] | None = None
    while sum(ways.values()) < kills:
        way = min(ways, key=lambda name: (ways[name], name))
        if way == "full" and process is not None:
            way = "coordinator"
        if process is None:
            process = start(book, source, kind, chance.randint(2, 25) if way == "full" else 0)
        ended = wait_for(process, chance.uniform(0.5, 4.0) if way != "full" else 60)
        if ended and process.returncode == 0:
            break  # the work was done before the kill
        if not ended:
            kill_one(process, way, workers)
        ways[way] += 1
        if way == "worker" and not wait_for(process, 0.3):
            continue  # the run survives a worker: kill it by the next way
        process.communicate()
        process = None
    if process is not None:
        process.communicate(timeout=1200)
    last = start(book, source, kind)
    _, problem = last.communicate(timeout=1200)
    assert last.returncode == 0, problem.decode()[-2000:]
    with Casebook.open(book) as disturbed:
        assert disturbed.check() == [] or all(finding.repaired for finding in disturbed.check())
        disturbed.refresh(rebuild=True)
        return disturbed.fingerprint(), wanted, ways


def wait_for(process: subprocess.Popen[bytes], seconds: float) -> bool:
    """Whether the process ends by itself within some seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            return True
        time.sleep(0.05)
    return False


def main() -> int:
    if sys.argv[1:2] == ["--child"]:
        book, source, kind, full = sys.argv[2:]
        child(book, source, kind, int(full))
        return 0
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=40)
    parser.add_argument("--documents", type=int, default=5000)
    parser.add_argument("--engine", choices=["here", "pool", "dask"], default="pool")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="detente-soak-"))
    try:
        began = time.monotonic()
        got, wanted, ways = soak(folder, given.kills, given.documents, given.engine, given.seed)
        same = "equal" if got == wanted else "DIFFERENT"
        few = sum(ways.values()) < given.kills  # the work was done too early: more documents are needed
        sys.stdout.write(f"{given.engine}: {ways}, {time.monotonic() - began:.0f} s: {same} ({got} / {wanted})\n")
        if few:
            sys.stdout.write(f"only {sum(ways.values())} of {given.kills} kills: give more --documents\n")
        return int(got != wanted or few)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(main())
