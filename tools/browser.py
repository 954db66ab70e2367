"""The desk in Debian's Chromium: what the browser tests and `make screenshots` share.

Chromium is the machine's own, never a download; where there is none, `chromium()` says so and the browser tests are left out.
"""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
ARTICLE = Path(__file__).parents[1] / "examples" / "moscou-pyongyang.fr.txt"
QUESTIONS = {
    "en": "When did Russia and North Korea sign a treaty?",
    "fr": "Quand la Russie et la Corée du Nord ont-elles signé un traité ?",
}


def chromium() -> str | None:
    """The path of this machine's Chromium, None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def launched() -> Iterator[Browser]:
    """This machine's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


def demo(folder: Path) -> Path:
    """The casebook of `detente demo`: the chronicle and the French article, read by the real reader; and a word of an analyst's."""
    from detente.data import CHRONICLE
    from detente.store.casebook import Casebook

    with Casebook.open(folder) as book:
        book.add([str(CHRONICLE), str(ARTICLE)])
        signed = book.event_ids(dyad="RUS-PRK", since="2024-06-19", until="2024-06-19")[0]
        book.correct(signed, "verdict", "confirmed", author="Ana", reason="both capitals say so")
    return folder


@contextmanager
def serving(folder: Path, patience: float = 60) -> Iterator[str]:
    """`detente serve` over a casebook in a process of its own; the desk's address, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "detente", "serve", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + patience
        while not answers(port):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"no answer from: {' '.join(command)}")
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def answers(port: int) -> bool:
    """Whether somebody listens there."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def fetched(address: str) -> Any:
    """The JSON at an address of the desk."""
    with urlopen(address) as answer:
        return json.load(answer)


def pages(base: str) -> dict[str, str]:
    """Name -> address of one example of each page, over the demo casebook; the treaty of June 2024 is the event shown."""
    turns = fetched(f"{base}/api/dyad?a=PRK&b=RUS")["turns"]
    signed = next(turn["trigger"] for turn in turns if turn["date"] == "2024-06-19")
    told = fetched(f"{base}/api/events/{signed}")["evidence"]
    article = next(proof["document"] for proof in told if ARTICLE.name in proof["source"])
    return {
        "home": "/",
        "dyad": "/dyad?a=PRK&b=RUS",
        "event": f"/events/{signed}",
        "document": f"/documents/{article}",
        "ask": f"/ask?q={QUESTIONS['en'].replace(' ', '+')}",
        "search": "/search?q=treaty",
        "actors": "/actors?q=Kim",
        "actor": "/actors/PRK",
        "network": "/network",
        "map": "/map",
        "review": "/review",
        "commitments": "/commitments?party=PRK",
        "what-if": "/what-if?attacker=KOR&target=PRK",
        "waiting": "/waiting/quarantine",
        "corrections": "/corrections",
    }


__all__ = ["QUESTIONS", "chromium", "demo", "fetched", "launched", "pages", "serving"]
