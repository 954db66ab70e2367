"""The doors of the public API open as README and docstrings say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import detente

README = Path(__file__).parent.parent / "README.md"


@pytest.mark.model
def test_the_python_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(README.parent)
    (code,) = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    known: dict[str, object] = {}
    exec(code, known)  # it is our own text
    assert known["reading"].events  # type: ignore[attr-defined]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "event"),
    [("Moscow condemned the attack on Damascus.", "ACCUSE"), ("Moscou a condamné l'attaque contre Damas.", "ACCUSE")],
)
def test_a_relation_is_read_without_being_told_the_language(text: str, event: str) -> None:
    place = text.index("Dam")
    found = detente.relation(text, (0, 6), (place, len(text) - 1))
    assert found.event == event
    assert not found.rule.startswith("fallback:")


def test_open_makes_a_casebook_where_there_is_none(tmp_path: Path) -> None:
    with detente.open(tmp_path / "new") as book:
        assert book.counts()["documents"] == 0
    with detente.open(str(tmp_path / "new")) as again:
        assert again.folder == tmp_path / "new"


@pytest.mark.model
def test_relations_is_called_also_where_the_package_of_that_name_was_imported() -> None:
    from detente.dyads import course  # any module of the package binds it in `detente`

    assert course.series is not None
    text = "Moscow condemned the attack on Damascus."
    assert [one.event for one in detente.relations([(text, (0, 6), (32, 40))], language="en")] == ["ACCUSE"]
