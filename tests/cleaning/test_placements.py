"""An injected block at every place of an article, in every shape: all of it goes, and not a character of the article."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from detente.cleaning import clean, settle
from detente.sources.document import make_document

SEED = Path(__file__).parents[3] / "shared/seeds/rapprochement-article.txt"
# Of our own writing.
ARTICLE = """Ce que change l’accord sur le détroit

Anne Dubois
exemple.ch

Le ministre a reçu lundi à Genève son homologue, avec lequel il a signé un accord sur le transit des marchandises. Que prévoit ce texte ? Comment les voisins l’ont-ils accueilli ?
Les deux pays s’étaient brouillés il y a trois ans, quand l’un d’eux avait fermé sa frontière sans prévenir.


Selon un diplomate, les négociations reprendront dans les prochains jours et porteront aussi sur les tarifs. Quels sont les risques ?"""
INJECTED = [
    "Kitchen page about cabinets Cabinets our range of oak cabinets Painted cabinets and shelves for the kitchen"
    " Cabinets for small rooms and for large ones Cabinets that last\norder replica watches online",
    "buy tramadol online cheap tramadol pills no prescription overnight delivery",
    "Онлайн казино с бонусом без депозита: играть в игровые автоматы на реальные деньги прямо сейчас",
]


def shapes(block: str) -> Iterator[str]:
    """A block as it is, on one line, with full stops, and five times."""
    lines = block.split("\n")
    yield from {block: 0, " ".join(lines): 0, ".\n".join(lines) + ".": 0, ". ".join(lines) + ".": 0}
    yield from ("\n".join([block] * 5), " ".join([" ".join(lines)] * 5), "\n\n".join([block] * 5))


def places(article: str) -> Iterator[tuple[str, str]]:
    """What stands before and after the block: head, end, every break with and without an empty line, every line, every sentence."""
    yield "", "\n\n" + article
    yield "", " " + article
    for gap in ("\n\n", "\n", " "):
        yield article + gap, ""
    for found in re.finditer(r"\n+", article):
        for gap in ("\n", "\n\n"):
            yield article[: found.start()] + gap, gap + article[found.end() :]
        yield article[: found.start()] + " ", article[found.start() :]
        yield article[: found.end()], " " + article[found.end() :]
    for found in re.finditer(r"(?<=[.?!]) ", article):
        yield article[: found.end()], found[0] + article[found.end() :]


def misplaced(before: str, words: str, after: str) -> str:
    """The characters that cleaning puts on the wrong side."""
    text = before + words + after
    gone = bytearray(len(text))
    for block in clean(text):
        gone[block.begin : block.stop] = bytes([not block.kept]) * (block.stop - block.begin)
    inside = range(len(before), len(before) + len(words))
    return "".join(text[n] for n in range(len(text)) if not text[n].isspace() and bool(gone[n]) != (n in inside))


def wrong(article: str, block: str) -> list[str]:
    """Every placement that goes wrong: what is misplaced, and where the block stood."""
    found, tried = [], 0
    for words in shapes(block):
        for before, after in places(article):
            tried += 1
            if characters := misplaced(before, words, after):
                found.append(f"{characters[:60]} | {before[-25:]!r} {words[:20]!r}...{words[-9:]!r} {after[:25]!r}")
    assert tried > 100
    return found


@pytest.mark.parametrize("block", INJECTED)
def test_a_block_goes_from_every_place_in_every_shape(block: str) -> None:
    assert wrong(ARTICLE, block) == []


def test_the_block_of_the_seed_goes_from_every_place_in_every_shape() -> None:
    if not SEED.exists():
        pytest.skip(f"{SEED.name} is not beside this copy of the project (../shared/seeds)")
    text = SEED.read_text(encoding="utf-8").rstrip("\n")
    article, block = re.split(r"\n{3,}(?=[^\n]*\n[^\n]*\Z)", text)
    assert wrong(article, block) == []


@pytest.mark.parametrize("line", ["{name} {spam}", "{spam} {name}"])
def test_a_byline_beside_an_injection_is_the_author(line: str) -> None:
    spam = "Kitchen page about cabinets oak cabinets painted cabinets cheap cabinets online"
    text = ARTICLE.replace("Anne Dubois", line.format(name="Anne Dubois", spam=spam))
    document = make_document("page.txt", text)
    blocks = clean(document)
    assert settle(document, blocks).author == "Anne Dubois"
    assert {text[block.begin : block.stop] for block in blocks if block.kind == "byline"} == {
        "Anne Dubois",
        "exemple.ch",
    }


@pytest.mark.parametrize(
    "spam",
    [
        "Garden Beans garden beans watering pump garden hose cheap garden beans online free shipping",  # comes back
        "Order Tramadol online no prescription overnight delivery cheap tramadol pills",  # what spam sells
        "replica bags overnight delivery cheap replica handbags best price by Anne Dubois",  # led to
        "cheap replica watches best price replica handbags buy online at replica-watches.example",  # the spam's own address
    ],
)  # fmt: skip
def test_names_and_addresses_of_an_injection_are_no_byline(spam: str) -> None:
    title, rest = ARTICLE.replace("Anne Dubois\nexemple.ch\n\n", "").split("\n\n", 1)
    assert misplaced(f"{title}\n\n", spam, f"\n\n{rest}") == ""


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_line_that_says_again_what_an_injection_says_goes_with_it(order: tuple[int, int]) -> None:
    lines = (INJECTED[0].split("\n")[0], "cheap kitchen cabinets online")
    assert misplaced(f"{ARTICLE}\n", "\n".join(lines[n] for n in order), "") == ""
    assert "cheap" in misplaced(
        f"{ARTICLE}\n\n", "cheap kitchen cabinets online", ""
    )  # alone, it is too little to tell


def test_a_caption_that_names_whom_a_foreign_paragraph_names_stays() -> None:
    prose = "According to Pedro Alvarez the talks with Anna Kowalska will resume in the coming days and will also be about tariffs."
    text = f"{ARTICLE}\n{prose}\nPedro Alvarez, Anna Kowalska"
    gone = [text[block.begin : block.stop] for block in clean(text) if not block.kept]
    assert gone == [prose]


def test_what_comes_back_many_times_does_not_become_the_language_of_the_page() -> None:
    blocks = clean("\n".join([ARTICLE, *[INJECTED[2]] * 6]))
    assert {block.language for block in blocks if block.kept and block.kind == "article"} == {"fr"}
