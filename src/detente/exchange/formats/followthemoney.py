"""FollowTheMoney entities, one JSON a line: an Event, the PublicBody or Organization on each side, the Article that tells it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path

from detente.exchange.countries import GROUPS, back, name_of
from detente.exchange.exporting import Record, Source, links_of, text_of, writing
from detente.exchange.format import Format


def write(source: Source, path: Path) -> int:
    """Entities in any order, each id once."""
    seen: set[str] = set()
    titles = {identity: row["title"] for identity, row in source.documents().items()}
    with writing(path) as file:
        for record in source.records():
            for entity in entities(record, titles):
                if entity["id"] not in seen:
                    seen.add(entity["id"])
                    file.write(json.dumps(entity, ensure_ascii=False) + "\n")
    return len(seen)


def entities(record: Record, titles: Mapping[str, str | None]) -> Iterator[Record]:
    """An event with all that it refers to."""
    sides: dict[str, list[str]] = {}
    for side in ("actors", "recipients"):
        for actor in record[side] or []:
            party = party_of(actor)
            sides.setdefault(side, []).append(party["id"])
            yield party
    proofs = [article(report, titles.get(report["document"])) for report in record["told"] or []]
    yield from proofs
    place = record["place"] or {}
    yield entity(
        record["event_id"], "Event",
        name=[f"{record['event'] or 'STATEMENT'} {record['deed']}".strip()],
        startDate=[record["date"].isoformat()] if record["date"] else [],
        endDate=[record["date_last"].isoformat()] if record["date_last"] else [],
        organizer=sides.get("actors", []),
        involved=sides.get("recipients", []),
        location=[place["name"]] if place.get("name") else [],
        country=country(place.get("country")),
        description=[text] if (text := text_of(record)) else [],
        keywords=[word for word in (record["event"], record["mode"], record["status"], record["likelihood"]) if word],
        sourceUrl=[link for link in links_of(record) if link.startswith("http")],
        proof=[item["id"] for item in proofs],
        publisher=list(record["sites"] or []),
    )  # fmt: skip


def party_of(actor: Record) -> Record:
    """A side: a public body of a country, or an organization."""
    code, text = actor["country"], actor["name"] or actor["text"]
    name = text or name_of(code or "")
    schema = "PublicBody" if code and code not in GROUPS and "GOV" in (actor["sectors"] or ["GOV"]) else "Organization"
    return entity(key("party", code, name, schema), schema, name=[name], country=country(code))


def article(report: Record, title: str | None) -> Record:
    """The document that tells an event, by its own title; one without is called by its site or source."""
    link = [report["source"]] if str(report["source"]).startswith("http") else []
    day = [report["published"].isoformat()] if report["published"] else []
    return entity(
        key("article", report["document"]), "Article", title=[title or report["site"] or report["source"]], sourceUrl=link, publisher=[report["site"]] if report["site"] else [],
        publishedAt=day, language=[LANGUAGES[report["language"]]] if report["language"] in LANGUAGES else [],
    )  # fmt: skip


LANGUAGES = {"en": "eng", "fr": "fra"}  # ISO 639-3, as FollowTheMoney has them


def country(code: str | None) -> list[str]:
    """FollowTheMoney writes ISO alpha-2 in small letters, `eu` and `xk` among them."""
    special = {"EUR": "eu", "XKX": "xk"}
    found = special.get(code or "") or back("iso2").get(code or "", "").lower()
    return [found] if found else []


def key(*parts: str | None) -> str:
    return f"detente-{blake2b(chr(31).join(part or '' for part in parts).encode(), digest_size=10).hexdigest()}"


def entity(id: str, schema: str, **properties: list[str]) -> Record:
    return {"id": id, "schema": schema, "properties": {name: values for name, values in properties.items() if values}}


FTM = Format("followthemoney", "FollowTheMoney entities, JSON lines", exporter=write, suffix=".ftm.json")

__all__ = ["FTM"]
