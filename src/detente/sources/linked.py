"""What a page says of itself in JSON-LD (schema.org): the objects that describe its article, the article itself first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

WRAPPED = re.compile(
    r"^\s*(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?\s*$|[;\s]+$"
)
TRAILING = re.compile(r",(?=\s*[}\]])")
LONGEST_JSON = 400_000
MOST = 400  # objects of a page that are looked at
PAGES = frozenset(("webpage", "itempage", "collectionpage", "aboutpage", "medicalwebpage", "qapage"))
ARTICLES = ("article", "posting", "report", "newsitem")  # how the names of their types end
WITHIN = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item", "hasPart")


def objects(tree: Any) -> Iterator[dict[str, Any]]:
    """All objects of a page's JSON-LD, those that hold others before them; what is no JSON is passed over."""
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > LONGEST_JSON:
            continue
        waiting = [parsed(script.text)]
        while waiting and count < MOST:
            item = waiting.pop(0)
            if isinstance(item, list):
                waiting[:0] = item[:100]
            elif isinstance(item, dict):
                count += 1
                yield item
                waiting[:0] = [item[name] for name in WITHIN if isinstance(item.get(name), dict | list)]


def parsed(text: str) -> Any:
    """The value of a script as templates write them: in CDATA or a comment, with line breaks in strings, a semicolon after it."""
    words = text
    for _ in range(4):
        words = WRAPPED.sub("", words)
    for attempt in (words, TRAILING.sub("", words)):
        try:
            return json.JSONDecoder(strict=False).raw_decode(attempt.lstrip())[0]
        except (ValueError, RecursionError):
            continue
    return None


def kinds(item: dict[str, Any]) -> list[str]:
    """The types of an object, in lower case without the address of the vocabulary."""
    found = item.get("@type")
    return [re.split(r"[/#:]", str(kind))[-1].lower() for kind in (found if isinstance(found, list) else [found])]


def is_article(item: dict[str, Any]) -> bool:
    return any(kind.endswith(ARTICLES) for kind in kinds(item))


def is_page(item: dict[str, Any]) -> bool:
    return any(kind in PAGES for kind in kinds(item))


def articles(tree: Any, addresses: frozenset[str], title: str) -> list[dict[str, Any]]:
    """The objects that describe the page's article, the likeliest first: by address, by headline, then in their order.

    Objects of other articles (a list of related stories) are left out where one is known to be this page's.
    """
    found = [item for item in objects(tree) if is_article(item)]
    own = [
        item for item in found if addresses & set(_addresses(item)) or (title and _words(item.get("headline")) == title)
    ]
    pages = [item for item in objects(tree) if is_page(item) and not is_article(item)]
    return (own or found[:1]) + pages


def _addresses(item: dict[str, Any]) -> Iterator[str]:
    for name in ("url", "@id", "mainEntityOfPage"):
        value = item.get(name)
        if isinstance(value, dict):
            value = value.get("@id") or value.get("url")
        if isinstance(value, str) and "//" in value:
            yield plain_address(value)


def plain_address(address: str) -> str:
    """An address without scheme, query and last slash, as two are compared."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$", "", address.strip()).rstrip("/").lower()


def _words(value: object) -> str:
    return " ".join(str(value).split()).lower() if isinstance(value, str) else ""
