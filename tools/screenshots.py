"""Pictures of each page of the desk over the demo casebook, for docs/desk.md: `python -m tools.screenshots`, `make screenshots`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tools.browser import chromium, demo, launched, pages, serving

IMAGES = Path(__file__).parents[1] / "docs" / "images"
SIZE = {"width": 840, "height": 580}
DRAWN = ("dyad", "network", "map")
MOST = 200_000  # bytes of a picture


def main() -> int:
    if chromium() is None:
        sys.stderr.write("No Chromium on this machine (Debian: apt-get install chromium)\n")
        return 1
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        serving(demo(Path(folder) / "demo.casebook")) as base,
        launched() as browser,
    ):
        tab = browser.new_page(base_url=base, viewport=SIZE, locale="en-GB")
        for name, address in pages(base).items():
            tab.goto(address)
            if name in DRAWN:  # what is drawn stands further down
                tab.locator("main svg").first.evaluate("drawn => drawn.scrollIntoView({block: 'center'})")
            target = IMAGES / f"desk-{name}.png"
            tab.screenshot(path=target)
            size = target.stat().st_size
            sys.stdout.write(f"{target.name} {size / 1000:.0f} kB\n")
            if size > MOST:
                sys.stderr.write(f"{target.name} is larger than {MOST / 1000:.0f} kB\n")
                return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
