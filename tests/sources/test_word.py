"""All words that Word shows are in the text, in their places; what it hides is set aside; its day is not a template's."""

import io
import zipfile
from datetime import date, datetime

import pytest

from detente.cleaning import clean
from detente.records import Document
from detente.sources import read_bytes
from detente.sources.request import Request

OPEN = "The envoys of five states had come to the lake by the early boat."
CLOSE = "Chile thanked Peru after the flood."
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def cell(*paragraphs: str) -> str:
    return f"<w:tc>{''.join(paragraphs)}</w:tc>"


def word(body: str, made: datetime | None = None, changed: datetime | None = None, **members: str) -> Document:
    """A Word file with this body after an opening paragraph, and other members such as its footnotes."""
    import docx

    base, out = io.BytesIO(), io.BytesIO()
    file = docx.Document()
    if made:
        file.core_properties.created, file.core_properties.modified = made, changed or made
    file.save(base)
    with zipfile.ZipFile(base) as whole, zipfile.ZipFile(out, "w") as archive:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "word/document.xml":
                data = f"<w:document {W}><w:body>{paragraph(run(OPEN))}{body}<w:sectPr/></w:body></w:document>".encode()
            archive.writestr(name, data)
        for name, content in members.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {W}>{content}</w:{name}>")
    return next(read_bytes(out.getvalue(), Request("a.docx"), format="docx"))


def kept(document: Document) -> str:
    return "\n".join(document.text[block.begin : block.stop] for block in clean(document) if block.kept)


@pytest.mark.parametrize(
    "inner",
    [
        "<w:smartTag>{}</w:smartTag>",
        "<w:smartTag><w:smartTag>{}</w:smartTag></w:smartTag>",
        '<w:fldSimple w:instr="REF x">{}</w:fldSimple>',
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF y</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "<w:ins>{}</w:ins><w:del><w:r><w:delText>Ghana</w:delText></w:r></w:del>",
        "<w:moveTo>{}</w:moveTo><w:moveFrom><w:r><w:t>Ghana</w:t></w:r></w:moveFrom>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:hyperlink>{}</w:hyperlink>",
        "<w:customXml>{}</w:customXml>",
        "<w:ins><w:sdt><w:sdtContent><w:smartTag>{}</w:smartTag></w:sdtContent></w:sdt></w:ins>",
        "<w:dir>{}</w:dir>",
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback><w:r><w:t>Ghana</w:t></w:r></mc:Fallback></mc:AlternateContent>",
    ],
)
def test_words_inside_a_sentence(inner: str) -> None:
    document = word(paragraph(run("Chile thanked "), inner.format(run("Peru")), run(" after the flood.")))
    assert document.text == f"{OPEN}\n{CLOSE}"


@pytest.mark.parametrize(
    "outer",
    [
        "<w:ins>{}</w:ins>",
        "<w:sdt><w:sdtPr/><w:sdtContent>{}</w:sdtContent></w:sdt>",
        "<w:customXml>{}</w:customXml>",
        "<w:p><w:r><w:pict><w:txbxContent>{}</w:txbxContent></w:pict></w:r></w:p>",
        "<w:p><w:r><w:drawing><w:txbxContent>{}</w:txbxContent></w:drawing></w:r></w:p>",
        "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:sdt><w:sdtContent><w:tr><w:tc>{}</w:tc></w:tr></w:sdtContent></w:sdt></w:tbl>",
    ],
)
def test_paragraphs_inside_other_things(outer: str) -> None:
    document = word(outer.format(paragraph(run(CLOSE))))
    assert document.text == f"{OPEN}\n{CLOSE}"
    assert [block.kind for block in clean(document)] == ["article", "article"]


@pytest.mark.parametrize("member", ["footnotes", "endnotes"])
def test_notes_come_after_the_text(member: str) -> None:
    notes = f'<w:x w:type="separator">{paragraph(run("--"))}</w:x><w:x>{paragraph(run(CLOSE))}</w:x>'
    assert word(paragraph(run("The boat was late.")), **{member: notes}).text == f"{OPEN}\nThe boat was late.\n{CLOSE}"


def test_remarks_in_the_margin_are_there_and_set_aside() -> None:
    document = word("", comments=f"<w:x>{paragraph(run('Ghana, surely?'))}</w:x>")
    assert "Ghana, surely?" in document.text and "Ghana" not in kept(document)


@pytest.mark.parametrize("mark", ["<w:vanish/>", '<w:vanish w:val="1"/>', '<w:vanish w:val="true"/>'])
def test_what_is_hidden_is_set_aside_and_the_sentence_stays_whole(mark: str) -> None:
    document = word(paragraph(run("Chile thanked Peru"), run("Ghana stormed Togo.", mark), run(" after the flood.")))
    assert kept(document) == f"{OPEN}\n{CLOSE}" and "Ghana stormed Togo." in document.text
    assert "Ghana" in kept(word(paragraph(run("Ghana stormed Togo.", '<w:vanish w:val="0"/>'))))


def test_tables_of_data_are_rows_and_columns_of_text_are_text() -> None:
    row = f"<w:tr>{cell(paragraph(run('Chile')))}{cell(paragraph(run('12')))}</w:tr>"
    assert word(f"<w:tbl>{row}{row.replace('Chile', 'Peru')}</w:tbl>").text == f"{OPEN}\nChile | 12\nPeru | 12"
    long = f"<w:tr>{cell(paragraph(run(OPEN * 4)), paragraph(run(CLOSE)))}{cell(paragraph(run('Box')))}</w:tr>"
    assert word(f"<w:tbl>{long}</w:tbl>").text == f"{OPEN}\n{OPEN * 4}\n{CLOSE}\nBox"


@pytest.mark.parametrize(
    ("made", "changed", "day"),
    [
        (datetime(2021, 3, 3), datetime(2021, 3, 4), date(2021, 3, 3)),
        (datetime(2014, 1, 2), datetime(2021, 3, 4), None),
        (datetime(2013, 12, 23, 23, 15), None, None),
        (None, None, None),
    ],
)
def test_a_template_does_not_date_a_text(made: datetime | None, changed: datetime | None, day: date | None) -> None:
    assert word(paragraph(run(CLOSE)), made, changed).published == day


def test_the_line_below_the_title_dates_it_before_the_file_does() -> None:
    document = word(paragraph(run(CLOSE)), datetime(2021, 3, 3))
    assert document.published == date(2021, 3, 3)
    dated = word("".join(paragraph(run(words)) for words in ("5 May 2020", OPEN)), datetime(2021, 3, 3))
    assert dated.published == date(2021, 3, 3)  # no line of the head: a sentence stands above it
