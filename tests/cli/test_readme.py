"""What README and Makefile tell a newcomer to type is there, and is accepted."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer.main import get_command

from detente.cli import application
from detente.cli.read import command

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "LISEZMOI.md", "docs/index.md")
SHELL = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINE = re.compile(r"(?:^|\| )detente ([^|>#\n]+)", re.MULTILINE)


def lines() -> list[str]:
    """What the pages for newcomers tell to type, less the name of the program."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in PAGES]
    return sorted({line.strip() for text in texts for block in SHELL.findall(text) for line in LINE.findall(block)})


def calls() -> list[str]:
    return [line.removeprefix("read ") for line in lines() if line.startswith("read ")]


@pytest.mark.parametrize("line", lines())
def test_each_line_is_a_command_with_options_that_it_takes(line: str) -> None:
    name, *rest = shlex.split(line)
    command = application(name)
    context = command.make_context(name, list(rest))  # refuses what the command does not take
    assert context.params or not rest


def test_the_demo_and_the_readme_read_something() -> None:
    assert len(calls()) >= 3


@pytest.mark.parametrize("call", calls())
def test_a_call_of_read_names_one_file_that_is_there(call: str) -> None:
    alone = typer.Typer(add_completion=False)
    alone.command()(command)
    context = get_command(alone).make_context("read", shlex.split(call))  # refuses what the command does not take
    source = context.params["source"]
    assert source == "-" or (ROOT / source).is_file()


@pytest.mark.parametrize("name", ["README.md", "Makefile"])
def test_every_example_that_is_named_is_there(name: str) -> None:
    for path in re.findall(r"examples/[\w./-]+\w", (ROOT / name).read_text()):
        assert (ROOT / path).is_file(), path
