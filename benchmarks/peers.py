"""Détente beside its peers on the same work, in one run; writes docs/peers.md.

    python -m benchmarks.peers [--rows 1000000] [--page docs/peers.md]

Ratios count, not seconds: both sides of a row of the page ran one after the other on the same machine. What is compared, and what is
not, stands with each table.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import cleaning, coding, exchange, pipeline
from benchmarks.store import timed
from benchmarks.transformer import TOKENS, VOCABULARY, RandomRoberta
from detente import codebook
from detente.dyads import series
from detente.exchange.importing import import_file
from detente.languages import pack
from detente.store.casebook import Casebook
from detente.world.actors import mentions

PAGE = Path(__file__).parent.parent / "docs" / "peers.md"
HEAD = """# Beside its peers

Written by `python -m benchmarks.peers` on one machine in one run: measure again on your own. Quality is in [evaluation](evaluation.md);
this page is about cost. CPU-seconds are those of one core.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=exchange.BASE, help="rows of the import")
    parser.add_argument("--page", type=Path, default=PAGE)
    given = parser.parse_args()
    parts = [HEAD, *coders(), *pipelines(), *readers(), *importers(given.rows)]
    given.page.write_text("\n".join(parts), encoding="utf-8")
    print("\n".join(parts))
    return 0


