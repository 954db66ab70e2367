"""Every command with its arguments, as its code declares them: what completion, the manual and the docs are made from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from detente.cli import COMMANDS, application


class Parameter(NamedTuple):
    """An argument or an option. `names` of an option begin with a dash; `value` is what it takes, empty for a switch."""

    names: tuple[str, ...]
    value: str
    help: str
    required: bool

    @property
    def option(self) -> bool:
        return self.names[0].startswith("-")


class Command(NamedTuple):
    """A command or a subcommand: `name` is what is typed after `detente`."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]


def commands(language: str | None = None) -> Iterator[Command]:
    """All commands in the order of `detente --help`, each before its subcommands. Loads every command's module.

    Help is in `language`, `en` or `fr`; in that of the environment where it is left out.
    """
    for name in COMMANDS:
        yield from _walk(name, application(name, language))


def _walk(name: str, click: Any) -> Iterator[Command]:
    parameters = tuple(_parameter(given) for given in click.params if not getattr(given, "hidden", False))
    yield Command(name, click.help, parameters)
    for sub, command in getattr(click, "commands", {}).items():
        yield from _walk(f"{name} {sub}", command)


def _parameter(given: Any) -> Parameter:
    option = given.param_type_name == "option"
    names = (*given.opts, *given.secondary_opts) if option else (given.name.upper(),)
    # A short form stands before the long one, as in the help that the command prints.
    ordered = tuple(sorted(names, key=lambda each: (each.startswith("--"), each)))
    switch = option and getattr(given, "is_flag", False)
    value = "" if switch or not option else given.name.upper()
    return Parameter(ordered, value, getattr(given, "help", None) or "", bool(given.required))


__all__ = ["Command", "Parameter", "commands"]
