"""Fuzzing guided by coverage (atheris): readers grouped by what they parse, from the seeds of test_fuzz.

usage: python -m tests.sources.guided GROUP SECONDS (make fuzz-atheris runs every group). What a reader does not survive is
written to .fuzz/ and ends the run; `python -m tests.sources.guided GROUP FILE` reads such a file again.
"""

import io
import sys
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["detente.sources", "detente.cleaning", "warcio", "feedparser", "email", "docx"]
):
    from tests.sources.test_fuzz import HOSTILE, SEEDS, survives

GROUPS = {
    "text": ("text", "csv", "jsonl", "mail"),
    "markup": ("html", "feed", "opml"),
    "archive": ("warc", "warc in gzip"),
    "binary": ("pdf", "docx", "document.xml", "parquet"),
}


def in_gzip(data: bytes) -> bytes:
    import gzip

    return gzip.compress(data, 1)


def in_word(data: bytes) -> bytes:
    """A DOCX whose text is these bytes: the parts around it are whole."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(SEEDS["docx"]())) as whole, zipfile.ZipFile(out, "w") as file:
        for name in whole.namelist():
            file.writestr(name, data if name == "word/document.xml" else whole.read(name))
    return out.getvalue()


def body() -> bytes:
    with zipfile.ZipFile(io.BytesIO(SEEDS["docx"]())) as whole:
        return whole.read("word/document.xml")


# Forms whose bytes are packed before they are read, so that what is mutated is the inside.
PACKED: dict[str, tuple[str, Callable[[bytes], bytes], Callable[[], bytes]]] = {
    "warc in gzip": ("warc", in_gzip, SEEDS["warc"]),
    "document.xml": ("docx", in_word, body),
}


def attempt(group: str, data: bytes) -> None:
    """The first byte chooses the form, the rest is read."""
    forms = GROUPS[group]
    form = forms[data[0] % len(forms)] if data else forms[0]
    reader, pack, _ = PACKED.get(form, (form, bytes, bytes))
    survives(reader, pack(data[1:]))


def main() -> None:
    group, what = sys.argv[1], sys.argv[2]
    if not what.isdigit():
        attempt(group, Path(what).read_bytes())
        return
    Path(".fuzz").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as corpus:
        for number, form in enumerate(GROUPS[group]):
            seed = PACKED[form][2]() if form in PACKED else SEEDS[form]()
            (Path(corpus) / f"{number}").write_bytes(bytes([number]) + seed)
            for turn, hostile in enumerate(HOSTILE):
                (Path(corpus) / f"{number}-{turn}").write_bytes(bytes([number]) + seed[: len(seed) // 2] + hostile)
        limits = [
            f"-max_total_time={what}",
            "-max_len=30000",
            "-timeout=25",
            "-rss_limit_mb=3000",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], corpus, *limits, "-artifact_prefix=.fuzz/"], lambda data: attempt(group, data))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
