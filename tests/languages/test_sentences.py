"""Sentence ends by punctuation, without a model."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.languages import pack
from detente.languages.sentences import split


def cut(text: str, language: str = "en") -> list[str]:
    return [text[begin:stop] for begin, stop in pack(language).sentences(text)]


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Mr. Smith met Gen. Jones in Washington, D.C. on Monday. They talked.", 2),
        ("en", "The U.S. Senate voted. J. R. Brown left. Who came? Nobody!", 4),
        ("en", "Prices rose 3.5 percent. Nothing else did.", 2),
        ("en", "“We will not yield.” He left the room.", 2),
        ("fr", "« Pourquoi ? » demande-t-il. M. Dupont est parti.", 2),
        ("fr", "Quels enjeux ? Comment faire ?\nQuel bilan ?", 3),
        ("fr", "Le ministre a parlé… Puis il s’est tu.", 2),
        ("fr", "Un titre sans point\n\nUne phrase.", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(language: str, text: str, count: int) -> None:
    assert len(cut(text, language)) == count, cut(text, language)


@given(st.text(alphabet="abcABC .?!\n«»\"'…", max_size=80))
def test_sentences_cover_all_that_is_not_blank(text: str) -> None:
    spans = split(text)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    assert "".join("".join(text[b:s].split()) for b, s in spans) == "".join(text.split())
