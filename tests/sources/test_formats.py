"""Each reader on a small file made here: what it understood, and what it says of a broken one."""

import gzip
import io
import json
import time
from datetime import date
from pathlib import Path

import pytest

from detente.cleaning import clean
from detente.errors import BadTable, DetenteError, DocumentTooLarge, EmptyDocument, MissingSource, UndecodableDocument
from detente.records import Document
from detente.sources import format_of, open_source, read_bytes
from detente.sources.request import Request

FIRST = "Les deux capitales ont annoncé lundi la reprise des pourparlers, après trois ans de silence et de querelles."
SECOND = "Le ministre a reçu à Genève son homologue, avec lequel il a signé un accord sur le transit des marchandises."
THIRD = "Selon un diplomate, les négociations reprendront dans les prochains jours et porteront aussi sur les tarifs."
PAGE = f"""<!doctype html><html lang="fr-CH"><head><title>Un accord entre voisins | Exemple</title>
<meta property="og:site_name" content="Exemple Revue"><meta name="author" content="Anne Dubois">
<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "2021-03-03T10:00:00Z"}}</script></head>
<body><nav><ul><li><a href="/">Accueil</a></li><li><a href="/m">Monde</a></li></ul></nav>
<article><h1>Un accord entre voisins</h1><p>{FIRST}</p>
<blockquote><p>We are ready to talk to our neighbours at any time and in any place that they may choose.</p></blockquote>
<div style="position:absolute; left:-9999px">cheap watches for sale</div><p>{SECOND}</p><p>{THIRD}</p></article>
<footer>© 2021 Exemple. Tous droits réservés</footer></body></html>"""


def read(data: bytes, name: str, **options: object) -> list[Document]:
    return list(read_bytes(data, Request(name, **options)))  # type: ignore[arg-type]


def kept(document: Document) -> str:
    return "\n".join(document.text[block.begin : block.stop] for block in clean(document) if block.kept)


def test_a_page_keeps_all_its_text_and_marks_what_is_not_the_article() -> None:
    (document,) = read(PAGE.encode(), "https://exemple.ch/a.html")
    assert (document.title, document.author, document.site) == (
        "Un accord entre voisins",
        "Anne Dubois",
        "Exemple Revue",
    )
    assert (document.published, document.published_known, document.language) == (date(2021, 3, 3), "metadata", "fr")
    assert all(words in document.text for words in ("Accueil", "cheap watches", "Tous droits", FIRST))
    words = kept(document)
    assert all(words.count(part) == 1 for part in (FIRST, SECOND, THIRD, "We are ready", "Un accord entre voisins"))
    assert not any(part in words for part in ("Accueil", "cheap watches", "Tous droits"))
    reasons = [reason for block in clean(document) for reason in block.reasons]
    assert any(
        "left:-9999" in reason or "left: -9999" in reason for reason in reasons
    ) and "block quotation" not in kept(document)


def test_a_page_nested_beyond_measure_is_read_or_refused() -> None:
    markup = "<div>" * 20_000 + FIRST + "</div>" * 20_000
    try:
        assert FIRST in read(markup.encode(), "deep.html")[0].text
    except DetenteError as error:
        assert "deep.html" in str(error)


@pytest.mark.parametrize(
    "markup", ["<html></html>", "<html><body><script>var a = 1;</script></body></html>", "<html><body><img src=x>"]
)
def test_a_page_without_words_is_empty(markup: str) -> None:
    with pytest.raises(EmptyDocument, match="page"):
        read(markup.encode(), "page.html")


