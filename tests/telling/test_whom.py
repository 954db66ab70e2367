"""Names wherever a state is asked for: codes, both languages, near misses, and which of several."""

import pytest

from detente.errors import BadQuery
from detente.telling.whom import code_of, kind_of, pair_of


@pytest.mark.parametrize(
    ("text", "code"),
    [("PER", "PER"), ("per", "PER"), ("Peru", "PER"), ("Pérou", "PER"), ("perou", "PER"), ("Lima", "PER"), ("péruvien", "PER"), ("Allemagne", "DEU"),
     ("Russia", "RUS"), ("north korea", "PRK"), ("UNO", "UNO"), ("EUR", "EUR"), ("sun", "SUN")],
)  # fmt: skip
def test_a_state_goes_by_many_names(text: str, code: str) -> None:
    assert code_of(text) == code


@pytest.mark.parametrize(
    ("text", "said"),
    [("Korea", "KOR .South Korea. or PRK"), ("Corée", "PRK"), ("Congo", "COD"), ("Brasil", "BRA"), ("Argentna", "did you mean ARG"), ("Narnia", "no state")],
)  # fmt: skip
def test_what_is_not_one_state_is_asked_about(text: str, said: str) -> None:
    if text == "Brasil":  # a name in a third language is known too
        assert code_of(text) == said
        return
    with pytest.raises(BadQuery, match=said):
        code_of(text)


@pytest.mark.parametrize("text", ["PER-MLI", "Peru-Mali", "Pérou - Mali", "Peru, Mali", "Lima – Bamako", "per > mli"])
def test_a_pair_is_written_in_many_ways(text: str) -> None:
    assert pair_of(text) == ("PER", "MLI")


def test_names_with_hyphens_are_cut_where_both_halves_are_known() -> None:
    assert pair_of("Guinée-Bissau-Mali") == ("GNB", "MLI")
    for wrong in ("Peru", "Peru-Narnia", ""):
        with pytest.raises(BadQuery):
            pair_of(wrong)


def test_types_are_those_of_plover() -> None:
    assert kind_of("aid") == "AID"
    with pytest.raises(BadQuery, match="ACCUSE"):
        kind_of("GIFT")