def table(title: str, note: str, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> Iterator[str]:
    """A section with a table in Markdown."""
    yield f"## {title}\n\n{note}\n"
    yield f"| {' | '.join(head)} |\n|{'---|' * len(head)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)
    yield ""


def marked(language: str) -> list[coding.Row]:
    """Sentences of the gold articles that name two, with the first two that they name."""
    rows = []
    for path in sorted(pipeline.GOLD.glob(f"*.{language}.txt")):
        text = path.read_text(encoding="utf-8")
        for begin, stop in pack(language).sentences(text):
            named = [(one.begin, one.stop) for one in mentions(text[begin:stop], language=language)]
            if len(named) > 1:
                rows.append((text[begin:stop], named[0], named[1]))
    return rows


def coders() -> Iterator[str]:
    """Sentences a CPU-second of the coder, of the parser that it stands on, and of inference over hypotheses."""
    rows = []
    rates = {language: coding.rates(marked(language), language) for language in ("en", "fr")}
    for language, found in rates.items():
        name = {"en": "English", "fr": "French"}[language]
        rows += [
            (f"{name}: spaCy's parse alone", f"{found['parse']:.0f}", f"{found['parse'] / found['relations']:.2f}"),
            (f"{name}: `detente.relations`", f"{found['relations']:.0f}", "1"),
            (
                f"{name}: its rules over parsed sentences",
                f"{found['rules']:,.0f}",
                f"{found['rules'] / found['relations']:.0f}",
            ),
        ]
    hypotheses = len(codebook.load().quads)
    slow = inference(hypotheses)
    rows.append(
        (
            f"roberta-large over {hypotheses} hypotheses, random weights",
            f"{slow:.2f}",
            f"1/{rates['en']['relations'] / slow:,.0f}",
        )
    )
    note = (
        "Sentences of our gold articles that name two actors. The last row is the arithmetic of natural language inference with"
        f" roberta-large, a pair of sentence and hypothesis of {TOKENS} word pieces for each type of event, in numpy"
        " (`benchmarks/transformer.py`): its speed only. A GPU does it some hundred times faster, at the cost of a GPU."
    )
    yield from table("Coding", note, ("", "sentences a CPU-second", "times `relations`"), rows)


def inference(hypotheses: int, sentences: int = 2) -> float:
    """Sentences a CPU-second of an encoder that is asked about so many hypotheses."""
    model, draw = RandomRoberta(), np.random.default_rng(1)
    batch = draw.integers(0, VOCABULARY, (hypotheses, TOKENS))
    model(batch[:2])
    began = time.process_time()
    for _ in range(sentences):
        model(batch)
    return sentences / (time.process_time() - began)


def pipelines() -> Iterator[str]:
    """Documents a CPU-second of everything against spaCy's full pipeline."""
    rows = []
    for language, name in (("en", "English"), ("fr", "French")):
        pipeline.ours(pipeline.political(language, 1)[:1])
        for kind, documents in (
            ("political news", pipeline.political(language, 6)),
            ("text without politics", pipeline.plain(language, 144)),
        ):
            mine, theirs = pipeline.fastest(documents, language, 3)
            count = len(documents)
            rows.append((f"{name}, {kind}", f"{count / mine:.1f}", f"{count / theirs:.1f}", f"{theirs / mine:.2f}"))
    note = (
        "Ours cleans, gates, parses, codes and stores into a casebook; spaCy runs its full pipeline of the same model over the same"
        " texts and keeps nothing."
    )
    yield from table("From text to ledger", note, ("documents a CPU-second", "ours", "spaCy", "ratio"), rows)


def readers() -> Iterator[str]:
    """Web pages a CPU-second with all their text, against trafilatura's article alone."""
    found = [(name, figure) for name, figure in cleaning.speed() if name.startswith(("web pages", "cleaning, a"))]
    note = "Trafilatura chooses the article for us too; ours also keeps the rest of the page as set aside, with its reasons."
    yield from table("Reading and cleaning", note, ("", "measured"), found)


def importers(rows: int) -> Iterator[str]:
    """An import of GDELT rows and a dyad's series, against pandas and Polars."""
    with tempfile.TemporaryDirectory() as place, redirect_stdout(StringIO()):
        path = Path(place) / "events.zip"
        exchange.write(path, rows)
        with Casebook.open(Path(place) / "book") as book:
            imported = cpu(lambda: import_file(book, path))
            course = timed(lambda: book.cube(dyad="RUS-PRK"))
            bands = timed(
                lambda: series(book.events_table(dyad="RUS-PRK"), "RUS", "PRK", by="month", volume=book.volume())
            )
            target = Path(place) / "events.parquet"
            import pyarrow.parquet as pq

            pq.write_table(book.events_table(), target)
        polars, pandas = cpu(lambda: exchange.by_polars(path)), cpu(lambda: exchange.by_pandas(path))
        by_polars, by_pandas = timed(lambda: polars_dyad(target)), timed(lambda: pandas_dyad(target))
    yield from table(
        f"{rows:,} rows of GDELT",
        "Polars and pandas unpack and read three columns and count them by pair and month. Ours judges each row, converts it, finds"
        " doubles, sorts and writes; after that a dyad's course comes from an index, where they read the file again.",
        ("", "ours", "Polars", "pandas"),
        [
            ("read the zip, CPU-seconds", f"{imported:.1f}", f"{polars:.1f}", f"{pandas:.1f}"),
            ("a dyad by month, milliseconds", f"{course:.0f}", f"{by_polars:.0f}", f"{by_pandas:.0f}"),
            ("the same with exposure and 90 % bands, milliseconds", f"{bands:.0f}", "", ""),
        ],
    )


def cpu(work: Callable[[], Any]) -> float:
    began = exchange.used()
    work()
    return exchange.used() - began


def polars_dyad(path: Path) -> int:
    """A dyad by month from a Parquet file of events, by Polars."""
    import polars as pl

    pair = ["RUS", "PRK"]
    mine = pl.scan_parquet(path).filter(pl.col("actor").is_in(pair) & pl.col("recipient").is_in(pair))
    return len(mine.group_by(pl.col("date").dt.truncate("1mo"), "quad").len().collect())


def pandas_dyad(path: Path) -> int:
    """The same by pandas."""
    import pandas as pd

    pair = ["RUS", "PRK"]
    frame = pd.read_parquet(path, columns=["date", "actor", "recipient", "quad"], filters=[("actor", "in", pair), ("recipient", "in", pair)])  # fmt: skip
    return len(frame.groupby([pd.to_datetime(frame["date"]).dt.to_period("M"), "quad"]).size())


if __name__ == "__main__":
    raise SystemExit(main())
