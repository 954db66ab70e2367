"""Writes the outputs that README.md and LISEZMOI.md show: `python -m tools.readme`.

A block between `<!-- run: ARGUMENTS | lines FIRST-LAST -->` and `<!-- end -->` is what `detente ARGUMENTS` prints, those lines of it; each
is run in an empty folder with the examples beside it, as a newcomer would.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[1]
PAGES = ("README.md", "LISEZMOI.md")
BLOCK = re.compile(
    r"(<!-- run: (?P<call>[^|]+?) \| lines (?P<first>\d+)-(?P<last>\d+) -->\n)(?P<shown>.*?)(<!-- end -->)", re.DOTALL
)


def output(call: str, first: int, last: int) -> str:
    """Some lines of what a call prints, counted from 1."""
    env = os.environ | {"COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "detente", *shlex.split(call)],
        cwd=TOP,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()[first - 1 : last])


def renewed(text: str) -> str:
    """A page with its outputs as they are now."""

    def shown(match: re.Match[str]) -> str:
        words = output(match["call"], int(match["first"]), int(match["last"]))
        return f"{match[1]}```text\n{words}\n```\n{match[6]}"

    return BLOCK.sub(shown, text)


def main() -> None:
    for name in PAGES:
        page = TOP / name
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
