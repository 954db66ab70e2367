"""A page that waits holds no other."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from detente.store.casebook import Casebook
from detente.web import desk
from detente.web.app import create_app
from tests.store.toy import toy_open, toy_read


def test_a_slow_page_holds_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lines.txt").write_text("2024-06-19 PER meet MLI: they met\n", encoding="utf-8")
    with Casebook.open(tmp_path / "book") as book:
        book.add(tmp_path / "lines.txt", reader=toy_read, opener=toy_open)
    begun, leave = threading.Event(), threading.Event()

    def slow(*_: object) -> list[dict[str, object]]:
        begun.set()
        assert leave.wait(30)
        return []

    monkeypatch.setattr(desk, "waiting", slow)
    with TestClient(create_app(tmp_path / "book"), base_url="http://localhost") as client:
        waiting = threading.Thread(target=lambda: client.get("/waiting/quarantine"))
        waiting.start()
        assert begun.wait(30)
        since = time.monotonic()
        assert client.get("/corrections").status_code == 200
        assert waiting.is_alive() and time.monotonic() - since < 20
        leave.set()
        waiting.join(30)
    assert not waiting.is_alive()
