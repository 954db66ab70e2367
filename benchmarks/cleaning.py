"""How fast pages are read and cleaned, beside trafilatura alone; and that memory stays flat over a large archive.

usage: python -m benchmarks.cleaning [--megabytes 1000]
Texts are our own articles (evaluation/splices), repeated with other numbers in them so that no two are alike.
"""

from __future__ import annotations

import argparse
import gzip
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from evaluation.splices.__main__ import documents, rows

PAGE = """<!doctype html><html lang="{language}"><head><title>{title}</title><meta name="author" content="A. B."></head><body>
<header><nav><ul>{menu}</ul></nav></header><main><article><h1>{title}</h1>{paragraphs}</article>
<aside><h3>More</h3><ul>{menu}</ul></aside></main><footer><p>© 2024 Example. All rights reserved.</p></footer></body></html>"""
ROUNDS = 7
MENU = "".join(
    f'<li><a href="/{name}">{name}</a></li>' for name in ("Home", "World", "Economy", "Culture", "Sport", "Video")
)


def seconds(*works: Callable[[], object]) -> list[float]:
    """CPU seconds of the fastest of several runs of each work; the works take turns, so that what else runs hits them alike."""
    best = [float("inf")] * len(works)
    for _ in range(ROUNDS):
        for number, work in enumerate(works):
            begun = time.process_time()
            work()
            best[number] = min(best[number], time.process_time() - begun)
    return best


def pages() -> list[str]:
    """Web pages of four articles each, with a menu, a margin and a footer."""
    table = rows("articles.tsv")
    made = []
    for number in range(60):
        language, text = table[number % len(table)]
        title, *rest = text.split("\n\n")
        paragraphs = "".join(f"<p>{part} ({number})</p>" for part in rest * 4)
        made.append(PAGE.format(language=language, title=title, menu=MENU, paragraphs=paragraphs))
    return made


def speed() -> Iterator[tuple[str, str]]:
    """What is measured, and the figure."""
    begun = time.process_time()
    from detente.cleaning import clean

    clean("Les mots sont là, et ils y restent.\nGarden beans watering stretched pump toad singing home")
    cold = time.process_time() - begun
    yield "first text (loads code, lexicon and language identifier)", f"{cold:.2f} s"
    whole = ["\n\n".join([text] * 4) for _, text in rows("articles.tsv")]
    spliced = [page.text for page in documents()]
    for name, texts in (("articles", whole), ("every article spliced", spliced)):
        size = sum(map(len, texts))
        (spent,) = seconds(lambda texts=texts: [clean(text) for text in texts])
        yield f"cleaning, {name}", f"{size / spent / 1e6:.2f} M characters/s"
        million = size / (spent + cold * size / 1e6) / 1e6
        yield f"cleaning, {name}, the first million with all loading", f"{million:.2f} M characters/s"
    from trafilatura import bare_extraction

    from detente.sources.html import read_page
    from detente.sources.request import Request

    web = pages()
    alone, ours = seconds(
        lambda: [bare_extraction(page, favor_precision=True, include_comments=False) for page in web],
        lambda: [read_page(page, Request("x")) for page in web],
    )
    yield "web pages, trafilatura alone", f"{len(web) / alone:.0f} pages/s"
    yield (
        "web pages, read with all their text",
        f"{len(web) / ours:.0f} pages/s ({alone / ours:.2f} of trafilatura alone)",
    )


def archive(path: Path, megabytes: int) -> int:
    """Write a WARC of web pages of so many megabytes before compression; returns the number of pages."""
    web = pages()
    number = size = 0
    with path.open("wb") as out:
        while size < megabytes * 1_000_000:
            body = web[number % len(web)].replace("A. B.", f"A. B. {number}")
            answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}".encode()
            head = (
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-03-04T00:00:00Z\r\n"
                f"WARC-Record-ID: <urn:uuid:{number:032d}>\r\nWARC-Target-URI: https://example.org/{number}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
            )
            record = head.encode() + answer + b"\r\n\r\n"
            out.write(gzip.compress(record, 1))
            size += len(record)
            number += 1
    return number


def memory(megabytes: int) -> Iterator[tuple[str, str]]:
    """Peak memory over an archive, after a tenth of it and at its end."""
    from detente.sources import open_source

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        total = archive(path, megabytes)
        begun, early = time.process_time(), 0
        for number, _ in enumerate(open_source(str(path)), 1):
            if number == total // 10:
                early = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        late = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        spent = time.process_time() - begun
        yield f"archive of {megabytes} MB, {total} pages", f"{total / spent:.0f} pages/s"
        yield "peak memory after a tenth, at the end", f"{early / 1024:.0f} MB, {late / 1024:.0f} MB"


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--megabytes", type=int, default=20, help="size of the archive; 0 leaves it out")
    arguments = options.parse_args()
    for name, figure in speed():
        print(f"{name:60} {figure}", flush=True)
    for name, figure in memory(arguments.megabytes) if arguments.megabytes else ():
        print(f"{name:60} {figure}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
