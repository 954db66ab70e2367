"""A correction made in a real browser, without a script, outlives a new reading of all documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.cli import main
from detente.store.casebook import Casebook
from tools.browser import demo, pages, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.model]


def aged(folder: Path) -> None:
    """The casebook as if an older Détente had read it, so that `detente recode` has something to do."""
    with Casebook.open(folder) as book:
        for table in ("segment", "coded"):
            book.ledger.execute(f"UPDATE {table} SET coder = 'detente-older'")


def test_a_correction_survives_recode(browser: Browser, tmp_path: Path) -> None:
    folder = demo(tmp_path / "demo.casebook")
    with serving(folder) as base:
        address = pages(base)["event"]
        tab = browser.new_page(base_url=base, locale="en-GB")
        tab.goto(address)
        tab.get_by_text("Correct", exact=True).click()
        form = tab.locator("details", has=tab.locator("input[name=date]"))
        form.locator("input[name=date]").fill("2024-06-18")
        form.locator("input[name=author]").fill("ana")
        form.locator("input[name=reason]").fill("the eve")
        form.get_by_role("button").click()
        assert "18 June 2024" in tab.locator(".lead").inner_text()
        assert "ana" in tab.locator(".said").inner_text()
        tab.close()
    aged(folder)
    assert main(["recode", str(folder), "--accept", "--quiet", "--workers", "1"]) == 0
    with Casebook.open(folder) as book:
        assert book.ledger.execute("SELECT count(*) FROM coded WHERE coder = 'detente-older'").fetchone()[0] == 0
    with serving(folder) as base:
        tab = browser.new_page(base_url=base, locale="en-GB")
        tab.goto(address)
        assert "18 June 2024" in tab.locator(".lead").inner_text()
        tab.goto("/corrections")
        assert "the eve" in tab.locator(".said").inner_text()
        assert "no event is read" not in tab.locator(".said").inner_text()
        tab.close()