def test_a_feed_gives_its_entries() -> None:
    feed = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Fil Exemple</title><language>fr</language>
    <item><title>Premier</title><link>https://exemple.ch/1</link><pubDate>Wed, 03 Mar 2021 10:00:00 GMT</pubDate>
    <description>&lt;p&gt;{FIRST}&lt;/p&gt;</description></item><item></item></channel></rss>"""
    errors: list[str] = []
    found = list(read_bytes(feed.encode(), Request("fil.xml", on_error=lambda name, error: errors.append(name))))
    assert [(d.title, d.site, d.published, d.source) for d in found] == [
        ("Premier", "Fil Exemple", date(2021, 3, 3), "https://exemple.ch/1")
    ]
    assert errors == ["fil.xml#2"]


def test_entities_are_not_unfolded() -> None:
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'
    )
    with pytest.raises(UndecodableDocument, match="entities"):
        read(bomb.encode(), "bomb.rss")
    with pytest.raises(UndecodableDocument, match="entities"):
        list(read_bytes(bomb.encode(), Request("bomb.opml"), format="opml"))


def archive(packed: bool = True) -> bytes:
    """A WARC of three pages and an image, each record a gzip member of its own."""
    out = b""
    pages = [("text/html; charset=utf-8", PAGE.replace("silence", f"silence {number}")) for number in range(3)]
    for number, (kind, body) in enumerate([*pages, ("image/png", "no page")]):
        answer = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}".encode()
        head = (
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2021-03-04T00:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>\r\n"
            f"WARC-Target-URI: https://exemple.ch/{number}\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        ).encode()
        record = head + answer + b"\r\n\r\n"
        out += gzip.compress(record) if packed else record
    return out


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_gives_its_pages(packed: bool) -> None:
    name = "a.warc.gz" if packed else "a.warc"
    found = read(archive(packed), name)
    assert [document.source for document in found] == [f"https://exemple.ch/{number}" for number in range(3)]


@pytest.mark.parametrize("number", [0, 3])
def test_a_record_that_is_longer_than_it_says_is_told_of(number: int, capfd: pytest.CaptureFixture[str]) -> None:
    records = [part for part in archive(packed=False).split(b"WARC/1.0\r\n") if part]
    records[number] = records[number].removesuffix(b"\r\n\r\n") + b"a line beyond the length\r\n\r\n"
    told: list[str] = []
    request = Request("a.warc", on_error=lambda name, error: told.append(f"{name}: {error}"))
    found = list(read_bytes(b"".join(b"WARC/1.0\r\n" + part for part in records), request))
    assert len(found) == 3 and len(told) == 1 and f"after record {number + 1} " in told[0]
    assert capfd.readouterr().err == ""  # the library's own words name no archive


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_truncated_web_archive_is_seen(packed: bool, share: float) -> None:
    data = archive(packed)
    with pytest.raises(UndecodableDocument, match="breaks off"):
        read(data[: int(len(data) * share)], "a.warc.gz" if packed else "a.warc")


def test_tables_find_their_columns_and_report_bad_rows() -> None:
    rows = [{"headline": "Un", "body": FIRST, "date": "2021-03-03", "url": "https://exemple.ch/1"}, {"body": " "}]
    lines = "\n".join([*map(json.dumps, rows), "{broken"]).encode()
    errors: list[str] = []
    found = list(read_bytes(lines, Request("t.jsonl", on_error=lambda name, error: errors.append(name))))
    assert [(d.title, d.text, d.published, d.source) for d in found] == [
        ("Un", FIRST, date(2021, 3, 3), "https://exemple.ch/1")
    ]
    assert errors == ["t.jsonl#2", "t.jsonl#3"]
    table = f"titre;corps;jour\nUn;{FIRST};2021-03-03\n".encode("cp1252")
    with pytest.raises(BadTable, match="--field text=COLUMN"):
        read(table, "t.csv")
    (document,) = read(table, "t.csv", fields={"text": "corps", "title": "titre", "published": "jour"})
    assert (document.title, document.text, document.published) == ("Un", FIRST, date(2021, 3, 3))
    with pytest.raises(BadTable, match="no column 'x'"):
        read(table, "t.csv", fields={"text": "x"})


def test_a_parquet_table_is_read_and_a_broken_one_refused(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = tmp_path / "t.parquet"
    pq.write_table(
        pa.table({"text": [FIRST, SECOND], "published": [date(2021, 3, 3), None], "lang": ["fr", "fr"]}), path
    )
    found = list(open_source(str(path)))
    assert [(d.text, d.published, d.language) for d in found] == [(FIRST, date(2021, 3, 3), "fr"), (SECOND, None, "fr")]
    with pytest.raises(BadTable):
        read(path.read_bytes()[:60], "t.parquet")


def test_a_mail_is_read_by_its_text() -> None:
    mail = (
        "From: Fil Exemple <fil@exemple.ch>\nTo: x@y.z\nSubject: =?utf-8?q?La_semaine_=C3=A0_Gen=C3=A8ve?=\n"
        "Date: Wed, 03 Mar 2021 10:00:00 +0000\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n"
        f"{FIRST}\n\n{SECOND}\n"
    )
    (document,) = read(mail.encode(), "n.eml")
    assert (document.title, document.author, document.site) == ("La semaine à Genève", "Fil Exemple", "exemple.ch")
    assert (document.published, document.text.startswith(FIRST)) == (date(2021, 3, 3), True)


def test_a_word_document_keeps_order_tables_and_footers() -> None:
    import docx

    word = docx.Document()
    word.add_heading("Un accord", 0)
    word.add_paragraph(FIRST)
    table = word.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Genève", "12"
    word.add_paragraph(SECOND)
    word.sections[0].footer.paragraphs[0].text = "Page de service"
    word.core_properties.author = "Anne Dubois"
    out = io.BytesIO()
    word.save(out)
    (document,) = read(out.getvalue(), "a.docx")
    assert document.text.split("\n") == ["Un accord", FIRST, "Genève | 12", SECOND, "Page de service"]
    assert document.author == "Anne Dubois" and "Page de service" not in kept(document)
    with pytest.raises(UndecodableDocument):
        read(out.getvalue()[:-200], "a.docx")


def test_an_archive_that_would_unfold_is_not_opened() -> None:
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b" " * 30_000_000)
    with pytest.raises(DocumentTooLarge, match="unfold"):
        read(out.getvalue(), "bomb.docx")


def pdf(pages: list[list[tuple[float, float, str]]]) -> bytes:
    """A PDF with words at places, written by hand."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        stream = b"BT /F1 10 Tf " + b" ".join(
            f"1 0 0 1 {x} {y} Tm ({words}) Tj".encode("latin-1") for x, y, words in lines
        ) + b" ET"  # fmt: skip
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % len(objects)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + b"".join(
        b"%010d 00000 n \n" % place for place in places
    )
    return bytes(out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start))


