"""Broken, truncated, nested and hostile input to each reader: a document or an error of ours, within bounds of time.

The short form runs with the tests; `python -m tests.sources.test_fuzz SECONDS` (make fuzz) goes on as long as it is told.
"""

import io
import random
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.cleaning import clean
from detente.errors import DetenteError
from detente.sources import FORMATS, read_bytes
from detente.sources.request import Request
from tests.sources.test_formats import FIRST, PAGE, SECOND, archive, pdf

MAIL = f"From: A <a@b.c>\nSubject: S\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{FIRST}\n{SECOND}\n".encode()
FEED = f"<?xml version='1.0'?><rss><channel><title>F</title><item><title>T</title><description>{FIRST}</description></item></channel></rss>".encode()
HOSTILE = [b"\x00", b"\xff\xfe", b"<div>" * 500, b"]]>", b"&#x110000;", b"{" * 400, b"[" * 400, b'"' * 99, b"\r\n\r\n", b"%" * 50, b"Content-Length: 99999999999", b"charset=nonsense", b"\x1f\x8b\x08\x00"]  # fmt: skip


def word_file() -> bytes:
    import docx

    out = io.BytesIO()
    word = docx.Document()
    word.add_paragraph(FIRST)
    word.save(out)
    return out.getvalue()


def parquet_file() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"text": [FIRST, SECOND]}), out)
    return out.getvalue()


SEEDS: dict[str, Callable[[], bytes]] = {
    "text": lambda: f"{FIRST}\n\n=====\n\n{SECOND}".encode(),
    "html": PAGE.encode,
    "feed": lambda: FEED,
    "opml": lambda: b'<opml><body><outline text="x"/></body></opml>',
    "warc": archive,
    "pdf": lambda: pdf([[(50, 700, FIRST[:60])]]),
    "docx": word_file,
    "mail": lambda: MAIL,
    "jsonl": lambda: b'{"text": "%s"}\n{"text": "x"}\n' % FIRST.encode(),
    "csv": lambda: f"text,title\n{SECOND},T\n".encode(),
    "parquet": parquet_file,
}


def hurt(data: bytes, source: random.Random) -> bytes:
    """A file with some of it cut, doubled, flipped or replaced by something hostile."""
    broken = bytearray(data)
    for _ in range(source.randint(1, 4)):
        if not broken:
            break
        begin = source.randrange(len(broken))
        stop = min(len(broken), begin + source.choice((1, 2, 8, 64, 1000)))
        match source.randrange(5):
            case 0:
                del broken[begin:]
            case 1:
                del broken[begin:stop]
            case 2:
                broken[begin:begin] = broken[begin:stop] * source.choice((1, 3, 40))
            case 3:
                broken[begin] ^= 1 << source.randrange(8)
            case _:
                broken[begin:stop] = source.choice(HOSTILE)
    return bytes(broken)


def survives(form: str, data: bytes) -> None:
    """Read and clean it: documents whose blocks lie in their text, or an error of ours that names the file."""
    begun = time.process_time()
    try:
        for number, document in enumerate(read_bytes(data, Request("fuzz.bin", on_error=lambda *_: None), format=form)):
            blocks = clean(document)
            assert all(0 <= block.begin < block.stop <= len(document.text) for block in blocks)
            if number > 50:
                break
    except DetenteError as error:
        assert "fuzz.bin" in str(error) and "\n" not in str(error).strip()
    assert time.process_time() - begun < 20


def test_every_format_has_a_seed() -> None:
    assert set(SEEDS) == set(FORMATS)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("form", sorted(SEEDS))
def test_hurt_files(form: str) -> None:
    seed, source = SEEDS[form](), random.Random(form)
    for _ in range(12):
        survives(form, hurt(seed, source))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(sorted(SEEDS)), st.binary(max_size=300))
def test_any_bytes(form: str, data: bytes) -> None:
    survives(form, data)


def main(seconds: float) -> None:
    """Hurt files of all formats for so many seconds; stops at the first that a reader does not survive, and keeps it."""
    begun, number = time.monotonic(), 0
    seeds = {form: make() for form, make in SEEDS.items()}
    while time.monotonic() - begun < seconds:
        form = sorted(seeds)[number % len(seeds)]
        data = hurt(seeds[form], random.Random(number))
        try:
            survives(form, data)
        except BaseException:
            sys.stdout.write(f"{form} does not survive number {number}\n")
            raise
        number += 1
    sys.stdout.write(f"{number} hurt files survived\n")


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 60)
