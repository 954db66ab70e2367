"""Dossiers from the desk are those of the command line, and the language that was chosen stays."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.web.test_corrections import client

__all__ = ["client"]


@pytest.mark.parametrize(
    ("form", "head"), [("html", b"<!doctype html"), ("md", b"# "), ("docx", b"PK"), ("pdf", b"%PDF")]
)
def test_a_dossier_is_a_file_to_keep(client: TestClient, form: str, head: bytes) -> None:
    found = client.get(f"/dossier?a=rus&b=PRK&since=2024&format={form}")
    assert found.status_code == 200
    assert found.headers["content-disposition"] == f'attachment; filename="RUS-PRK.{form}"'
    assert found.content.lstrip()[: len(head)].lower() == head.lower()
    assert b"<script>alert" not in found.content


def test_a_dossier_as_data_cites_every_claim(client: TestClient) -> None:
    found = client.get("/api/dossier?a=RUS&b=PRK&lang=fr").json()
    claims = [claim for section in found["sections"] for claim in section["claims"]]
    assert claims and all(claim["references"] for claim in claims)
    assert "Russie" in found["title"] and len(found["references"]) >= 3


def test_a_topic_narrows_the_dossier(client: TestClient) -> None:
    whole = client.get("/api/dossier?a=RUS&b=PRK").json()
    narrow = client.get("/api/dossier?a=RUS&b=PRK&topic=treaty").json()
    assert 0 < len(narrow["references"]) < len(whole["references"])
    assert all("treaty" in str(one).lower() for one in narrow["references"] if one.get("document"))


def test_what_cannot_be_written_is_refused(client: TestClient) -> None:
    assert client.get("/dossier?a=RUS&b=PRK&format=exe").status_code == 422
    assert client.get("/dossier?a=RUS&b=PRK&since=soon").status_code == 400
    assert client.get("/dossier?a=RUS").status_code == 422
    assert 'action="/dossier"' in client.get("/dyad?a=RUS&b=PRK").text


def test_the_language_that_was_chosen_stays(client: TestClient) -> None:
    assert '<html lang="en">' in client.get("/").text
    assert '<html lang="fr">' in client.get("/?lang=fr").text
    assert '<html lang="fr">' in client.get("/").text
    client.get("/?lang=xx")
    assert '<html lang="fr">' in client.get("/search").text
    assert '<html lang="en">' in client.get("/?lang=en").text
