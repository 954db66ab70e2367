"""Lines that a site repeats are learned over all documents of a casebook: the outcome depends on the set of documents alone."""

import random
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from detente.cleaning import clean
from detente.cleaning.repeated import REPEATED, mark, needed
from detente.records import Block, Document, Reading
from detente.sources.document import make_document
from detente.store.casebook import Casebook
from detente.store.intake.read_again import set_anew
from tests.store.older import age

WEBCAM = "Our harbour webcam is back, every day from 9 to 5"
NIGHT = "The night desk is in Oslo"
NAMES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def bare_read(document: Document) -> Reading:
    """Cleans and codes nothing."""
    return Reading(document, tuple(clean(document)), (), (), (), (), ())


bare_read.coder = "bare"  # type: ignore[attr-defined]


def page(name: str, *lines: str, site: str | None = "a.example") -> Document:
    sentence = f"The delegates of town number {name} left the hall on Monday without a word to the press that waited outside, and"
    sentence += (
        f" nobody in the town of {name} could say on Tuesday whether they would come back before the end of the week."
    )
    text = "\n\n".join((f"Story {name}", "By Jane Doe", sentence, *lines))
    return make_document(f"{name}.txt", text, site=site, language="en")


def site_of(count: int) -> list[Document]:
    """Documents of which each has a line on a webcam with other hours, and the first three another line."""
    return [
        page(name, WEBCAM.replace("9", str(number)), *([NIGHT] if number < 3 else []))
        for number, name in enumerate(NAMES[:count])
    ]


def add(book: Casebook, documents: Iterable[Document], **options: Any) -> Any:
    held = {document.source: [document] for document in documents}
    return book.add(held, reader=bare_read, opener=lambda name: held[name], **options)


def gone(book: Casebook) -> list[tuple[str, str, list[str]]]:
    """What is set aside: source, words, reasons."""
    sources = {row["id"]: row["source"] for row in book.documents().to_pylist()}
    rows = book.quarantine().to_pylist()
    return sorted((sources[row["document"]], row["text"], row["reasons"]) for row in rows)


def test_what_a_site_repeats_is_set_aside_with_the_reason_in_all_its_documents(tmp_path: Path) -> None:
    documents = site_of(6)
    other = [page(f"other {n}", WEBCAM, site="b.example") for n in range(3)] + [
        page(f"none {n}", WEBCAM, site=None) for n in range(5)
    ]
    with Casebook.open(tmp_path / "book") as book:
        summary = add(book, documents + other)
        expected = [(d.source, WEBCAM.replace("9", str(n)), [REPEATED]) for n, d in enumerate(documents)]
        assert gone(book) == sorted(expected)
        assert (summary.added, summary.anew) == (14, 3)  # the first three came before the line was known
        assert book.check() == []
        assert add(book, documents).anew == 0
        block = book.quarantine().to_pylist()[0]
        assert (block["kind"], block["kept"]) == ("boilerplate", False)


@pytest.mark.parametrize("seed", range(4))
def test_the_order_and_the_portions_do_not_matter(tmp_path: Path, seed: int) -> None:
    documents = site_of(12)
    with Casebook.open(tmp_path / "whole") as book:
        add(book, documents)
        expected, whole = gone(book), book.fingerprint()
        assert len(expected) == 12
    source = random.Random(seed)
    source.shuffle(documents)
    with Casebook.open(tmp_path / "parts") as book:
        while documents:
            count = source.randint(1, 5)
            add(book, documents[:count])
            documents = documents[count:]
        assert gone(book) == expected
        assert book.fingerprint() == whole


def test_processes_find_the_same(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "here") as book:
        add(book, site_of(5))
        expected = book.fingerprint()
    with ProcessPoolExecutor(2) as executor, Casebook.open(tmp_path / "there") as book:
        add(book, site_of(5), executor=executor)
        assert book.fingerprint() == expected


def test_a_line_that_becomes_rare_comes_back(tmp_path: Path) -> None:
    documents = [page(str(number) + "x" * number, *([NIGHT] if number < 4 else [])) for number in range(32)]
    with Casebook.open(tmp_path / "book") as book:
        add(book, documents[:8])
        assert [words for _, words, _ in gone(book)] == [NIGHT] * 4
        summary = add(book, documents[8:])
        assert gone(book) == [] and summary.anew == 4


def test_from_how_many_documents_on() -> None:
    assert [needed(n) for n in (0, 1, 4, 19, 31, 32, 63, 64, 1000)] == [4, 4, 4, 4, 4, 7, 7, 13, 103]


def test_titles_bylines_and_what_the_reader_knows_do_not_count(tmp_path: Path) -> None:
    documents = []
    for number in range(6):
        document = page(f"{number}" + "y" * number, NIGHT)
        begin = document.text.index(NIGHT)
        quote = Block(begin, begin + len(NIGHT), "quote", None, True, ("block quotation",))
        documents.append(make_document(document.source, document.text, site="a.example", language="en", parts=[quote]))
    with Casebook.open(tmp_path / "book") as book:
        add(book, documents)
        assert gone(book) == []


def test_a_text_that_is_told_again_is_no_furniture() -> None:
    document = make_document("a", "A first line that comes back\n\nA second line that comes back\n\nAnother")
    from detente.cleaning.repeated import lines_of

    assert mark(document, lines_of(document)) is document


def test_what_was_restored_stays_and_the_others_stay_away(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "book") as book:
        add(book, site_of(5))
        first = book.quarantine().to_pylist()[0]
        book.restore(first["document"], first["begin"], first["stop"], reader=bare_read)
        assert len(gone(book)) == 4
        add(book, [page("late", WEBCAM)])
        assert len(gone(book)) == 5 and first["document"] not in book.quarantine().column("document").to_pylist()


def test_an_older_casebook_learns_and_an_imported_one_too(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "whole") as book:
        add(book, site_of(5))
        expected, parts = book.fingerprint(), [row[0] for row in book.ledger.execute("SELECT parts FROM document")]
        assert set(parts) == {"[]"}  # what is learned is not written into the documents
    with Casebook.open(tmp_path / "old") as book:
        add(book, site_of(5)[:2])
    age(tmp_path / "old", 4)
    with Casebook.open(tmp_path / "old") as book:
        add(book, site_of(5)[2:])
        assert book.fingerprint() == expected
    with Casebook.open(tmp_path / "first") as book, Casebook.open(tmp_path / "second") as second:
        add(book, site_of(5)[:4])
        add(second, site_of(5)[4:])
        second.import_casebook(tmp_path / "first")
        assert second.check() == []
        assert add(second, []).anew == 1
        assert second.fingerprint() == expected


def test_a_kill_before_the_lines_are_settled_is_made_good(tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "book") as book:
        add(book, site_of(3))
        with pytest.raises(KeyboardInterrupt):
            add(book, site_of(5)[3:], progress=kill)
    with Casebook.open(tmp_path / "book") as book:
        set_anew(book.folder, book.ledger, [site_of(3)[0].id])  # as if it had come that far
        add(book, [])
        assert len(gone(book)) == 5 and book.check() == []


def kill(_: object) -> None:
    raise KeyboardInterrupt
