"""Help is whole in French and English: every message has its row, no row is left over, and the pages show no other language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from detente.cli import COMMANDS, GROUPS, application, main, usage
from detente.cli.manual import man, markdown
from detente.cli.reference import Command, commands
from detente.cli.tongue import FRAME, catalogue, chosen, explained


@pytest.fixture(scope="module")
def english() -> list[Command]:
    return list(commands("en"))


@pytest.fixture(scope="module")
def french() -> list[Command]:
    return list(commands("fr"))


def messages(found: list[Command]) -> set[str]:
    arguments = {given.help for each in found for given in each.parameters}
    return arguments | {each.help for each in found} | {text for _, text in COMMANDS.values()}


def test_every_message_has_its_row_and_no_row_is_left_over(english: list[Command]) -> None:
    wanted = messages(english) | set(FRAME)
    assert sorted(wanted - catalogue().keys()) == [], "add a row to src/detente/cli/help_fr.tsv"
    assert sorted(catalogue().keys() - wanted) == [], "no command says this any more: take the row out"


def test_the_two_languages_tell_of_the_same_arguments(english: list[Command], french: list[Command]) -> None:
    for one, other in zip(english, french, strict=True):
        assert (one.name, [given.names for given in one.parameters]) == (
            other.name,
            [given.names for given in other.parameters],
        )
        assert other.help == catalogue()[one.help]
        assert [given.help for given in other.parameters] == [catalogue()[given.help] for given in one.parameters]


def test_names_that_are_typed_stay_as_they_are() -> None:
    typed = re.compile(r"`[^`]+`|--[a-z-]+|\$[A-Z_]+|\b[A-Z]{3}-[A-Z]{3}\b")
    for message, text in catalogue().items():
        named = {word.replace("COMMAND ", "COMMANDE ") for word in typed.findall(message)}
        assert named <= set(typed.findall(text)), message


def test_french_is_set_as_french() -> None:
    for text in catalogue().values():
        prose = re.sub(r"`[^`]*`", "", text)
        assert not re.search(r" [:;?!»]|« |\w'\w", prose.replace("bash\u00a0: eval", "")), text
        assert not re.search(r"[^\s\u00a0\u202f][;?!](\s|$)|\w:(\s|$)", prose), text


def walk(name: str, click: Any) -> Iterator[tuple[str, Any]]:
    yield name, click
    for sub, command in getattr(click, "commands", {}).items():
        yield from walk(f"{name} {sub}", command)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_page_of_help_has_one_language(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    strange = [word for word in FRAME if catalogue()[word] != word and " " not in word.strip()]
    for typed, click in walk(name, application(name, "en")):
        metavars = {given.metavar for given in click.params if given.metavar}
        assert metavars <= catalogue().keys(), metavars
        pages = {}
        for tongue in ("fr", "en"):
            monkeypatch.setenv("DETENTE_LANGUAGE", tongue)
            assert main([*typed.split(), "--help"]) == 0
            pages[tongue] = " ".join(re.split(r"[ \n]+", capsys.readouterr().out))
        assert pages["en"].startswith(f"Usage: detente {typed} ")
        assert pages["fr"].startswith(f"Emploi\u00a0: detente {typed} ")
        assert click.help in pages["en"] and catalogue()[click.help] in pages["fr"]
        assert "Montre ce message et s’arrête." in pages["fr"]
        shown = re.split(r"[ \[\];]+", pages["fr"])
        assert [word for word in strange if word in shown] == []


def test_the_list_of_commands_speaks_both(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DETENTE_LANGUAGE", "fr_CA")
    assert main([]) == 0
    page = capsys.readouterr().out
    assert page == usage("fr") != usage("en")
    assert all(catalogue()[text] in page for _, text in COMMANDS.values())


def test_the_list_groups_each_command_once_by_its_task() -> None:
    listed = [name for names in GROUPS.values() for name in names]
    assert sorted(listed) == sorted(COMMANDS)
    page = usage("en")
    assert page.index("\nAsk\n") < page.index("\n  ask ") < page.index("\nJudge\n")


def test_manuals_have_headings_of_their_language(french: list[Command]) -> None:
    assert ".SH NOM\n" in man(french, "fr") and ".SH NAME\n" in man(french)
    assert "| Arguments | Sens |" in markdown(french, "fr")


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_BE"}, "fr"),
        ({"LC_ALL": "fr_FR", "DETENTE_LANGUAGE": "en"}, "en"),
        ({"LC_ALL": "", "LANG": "fr_FR"}, "fr"),
        ({"LANG": "fry_NL"}, "en"),  # Frisian is not French
        ({"LANG": "de_DE"}, "en"),
    ],
)
def test_the_environment_chooses(environment: dict[str, str], language: str) -> None:
    assert chosen(environment) == language


def test_remarks_of_the_parser_are_said_in_french() -> None:
    assert explained("Un code.  [default: 3; required]") == "Un code.  [par défaut\u00a0: 3\u202f; obligatoire]"
    assert explained("Sans remarque.") == "Sans remarque."
