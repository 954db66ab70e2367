"""One desk over the demo casebook, and one Chromium, for all browser tests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tools.browser import chromium, demo, launched, pages, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session", autouse=True)
def present() -> None:
    if chromium() is None:
        pytest.skip("no Chromium on this machine")


@pytest.fixture(scope="session")
def desk(present: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running desk."""
    with serving(demo(tmp_path_factory.mktemp("desk") / "demo.casebook")) as base:
        yield base


@pytest.fixture(scope="session")
def addresses(desk: str) -> dict[str, str]:
    return pages(desk)


@pytest.fixture(scope="module")  # its driver keeps an event loop running, which later modules could not bear
def browser(present: None) -> Iterator[Browser]:
    with launched() as made:
        yield made


@pytest.fixture
def page(browser: Browser, desk: str) -> Iterator[Page]:
    """A tab that remembers what went wrong in it: `page.trouble` are console errors and requests to other origins."""
    context = browser.new_context(base_url=desk, locale="en-GB", viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    trouble: list[str] = []
    tab.on("console", lambda said: said.type in ("error", "warning") and trouble.append(f"{said.type}: {said.text}"))
    tab.on("pageerror", lambda error: trouble.append(str(error)))
    tab.on("request", lambda sent: sent.url.startswith(desk) or trouble.append(f"left the desk: {sent.url}"))
    tab.trouble = trouble  # type: ignore[attr-defined]
    yield tab
    context.close()
