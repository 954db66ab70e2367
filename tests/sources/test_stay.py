"""File readers stay in the folder that they are given, whatever a file asks them to open."""

import io
import zipfile
from pathlib import Path

import pytest

from detente.errors import DetenteError
from detente.sources import open_source
from tests.sources.test_formats import FIRST, SECOND
from tests.sources.test_fuzz import word_file

SECRET = "the harbour master keeps the seventh key under the stone"


def with_entity(markup: str, secret: Path) -> str:
    """An XML document that asks for another file by an entity."""
    return f"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY other SYSTEM '{secret.as_uri()}'>]>{markup}"


def word_with_entity(secret: Path) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word_file())) as whole, zipfile.ZipFile(out, "w") as file:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "word/document.xml":
                body = data.decode().split("?>", 1)[1].replace(FIRST, FIRST + "&other;")
                data = with_entity(body, secret).encode()
            file.writestr(name, data)
    return out.getvalue()


def hostile(secret: Path) -> dict[str, bytes]:
    page = f"<html><body><p>{FIRST}</p><p>{SECOND} &other;</p><iframe src='{secret.as_uri()}'></iframe></body></html>"
    feed = f"<rss><channel><title>F</title><item><title>T</title><link>{secret.as_uri()}</link><description>{FIRST} &other;</description></item></channel></rss>"
    outlines = f"<opml><body><outline text='&other;' xmlUrl='{secret.as_uri()}'/></body></opml>"
    files = {"a.xhtml": page, "b.rss": feed, "c.opml": outlines}
    made = {name: with_entity(markup, secret).encode() for name, markup in files.items()}
    lists = {"d.txt": f"{secret.as_uri()}\n{secret.as_uri()}\n", "e.txt": f"{secret}\n{secret}\n"}
    return made | {name: text.encode() for name, text in lists.items()} | {"f.docx": word_with_entity(secret)}


def test_no_file_leads_to_another(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    given = tmp_path / "given"
    (given / "within").mkdir(parents=True)
    for name, data in hostile(secret).items():
        (given / "within" / name).write_bytes(data)
    (given / "link.txt").symlink_to(secret)
    (given / "link").symlink_to(tmp_path)
    (given / "within" / "plain.txt").write_text(SECOND, encoding="utf-8")
    refused: list[str] = []
    found = list(open_source(str(given), on_error=lambda name, error: refused.append(str(error))))
    assert any(document.text == SECOND for document in found)
    told = [document.text for document in found] + [document.title or "" for document in found] + refused
    assert not any("seventh key" in words for words in told)
    assert any("leads out" in sentence for sentence in refused)


@pytest.mark.parametrize("name", ["a.xhtml", "b.rss", "c.opml", "d.txt", "e.txt", "f.docx"])
def test_alone_it_leads_nowhere_either(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(SECRET, encoding="utf-8")
    path = tmp_path / name
    path.write_bytes(hostile(secret)[name])
    try:
        assert all("seventh key" not in document.text for document in open_source(str(path)))
    except DetenteError as error:
        assert "seventh key" not in str(error)
