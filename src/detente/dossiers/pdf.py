"""A dossier as PDF, set by Typst: tagged for readers (PDF/UA-1), with links from claims to their references."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from detente.dossiers.model import Dossier, Section
from detente.dossiers.telling import line
from detente.errors import DetenteError
from detente.exchange.labels import visible

TEMPLATE = Path(__file__).parent / "templates" / "dossier.typ"


def render(dossier: Dossier) -> bytes:
    """The same dossier gives the same bytes. Words go to Typst as data, so that none is read as its markup."""
    import typst

    day = dossier.made
    with TemporaryDirectory() as folder:
        place = Path(folder)
        data = {
            "title": visible(dossier.title),
            "period": dossier.period,
            "made": visible(dossier.labels["made"]),
            "language": dossier.language,
            "sections": [part(section, place) for section in dossier.sections],
            "references_title": dossier.labels["references"],
            "references": [{"number": one.number, "text": visible(line(one, dossier))} for one in dossier.references],
        }
        (place / "dossier.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        (place / "dossier.typ").write_bytes(TEMPLATE.read_bytes())
        try:
            written = typst.Compiler(place / "dossier.typ", root=place).compile(
                format="pdf", pdf_standards="ua-1", timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC)
            )
        except typst.TypstError as error:
            raise DetenteError(
                f"the dossier cannot be set as PDF: {error.message}; --format html does without"
            ) from error
    assert isinstance(written, bytes)  # of one file; pictures come as one a page
    return written


def part(section: Section, place: Path) -> dict[str, Any]:
    """A section as data, its picture drawn beside it."""
    picture = None
    if section.picture:
        from detente.dyads.pictures import save

        picture = f"{section.key}.png"
        save(dict(section.picture), place / picture)
    table = section.table
    return {
        "title": visible(section.title),
        "claims": [
            {"text": visible(one.text), "references": one.references, "tag": visible(one.tag)} for one in section.claims
        ],
        "gaps": [visible(text) for text in section.gaps],
        "notes": [visible(text) for text in section.notes],
        "picture": picture,
        "caption": section.caption,
        "head": table.head if table else (),
        "rows": [[visible(cell) for cell in row] for row in table.rows] if table else (),
    }
