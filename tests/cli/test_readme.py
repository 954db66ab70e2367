"""What README and Makefile tell a newcomer to type is there, and is accepted."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from detente.cli.read import command

ROOT = Path(__file__).parents[2]
CALL = re.compile(r"(?:\$\(BIN\)|\.venv/bin)/detente read ([^|>\n]+)")


def calls() -> list[str]:
    return [call for name in ("README.md", "Makefile") for call in CALL.findall((ROOT / name).read_text())]


def test_the_demo_and_the_readme_read_something() -> None:
    assert len(calls()) >= 3


@pytest.mark.parametrize("call", calls())
def test_a_call_of_read_names_one_file_that_is_there(call: str) -> None:
    app = typer.Typer(add_completion=False)
    app.command()(command)
    context = get_command(app).make_context("read", shlex.split(call))  # refuses what the command does not take
    source = context.params["source"]
    assert source == "-" or (ROOT / source).is_file()


@pytest.mark.parametrize("name", ["README.md", "Makefile"])
def test_every_example_that_is_named_is_there(name: str) -> None:
    for path in re.findall(r"examples/[\w./-]+\w", (ROOT / name).read_text()):
        assert (ROOT / path).is_file(), path
