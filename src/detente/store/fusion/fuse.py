"""One row from the reports of one event: the values most sources give, who counts as a source, and what they dispute."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from detente.store.fusion.merge import Cluster, overlap
from detente.store.fusion.reports import told, wording
from detente.store.tables import EVENTS, Row

COPY = 0.8  # share of word triples from which a text counts as a copy
LINK = pa.struct([("a", pa.string()), ("b", pa.string()), ("score", pa.float64()), ("why", pa.string())])
UPDATE = pa.struct(
    [("published", pa.date32()), ("report", pa.string()), ("status", pa.string()), ("figures", pa.list_(pa.string()))]
)
KEPT = [field for field in EVENTS if field.name not in ("report", "document", "source", "language", "id", "evidence")]
FUSED = pa.schema(
    [
        pa.field("event_id", pa.string()),
        *(field for field in KEPT if field.name != "site"),
        pa.field("sources", pa.int32()),
        pa.field("sites", pa.list_(pa.string())),
        pa.field("hull_first", pa.date32()),
        pa.field("hull_last", pa.date32()),
        pa.field("component", pa.string()),
        pa.field("corrected", pa.bool_()),
        pa.field("linked", pa.bool_()),
        pa.field("links", pa.list_(LINK)),
        pa.field("updates", pa.list_(UPDATE)),
        pa.field("told", pa.list_(pa.struct(list(EVENTS)))),
    ]
)
# What a served event keeps as JSON (see `detail`), as it is given back.
DETAIL = {
    "actors": FUSED.field("actor").type,
    "recipients": FUSED.field("recipient").type,
    "place": FUSED.field("place").type,
    "said_by": FUSED.field("said_by").type,
    "condition": FUSED.field("condition").type,
    "dated": FUSED.field("date").type,
    "links": FUSED.field("links").type,
    "updates": FUSED.field("updates").type,
    "told": FUSED.field("told").type,
}
# What `Casebook.events` gives: the served columns, and the nested fields.
SERVED = pa.schema(
    [
        ("event_id", pa.string()), ("date", pa.date32()), ("date_last", pa.date32()), ("edtf", pa.string()),
        ("event", pa.string()), ("mode", pa.string()), ("quad", pa.int32()), ("intensity", pa.float64()),
        ("contexts", pa.list_(pa.string())), ("deed", pa.string()), ("status", pa.string()), ("likelihood", pa.string()),
        ("both", pa.bool_()), ("contested", pa.bool_()), ("confidence", pa.float64()), ("sources", pa.int32()),
        ("sites", pa.list_(pa.string())), ("published", pa.date32()), ("coder", pa.string()), *DETAIL.items(),
    ]
)  # fmt: skip
FIGURE = re.compile(r"\d[\d.,\u202f\u00a0 ]*\d|\d")
SURER = {"certain": 0, "probable": 1, "possible": 2}
FINER = {"point": 0, "city": 1, "region": 2, "country": 3, "unknown": 4}


def text_of(row: Mapping[str, Any]) -> str:
    return row["evidence"][0]["text"] if row["evidence"] else ""


def origin_of(rows: Sequence[Row]) -> list[int]:
    """For each report the number of its independent source: one outlet is one source, and so are copies of one text."""
    origin = list(range(len(rows)))

    def root(n: int) -> int:
        while origin[n] != n:
            n = origin[n]
        return n

    shingles = [wording(text_of(row)).shingles for row in rows]
    for n, row in enumerate(rows):
        for m in range(n):
            same_site = row["site"] is not None and row["site"] == rows[m]["site"]
            if same_site or row["document"] == rows[m]["document"] or overlap(shingles[n], shingles[m]) >= COPY:
                one, two = sorted((root(n), root(m)))
                origin[two] = one
    return [root(n) for n in range(len(rows))]


def most_told(
    rows: Sequence[Row], origins: Sequence[int], value: Callable[[Row], Any], key: Callable[[Any], Hashable]
) -> Any:
    """The value that most independent sources give; of equals the one that was told first."""
    votes: dict[Hashable, set[int]] = defaultdict(set)
    first: dict[Hashable, Any] = {}
    for row, origin in zip(rows, origins, strict=True):
        found = value(row)
        if found is not None:
            votes[key(found)].add(origin)
            first.setdefault(key(found), found)
    if not votes:
        return None
    return first[max(votes, key=lambda name: len(votes[name]))]


def precise(when: Mapping[str, Any] | None) -> tuple[int, str]:
    """Order of dates: the shortest period first."""
    if not when or when["first"] is None:
        return (10**6, "")
    return ((when["last"] or when["first"]).toordinal() - when["first"].toordinal(), when["edtf"])


def best_date(rows: Sequence[Row], origins: Sequence[int]) -> Any:
    """Of the most precise dates the one that most sources give."""
    known = [row for row in rows if row["date"]]
    if not known:
        return None
    finest = min(precise(row["date"])[0] for row in known)
    chosen = [
        (row, origin)
        for row, origin in zip(rows, origins, strict=True)
        if precise(row["date"])[0] == finest and row["date"]
    ]
    return most_told(
        [row for row, _ in chosen], [o for _, o in chosen], lambda row: row["date"], lambda when: when["edtf"]
    )


def disputed(rows: Sequence[Row]) -> bool:
    """Whether some say it took place and others, in their own words, that it did not."""
    said = {row["status"] for row in rows} | {proof["status"] for row in rows for proof in row["evidence"]}
    return "negated" in said and "happened" in said


def updates_of(rows: Sequence[Row]) -> list[Row]:
    """The reports in the order of publication with their status and figures: a toll that rises, a denial."""
    found = [
        {
            "published": row["published"],
            "report": row["report"],
            "status": row["status"],
            "figures": [figure.strip() for figure in FIGURE.findall(text_of(row))],
        }
        for row in rows
    ]
    return sorted(found, key=lambda item: (item["published"] or date.max, item["report"]))


def fuse(rows: Sequence[Row], cluster: Cluster | None = None) -> Row:
    """The row of one event from the rows of its reports."""
    rows = sorted(rows, key=lambda row: (row["published"] or date.max, row["report"]))
    origins = origin_of(rows)
    name = cluster.event_id if cluster else rows[0]["report"]
    deed_row = next(
        row for row in rows if row["deed"] == most_told(rows, origins, lambda row: row["deed"], lambda deed: deed)
    )
    fullest = min(
        rows, key=lambda row: (not row["recipient"], row["date"] is None, row["report"] != deed_row["report"])
    )
    places = [row["place"] for row in rows if row["place"]]
    hulls = [seen for row in rows if (seen := told(row)) is not None]
    shared = {"event", "mode", "quad", "intensity", "contexts", "deed", "both"}
    return {
        "event_id": name,
        **{field: deed_row[field] for field in shared},
        "actor": fullest["actor"],
        "recipient": fullest["recipient"],
        "published": rows[0]["published"],
        "status": most_told(rows, origins, lambda row: row["status"], lambda status: status),
        "likelihood": min((row["likelihood"] for row in rows), key=SURER.__getitem__),
        "condition": deed_row["condition"],
        "date": best_date(rows, origins),
        "place": min(places, key=lambda place: FINER[place["precision"]]) if places else None,
        "said_by": deed_row["said_by"],
        "confidence": max(row["confidence"] for row in rows),
        "contested": any(row["contested"] for row in rows) or disputed(rows),
        "sources": len(set(origins)),
        "sites": sorted({row["site"] for row in rows if row["site"]}),
        "hull_first": min((seen.first for seen in hulls), default=None),
        "hull_last": max((seen.last for seen in hulls), default=None),
        "component": cluster.component if cluster else name,
        "links": [link._asdict() for link in cluster.links] if cluster else [],
        "updates": updates_of(rows) if len(rows) > 1 else [],
        "told": list(rows),
    }


def correct(row: Row, corrections: Iterable[tuple[str, Any]]) -> Row:
    """The row with an analyst's values; dotted fields reach into a struct (`date.edtf`)."""
    row = dict(row)
    for field, value in corrections:
        head, _, tail = field.partition(".")
        row[head] = {**(row[head] or {}), tail: value} if tail else value
    return row


__all__ = ["DETAIL", "FUSED", "SERVED", "correct", "fuse"]
