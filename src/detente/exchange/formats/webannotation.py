"""W3C Web Annotation: one annotation for each sentence of evidence, with its place in the document and its words."""

from __future__ import annotations

import json
from pathlib import Path

from detente.exchange.exporting import Record, Source, writing
from detente.exchange.format import Format

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def write(source: Source, path: Path) -> int:
    """An annotation collection of one page; imported events have no sentences and are in none. Returns the annotations."""
    items = [item for record in source.records() for item in proofs(record)]
    collection = {
        "@context": CONTEXT, "id": "urn:detente:casebook", "type": "AnnotationCollection", "total": len(items),
        "first": {"id": "urn:detente:casebook:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }  # fmt: skip
    with writing(path) as file:
        json.dump(collection, file, ensure_ascii=False, indent=1)
        file.write("\n")
    return len(items)


def proofs(record: Record) -> list[Record]:
    """The sentences that tell an event; the trigger refines the sentence."""
    found = []
    for report in record["told"] or []:
        for number, proof in enumerate(report["evidence"] or []):
            found.append(
                {
                    "@context": CONTEXT,
                    "id": f"urn:detente:{report['report']}:{number}",
                    "type": "Annotation",
                    "motivation": "classifying",
                    "body": {
                        "type": "TextualBody",
                        "purpose": "tagging",
                        "format": "text/plain",
                        "value": f"{record['event']} {record['deed']}".strip(),
                    },
                    "target": target(report, proof),
                }
            )
    return found


def target(report: Record, proof: Record) -> Record:
    """Where a sentence stands: by offsets into the canonical text, and by its words."""
    source = (
        report["source"]
        if str(report["source"]).startswith(("http:", "https:"))
        else f"urn:detente:document:{report['document']}"
    )
    trigger = proof["trigger"] or {}
    position = {"type": "TextPositionSelector", "start": proof["begin"], "end": proof["stop"]}
    if trigger.get("begin") is not None:
        position["refinedBy"] = {
            "type": "TextPositionSelector",
            "start": trigger["begin"] - proof["begin"],
            "end": trigger["stop"] - proof["begin"],
        }
    return {"source": source, "selector": [position, {"type": "TextQuoteSelector", "exact": proof["text"]}]}  # fmt: skip


WEB_ANNOTATION = Format("webannotation", "W3C Web Annotation of the evidence", exporter=write, suffix=".jsonld")

__all__ = ["WEB_ANNOTATION"]
