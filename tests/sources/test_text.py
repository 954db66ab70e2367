"""Plain text: decoding, the header, and bad input, each with its own error."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import (
    BadDate,
    BinaryDocument,
    DetenteError,
    DocumentTooLarge,
    EmptyDocument,
    MissingSource,
    UndecodableDocument,
)
from detente.records import Document
from detente.sources import open_source
from detente.sources.days import text_date, url_date
from detente.sources.decode import decode
from detente.sources.document import LIMIT
from detente.sources.header import read_header

WORDS = "L’été fut chaud à Genève, où les délégués se sont séparés sans accord."


def one(source: object, **options: object) -> Document:
    (document,) = open_source(str(source), **options)  # type: ignore[arg-type]
    return document


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_recognised(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(WORDS.encode(encoding))
    assert one(path).text == WORDS


def test_cyrillic_in_one_byte_is_recognised() -> None:
    words = "Москва и Пхеньян подписали договор о взаимной помощи."
    assert decode(words.encode("cp1251"), "x") == (words, "cp1251", ("not UTF-8: decoded as cp1251",))


def test_mojibake_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(WORDS.encode().decode("cp1252", "replace"), encoding="utf-8")
    assert any("mojibake" in note for note in one(path).notes)


def test_carriage_returns_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"One line.\r\nAnother line.\r\n")
    assert one(path).text == "One line.\r\nAnother line.\r\n"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", EmptyDocument),
        (b" \n\t ", EmptyDocument),
        ("— … !".encode(), EmptyDocument),
        (b"\x7fELF\x02\x01\x01\x00\x00rest of it", BinaryDocument),
        (bytes(range(32)) * 40, BinaryDocument),
        (b"text \x81\x8d\x8f and \x90 more \x9d words \xfe\xff", UndecodableDocument),
        (b"\xff\xfea", UndecodableDocument),
        (b"word " * (LIMIT // 5 + 1), DocumentTooLarge),
    ],
)
def test_each_bad_input_has_its_error_in_one_sentence(tmp_path: Path, data: bytes, error: type[DetenteError]) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(error) as caught:
        one(path)
    assert "\n" not in str(caught.value) and "bad.txt" in str(caught.value)


def test_a_missing_file_and_a_date_that_is_none() -> None:
    with pytest.raises(MissingSource, match=r"no-such-file\.txt"):
        one("no-such-file.txt")
    with pytest.raises(BadDate, match="2024-06-26"):
        one("Some words to read.\nAnd more.", published="the day before")


def test_a_text_is_its_own_source() -> None:
    document = one("Moscow and Pyongyang signed a pact.\nSeoul protested.", published="2024-06-26", language="en")
    assert (document.source, document.published, document.published_known) == ("text", date(2024, 6, 26), "given")
    assert document.language == "en"


def test_the_header_of_an_article_is_read() -> None:
    text = (
        "Berne et Rome reprennent langue : vers un accord ?\n\nAnne-Marie Dubois\nexemple-revue.ch\n"
        "Publié le 3 mars 2021\n\nLes deux capitales ont annoncé lundi la reprise des pourparlers.\n"
    )
    header = read_header(text)
    assert header.title_text(text) == "Berne et Rome reprennent langue : vers un accord ?"
    assert (header.author, header.site, header.published) == ("Anne-Marie Dubois", "exemple-revue.ch", date(2021, 3, 3))


def test_a_text_that_begins_with_prose_has_no_title() -> None:
    assert read_header("The two ministers met on Monday in Vienna.\nThey agreed on nothing.").title is None


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("26 juin 2024", date(2024, 6, 26)),
        ("1er août 2019", date(2019, 8, 1)),
        ("June 26, 2024", date(2024, 6, 26)),
        ("26. Juni 2024", date(2024, 6, 26)),
        ("26 de junio de 2024", date(2024, 6, 26)),
        ("26 июня 2024", date(2024, 6, 26)),
        ("2024-06-26 10:00", date(2024, 6, 26)),
        ("31/02/2024", None),
        ("le 19 juin dernier", None),
    ],
)
def test_dates_of_header_lines(line: str, day: date | None) -> None:
    assert text_date(line) == day


def test_the_date_in_an_address() -> None:
    assert url_date("https://example.org/2024/06/26/pact.html") == date(2024, 6, 26)
    assert url_date("notes/2024/06/26/pact.txt") is None


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_an_error_of_ours(data: bytes) -> None:
    try:
        assert isinstance(decode(data, "x").text, str)
    except DetenteError as error:
        assert str(error)
