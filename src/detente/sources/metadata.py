"""Title, author, site, date and language that a web page declares of itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from detente.records import DateKnown
from detente.sources.linked import articles, plain_address
from detente.sources.published import published

AUTHOR_NAMES = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "sailthru.author",
    "citation_author",
)
TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "parsely-title", "citation_title")
SITE_NAMES = ("og:site_name", "application-name", "dc.publisher")
SEPARATED = re.compile(r"\s+[|·»—–-]\s+")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page declares."""

    title: str | None = None
    author: str | None = None
    site: str | None = None
    published: date | None = None
    known: DateKnown = "unknown"
    language: str | None = None
    notes: tuple[str, ...] = ()  # by what it is dated, and which days were passed over


def read_metadata(tree: Any, address: str = "") -> Metadata:
    """The metadata of a page: meta elements, JSON-LD, the document's title, the address."""
    names: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            names.setdefault(name, content)
    addresses = [address, _canonical(tree), names.get("og:url", "")]
    title = _title(tree, names, {})
    own = articles(tree, frozenset(plain_address(each) for each in addresses if "//" in each), (title or "").lower())
    linked = own[0] if own else {}
    day = published(tree, names, own, addresses)
    return Metadata(
        title=_title(tree, names, linked),
        author=_author(names, linked),
        site=_first(names, SITE_NAMES)
        or _name(linked.get("publisher"))
        or (urlsplit(address).hostname if "//" in address else None),
        published=day.day,
        known=day.known,
        language=_language(tree, names, linked),
        notes=(*day.notes, *((f"dated by its {day.place}",) if day.known == "metadata" else ())),
    )


def _canonical(tree: Any) -> str:
    """The address that a page gives as its own."""
    return next((link.get("href") or "" for link in tree.iter("link") if "canonical" in (link.get("rel") or "")), "")


def _first(names: dict[str, str], wanted: tuple[str, ...]) -> str | None:
    return next((names[name] for name in wanted if names.get(name)), None)


def _name(value: object) -> str | None:
    """The name in a JSON-LD value: a string, an object with a name, or a list of them."""
    if isinstance(value, list):
        found = [name for name in map(_name, value[:10]) if name]
        return ", ".join(found) or None
    if isinstance(value, dict):
        value = value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _title(tree: Any, names: dict[str, str], linked: dict[str, Any]) -> str | None:
    headings = [" ".join(heading.itertext()).strip() for heading in tree.iter("h1")]
    heading = " ".join(headings[0].split()) if len(headings) == 1 and headings[0] else None
    element = next(tree.iter("title"), None)
    named = " ".join((element.text or "").split()) if element is not None else ""
    return heading or _name(linked.get("headline")) or _first(names, TITLE_NAMES) or (SEPARATED.split(named)[0] or None)


def _author(names: dict[str, str], linked: dict[str, Any]) -> str | None:
    found = _name(linked.get("author")) or _first(names, AUTHOR_NAMES)
    return None if found is None or found.startswith("http") or len(found) > 200 else found


def _language(tree: Any, names: dict[str, str], linked: dict[str, Any]) -> str | None:
    root = tree.getroottree().getroot()
    declared = (
        root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or names.get("og:locale")
        or names.get("language")
    )
    code = re.match(r"[a-z]{2}(?=$|[-_])", (declared or str(linked.get("inLanguage") or "")).lower())
    return code[0] if code else None
