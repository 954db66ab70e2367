"""What the OpenAPI promises, tried by schemathesis with right and wrong requests: never an error of the server."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from starlette.testclient import TestClient

from detente.store.casebook import Casebook
from detente.web.app import create_app
from tests.store.toy import toy_open, toy_read

ARTICLES = """2024-06-19 RUS sign PRK in Pyongyang: a treaty was signed
2024-06-20 RUS provide-aid PRK: grain was sent by train
2024-07-02 USA impose-sanctions RUS: sanctions on ten firms
"""
EXAMPLES = 25  # of each operation and mode; the draw is the same at each run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("schema")
    (top / "articles.txt").write_text(ARTICLES, encoding="utf-8")
    with Casebook.open(top / "book") as book:
        book.add(top / "articles.txt", reader=toy_read, opener=toy_open)
    return top / "book"


def test_no_request_makes_the_desk_fail(folder: Path) -> None:
    with TestClient(create_app(folder), base_url="http://localhost", raise_server_exceptions=False) as client:
        schema = schemathesis.openapi.from_dict(client.get("/api/openapi.json").json())
        schema.config.update(base_url="http://localhost")
        tried: dict[str, set[int]] = {}
        for found in schema.get_all_operations():
            operation = found.ok()
            seen = set(attempts(client, operation.as_strategy(generation_mode=GenerationMode.POSITIVE)))
            with suppress(Unsatisfiable):  # what takes any words, or nothing at all, cannot be asked wrongly
                seen.update(attempts(client, operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)))
            tried[f"{operation.method} {operation.path}"] = seen
    assert len(tried) >= 7
    assert any(200 in seen for seen in tried.values()) and any(422 in seen for seen in tried.values())


def attempts(client: TestClient, cases: st.SearchStrategy[Any]) -> list[int]:
    """Send what a strategy draws and collect the statuses; fails at the first error of the server, with the request."""
    seen: list[int] = []

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(cases)
    def send(case: Any) -> None:
        request = case.as_transport_kwargs(base_url="http://localhost")
        answer = client.request(
            **{name: value for name, value in request.items() if name not in ("timeout", "cookies")}
        )
        assert answer.status_code < 500, f"{request['method']} {request['url']} {request.get('params')}: {answer.text}"
        seen.append(answer.status_code)

    send()
    return seen
