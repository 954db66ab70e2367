"""Characters that nobody sees take nothing away and hide no word; encodings are told by their bytes."""

import pytest

from detente.cleaning import clean
from detente.errors import DetenteError
from detente.sources import open_source, read_bytes
from detente.sources.characters import readable
from detente.sources.decode import codec_of, decode
from detente.sources.request import Request

LEAD = "Norway thanked Iceland on Friday for its help in the storm, a spokesman told the papers of both capitals."
NEXT = "The fishermen of the northern villages had been at sea for two days when the wind turned against them."
FRENCH = "Le président a déclaré que l’été, où l’on s’est tant inquiété, s’achèverait en fête à Besançon. « Ça suffit », a-t-il dit."


@pytest.mark.parametrize(
    "unseen",
    ["\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202c", "\u2060", "\u2063", "\u2066", "\u2069",
     "\u061c", "\u180e", "\ufe0f", "\ufeff", "\ue000", "\uf8ff", "\x81", "\U000e0041", "\x0e", "\x7f"],
)  # fmt: skip
@pytest.mark.parametrize("form", ["html", "text"])
def test_a_character_that_nobody_sees_takes_no_paragraph_away(unseen: str, form: str) -> None:
    lead = LEAD.replace("Norway", f"Nor{unseen}way").replace("thanked", f"{unseen}thanked")
    page = f"<html><head><meta charset=utf-8></head><body><article><h1>Storm</h1><p>{lead}</p><p>{NEXT}</p></article></body></html>"
    data = page if form == "html" else f"{lead}\n\n{NEXT}\n"
    (document,) = read_bytes(data.encode(), Request("a"), format=form)
    assert LEAD in "\n".join(document.text[block.begin : block.stop] for block in clean(document) if block.kept)


@pytest.mark.parametrize(
    "name", ["&shy;", "&zwj;", "&zwnj;", "&lrm;", "&rlm;", "&#173;", "&#x200b;", "&ZeroWidthSpace;"]
)
def test_entities_of_such_characters_are_no_letters_either(name: str) -> None:
    page = f"<html><body><article><p>{LEAD.replace('Norway', f'Nor{name}way')}</p><p>{NEXT}</p></article></body></html>"
    (document,) = read_bytes(page.encode(), Request("a.html"), format="html")
    assert LEAD in document.text


def test_joiners_stay_where_letters_are_joined_and_accents_come_to_their_letters() -> None:
    assert readable("می\u200cخواهم") == "می\u200cخواهم"
    assert readable("e\u0301te\u0301 ofﬁce l\x92île") == "été office l’île"
    assert (
        next(open_source("L’e\u0301te\u0301 a e\u0301te\u0301 beau.\nTre\u0300s.")).text == "L’été a été beau.\nTrès."
    )


@pytest.mark.parametrize(
    ("label", "codec"),
    [("ISO-8859-1", "cp1252"), ("us-ascii", "cp1252"), ("latin1", "cp1252"), ("gb2312", "gb18030"), (" 'Latin-9' ", "iso8859-15"),
     ("undefined", None), ("x-unknown", None), ("unicode_escape", None), ("punycode", None), ("rot13", None), ("", None), (None, None)],
)  # fmt: skip
def test_a_label_means_what_it_means_on_the_web(label: str | None, codec: str | None) -> None:
    assert codec_of(label) == codec


@pytest.mark.parametrize(
    "label", [None, "utf-8", "us-ascii", "iso-8859-1", "undefined", "x-unknown", "idna", "iso-8859-15", "koi8-r"]
)
@pytest.mark.parametrize("encoding", ["cp1252", "iso8859-15", "mac-roman"])
def test_french_in_one_byte_is_french_whatever_its_label(label: str | None, encoding: str) -> None:
    text = FRENCH if encoding != "iso8859-15" else FRENCH.replace("’", "'") + " Un cœur, une œuvre, 100 €."
    assert decode(text.encode(encoding), "a", declared=label if label != encoding else None).text == text


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Москва и Душанбе подписали договор о воде. «Это хорошо», — сказал посол.", "cp1251"),
        ("Москва и Душанбе подписали договор о воде.", "koi8-r"),
        ("Minister powiedział, że rząd złoży wniosek w środę; będą też źródła.", "cp1250"),
        ("Minister powiedział, że rząd złoży wniosek w środę; będą też źródła.", "iso8859-2"),
        ("El señor Muñoz dijo en Mérida: ¿Qué pasó? La reunión sirvió de algo.", "cp1252"),
        ("Die Außenministerin sprach über die Größe der Brücke in Köln.", "cp1252"),
    ],
)
def test_other_languages_in_one_byte(words: str, encoding: str) -> None:
    assert decode(words.encode(encoding), "a").text == words


@pytest.mark.parametrize(
    "label", ["undefined", "hex", "base64", "zlib", "unicode_escape", "utf-7", "idna", "mbcs", "\ud800", "a" * 5000]
)
def test_no_label_is_a_traceback(label: str) -> None:
    try:
        assert decode(FRENCH.encode("cp1252"), "a", declared=label).text == FRENCH
    except DetenteError:
        pytest.fail("a label that says nothing is passed over")


@pytest.mark.parametrize(
    "charset",
    ["", "; charset=us-ascii", "; charset=x-unknown", "; charset=utf-8", "; charset=undefined", "; charset=iso-8859-1"],
)
@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_a_mail_is_decoded_by_its_bytes_where_its_charset_is_wrong(charset: str, kind: str) -> None:
    body = FRENCH if kind == "text/plain" else f"<html><body><p>{FRENCH}</p></body></html>"
    head = f"From: a@b.ch\nSubject: S\nMIME-Version: 1.0\nContent-Type: {kind}{charset}\nContent-Transfer-Encoding: 8bit\n\n"
    (document,) = read_bytes(head.encode() + body.encode("cp1252"), Request("a.eml"), format="mail")
    assert document.text.strip() == FRENCH
