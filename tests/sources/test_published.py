"""The day on which a page was published: from the right place, and none rather than a wrong one."""

from datetime import UTC, date, datetime, timedelta

import pytest

from detente.records import Document
from detente.sources import read_bytes
from detente.sources.days import iso_date, mail_date
from detente.sources.request import Request

TEXT = (
    "<p>The delegates had spent three days in the old town hall before its doors were opened to the waiting press.</p>"
)
DAY = date(2023, 9, 14)


def page(
    head: str = "", top: str = "", before: str = "", after: str = "", language: str = "en", name: str = "a.html"
) -> Document:
    markup = (
        f"<html lang={language}><head><title>Hall</title>{head}</head><body>{before}<article><h1>The hall</h1>{top}{TEXT}{TEXT}"
        f"</article>{after}</body></html>"
    )
    return next(read_bytes(markup.encode(), Request(name), format="html"))


def script(words: str) -> str:
    return f'<script type="application/ld+json">{words}</script>'


OBJECT = '{"@type":"NewsArticle","datePublished":"2023-09-14"}'
OTHER = '<time datetime="2024-02-02">2 February 2024</time>'


@pytest.mark.parametrize(
    "words",
    [
        OBJECT,
        f"[{OBJECT}]",
        f"{OBJECT};",
        f"/*<![CDATA[*/{OBJECT}/*]]>*/",
        f"//<![CDATA[\n{OBJECT}\n//]]>",
        f"<!-- {OBJECT} -->",
        '{"@type":"NewsArticle","articleBody":"one\n\ttwo","datePublished":"2023-09-14"}',
        '{"@type":"NewsArticle","datePublished":"2023-09-14",}',
        '{"@type":["Thing","http://schema.org/ReportageNewsArticle"],"datePublished":"2023-09-14T23:30:00+05:00"}',
        '{"@type":"schema:BlogPosting","datePublished":"2023-09-14"}',
        '{"@type":"LiveBlogPosting","datePublished":"2023-09-14T10:00:00Z"}',
        '{"@graph":[{"@type":"Organization"},{"@type":"WebPage","datePublished":"2020-01-02"},' + OBJECT + "]}",
        '{"@type":"WebPage","mainEntity":' + OBJECT + "}",
        '{"@type":"ItemPage","mainEntity":[' + OBJECT + "]}",
        '{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","headline":"Elsewhere","datePublished":"2024-02-02"}]}</script>'
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The hall","datePublished":"2023-09-14"}',
        '{"@type":"WebPage","datePublished":"2023-09-14"}',
    ],
)
def test_json_ld_however_it_is_written(words: str) -> None:
    document = page(script(words))
    assert (document.published, document.published_known) == (DAY, "metadata")
    assert any("JSON-LD" in note for note in document.notes)


@pytest.mark.parametrize(
    "value",
    ["2023-09-14", "2023-09-14T23:59:00-05:00", "2023-09-14 08:00:00", "20230914", "20230914T080000Z", "1694678400", "1694678400000",
     "1694678400000000", "09/14/2023", "14/09/2023", "14.09.2023 08:00", "September 14, 2023", "14 septembre 2023", "Thu, 14 Sep 2023 08:00:00 +0200"],
)  # fmt: skip
def test_a_meta_element_however_it_is_written(value: str) -> None:
    assert page(f'<meta property="article:published_time" content="{value}">').published == DAY


def test_digits_of_an_american_page_give_the_month_first() -> None:
    meta = '<meta name="date" content="03/04/2023">'
    assert page(meta, language="en-US").published == date(2023, 3, 4)
    assert page(meta, language="en-GB").published == date(2023, 4, 3)


@pytest.mark.parametrize(
    "parts",
    [
        {"before": f"<header class=site>{OTHER}</header>"},
        {"before": f"<div class=clock>{OTHER}</div>"},
        {"before": f"<nav>{OTHER}</nav>"},
        {"before": f"<aside>{OTHER} Another story</aside>"},
        {"before": f"<article class=teaser><h2>Another</h2>{OTHER}</article>"},
        {"after": f"<section class=comments>{OTHER} Well said</section>"},
        {"after": f"<div id=reactions>{OTHER} Well said</div>"},
        {"after": f"<ul class=related-stories><li>{OTHER}</li></ul>"},
        {"after": f"<footer>{OTHER}</footer>"},
        {"top": f"<p><time class=updated datetime=2024-02-02>Updated</time></p>{TEXT}"},
        {"top": f"{TEXT}{OTHER}"},
    ],
)
def test_what_stands_elsewhere_does_not_date_the_page(parts: dict[str, str]) -> None:
    assert page(**parts).published is None
    top = '<p>Published <time datetime="2023-09-14">14 September 2023</time></p>' + parts.pop("top", "")
    assert page(top=top, **parts).published == DAY


def test_the_address_dates_a_page_that_says_nothing() -> None:
    link = '<link rel="canonical" href="https://hall.example/2023/09/14/hall.html">'
    assert (page(link).published, page(link).published_known) == (DAY, "url")
    assert page('<meta property="og:url" content="https://hall.example/2023/09/14/hall">').published == DAY


@pytest.mark.parametrize(
    "value",
    [
        "0001-01-01T00:00:00Z",
        "1970-01-01",
        "9999-12-31",
        "2099-01-01",
        str(datetime.now(UTC).date() + timedelta(days=9)),
    ],
)
def test_a_day_that_cannot_be_is_passed_over_and_told(value: str) -> None:
    meta = f'<meta property="article:published_time" content="{value}">'
    assert page(meta).published is None
    later = page(meta + '<meta name="pubdate" content="2023-09-14">')
    assert later.published == DAY


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Thu, 14 Sep 2023 23:30:00 +0200", DAY),
        ("Thu, 14 Sep 2023 00:30:00 +0900", DAY),
        ("14 Sep 23 10:00:00 GMT", DAY),
        ("2023-09-14T23:30:00-08:00", DAY),
        ("Mon, 01 Jan 0001 00:00:00 GMT", None),
        ("jeu., 14 sept. 2023 10:00", DAY),
        ("no day at all", None),
    ],
)
def test_the_day_of_a_feed_is_the_one_where_it_was_written(words: str, day: date | None) -> None:
    assert mail_date(words) == day


@pytest.mark.parametrize("value", [0, "", "0", None, "99999999999999999999", "2023-13-45", "twelve", -5])
def test_what_is_no_day(value: object) -> None:
    assert iso_date(value) is None
