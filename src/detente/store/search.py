"""Full text over the sentences of evidence: tantivy, derived from the segments, caught up before it is asked.

Words are indexed by two chains, stemmed then folded and folded then stemmed, and both are asked: a query without
accents finds words with them.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import tantivy

from detente.errors import BadQuery, CasebookError
from detente.store.serving.queries import View

STEMMERS = {"en": "English", "fr": "French"}
FIELDS = ["stemmed_en", "stemmed_fr", "folded"]
MOST = 100_000  # sentences that a filter by text may find


def schema() -> Any:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("report", stored=True, tokenizer_name="raw")
    builder.add_text_field("document", stored=True, tokenizer_name="raw")
    builder.add_text_field("text", stored=True, tokenizer_name="raw")
    builder.add_text_field("segment", tokenizer_name="raw")
    for name in FIELDS:
        builder.add_text_field(name, tokenizer_name=name)
    return builder.build()


def opened(folder: Path, *, write: bool = False) -> Any:
    place = folder / "search"
    if write:
        place.mkdir(exist_ok=True)
    index = tantivy.Index(schema(), path=str(place), reuse=True)
    for name, first in STEMMERS.items():
        chain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        chain = chain.filter(tantivy.Filter.stemmer(first)).filter(tantivy.Filter.ascii_fold())
        index.register_tokenizer(f"stemmed_{name}", chain.build())
    chain = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    chain = chain.filter(tantivy.Filter.ascii_fold()).filter(tantivy.Filter.stemmer("English"))
    index.register_tokenizer("folded", chain.build())
    return index


def watermark(folder: Path) -> set[str]:
    """Segments that are in the index."""
    path = folder / "search" / "segments.txt"
    return set(path.read_text().split()) if path.exists() else set()


def catch_up(folder: Path, segments: Sequence[str]) -> None:
    """Index the segments that are not in yet, and drop those that are no longer live. Needs to be the only writer."""
    listed, there = set(segments), watermark(folder)
    missing = [name for name in segments if name not in there]
    if not missing and there <= listed:
        return
    if there - listed:  # retired segments: their sentences go
        shutil.rmtree(folder / "search", ignore_errors=True)
        missing = list(segments)
    import pyarrow.parquet as pq

    index = opened(folder, write=True)
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for name in missing:
        path = folder / "segments" / name / "events.parquet"
        # a crash between the commit here and the watermark below must not leave sentences doubled
        writer.delete_documents_by_query(tantivy.Query.term_query(index.schema, "segment", name))
        if path.exists():
            for batch in pq.ParquetFile(path).iter_batches(10_000, columns=["report", "document", "evidence"]):
                for row in batch.to_pylist():
                    add(writer, row, name)
    writer.commit()
    writer.wait_merging_threads()
    partial = folder / "search" / "segments.partial"
    partial.write_text("\n".join(sorted(listed)))
    partial.rename(folder / "search" / "segments.txt")


def add(writer: Any, row: dict[str, Any], segment: str) -> None:
    """One document of the index per sentence of evidence."""
    for text in dict.fromkeys(proof["text"] for proof in row["evidence"]):
        words = dict.fromkeys(FIELDS, text)
        writer.add_document(
            tantivy.Document(report=row["report"], document=row["document"], text=text, segment=segment, **words)
        )


def find(folder: Path, text: str, limit: int) -> list[tuple[float, dict[str, Any]]]:
    """Sentences by rank: score, and report, document, text."""
    if not (folder / "search" / "segments.txt").exists():
        return []
    try:
        index = opened(folder)
        index.reload()
        query, _ = index.parse_query_lenient(text, FIELDS, conjunction_by_default=True)
    except ValueError as error:
        raise BadQuery(f"search {text!r} cannot be understood: {error}") from error
    except OSError as error:
        raise CasebookError(f"{folder / 'search'}: {error}. `detente casebook check` rebuilds it") from error
    searcher = index.searcher()
    hits = searcher.search(query, limit).hits
    return [(score, {key: value[0] for key, value in searcher.doc(place).to_dict().items()}) for score, place in hits]


def search(folder: Path, view: View, text: str, limit: int) -> pa.Table:
    """Sentences with the event that they tell."""
    hits = find(folder, text, limit)
    owner = owners(view, [row["report"] for _, row in hits])
    rows = [
        {"event_id": owner[row["report"]], "document": row["document"], "text": row["text"], "score": score}
        for score, row in hits
        if row["report"] in owner
    ]
    kinds = [("event_id", pa.string()), ("document", pa.string()), ("text", pa.string()), ("score", pa.float64())]
    return pa.Table.from_pylist(rows, schema=pa.schema(kinds))


def owners(view: View, reports: Sequence[str]) -> dict[str, str]:
    """The event of each report."""
    if not reports:
        return {}
    marks = ", ".join("?" * len(reports))
    sql = (
        "SELECT event_id, report FROM (SELECT event_id, unnest(reports) AS report FROM pairs"
        f" WHERE pair = 0 AND (event_id IN ({marks}) OR len(reports) > 1)) WHERE report IN ({marks})"
    )
    table = view.query(sql, [*reports, *reports])
    return dict(zip(table.column("report").to_pylist(), table.column("event_id").to_pylist(), strict=True))


def matching_events(folder: Path, view: View, text: str) -> list[str]:
    """Ids of all events with a sentence that matches."""
    return sorted(set(owners(view, [row["report"] for _, row in find(folder, text, MOST)]).values()))


__all__ = ["catch_up", "matching_events", "search"]
