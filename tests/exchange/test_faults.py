"""Faults that users of such tables report: formulas in cells, ids of edges, titles, columns that a year's files lack."""

import csv
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from detente.cli import main
from detente.exchange.exporting import export, harmless, line
from detente.exchange.importing import import_file
from detente.store.casebook import Casebook
from tests.store.toy import toy_open, toy_read

TEXT = """site: {site}
2024-06-19 RUS meet PRK in Pyongyang: the leaders met
2024-06-20 PRK condemn USA: the exercise was condemned
2024-06-21 KOR provide-aid PRK: grain was sent
"""


def book_of(folder: Path, site: str = "a.example") -> Casebook:
    (folder / "text.txt").write_text(TEXT.format(site=site), encoding="utf-8")
    book = Casebook.open(folder / "book")
    book.add(folder / "text.txt", reader=toy_read, opener=toy_open)
    return book


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+1+2", "-2+3", "=cmd|' /C calc'!A0", "-x"])
def test_a_formula_is_a_text(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"
    assert line([cell, 1]) == f"'{cell}\t1\n"


@pytest.mark.parametrize("cell", ["", "-", "-3.5", "+7", "-1e5", "2024-06-19", "RUS", "a=b", "-3,5", "'x"])
def test_numbers_days_and_words_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == cell


def test_the_name_of_a_site_is_no_formula_in_an_export(tmp_path: Path) -> None:
    with book_of(tmp_path, "=cmd|calc") as book:
        export(book, "csv", tmp_path / "out.csv")
        export(book, "icews", tmp_path / "out.tsv")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["sites"] for row in rows} == {"'=cmd|calc"}
    assert {row["intensity"] for row in rows} == {"1", "-2", "7"}
    assert "\t=cmd" not in (tmp_path / "out.tsv").read_text(encoding="utf-8")


def test_each_edge_of_a_graph_has_an_id_of_its_own(tmp_path: Path) -> None:
    with book_of(tmp_path) as book:
        written = export(book, "graphml", tmp_path / "out.graphml")
    edges = (
        ElementTree.parse(tmp_path / "out.graphml").getroot().findall(".//{http://graphml.graphdrawing.org/xmlns}edge")
    )
    ids = [edge.get("id") for edge in edges]
    assert len(ids) == written == len(set(ids)) == 3
    assert "KOR-PRK-2" in ids


def test_an_article_goes_by_its_title(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    words = "Kenya and Uganda signed a trade agreement in Nairobi on Friday, officials of both governments said. " * 3
    page.write_text(
        f"<html lang='en'><head><title>A deal at the border</title></head><body><article><h1>A deal at the border</h1><p>{words}</p></article></body></html>",
        encoding="utf-8",
    )
    with Casebook.open(tmp_path / "titled") as book:
        book.add(page, reader=reading_of_page)
        export(book, "followthemoney", tmp_path / "out.ftm.json")
        [document] = book.documents().to_pylist()
    articles = [json.loads(row) for row in (tmp_path / "out.ftm.json").read_text(encoding="utf-8").splitlines()]
    assert [row["properties"]["title"] for row in articles if row["schema"] == "Article"] == [[document["title"]]]
    assert document["title"] == "A deal at the border"


def reading_of_page(document):  # type: ignore[no-untyped-def]
    """The toy's reading of one event, whatever the words of the page."""
    from dataclasses import replace

    one = toy_read(replace(document, text="2024-06-19 KEN sign UGA: a trade agreement was signed"))
    return replace(one, document=document)


reading_of_page.coder = "toy-page"  # type: ignore[attr-defined]

ICEWS_WORDS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\n"
    "1\t2018-03-01\tKenya\tNULL\tKenya\tConsult\t1\tUganda\tNULL\tUganda\t7\n"
    "2\t2018-03-02\tKenya\tNULL\tKenya\tHost a visit\tNULL\tUganda\tNULL\tUganda\t8\n"
    "3\t2018-03-03\tKenya\tNULL\tKenya\tNo such words\t1\tUganda\tNULL\tUganda\t9\n"
)


def test_icews_without_codes_is_read_by_its_words(tmp_path: Path) -> None:
    (tmp_path / "events.2018.tab").write_text(ICEWS_WORDS, encoding="utf-8")
    with Casebook.open(tmp_path / "book") as book:
        [done] = import_file(book, tmp_path / "events.2018.tab")
        rows = book.event_rows(dyad="KEN-UGA")
    assert done.coder == "ICEWS" and done.taken == 2
    assert dict(done.reasons) == {"unknown words of CAMEO": 1}
    assert [row["event"] for row in rows] == ["CONSULT", "CONSULT"]
    assert rows[0]["intensity"] == 1.0 and rows[1]["intensity"] is not None


def test_add_says_by_its_exit_that_something_could_not_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.txt").write_text("Kenya and Uganda signed a trade agreement in Nairobi.", encoding="utf-8")
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4 broken")
    names = [str(tmp_path / name) for name in ("good.txt", "bad.pdf")]
    assert main(["add", *names, "--casebook", str(tmp_path / "book")]) == 5
    assert "1 documents added" in capsys.readouterr().out
    assert main(["add", names[0], "--casebook", str(tmp_path / "other")]) == 0
