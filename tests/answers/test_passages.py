"""Sentences that tell no event but speak of what is asked: quoted from what is kept of a text, never from what was set aside."""

from pathlib import Path

from detente.answers import read_question
from detente.answers.passages import passages
from detente.store.casebook import Casebook
from tests.store.toy import toy_open, toy_read

ARTICLE = """site: a.example
2024-06-20 RUS provide-aid PRK: grain was sent by train

Experts in Oslo speak of a fertiliser shortage in the valley.
An advert praises cheap fertiliser to everybody in the valley.
"""


def quoted(folder: Path, text: str) -> set[str]:
    folder.mkdir()
    (folder / "article.txt").write_text(text, encoding="utf-8")
    question = read_question("What is said of the fertiliser shortage in the valley?")
    with Casebook.open(folder / "book") as book:
        book.add(folder / "article.txt", reader=toy_read, opener=toy_open)
        return {one.text for one in passages(book, question, [], None, None, False)}


def test_what_was_set_aside_is_not_quoted(tmp_path: Path) -> None:
    """The toy reader sets aside each line that holds the word advert."""
    news = "Experts in Oslo speak of a fertiliser shortage in the valley."
    assert quoted(tmp_path / "advert", ARTICLE) == {news}
    leaflet = "A leaflet praises cheap fertiliser to everybody in the valley."
    assert quoted(tmp_path / "leaflet", ARTICLE.replace("An advert", "A leaflet")) == {news, leaflet}
