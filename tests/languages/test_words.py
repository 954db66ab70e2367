"""The rules and the lemmatiser of a model, asked once for each word, say what they say of whole sentences."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.languages import pack, packs
from detente.languages.kit import PLAIN
from detente.languages.words import RULES, Words, pair_marks

TOP = Path(__file__).parents[2]
PAIRS = {
    "en": [
        "There are talks. There is no deal.",
        "It ain't over, y'all: they're gonna sign.",
        "Let's talk,  said Moscow.",
        "You got ta go. C'm on.",
        "But  all of it\u2009failed.",
    ],
    "fr": ["Y a-t-il un accord ?", "Aujourd'hui,  Paris  attend.", "L'on\u2009verra."],
}


@pytest.mark.model
@pytest.mark.parametrize("code", packs())
def test_a_word_is_what_it_is_in_its_sentence(code: str) -> None:
    own = pack(code)
    texts = [path.read_text(encoding="utf-8") for path in sorted((TOP / "evaluation" / "gold").glob(f"*.{code}.txt"))]
    sentences = [text[a:b].translate(PLAIN) for text in texts[:8] for a, b in own.sentences(text)] + PAIRS[code]
    assert len(sentences) > 100
    words = Words(own.nlp, {})
    for quick, whole in zip(own.nlp.pipe(sentences, disable=RULES), own.nlp.pipe(sentences), strict=True):
        draft = words.draft(quick)
        kept = [token for token in whole if not token.is_space]
        assert draft.forms == [token.text for token in kept]
        assert draft.upos == [token.pos_ for token in kept]
        assert draft.features == [token.morph.to_dict() for token in kept]
        assert draft.begins == [token.idx for token in kept]
        assert [lemma.lower() for lemma in draft.lemmas] == [token.lemma_.lower() for token in kept]
        for i, token in enumerate(kept):
            assert draft.relations[i] == ("root" if token.dep_ == "ROOT" else token.dep_)
            assert token.head.is_space or kept[draft.heads[i]].i == token.head.i
    assert 0 < len(words.known) < sum(map(len, sentences)) / 10  # most words were seen before


@pytest.mark.model
def test_the_memory_of_words_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.languages.words.LIMIT", 5)
    own = pack("en")
    words = Words(own.nlp, {("russia", "*"): "russia"})
    sentences = ["Russia met Iran.", "China accused Japan of dumping.", "Russia met Iran."]
    first, _, again = (words.draft(doc) for doc in own.nlp.pipe(sentences, disable=RULES))
    assert first == again
    assert len(words.known) <= 5


def test_rules_on_two_words_are_seen_by_the_one_that_is_spelled_out() -> None:
    class Strings(dict[str, int]):
        def add(self, word: str) -> int:
            return self.setdefault(word, len(self))

    strings = Strings()
    rules = [
        {"patterns": [[{"TAG": "NN"}]]},
        {"patterns": [[{"LOWER": {"REGEX": "^y'?$"}}, {"LOWER": "all"}], [{"DEP": "expl"}, {"LOWER": {"IN": ["is"]}}]]},
    ]
    found = list(pair_marks(rules, strings))
    assert [word for word, number in strings.items() if number in found] == ["all", "expl"]


def test_matrices_are_multiplied_on_one_thread_though_numpy_came_first() -> None:
    code = (
        "import numpy; from threadpoolctl import threadpool_info as told; from detente.languages import pack, quick;"
        " before = [one['num_threads'] for one in told() if one['user_api'] == 'blas'];"
        " quick.one_thread().__enter__(); print(before, [one['num_threads'] for one in told() if one['user_api'] == 'blas'])"
    )
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "2", "OMP_NUM_THREADS": "2"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.split() in (
        ["[2]", "[1]"],
        ["[1]", "[1]"],
    )  # a machine of one core has one thread from the start
