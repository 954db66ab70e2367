"""What a cold `detente read` costs: time and memory from an empty process to the printed table, and the time of `--help`.

python -m benchmarks.reading [FILE] [--runs 5]
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

ARTICLE = Path(__file__).parent.parent / "examples" / "moscou-pyongyang.fr.txt"


def cold(arguments: list[str]) -> tuple[float, float]:
    """Seconds and megabytes (peak resident) of one fresh process of `detente ARGUMENTS`; its output is thrown away."""
    begin = time.perf_counter()
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.execv(sys.executable, [sys.executable, "-m", "detente", *arguments])
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        raise SystemExit(f"detente {' '.join(arguments)} ended with status {status}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1024


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", default=str(ARTICLE))
    options.add_argument("--runs", type=int, default=5)
    arguments = options.parse_args()
    for name, words in (("--help", ["--help"]), ("read", ["read", arguments.file, "--published", "2024-06-26"])):
        runs = [cold(words) for _ in range(arguments.runs)]
        seconds, memory = (statistics.median(column) for column in zip(*runs, strict=True))
        print(
            f"detente {name:8} {seconds:6.2f} s  {memory:6.0f} MB  (median of {arguments.runs}, fresh processes, {os.cpu_count()} cores)"
        )


if __name__ == "__main__":
    main()