def test_columns_are_read_one_after_the_other_and_running_heads_are_marked() -> None:
    left = [
        "The left column begins here and",
        "goes down the page line by line",
        "with many words in each of its",
        "lines until the very end of the",
        "left column which ends here inter-",
        "nally and without any ado.",
    ]
    right = ["The right column follows after", "the left one and also goes down", "the page line by line with words", "of its own that must not be put", "between those of the left column", "because nobody could read it."]  # fmt: skip
    page = [(50, 760, "The Example Review 1")]
    page += [(50, 600 - 12 * i, words) for i, words in enumerate(left)] + [
        (320, 600 - 12 * i, words) for i, words in enumerate(right)
    ]
    pages = [[(x, y, words.replace("Review 1", f"Review {n}")) for x, y, words in page] for n in (1, 2, 3)]
    (document,) = read(pdf(pages), "two.pdf")
    words = " ".join(document.text.split())
    assert "line by line with many words" in words and "of its own that must not be put between" in words
    assert words.index("without any ado") < words.index("The right column") and "internally" in words
    assert "Example Review" in document.text and "Example Review" not in kept(document)


@pytest.mark.parametrize("data", [b"%PDF-1.4\n%%EOF", b"%PDF-1.7\nnothing of the kind"])
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UndecodableDocument, match=r"b\.pdf"):
        read(data, "b.pdf")


def test_a_pdf_without_text_is_empty() -> None:
    with pytest.raises(EmptyDocument, match="scan"):
        read(pdf([[]]), "scan.pdf")


