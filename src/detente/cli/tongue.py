"""The language of help: English as the code has it, French from help_fr.tsv, chosen once for the whole command line.

`DETENTE_LANGUAGE` decides; else the first of LC_ALL, LC_MESSAGES and LANG that is set, as for other programs.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).with_name("help_fr.tsv")
VARIABLES = ("DETENTE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
# What stands around the messages of every command.
FRAME = (
    "Détente reads news and analysis and keeps a ledger of what states do to one another.",
    "`detente COMMAND --help` tells the arguments. `detente --version` tells the version.",
    "Usage:", "Arguments", "Options", "Commands", "Meaning", "[OPTIONS]", "COMMAND [ARGS]...", "COMMAND [ARGUMENTS]",
    "Show this message and exit.", "required", "default:",
    "<str>", "<list[str]>", "<int>", "<float>", "DATE", "FILE.svg|png", "CASEBOOK|FILE", "FIELD=COLUMN", "FROM:TO",
    "PATH|URL|-", "CODE", "BEGIN-STOP",
    "NAME", "SYNOPSIS", "COMMANDS", "EXIT STATUS", "User Commands",
    "reads news and analysis and keeps a ledger of what states do to one another",
    "Begin", "Read", "Look", "Ask", "Judge", "Show and hand on", "Keep",
    "0 where all went well; else the code of the error, which one sentence on standard error explains.",
)  # fmt: skip


def chosen(environment: Mapping[str, str] | None = None) -> str:
    """`fr` or `en`, as the environment asks; English for any other language."""
    given = os.environ if environment is None else environment
    wanted = next((given[name] for name in VARIABLES if given.get(name)), "")
    return "fr" if wanted[:2].lower() == "fr" and not wanted[2:3].isalpha() else "en"


@cache
def catalogue() -> dict[str, str]:
    """English message to French."""
    from detente.text import tables

    return {row[0]: row[1] for row in tables.rows(CATALOGUE, ("english", "french"))}


def say(message: str, language: str | None = None) -> str:
    """A message of help in a language (that of the environment by default); as it is where the catalogue lacks it.

    A test holds that it lacks none.
    """
    return catalogue().get(message, message) if (language or chosen()) == "fr" else message


def plain(message: str | None) -> str:
    """A message on one line; spaces that do not break stay."""
    return " ".join(word for line in (message or "").splitlines() for word in line.split(" ") if word)


def speaking(command: Any, language: str | None = None) -> Any:
    """A click command whose help, and that of its subcommands, is in a language (that of the environment by default)."""
    tongue = language or chosen()
    # The list of subcommands shows whole sentences, which click would cut short.
    command.help = command.short_help = say(plain(command.help), tongue)
    for given in command.params:
        if getattr(given, "help", None):
            given.help = say(plain(given.help), tongue)
    for sub in getattr(command, "commands", {}).values():
        speaking(sub, tongue)
    if tongue == "fr":
        command.context_class = french_context()
    return command


@cache
def french_context() -> type:
    """The context that has help written with a French frame."""
    import typer

    base: Any = typer.Context.formatter_class

    class French(base):  # type: ignore[misc]
        def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
            super().write_usage(prog, words(args), prefix or say("Usage:", "fr") + " ")

        def write_heading(self, heading: str) -> None:
            self.write(f"{'':>{self.current_indent}}{say(heading, 'fr')}\u00a0:\n")

        def write_dl(self, rows: Sequence[tuple[str, str]], *rest: Any, **named: Any) -> None:
            super().write_dl([(words(first), explained(second)) for first, second in rows], *rest, **named)

    return type("FrenchContext", (typer.Context,), {"formatter_class": French})


def words(line: str) -> str:
    """What stands for values in a line of usage or in a heading, in French."""
    for english in ("COMMAND [ARGS]...", "[OPTIONS]"):
        line = line.replace(english, say(english, "fr"))
    return " ".join(say(word, "fr") for word in line.split(" "))


def explained(text: str) -> str:
    """A help text with the remarks that click adds to it, `[required]` and `[default: x]`, in French."""
    message, opened, remarks = text.rpartition("[")
    if not opened or not remarks.endswith("]"):
        return say(text, "fr")
    said = [say(remark, "fr") for remark in remarks[:-1].split("; ")]
    said = [remark.replace("default:", say("default:", "fr"), 1) for remark in said]
    return message + "[" + "\u202f; ".join(said) + "]"


__all__ = ["CATALOGUE", "FRAME", "catalogue", "chosen", "explained", "plain", "say", "speaking"]
