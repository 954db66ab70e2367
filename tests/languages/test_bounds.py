"""Cutting sentences takes time in proportion to the text, and gives nothing that is too long to be parsed."""

import time

import pytest

from detente.cleaning import clean
from detente.languages.sentences import LONGEST, UNIT, split

OPEN, CLOSE = "The two envoys met by the lake.", "Norway thanked Iceland on Friday."


@pytest.mark.parametrize(
    "sign",
    [*".?!…;:,()[]«»“”\"'’-–—*#|/\\<>&=~^_`@ \n\t\u00a0\u202f\u2028é中。！0a", ". ", "! ", "?\n", " \n", ".)", "\n>"],
)
def test_a_megabyte_of_one_sign_is_cut_and_cleaned_in_seconds(sign: str) -> None:
    text = f"{OPEN}\n{sign * (300_000 // len(sign))}"
    begun = time.process_time()
    split(text)
    if len(sign) == 1:
        clean(text)
    assert time.process_time() - begun < 3


@pytest.mark.parametrize("row", ["." * 500, "(" * 500, "« " * 500, "-=" * 300, "?!" * 300])
def test_a_row_of_signs_belongs_to_no_sentence(row: str) -> None:
    text = f"{OPEN} {row} {CLOSE}"
    spans = [text[begin:stop] for begin, stop in split(text)]
    assert spans[0].startswith(OPEN[:-1]) and spans[-1].endswith(CLOSE) and max(map(len, spans)) < 60


@pytest.mark.parametrize("clause", ["Norway says that ", "le ministre qui a vu ", "and ", "a, b; ", "12 "])
def test_no_sentence_is_longer_than_can_be_parsed(clause: str) -> None:
    text = clause * 800 + CLOSE
    spans = split(text)
    assert all(len(UNIT.findall(text[begin:stop])) <= LONGEST for begin, stop in spans)
    assert "".join(text[begin:stop] for begin, stop in spans).replace(" ", "") == text.replace(" ", "")
