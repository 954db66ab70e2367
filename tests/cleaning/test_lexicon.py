"""The word lists: they load, name a wrong row, and fold text without moving a character."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.cleaning import lexicon
from detente.cleaning.language import NEWS
from detente.errors import DataError


def test_every_list_loads_and_every_language_is_known() -> None:
    found = {entry.language for entries in lexicon.phrases().values() for entry in entries}
    assert found - {lexicon.ANY} <= set(lexicon.function_words())
    assert set(lexicon.function_words()) <= set(NEWS)
    assert all(phrase == lexicon.fold(phrase) for phrase in lexicon.phrases())


def test_a_wrong_row_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / "lexicon" / "en.tsv").write_text("phrase\tclass\n# sales\ncheap flights\tbargain\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    lexicon.phrases.cache_clear()
    try:
        with pytest.raises(DataError, match=r"en\.tsv:3: class 'bargain'"):
            lexicon.phrases()
    finally:
        lexicon.phrases.cache_clear()


@given(st.text(max_size=200))
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(lexicon.fold(text)) == len(text)


def test_phrases_are_found_as_words_only() -> None:
    hits = lexicon.find(lexicon.fold("Achetez « Viagra » ! Le viagrara non. ACHETEZ-le"))
    assert [hit.phrase for hit in hits if hit.phrase in ("viagra", "achetez")] == ["achetez", "viagra", "achetez"]
