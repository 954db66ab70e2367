"""The desk in a real browser: each page loads quietly, the words are one click away, and nobody is shut out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detente.web.app import create_app
from tools.browser import QUESTIONS

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [pytest.mark.browser, pytest.mark.model]
PAGES = (
    "home", "dyad", "event", "document", "ask", "search", "actors", "actor", "network", "map", "review", "commitments", "what-if", "waiting",
    "corrections",
)  # fmt: skip
NOT_PAGES = {"/dyad.svg", "/dossier", "/search.csv", "/static"}
TALLEST = 4_000  # pixels of a page at a width of 1,280
PHONE = {"width": 360, "height": 740}
# Everything that is to take the focus, marks of a drawing too.
REACHABLE = "a[href]:not([tabindex='-1']), button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"


def test_the_list_of_pages_is_whole(addresses: dict[str, str], tmp_path: Any) -> None:
    """A page that somebody adds to the desk must be looked at by these tests too."""
    routes = {
        route.path
        for route in create_app(tmp_path).routes
        if "GET" in (getattr(route, "methods", None) or ()) and not route.path.startswith("/api")
    }
    shown = {address.split("?")[0] for address in addresses.values()}
    missing = {
        path
        for path in routes - NOT_PAGES
        if not any(re.fullmatch(re.sub(r"\{[^}]+\}", "[^/]+", path), address) for address in shown)
    }
    assert not missing, "add an address of these pages to tools/browser.py"
    assert set(PAGES) == addresses.keys()


@pytest.mark.parametrize("name", PAGES)
def test_the_handbook_shows_a_picture_of_the_page(name: str) -> None:
    """`make screenshots` takes them."""
    docs = Path(__file__).parents[3] / "docs"
    assert f"(images/desk-{name}.png)" in (docs / "desk.md").read_text(encoding="utf-8")
    assert 5_000 < (docs / "images" / f"desk-{name}.png").stat().st_size < 200_000


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_without_errors_and_without_leaving_the_desk(
    page: Page, addresses: dict[str, str], name: str
) -> None:
    for tongue in ("en", "fr"):
        address = addresses[name]
        answer = page.goto(address + ("&" if "?" in address else "?") + f"lang={tongue}", wait_until="load")
        assert answer is not None and answer.status == 200
        assert page.locator("html").get_attribute("lang") == tongue
        assert page.locator("h1").count() == 1
    assert page.trouble == []  # type: ignore[attr-defined]
    assert page.evaluate("[...document.images].every(image => image.complete && image.naturalWidth > 0)")


def test_a_point_of_the_timeline_leads_to_the_highlighted_sentence(page: Page) -> None:
    from playwright.sync_api import expect

    page.goto("/dyad?a=PRK&b=RUS")
    page.locator("svg a.turn", has_text="19 June 2024").locator("circle").click()
    event = page.url.split("#w-")[1]
    mark = page.locator(f"mark#w-{event}")
    assert page.url.endswith(f"#w-{event}")
    assert mark.evaluate("mark => mark.matches(':target')")
    assert mark.evaluate("mark => getComputedStyle(mark).backgroundColor") != "rgba(0, 0, 0, 0)"
    expect(mark).to_be_in_viewport()
    mark.get_by_role("link").click()
    assert page.locator(f"article[id='{event}']:target").count() == 1, "and back from the words to their card"


def test_what_a_mark_says_shows_at_hover_and_at_focus_and_a_bar_leads_to_what_it_counts(page: Page) -> None:
    page.goto("/dyad?a=PRK&b=RUS")
    mark = page.locator("svg a.mark").last
    tip = mark.locator(".tip")
    shown = "tip => getComputedStyle(tip).visibility"
    assert tip.evaluate(shown) == "hidden"
    mark.locator(":scope > :first-child").hover()
    assert tip.evaluate(shown) == "visible"
    page.mouse.move(0, 0)
    mark.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")  # a focus that is seen
    assert tip.evaluate(shown) == "visible"
    bar = page.locator("svg a", has=page.locator("rect.bar")).last
    number = int((bar.get_attribute("aria-label") or "").split(": ")[1].split()[0])
    bar.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**period=**")
    assert page.locator("#events small").inner_text().startswith(f"({number} ")
    assert page.locator("article.event").count() == number


def test_marks_can_each_be_reached_by_the_pointer(page: Page) -> None:
    page.goto("/dyad?a=PRK&b=RUS")
    for mark in page.locator("svg a.mark > :first-child").all():
        mark.scroll_into_view_if_needed()
        assert mark.evaluate(
            "mark => { const box = mark.getBoundingClientRect();"
            " return document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2) === mark; }"
        ), mark.evaluate("mark => mark.parentNode.getAttribute('aria-label')")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_not_a_scroll(page: Page, addresses: dict[str, str], name: str) -> None:
    page.goto(addresses[name])
    assert page.evaluate("document.documentElement.scrollHeight") < TALLEST


def test_a_turning_point_of_the_list_leads_there_by_its_event(page: Page) -> None:
    page.goto("/dyad?a=PRK&b=RUS")
    page.locator(".turns li", has_text="19 June 2024").get_by_role("link").first.click()
    event = page.url.split("/events/")[1].split("?")[0]
    page.locator("blockquote footer a").first.click()
    assert page.locator(f"mark#w-{event}").evaluate("mark => mark.matches(':target')")


@pytest.mark.parametrize(("tongue", "day"), [("en", "19 June 2024"), ("fr", "19 juin 2024")])
def test_ask_answers_in_both_languages(page: Page, tongue: str, day: str) -> None:
    page.goto(f"/ask?lang={tongue}")
    page.locator("main input[name=q]").fill(QUESTIONS[tongue])
    with page.expect_navigation():
        page.keyboard.press("Enter")
    answer = page.locator("main ol > li")
    signed = answer.filter(has_text=day).first
    assert "traité" in " ".join(signed.locator("blockquote p").all_inner_texts())
    for sentence in answer.all():
        assert sentence.locator("blockquote footer a").count() >= 1, sentence.inner_text()
    answer.locator("blockquote footer a").first.click()
    assert "/events/" in page.url
    assert page.locator("html").get_attribute("lang") == tongue


@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_serious_in_light_in_the_dark_and_on_a_phone(
    page: Page, addresses: dict[str, str], name: str
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page.goto(addresses[name])
    found = []
    for scheme, size in (("light", None), ("dark", None), ("light", PHONE), ("dark", PHONE)):
        page.emulate_media(color_scheme=scheme)
        if size:
            page.set_viewport_size(size)
        result = Axe().run(page, options={"resultTypes": ["violations"]}).response
        found += [
            f"{scheme} {'phone' if size else ''} {each['id']} ({each['impact']}): {each['nodes'][0]['html'][:200]}"
            for each in result["violations"]
            if each["impact"] in ("serious", "critical")
        ]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "no sideways scrolling on a phone"


@pytest.mark.parametrize("name", PAGES)
def test_everything_is_reached_by_the_keyboard_and_the_focus_is_seen(
    page: Page, addresses: dict[str, str], name: str
) -> None:
    page.goto(addresses[name])
    page.keyboard.press("Tab")
    skip = page.locator(".skip")
    assert skip.evaluate("link => link === document.activeElement && link.getBoundingClientRect().left >= 0")
    waiting: int = page.evaluate(
        f"(window.left = new Set([...document.querySelectorAll(`{REACHABLE}`)].filter(each => each.checkVisibility()))).size"
    )
    for _ in range(waiting):
        outlined = page.evaluate(
            "() => { const here = document.activeElement; window.left.delete(here);"
            " return here === document.body || getComputedStyle(here).outlineStyle !== 'none'; }"
        )
        assert outlined, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        page.keyboard.press("Tab")
    assert page.evaluate("[...window.left].map(each => each.outerHTML.slice(0, 200))") == []
    skip.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
