from pathlib import Path

import numpy as np
import pytest

from detente.errors import DataError, MissingPart
from detente.reading.learned import NOBODY, SecondReader, load
from detente.records import Span

TEXT = "Ghana's parliament condemned the arrest of two pilots by Togo on Monday."
ACTOR, RECIPIENT, TRIGGER = Span(0, 18), Span(57, 61), Span(19, 28)
OTHER = "Lima a promis trois patrouilleurs à Quito, qui n'a pas encore répondu."


def test_a_reading_hangs_on_nothing_that_is_read_before_or_beside() -> None:
    first = load().look(TEXT).ask(ACTOR, RECIPIENT)
    view = load().look(TEXT)
    load().look(OTHER).ask(Span(0, 4), Span(36, 41))
    view.ask(RECIPIENT, ACTOR, TRIGGER)
    view.ask(None, RECIPIENT)
    assert view.ask(ACTOR, RECIPIENT) == first
    assert SecondReader().look(TEXT).ask(ACTOR, RECIPIENT) == first


def test_odds_add_up_and_the_trigger_is_words_of_the_text() -> None:
    seen = load().look(TEXT).ask(ACTOR, RECIPIENT)
    assert sum(seen.types.values()) == pytest.approx(1, abs=0.01)
    assert sum(seen.statuses.values()) == pytest.approx(1, abs=0.01)
    assert 0 <= seen.trigger.begin < seen.trigger.stop <= len(TEXT)
    assert "none" in seen.types and len(seen.types) == 17 and len(seen.statuses) == 5


def test_who_is_nobody_is_not_marked() -> None:
    view = load().look(TEXT)
    assert view.ask(ACTOR, NOBODY) == view.ask(ACTOR, None)
    assert view.ask(ACTOR, None) != view.ask(ACTOR, RECIPIENT)


def test_a_very_long_text_is_read_around_the_two() -> None:
    much = "and so on " * 300
    begin = len(much)
    seen = load().look(much + TEXT + " " + much).ask(Span(begin, begin + 18), Span(begin + 57, begin + 61))
    assert begin - 1000 < seen.trigger.begin < begin + 1000


def test_the_model_reads_plain_sentences_of_both_languages() -> None:
    assert load().look(TEXT).ask(ACTOR, RECIPIENT, TRIGGER).type == "ACCUSE"
    words = "La marine péruvienne a bombardé un port équatorien dans la nuit."
    assert load().look(words).ask(Span(0, 20), Span(31, 50)).type == "ASSAULT"
    words = "The Danish and Estonian defence ministers met in Tartu."
    assert load().look(words).ask(Span(4, 10), Span(15, 23)).type == "CONSULT"


def test_a_model_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(MissingPart, match=r"reader\.npz"):
        SecondReader(tmp_path / "reader.npz")


def test_a_model_that_is_damaged_says_so(tmp_path: Path) -> None:
    file = tmp_path / "reader.npz"
    np.savez(file, pieces=np.array([1], np.uint8))
    with pytest.raises(DataError, match=r"reader\.npz"):
        SecondReader(file)
    file.write_bytes(b"no model")
    with pytest.raises(DataError, match="install"):
        SecondReader(file)
