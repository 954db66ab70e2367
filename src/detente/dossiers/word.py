"""A dossier as DOCX, to be edited: headings, bullets, a picture, tables, and numbers that lead to their references."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime
from typing import Any

from detente.dossiers.model import Claim, Dossier, Section, Table
from detente.dossiers.telling import line
from detente.exchange.labels import visible

LOCALES = {"en": "en-GB", "fr": "fr-FR"}
MARKUP = re.compile("[\ud800-\udfff\ufffe\uffff]")  # what XML cannot hold
EPOCH = (1980, 1, 1, 0, 0, 0)  # of every part of the file: the same dossier gives the same bytes


def render(dossier: Dossier) -> bytes:
    """The bytes of a .docx file."""
    import docx

    paper = docx.Document()
    settle(paper, dossier)
    paper.add_heading(clean(dossier.title), 0)
    paper.add_paragraph(dossier.period)
    small(paper, dossier.labels["made"])
    for section in dossier.sections:
        write(paper, section)
    paper.add_heading(dossier.labels["references"], 1)
    for one in dossier.references:
        paragraph = paper.add_paragraph()
        mark(paragraph, f"r{one.number}", one.number)
        paragraph.add_run(f"[{one.number}] {clean(line(one, dossier))}").font.size = docx.shared.Pt(8.5)
    held = io.BytesIO()
    paper.save(held)
    return steady(held.getvalue())


def settle(paper: Any, dossier: Dossier) -> None:
    """Title, day and language of the file."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    day = dossier.made
    core = paper.core_properties
    core.title, core.author, core.comments, core.language = (
        clean(dossier.title),
        "Détente",
        "",
        LOCALES[dossier.language],
    )
    core.created = core.modified = datetime(day.year, day.month, day.day, tzinfo=UTC)
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), LOCALES[dossier.language])
    paper.styles["Normal"].element.get_or_add_rPr().append(tongue)


def write(paper: Any, section: Section) -> None:
    """One section, in the order of every format: picture, claims, gaps, notes, table."""
    import docx

    paper.add_heading(clean(section.title), 1)
    if section.picture:
        import vl_convert

        drawn = vl_convert.vegalite_to_png(dict(section.picture), scale=2)
        paper.add_picture(io.BytesIO(drawn), width=docx.shared.Cm(15.5))
        describe(paper, section.caption)
        small(paper, section.caption)
    for claim in section.claims:
        told(paper.add_paragraph(style="List Bullet"), claim)
        if claim.tag:
            small(paper, claim.tag)
    for gap in section.gaps:
        paper.add_paragraph(style="List Bullet").add_run(clean(gap)).italic = True
    for note in section.notes:
        small(paper, note)
    if section.table:
        grid(paper, section.table)


def told(paragraph: Any, claim: Claim) -> None:
    """A claim and its numbers, each a link to the reference."""
    paragraph.add_run(clean(claim.text))
    for number in claim.references:
        link(paragraph, f"r{number}", f"[{number}]")


def link(paragraph: Any, anchor: str, text: str) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    run = paragraph.add_run(text)
    run.font.superscript = True
    around = OxmlElement("w:hyperlink")
    around.set(qn("w:anchor"), anchor)
    paragraph._p.append(around)
    around.append(run._r)


def mark(paragraph: Any, name: str, number: int) -> None:
    """A bookmark, so that links lead here."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    begin, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for each in (begin, end):
        each.set(qn("w:id"), str(number))
        paragraph._p.append(each)
    begin.set(qn("w:name"), name)


def describe(paper: Any, text: str) -> None:
    """What the picture shows, for those who cannot see it."""
    paper.inline_shapes[len(paper.inline_shapes) - 1]._inline.docPr.set("descr", text)


def small(paper: Any, text: str) -> None:
    import docx

    paper.add_paragraph().add_run(clean(text)).font.size = docx.shared.Pt(8.5)


def grid(paper: Any, table: Table) -> None:
    made = paper.add_table(rows=0, cols=len(table.head), style="Table Grid")
    for row in (table.head, *table.rows):
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = clean(text)


def clean(text: str) -> str:
    """Words that XML can hold and that steer nothing."""
    return MARKUP.sub("\ufffd", visible(text))


def steady(data: bytes) -> bytes:
    """The same file with one time on all its parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            made.writestr(zipfile.ZipInfo(name, EPOCH), given.read(name), zipfile.ZIP_DEFLATED)
    return held.getvalue()


__all__ = ["render"]
