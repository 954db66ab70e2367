"""The packs with their models: offsets, laziness, one dialect."""

import subprocess
import sys

import pytest

from detente.errors import UnknownLanguage
from detente.languages import pack, packs

TEXTS = {
    "fr": "La Russie a été accusée par l’Ukraine d’avoir livré des armes à l’Iran.\n\nMoscou dément. Séoul et Tokyo se sont rencontrés.",
    "en": "Russia, which was accused by Ukraine of sending  weapons to Iran, denied it.\n\nThe U.S. is critical of China's attack on Taiwan.",
}
DIALECT = {
    "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound", "compound:prt", "conj", "cop",
    "dep", "det", "expl:pv", "fixed", "flat", "iobj", "mark", "nmod", "nmod:poss", "nsubj", "nsubj:pass", "nummod", "obj", "obl", "obl:agent",
    "obl:tmod", "obl:npmod", "parataxis", "punct", "root", "xcomp",
}  # fmt: skip


@pytest.mark.model
@pytest.mark.parametrize("code", packs())
def test_tokens_reproduce_the_words_of_the_text(code: str) -> None:
    text = TEXTS[code]
    (sentences,) = pack(code).parse([text])
    assert len(sentences) >= 2
    for sentence in sentences:
        assert [t.index for t in sentence.tokens if t.head == t.index] == [sentence.root]
        for token in sentence.tokens:
            assert text[token.begin : token.stop].replace("’", "'") == token.form
            assert token.relation in DIALECT, token


@pytest.mark.model
@pytest.mark.parametrize("code", packs())
def test_the_agent_of_a_passive_is_found(code: str) -> None:
    (sentences,) = pack(code).parse([TEXTS[code]])
    assert "Ukraine" in {t.form for t in sentences[0].tokens if t.relation == "obl:agent"}


def test_a_language_without_a_pack_says_which_exist() -> None:
    with pytest.raises(UnknownLanguage, match="en, fr"):
        pack("tlh")


def test_a_light_command_loads_no_model_and_french_never_loads_english() -> None:
    code = "import sys; from detente.languages import pack; pack('fr'); print('spacy' in sys.modules, 'detente.languages.en' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
