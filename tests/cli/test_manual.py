"""What is written from the commands themselves: completion and manual name every command, option and help."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from detente.cli import COMMANDS, main
from detente.cli.completion import bash, fish, words
from detente.cli.manual import man, markdown
from detente.cli.reference import Command, commands


@pytest.fixture(scope="module")
def everything() -> list[Command]:
    return list(commands("en"))


def test_every_command_is_there_with_help_for_each_argument(everything: list[Command]) -> None:
    assert [each.name for each in everything if " " not in each.name] == list(COMMANDS)
    bare = [f"{each.name}: {given.names}" for each in everything for given in each.parameters if not given.help]
    assert bare == []
    assert [each.name for each in everything if not each.help] == []


def completed(script: str, *typed: str) -> list[str]:
    call = f"COMP_WORDS=({' '.join(typed)!s} ''); COMP_CWORD={len(typed)}"
    if typed[-1].endswith("?"):
        call = f"COMP_WORDS=({' '.join(typed)[:-1]}); COMP_CWORD={len(typed) - 1}"
    done = subprocess.run(
        ["bash", "-c", f'{script}\n{call}; _detente; echo "${{COMPREPLY[@]}}"'],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not on this machine")
def test_bash_completes_commands_options_and_subcommands() -> None:
    script = bash(words())
    assert completed(script, "detente", "turn?") == ["turning-points"]
    assert completed(script, "detente", "events", "--conte?") == ["--contested"]
    assert completed(script, "detente", "casebook", "che?") == ["check"]
    assert "--format" in completed(script, "detente", "casebook", "documents")


def test_fish_gets_a_line_a_word_and_no_quote_ends_it_early() -> None:
    found = words()
    lines = fish(found).splitlines()
    assert len(lines) == sum(map(len, found.values()))
    assert all(line.replace("\\'", "").count("'") == 4 for line in lines)


def test_the_manual_names_every_option(everything: list[Command]) -> None:
    page, text = man(everything), markdown(everything)
    for each in everything:
        assert f"## `detente {each.name}`" in text
        for given in each.parameters:
            assert all(f"{name.replace('-', chr(92) + '-')}" in page and name in text for name in given.names)


@pytest.mark.parametrize("arguments", [["completion", "tcsh"], ["manual", "--format", "pdf"]])
def test_what_there_is_not_is_refused_in_a_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) != 0
    error = capsys.readouterr().err
    assert arguments[-1] in error and error.count("\n") == 1
