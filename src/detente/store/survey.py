"""Two looks at all documents of a casebook: how much is set aside by site, and who told what before."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from detente.cleaning.duplicates import Stories
from detente.cleaning.pieces import FLAGGED
from detente.cleaning.repeated import REPEATED
from detente.records import Block
from detente.store.ledger import book as books

if TYPE_CHECKING:
    from detente.store.casebook import Casebook

KINDS = ("injected", "boilerplate", "foreign")
RATES = pa.schema(
    [
        pa.field("site", pa.string()),
        pa.field("documents", pa.int64()),
        pa.field("characters", pa.int64()),
        pa.field("set_aside", pa.float64()),  # share of the characters
        *(pa.field(kind, pa.float64()) for kind in KINDS),
        pa.field("repeated", pa.float64()),  # of the boilerplate: lines that the site repeats
        pa.field("flagged", pa.int64()),  # documents that looked set aside for the most part, so that nothing was
    ]
)
STORIES = pa.schema(
    [(name, pa.string()) for name in ("document", "kind", "first", "source", "site", "published", "first_source")]
    + [("similarity", pa.float64())]
)


def rates(casebook: Casebook) -> pa.Table:
    """By site: documents, characters of their blocks, and the share that is set aside, by kind; the highest share first."""
    sites = dict(casebook.ledger.execute("SELECT id, coalesce(site, '(no site)') FROM document").fetchall())
    found: dict[str, Counter[str]] = defaultdict(Counter)
    columns = "document, kind, kept, list_contains(reasons, ?) AS repeated, sum(stop - begin)::BIGINT AS size"
    for document, kind, kept, repeated, size in casebook.view.counted("blocks", columns, [REPEATED]):
        sizes = found[sites[document]]
        sizes["characters"] += size
        if not kept:
            sizes[kind] += size
            sizes["repeated"] += size * repeated
    documents: dict[str, set[str]] = defaultdict(set)
    flagged: dict[str, set[str]] = defaultdict(set)
    is_flagged = "document, bool_or(contains(list_aggregate(reasons, 'string_agg', ' '), ?)) AS flagged"
    for document, doubtful in casebook.view.counted("blocks", is_flagged, [FLAGGED]):
        documents[sites[document]].add(document)
        if doubtful:
            flagged[sites[document]].add(document)
    rows = []
    for site, sizes in found.items():
        shares = {kind: sizes[kind] / max(1, sizes["characters"]) for kind in (*KINDS, "repeated")}
        aside = sum(shares[kind] for kind in KINDS)
        shares, aside = {kind: round(share, 5) for kind, share in shares.items()}, round(aside, 5)
        held = {"site": site, "documents": len(documents[site]), "characters": sizes["characters"], "set_aside": aside}
        rows.append(held | shares | {"flagged": len(flagged[site])})
    table = pa.Table.from_pylist(rows, schema=RATES)
    return table.sort_by([("set_aside", "descending"), ("site", "ascending")])


def stories(casebook: Casebook) -> pa.Table:
    """Documents that tell again what an earlier one told: copies, updates and translations, with the first of the story.

    Worked out anew over all documents by day of publication (those without one last, equals by id), so the order in which
    they were added does not matter. What is set aside does not count.
    """
    gone = aside(casebook)
    query = "SELECT id, source, site, published FROM document ORDER BY published IS NULL, published, id"
    held = {row[0]: row[1:] for row in casebook.ledger.execute(query).fetchall()}
    seen, rows = Stories(), []
    for identity, (source, site, published) in held.items():
        document = books.get_document(casebook.ledger, identity)
        if document is None:
            continue
        link = seen.add(document, left(len(document.text), gone.get(identity, [])))
        if link is not None:
            row = {"document": identity, "kind": link.kind, "first": link.first, "source": source, "site": site}
            row |= {
                "published": published,
                "first_source": held[link.first][0],
                "similarity": round(link.similarity, 3),
            }
            rows.append(row)
    return pa.Table.from_pylist(rows, schema=STORIES)


def aside(casebook: Casebook, documents: Sequence[str] | None = None) -> dict[str, list[tuple[int, int]]]:
    """The stretches that are set aside, by document: of all, or of those named."""
    table = casebook.view.segment_table("blocks", documents=documents, kept=False)
    gone: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in table.select(["document", "begin", "stop"]).to_pylist():
        gone[row["document"]].append((row["begin"], row["stop"]))
    return gone


def left(size: int, gone: list[tuple[int, int]]) -> list[Block]:
    """What is left of a text beside the stretches that are set aside, as blocks."""
    edges = [0, *(offset for stretch in sorted(gone) for offset in stretch), size]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [Block(begin, stop, "article", None, True, ()) for begin, stop in pairs if begin < stop]
