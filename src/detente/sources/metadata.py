"""Title, author, site, date and language that a web page declares of itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from detente.records import DateKnown
from detente.sources.header import text_date, url_date

ARTICLE_TYPES = frozenset(("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle",
                           "BlogPosting", "WebPage", "Report", "ScholarlyArticle", "TechArticle"))  # fmt: skip
DATE_NAMES = ("article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
              "dcterms.created", "dcterms.date", "pubdate", "publishdate", "publish_date", "publication_date",
              "parsely-pub-date", "sailthru.date", "citation_publication_date", "article.published", "release_date")  # fmt: skip
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
LONGEST_JSON = 200_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page declares."""

    title: str | None = None
    author: str | None = None
    site: str | None = None
    published: date | None = None
    known: DateKnown = "unknown"
    language: str | None = None


def read_metadata(tree: Any, address: str = "") -> Metadata:
    """The metadata of a page: meta elements, JSON-LD, the document's title, the address."""
    names: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("name") or meta.get("property") or meta.get("itemprop") or "").lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            names.setdefault(name, content)
    linked = next(_articles(tree), {})
    published, known = _published(tree, names, linked, address)
    return Metadata(
        title=_title(tree, names, linked),
        author=_author(names, linked),
        site=_first(names, SITE_NAMES)
        or _name(linked.get("publisher"))
        or (urlsplit(address).hostname if "//" in address else None),
        published=published,
        known=known,
        language=_language(tree, names, linked),
    )


def iso_date(value: object) -> date | None:
    """A date as metadata write it: ISO 8601 with or without time, or in words."""
    words = str(value or "").strip()
    if not words:
        return None
    try:
        return datetime.fromisoformat(words[:25].replace("Z", "+00:00")).date()
    except ValueError:
        pass
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return text_date(words[:100])


def _first(names: dict[str, str], wanted: tuple[str, ...]) -> str | None:
    return next((names[name] for name in wanted if names.get(name)), None)


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The JSON-LD objects of a page that describe an article."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "") or not script.text or len(script.text) > LONGEST_JSON:
            continue
        try:
            found = json.loads(script.text)
        except (ValueError, RecursionError):
            continue
        waiting = found if isinstance(found, list) else [found]
        for item in waiting[:50]:
            if not isinstance(item, dict):
                continue
            graph = item.get("@graph")
            for each in [item, *(graph if isinstance(graph, list) else [])]:
                if isinstance(each, dict):
                    kinds = each.get("@type")
                    if ARTICLE_TYPES & set(kinds if isinstance(kinds, list) else [str(kinds)]):
                        yield each


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


def _published(tree: Any, names: dict[str, str], linked: dict[str, Any], address: str) -> tuple[date | None, DateKnown]:
    for value in (linked.get("datePublished"), *(names.get(name) for name in DATE_NAMES)):
        found = iso_date(value)
        if found:
            return found, "metadata"
    for element in tree.iter("time"):
        found = iso_date(element.get("datetime"))
        if found:
            return found, "metadata"
    found = url_date(address)
    return (found, "url") if found else (None, "unknown")


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
