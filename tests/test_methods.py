"""docs/methods.md: its computations run, and its constants are those of the code."""

from __future__ import annotations

import ast
import dataclasses
import re
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

PAGE = Path(__file__).parents[1] / "docs" / "methods.md"
TEXT = PAGE.read_text(encoding="utf-8")
CONSTANTS = re.findall(r"^\| `([\w.]+)` \| (.+) \|$", TEXT, re.MULTILINE)


def constant(path: str) -> Any:
    """A constant of a module, or the default of a dataclass's field."""
    owner, _, name = path.rpartition(".")
    if owner.endswith(".Tuning"):
        module, _, holder = owner.rpartition(".")
        found = getattr(import_module(module), holder)
        return {field.name: field.default for field in dataclasses.fields(found)}[name]
    return getattr(import_module(owner), name)


@pytest.mark.parametrize(("path", "value"), CONSTANTS)
def test_a_constant_of_the_page_is_that_of_the_code(path: str, value: str) -> None:
    assert constant(path) == ast.literal_eval(value)


def test_the_page_names_every_weight_that_it_quotes_from_merging() -> None:
    from detente.store.fusion.merge import WEIGHTS

    quoted = dict(re.findall(r"(same deed|same day|same place|other place) (-?\d\.\d\d)", TEXT))
    assert len(quoted) == 4
    assert {name: float(value) for name, value in quoted.items()} == {name: WEIGHTS[name] for name in quoted}


def test_the_computations_of_the_page_hold() -> None:
    blocks = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)
    assert len(blocks) >= 9 and sum(block.count("assert ") for block in blocks) >= 12
    names: dict[str, Any] = {}
    for block in blocks:
        exec(compile(block, str(PAGE), "exec"), names)


def test_modules_and_links_of_the_page_are_there() -> None:
    for name in re.findall(r"Modules?: `([\w.]+)`", TEXT):
        import_module(name)
    for target in re.findall(r"\]\((\w+\.md)\)", TEXT):
        assert (PAGE.parent / target).exists(), target
    assert "(methods.md)" in (PAGE.parent / "index.md").read_text(encoding="utf-8")