def test_a_folder_is_read_in_order_and_not_left(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    (inside / "b").mkdir(parents=True)
    (inside / "a.txt").write_text(FIRST, encoding="utf-8")
    (inside / "b" / "c.html").write_text(PAGE, encoding="utf-8")
    (inside / "d.bin").write_bytes(b"\x7fELF....")
    (tmp_path / "secret.txt").write_text("Keep out of here, please.", encoding="utf-8")
    (inside / "e.txt").symlink_to(tmp_path / "secret.txt")
    (inside / ".hidden.txt").write_text(SECOND, encoding="utf-8")
    errors: list[str] = []
    found = list(open_source(str(inside), on_error=lambda name, error: errors.append(Path(name).name)))
    assert [Path(document.source).name for document in found] == ["a.txt", "c.html"]
    assert errors == ["d.bin", "e.txt"]
    with pytest.raises(DetenteError):
        list(open_source(str(inside)))
    with pytest.raises(MissingSource):
        list(open_source(str(tmp_path / "none.txt")))


def test_formats_are_told_by_their_beginning_before_their_name() -> None:
    assert format_of(b"%PDF-1.4", "a.txt") == "pdf"
    assert format_of(b"  <!DOCTYPE html><html>", "a") == "html"
    assert format_of(b'<?xml version="1.0"?>\n<feed xmlns="x">', "a.xml") == "feed"
    assert format_of(gzip.compress(b"x"), "a.warc.gz") == "warc"
    assert format_of(b"Plain words", "a.md") == "text"


def test_a_digest_is_split_at_its_marks_and_a_chapter_is_not() -> None:
    one = f"Un accord à Genève\n3 mars 2021\n\n{FIRST} {SECOND}\n"
    two = f"Reprise des tarifs\nAnne Dubois\n\n{THIRD} {SECOND}\n"
    found = list(open_source(f"{one}\n=====\n\n{two}"))
    assert [document.title for document in found] == ["Un accord à Genève", "Reprise des tarifs"]
    assert "split" in found[0].notes[0]
    (whole,) = open_source(f"{FIRST}\n\n*****\n\n{SECOND}\n")
    assert "kept whole" in whole.notes[0]


def test_dispatches_are_split_at_their_datelines() -> None:
    body = f"{FIRST} {SECOND} {THIRD}"
    text = "\n\n".join(f"Titre numéro {n}\n\nGENÈVE, 3 mars (Exemple) - {body}" for n in ("un", "deux", "trois"))
    found = list(open_source(text))
    assert [document.title for document in found] == ["Titre numéro un", "Titre numéro deux", "Titre numéro trois"]


def test_a_row_without_text_costs_itself_alone_and_the_same_words_on_another_day_are_another_document() -> None:
    rows = [{"text": FIRST, "published": "2021-03-03"}, {"id": 2}, {"text": FIRST, "published": "2021-03-04"}]
    errors: list[str] = []
    request = Request("t.jsonl", on_error=lambda name, error: errors.append(name))
    found = list(read_bytes("\n".join(map(json.dumps, rows)).encode(), request))
    assert len({document.id for document in found}) == 2 and errors == ["t.jsonl#2"]


def test_a_mail_or_folder_that_holds_an_address_fetches_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("https://nobody.invalid/beacon\n", encoding="utf-8")
    assert [document.text.strip() for document in open_source(str(tmp_path))] == ["https://nobody.invalid/beacon"]
    mail = b"From: a@b.ch\nSubject: S\nMIME-Version: 1.0\nContent-Type: text/plain\n\nhttps://nobody.invalid/beacon\n"
    assert read(mail, "a.eml")[0].text.strip() == "https://nobody.invalid/beacon"


def one_record(body: bytes, encoding: str) -> bytes:
    """A WARC of one page that was packed for the way."""
    answer = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: {encoding}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://exemple.ch/packed\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000009>\r\nContent-Length: {len(answer)}\r\n\r\n"
    ).encode()
    return head + answer + b"\r\n\r\n"


@pytest.mark.parametrize(
    ("encoding", "remedy"),
    [("br", "pip install brotli"), ("gzip, br", "pip install brotli"), ("zstd", "archive it unpacked")],
)
def test_a_page_packed_as_nobody_here_unpacks_says_what_it_needs(encoding: str, remedy: str) -> None:
    told: list[str] = []
    request = Request("a.warc", on_error=lambda name, error: told.append(f"{name}: {error}"))
    assert list(read_bytes(one_record(bytes(range(1, 256)) * 4, encoding), request)) == []
    (sentence,) = told
    assert f"Content-Encoding {encoding}" in sentence and remedy in sentence


def test_a_page_that_was_unpacked_before_it_was_archived_is_read_though_its_header_stayed() -> None:
    assert [document.title for document in read(one_record(PAGE.encode(), "br"), "a.warc")] == [
        document.title for document in read(PAGE.encode(), "a.html")
    ]


def test_a_page_that_unfolds_beyond_measure_costs_itself_alone() -> None:
    bomb = gzip.compress(b"<p>" + b" " * 400_000_000)
    told: list[str] = []
    request = Request("a.warc", on_error=lambda name, error: told.append(str(error)))
    begun = time.process_time()
    found = list(read_bytes(one_record(bomb, "gzip") + archive(packed=False), request))
    assert len(found) == 3 and len(told) == 1
    assert time.process_time() - begun < 3
