"""The gate refuses what cannot be an event and lets every example of the lexicon pass."""

import re

import pytest

from detente.reading.rules import lexicon
from detente.reading.rules.gate import gate

pytestmark = pytest.mark.model
MARK = re.compile(r"\{[AR]:([^}]*)\}")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_example_of_the_lexicon_passes(language: str) -> None:
    sentences = [MARK.sub(r"\1", row.example) for row in lexicon.load(language).rows if row.example]
    refused = [text for text in sentences if not gate(language).passes(text, named=True, known=True)]
    assert len(refused) <= 0.005 * len(sentences), refused[:40]


@pytest.mark.parametrize(
    ("language", "text", "named", "known", "passes"),
    [
        ("en", "Japan struck the port.", True, False, True),  # an irregular form
        ("en", "They signed the treaty.", False, True, True),
        ("en", "They signed the treaty.", False, False, False),  # nobody was named before
        ("en", "Snow covers the hills of Japan.", True, True, False),  # no deed
        ("en", "Add the sugar and stir.", False, True, False),
        ("fr", "Le Japon soutiendra la Corée.", True, False, True),
        ("fr", "Ils ont rencontré le ministre.", False, True, True),
        ("fr", "La neige tombe au Japon.", True, True, False),
    ],
)
def test_somebody_and_a_deed(language: str, text: str, named: bool, known: bool, passes: bool) -> None:
    assert gate(language).passes(text, named=named, known=known) is passes
