"""Each format carries every claim with its numbers and every quotation; hostile words of documents stay words."""

import io
import re
import zipfile
from html.parser import HTMLParser

import docx
import pytest

from detente.cli import main
from detente.dossiers import FORMATS, Dossier, render
from detente.dossiers.wording import word
from detente.errors import BadQuery
from detente.store.casebook import Casebook


class Page(HTMLParser):
    """The tags, addresses and text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.names: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        found = dict(attrs)
        self.addresses += [found[name] or "" for name in ("href", "src", "action") if name in found]
        self.names += [found["id"]] if found.get("id") else []

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_is_one_page_with_every_claim_numbered(brief: Dossier, topic: Dossier) -> None:
    for dossier in (brief, topic):
        page = Page()
        source = render(dossier, "html").decode()
        page.feed(source)
        assert "script" not in page.tags
        assert "svg" in page.tags
        assert all(address.startswith("#r") for address in page.addresses)
        assert {address[1:] for address in page.addresses} <= set(page.names)
        text = "".join(page.text)
        for claim in dossier.claims:
            numbers = "".join(f"[{number}]" for number in claim.references)
            assert claim.text.replace("\u202e", "\ufffd") + numbers in text
        assert all(one.words.replace("\u202e", "\ufffd") in text for one in dossier.references)
        assert "\u202e" not in source
        assert f'<html lang="{dossier.language}">' in source


def test_markdown_has_a_note_for_every_number(brief: Dossier) -> None:
    text = render(brief, "md").decode()
    notes = re.findall(r"^\[\^(\d+)\]: ", text, re.M)
    assert notes == [str(one.number) for one in brief.references]
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(notes)
    assert not re.search(r"(?<!\\)<script", text)
    assert not re.search(r"(?<!\\)\[x", text)


def test_pdf_is_tagged_and_carries_every_claim_and_reference(brief: Dossier) -> None:
    import pypdfium2

    data = render(brief, "pdf")
    paper = pypdfium2.PdfDocument(data)
    assert paper.is_tagged()
    assert paper.get_metadata_value("Title") == brief.title
    text = letters("".join(page.get_textpage().get_text_range() for page in paper))
    for claim in brief.claims:
        numbers = "".join(f"[{number}]" for number in claim.references)
        assert letters(claim.text + numbers) in text
    assert all(letters(one.words) in text for one in brief.references)
    assert f"[{brief.references[-1].number}]" in text


def letters(text: str) -> str:
    """Text without what a line break or a page may change: spaces, hyphens, marks that steer."""
    return re.sub(r"[\s\u00a0\u202f\u00ad\u2010\ufffe\ufffd\u202e-]", "", text)


def test_docx_has_links_that_lead_to_references_and_its_language(brief: Dossier) -> None:
    data = render(brief, "docx")
    paper = docx.Document(io.BytesIO(data))
    assert paper.core_properties.title == brief.title
    xml = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    marks = set(re.findall(r'<w:bookmarkStart[^>]*w:name="(r\d+)"', xml))
    assert marks == {f"r{one.number}" for one in brief.references}
    assert set(re.findall(r'w:anchor="(r\d+)"', xml)) == marks
    assert ('w:val="fr-FR"' if brief.language == "fr" else 'w:val="en-GB"') in zipfile.ZipFile(io.BytesIO(data)).read(
        "word/styles.xml"
    ).decode()
    shown = [paragraph.text for paragraph in paper.paragraphs]
    for claim in brief.claims:
        text = claim.text.replace("\u202e", "\ufffd") + "".join(f"[{number}]" for number in claim.references)
        assert text in shown
    assert len(paper.inline_shapes) == 1
    assert "\u202e" not in xml


def test_the_picture_tells_the_channels_apart_without_colour(brief: Dossier, topic: Dossier) -> None:
    dyad, many = (next(part.picture for part in one.sections if part.picture) for one in (brief, topic))
    rows = many["layer"][0]["data"]["values"]
    assert all(row["value"] >= 0 for row in rows if row["way"] == "cooperation")
    assert min(row["value"] for row in rows if row["way"] == "conflict") == -2  # July 2024
    assert {mark["mark"] for mark in dyad["layer"][-1]["data"]["values"]} == {"▲"}
    assert {row["way"] for row in dyad["layer"][0]["data"]["values"]} == {
        word(way, brief.language) for way in ("cooperation", "conflict")
    }


def test_french_is_set_as_french(brief: Dossier) -> None:
    if brief.language == "en":
        assert brief.title.startswith("Dossier: ")
        return
    own = [brief.title, brief.period, *(section.title for section in brief.sections)]
    own += [text for section in brief.sections for text in (*section.gaps, *section.notes, section.caption)]
    for text in own:
        assert not re.search(r"\w[;?!]| [:;?!»]|« |\w'\w", text), text


def test_the_same_dossier_is_the_same_file(brief: Dossier) -> None:
    for format in FORMATS:
        assert render(brief, format) == render(brief, format)
    with pytest.raises(BadQuery, match="html"):
        render(brief, "odt")


def test_from_the_command_line(book: Casebook, tmp_path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:  # type: ignore[no-untyped-def]
    where = ["--casebook", str(book.folder)]
    assert main(["dossier", "rus", "prk", "--from", "2024-06", "--to", "2024", "--format", "md", *where]) == 0
    assert b"# Dossier: Russia" in capsysbinary.readouterr().out
    target = tmp_path / "brief.html"
    assert main(["dossier", "--actors", "RUS,PRK,KOR", "--language", "fr", "-o", str(target), *where]) == 0
    assert b"Cor\xc3\xa9e du Sud" in target.read_bytes()
    assert main(["dossier", "RUS", "-o", str(tmp_path / "none" / "x.html"), *where]) == 11
    assert main(["dossier", *where]) == 11
    for form, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert main(["dossier", "RUS", "PRK", "--from", "2024", "-f", form, *where]) == 0
        assert capsysbinary.readouterr().out.startswith(start)
    assert main(["dossier", "RUS", "PRK", "--from", "soon", *where]) == 9
    assert main(["dossier", "RUS", "PRK", "--casebook", str(tmp_path / "nowhere")]) == 20


def test_grades_from_the_command_line(book: Casebook, capsys: pytest.CaptureFixture[str]) -> None:
    where = ["--casebook", str(book.folder)]
    assert main(["grade", "b.example", "c", "--reason", "new", *where]) == 0
    assert main(["grade", *where]) == 0
    assert "C       1  b.example" in capsys.readouterr().out
    assert main(["grade", "b.example", "F", *where]) == 0
    assert main(["grade", "b.example", *where]) == 11
    assert main(["grade", "nobody", "A", *where]) == 11
