"""The page for whoever carries this on names rooms that are there, in the order in which a text passes through them."""

import re
from importlib import import_module
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "way.md"
TEXT = PAGE.read_text(encoding="utf-8")
STEPS = re.findall(r"^\| (\d+) \| `(detente[\w.]+)` \|", TEXT, re.M)


def found(name: str) -> object:
    """What a dotted name names: the longest part that is a module, and then its attributes."""
    parts = name.split(".")
    for size in range(len(parts), 0, -1):
        try:
            here: object = import_module(".".join(parts[:size]))
        except ModuleNotFoundError:
            continue
        for part in parts[size:]:
            here = getattr(here, part)
        return here
    raise AssertionError(name)


@pytest.mark.parametrize(("number", "name"), STEPS)
def test_each_room_is_there_and_says_what_it_does(number: str, name: str) -> None:
    room = found(name)
    assert callable(room)
    assert (room.__doc__ or "").strip(), f"step {number}: {name} says nothing of itself"


def test_the_steps_are_numbered_and_many() -> None:
    assert [int(number) for number, _ in STEPS] == list(range(1, len(STEPS) + 1))
    assert len(STEPS) >= 20


def test_files_that_are_named_to_open_are_there() -> None:
    source = PAGE.parents[1] / "src" / "detente"
    for path in re.findall(r"`((?:languages|reading|world|dyads|store)/[\w/]+(?:\.py)?)/?`", TEXT):
        assert "XX" in path or (source / path).exists(), path


def test_it_is_read_in_five_minutes() -> None:
    assert len(TEXT.split()) < 1200  # 240 words a minute
