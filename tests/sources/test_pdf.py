"""PDF: words whole across lines, columns apart under headings, sentences across pages."""

import pytest

from detente.cleaning import clean
from detente.records import Document
from detente.sources import read_bytes
from detente.sources.request import Request
from tests.sources.test_formats import pdf

Spot = tuple[float, float, str]


def read(*pages: list[Spot]) -> Document:
    return next(read_bytes(pdf(list(pages)), Request("a.pdf"), format="pdf"))


def column(x: float, top: float, *lines: str) -> list[Spot]:
    return [(x, top - 12 * number, words) for number, words in enumerate(lines)]


def test_hyphens_in_boxes_of_their_own_stay_in_their_words() -> None:
    words = [(50, 700, "Chile and the vice"), (129.5, 700, "-"), (133.5, 700, "president of Peru met.")]
    assert read(words).text == "Chile and the vice-president of Peru met."


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("The gov-", "ernment of Chile met.", "The government of Chile met."),
        ("The vice-", "president of Chile met.", "The vice-president of Chile met."),
        ("The ex-", "minister met.", "The ex-minister met."),
        ("Talks of the Franco-", "German council began.", "Talks of the Franco-German council began."),
        ("The well-known man and his well-", "known wife met.", "The well-known man and his well-known wife met."),
        ("A cease-", "fire held.", "A cease-fire held."),
        ("Chile met Peru -", "and left.", "Chile met Peru - and left."),
    ],
)
def test_divided_words_are_joined_and_compounds_keep_their_hyphen(first: str, second: str, whole: str) -> None:
    assert read(column(50, 700, first, second)).text == whole


LEFT = ["Chile thanked Peru for its help", "in the flood and the two states", "opened the road over the pass", "that the snow had closed for a", "month. The drivers of the first", "lorries were given tea and bread", "by the guards of both sides and", "went on down to the plain."]  # fmt: skip
RIGHT = ["Ghana and Togo signed a treaty", "on the lagoon. Fishermen of the", "villages looked on from boats."]


@pytest.mark.parametrize("rows", [3, 2])
@pytest.mark.parametrize("heading", ["", "A road is opened"])
def test_a_short_column_beside_a_long_one_is_not_mixed_into_it(rows: int, heading: str) -> None:
    top = [(50, 760, heading)] if heading else []
    text = read([*top, *column(50, 735, *LEFT), *column(215, 752, *RIGHT[:rows])]).text
    words = " ".join(text.split())
    assert " ".join(LEFT) in words and " ".join(RIGHT[:rows]) in words
    assert words.startswith(heading)


def test_columns_that_the_file_holds_line_by_line_are_parted_by_their_places() -> None:
    right = [words.replace("lorries", "wagons").replace("Chile", "Ghana").replace("Peru", "Togo") for words in LEFT]
    spots = [spot for pair in zip(column(50, 600, *LEFT), column(320, 600, *right), strict=True) for spot in pair]
    words = " ".join(read(spots).text.split())
    assert " ".join(LEFT) in words and " ".join(right) in words


@pytest.mark.parametrize("foot", [True, False])
@pytest.mark.parametrize(
    "second",
    ["thanked Peru for its help in the flood of the month.", "Peru for its help in the flood of the month of May."],
)
def test_a_sentence_goes_on_over_the_end_of_a_page(foot: bool, second: str) -> None:
    first = "The road was open again. On the third of the month Chile " + ("thanked" if second[0].isupper() else "")
    pages = [
        [(50, 500, first.strip())],
        [(50, 500, second)],
        [(50, 500, "Nobody else was heard on that day of the month.")],
    ]
    for number, page in enumerate(pages, 1):
        page += [(50, 30, f"The Road Review - page {number}"), (50, 770, "The Road Review")] if foot else []
    document = read(*pages)
    assert f"{first.strip()} {second}" in document.text
    text = "\n".join(document.text[block.begin : block.stop] for block in clean(document) if block.kept)
    assert "Review" not in text and document.text.count("Road Review") == (6 if foot else 0)


def test_a_heading_at_the_top_of_a_page_does_not_go_on_with_the_page_before() -> None:
    text = read(
        [(50, 500, "The road was open again at last, the guards of both sides said.")],
        [(50, 700, "Chile"), (50, 600, "It thanked Peru.")],
    ).text
    assert "said.\n\nChile\n\nIt" in text
