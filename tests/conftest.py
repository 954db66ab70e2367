"""What the whole suite says at its end: which tests this machine could not run."""

from __future__ import annotations

import pytest

from tools.browser import chromium


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if chromium() is None:
        terminalreporter.write_line(
            "The browser tests were left out: no Chromium on this machine (Debian: apt-get install chromium)."
        )
