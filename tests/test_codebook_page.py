"""docs/codebook.md says what the codebook's files say."""

from __future__ import annotations

from detente.codebook import compose, load
from tools.codebook import TARGET, most, write


def test_the_page_is_up_to_date() -> None:
    assert TARGET.read_text(encoding="utf-8") == write(), "python -m tools.codebook writes it anew"


def test_it_names_every_deed_and_operator() -> None:
    page = write()
    book = load()
    assert [name for name in (*book.deeds, *book.operators) if f"| `{name}` |" not in page] == []


def test_the_table_and_the_list_under_it_give_back_every_composition() -> None:
    page, book = write(), load()
    for operator in book.operators.values():
        for deed in book.deeds.values():
            found = compose((operator.name,), deed.name)
            listed = f"| `{found.chain}` | {found.event} |" in page
            assert listed == (found.event != most(book, operator, deed.type)), found.chain
