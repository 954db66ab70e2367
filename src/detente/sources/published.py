"""The day on which a page was published, from the places where pages say it, the surest first.

1. the JSON-LD of the page's own article; 2. meta elements made for it; 3. what is marked `datePublished` in the page; 4. a
`time` in the head of the article, above its first paragraph; 5. the JSON-LD of the page around it; 6. the date in the address
(its own, the canonical one, `og:url`). A day that cannot be (year 1, one that has not come) is passed over with a note. What
tells of a change, and what stands in menus, clocks, lists of other stories and comments, does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from detente.records import DateKnown
from detente.sources.days import can_be_published, iso_date, url_date
from detente.sources.header import words_of
from detente.sources.linked import is_article

DATE_NAMES = ("article:published_time", "og:article:published_time", "datepublished", "article.published", "parsely-pub-date",
              "sailthru.date", "citation_publication_date", "dc.date.issued", "dcterms.issued", "pubdate", "publishdate",
              "publish_date", "publish-date", "publication_date", "dcterms.created", "dc.date", "dcterms.date", "date",
              "release_date", "cxenseparse:recs:publishtime")  # fmt: skip
ELSEWHERE = re.compile(
    r"comment|related|sidebar|widget|footer|banner|teaser|recommend|promo|most-read|trending|newsletter|clock|today",
    re.IGNORECASE,
)
OUTSIDE = frozenset(("aside", "nav", "footer", "form"))
PARAGRAPH = 80  # characters from which a paragraph is the text, not its head


class Published(NamedTuple):
    """A day, how it is known, and the place that told it."""

    day: date | None = None
    known: DateKnown = "unknown"
    place: str = ""
    notes: tuple[str, ...] = ()


@cache
def changed() -> re.Pattern[str]:
    """What tells that a day is that of a change."""
    return re.compile("|".join(sorted(words_of("changed"))), re.IGNORECASE)


def published(tree: Any, names: dict[str, str], linked: list[dict[str, Any]], addresses: list[str]) -> Published:
    """The day of a page, by the order of this module; `linked` are the JSON-LD objects of `linked.articles`."""
    american = _is_american(tree, names)
    passed: list[str] = []
    for place, value in _places(tree, names, linked):
        day = iso_date(value, month_first=american)
        if day and can_be_published(day):
            return Published(day, "metadata", place, tuple(passed))
        if day:
            passed.append(f"{place} says {day}, which cannot be the day of publication: passed over")
    for address in addresses:
        day = url_date(address)
        if day and can_be_published(day):
            return Published(day, "url", "address", tuple(passed))
    return Published(notes=tuple(passed))


def _places(tree: Any, names: dict[str, str], linked: list[dict[str, Any]]) -> Iterator[tuple[str, object]]:
    for item in linked:
        if is_article(item):
            yield "JSON-LD datePublished", item.get("datePublished") or item.get("dateCreated")
    for name in DATE_NAMES:
        if names.get(name):
            yield f"meta {name}", names[name]
    article = article_of(tree)
    for element in tree.iter():
        if "datePublished" in (element.get("itemprop") or "") and not _is_elsewhere(element, article):
            yield "itemprop datePublished", _said(element)
    for element in head_times(article):
        yield "time in the head of the article", _said(element)
    for item in linked:
        if not is_article(item):
            yield "JSON-LD of the page", item.get("datePublished")


def article_of(tree: Any) -> Any:
    """The element that holds the article: the smallest `article` or `main` around the only heading, else the longest, else all."""
    headings = list(tree.iter("h1"))
    if len(headings) == 1:
        for above in headings[0].iterancestors():
            if above.tag in ("article", "main"):
                return above
    found = list(tree.iter("article")) or list(tree.iter("main"))
    return max(found, key=lambda each: sum(map(len, each.itertext())), default=tree)


def head_times(article: Any) -> Iterator[Any]:
    """The `time` elements of an article's head: what stands above its first paragraph."""
    inside: Any = None
    for element in article.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "p" and sum(map(len, element.itertext())) >= PARAGRAPH:
            return
        if element.tag == "time" and not changed().search(_marks(element)) and not _is_elsewhere(element, article):
            inside = element
            yield inside


def _is_elsewhere(element: Any, article: Any) -> bool:
    """Whether an element stands in what is not the article: aside, menu, comments, a card of another story, a page's banner."""
    here = element
    for above in [element, *element.iterancestors()]:
        if above is article:
            return False
        marks = _marks(above) if above.tag not in ("body", "html") else ""
        if above.tag in OUTSIDE or (above.tag == "article" and above is not here) or ELSEWHERE.search(marks):
            return True
        if above.tag == "header" and not any(each.tag in ("article", "main") for each in above.iterancestors()):
            return not any(each.tag == "h1" for each in above.iter())
    return bool(article.tag == "article")


def _marks(element: Any) -> str:
    return " ".join(element.get(name) or "" for name in ("class", "id", "itemprop", "data-type"))


def _said(element: Any) -> str:
    return str(element.get("datetime") or element.get("content") or " ".join(element.itertext())).strip()[:100]


def _is_american(tree: Any, names: dict[str, str]) -> bool:
    """Whether a page declares the English of the United States, where digits give the month first."""
    root = tree.getroottree().getroot()
    declared = root.get("lang") or names.get("og:locale") or ""
    return declared.replace("_", "-").lower() == "en-us"
