"""The JSON Schema of a reading, made from the records themselves so that it cannot drift: `python -m detente.exchange.schema`.

The published file is reading.schema.json beside this module; a test holds it against the records.
"""

from __future__ import annotations

import dataclasses
import json
import types
from datetime import date
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from detente import records
from detente.records import Reading, When

PATH = Path(__file__).with_name("reading.schema.json")
NULL = {"type": "null"}


def schema() -> dict[str, Any]:
    """The schema of what `detente read --format json` writes (JSON Schema 2020-12)."""
    definitions: dict[str, Any] = {}
    reading = of_record(Reading, definitions)
    event = definitions["Event"]["properties"]
    event["date"] = {"anyOf": [{"type": "string", "description": "EDTF (ISO 8601-2)"}, NULL]}
    for name in ("date_first", "date_last"):
        event[name] = {"anyOf": [{"type": "string", "format": "date"}, NULL]}
    event["date_anchor"] = {"anyOf": [{"type": "string"}, NULL]}
    definitions["Event"]["required"] = sorted(event)
    commitment = definitions["Commitment"]
    commitment["properties"]["date"] = commitment["properties"]["signed"]
    commitment["required"] = sorted(commitment["properties"])
    definitions.pop(When.__name__, None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A reading of Détente",
        "description": "Spans are character offsets (begin inclusive, stop exclusive) into document.text.",
        **reading,
        "$defs": {name: definitions[name] for name in sorted(definitions)},
    }


def of_record(record: type, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a dataclass; its fields are all required, and nothing else is allowed."""
    hints = get_type_hints(record, vars(records))
    properties = {
        f.name: of_type(hints[f.name], definitions) for f in dataclasses.fields(record) if not f.name.startswith("_")
    }
    return {"type": "object", "properties": properties, "required": sorted(properties), "additionalProperties": False}


def of_type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type annotation of the records."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        return {"anyOf": [of_type(a, definitions) for a in arguments]}
    if hint is types.NoneType:
        return NULL
    if hint is records.Span:
        return {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}
    if origin is tuple:
        return {"type": "array", "items": of_type(arguments[0], definitions)}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if hint.__name__ not in definitions:
            definitions[hint.__name__] = {}
            definitions[hint.__name__] = of_record(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    if hint is date:
        return {"type": "string", "format": "date"}
    return {"type": {str: "string", int: "integer", float: "number", bool: "boolean"}[hint]}


def as_text() -> str:
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(as_text(), encoding="utf-8")

__all__ = ["PATH", "as_text", "schema"]
