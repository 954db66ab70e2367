"""An analyst's first two minutes: paste a French article, see it coded, settle five doubts with keys, follow a bar, write a dossier."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools.browser import demo, fetched, serving

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.model]
MOST = 120  # seconds of the whole walk
ARTICLE = """Lima et Bamako tournent la page

Le 3 mai 2025, le Pérou a signé à Bamako un accord commercial avec le Mali. Le 5 mai 2025, le Mali a condamné les sanctions de
l'Union européenne contre le Pérou. Le Pérou a promis de livrer du blé au Mali.
"""


def test_paste_settle_follow_and_write(browser: Browser, tmp_path: Path) -> None:
    with serving(demo(tmp_path / "demo.casebook")) as base:
        context = browser.new_context(base_url=base, locale="fr-FR", viewport={"width": 1280, "height": 900})
        tab, trouble = context.new_page(), list[str]()
        tab.on("console", lambda said: said.type in ("error", "warning") and trouble.append(said.text))
        tab.on("pageerror", lambda error: trouble.append(str(error)))
        tab.on("request", lambda sent: sent.url.startswith(base) or trouble.append(f"left the desk: {sent.url}"))
        begun = time.monotonic()
        tab.goto("/?lang=fr")
        tab.get_by_text("Ajouter une page ou coller un texte").click()
        tab.locator("textarea[name=text]").fill(ARTICLE)
        tab.locator("input[name=published]").fill("2025-05-06")
        tab.get_by_role("button", name="Lire").click()
        tab.wait_for_url("**/documents/**", timeout=90_000)
        assert tab.locator("mark").count() >= 2, "the words of what was read are marked"
        assert tab.locator("article.event").count() >= 2

        tab.goto("/review?lang=fr")
        counted, ties = fetched(f"{base}/api/review")["total"], fetched(f"{base}/api/network?least=1")["rows"]
        tab.locator("input[name=author]").first.fill("Ana")
        tab.locator("h1").click()  # out of the field: from here on the keys settle
        for done, key in enumerate("ynsnyn", 1):
            here = tab.url
            tab.keyboard.press(key)
            tab.wait_for_function(
                "([here, done]) => location.href !== here || document.querySelector('progress').value >= done",
                arg=[here, done],
            )
            tab.wait_for_load_state("load")
        assert fetched(f"{base}/api/review")["total"] == counted - 5
        assert fetched(f"{base}/api/network?least=1")["rows"] != ties, "what was denied is counted no more"
        tab.keyboard.press("u")
        tab.wait_for_load_state("load")
        tab.wait_for_function("() => document.querySelector('progress').value === 5")  # one stood before the walk
        assert fetched(f"{base}/api/review")["total"] == counted - 4

        tab.goto("/dyad?a=Corée du Nord&b=Russie&lang=fr")
        bar = tab.locator("svg a", has=tab.locator("rect.bar.good")).last
        bar.focus()
        tab.keyboard.press("Enter")
        tab.wait_for_url("**period=**")
        tab.locator("article.event .tag a").first.click()
        tab.wait_for_url("**/documents/**")
        assert tab.locator("mark:target").count() == 1, "a bar leads to its sentence"

        tab.goto("/dyad?a=PRK&b=RUS&lang=fr")
        with tab.expect_download() as kept:
            tab.get_by_role("button", name="Écrire").click()
        assert "Corée du Nord" in Path(kept.value.path()).read_text(encoding="utf-8")
        assert time.monotonic() - begun < MOST
        assert trouble == []
        context.close()
