"""Words that a quotation must hold for a label to be told of it."""

import pytest

from detente.codebook import load
from detente.telling.clause import frames, sayings
from detente.telling.labels import NONE, borne, wanted


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_deed_and_operator_that_can_be_said_has_its_words(language: str) -> None:
    said = {*sayings(language), *frames(language)} & {*load().deeds, *load().operators}
    assert said - {*wanted(language)} == {"say"}  # says nothing by itself
    assert {*wanted(language)} <= {*load().deeds, *load().operators}


def test_each_group_must_have_a_word() -> None:
    assert borne("expel-diplomats", "Kenya expelled two diplomats", "en")
    assert not borne("expel-diplomats", "Kenya expelled two miners", "en")
    assert not borne("expel-diplomats", "Kenya received two diplomats", "en")
    assert borne("provide-weapons", "le Tchad a livré des mitrailleuses", "fr")
    assert not borne("provide-weapons", "le Tchad a livré du mil", "fr")
    assert borne("blockade", "le Mali a fermé sa frontière", "fr")
    assert not borne("blockade", "le Mali a protesté fermement", "fr")
    assert borne("not", "Kenya didn't answer", "en")
    assert borne("do", "", "en") and NONE == "-"


def test_what_no_table_knows_is_not_borne() -> None:
    assert not borne("a-deed-of-others", "anything", "en")
    assert not borne("meet", "they met", "xx")
