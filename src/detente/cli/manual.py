"""`detente manual`: every command with its arguments, as a man page or as Markdown, written from the commands themselves."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.tongue import chosen, say
from detente.errors import BadQuery

if TYPE_CHECKING:
    from detente.cli.reference import Command, Parameter

ABOUT = "reads news and analysis and keeps a ledger of what states do to one another"


def command(
    format: Annotated[str, typer.Option("--format", "-f", help="man or markdown.")] = "man",
) -> None:
    """Print the manual: detente manual > detente.1, then man ./detente.1 (or into a man1 folder of MANPATH)."""
    from detente.cli.reference import commands

    if format not in FORMATS:
        raise BadQuery(f"no manual in the format {format!r}: there is {' and '.join(FORMATS)}")
    sys.stdout.write(FORMATS[format](commands(), chosen()))


def man(commands: Iterable[Command], language: str = "en") -> str:
    """Troff with the man macros, section 1; `language` is that of its headings."""
    from detente import __version__

    def word(message: str) -> str:
        return say(message, language)

    lines = [
        f'.TH DETENTE 1 "" "detente {__version__}" "{word("User Commands")}"',
        f".SH {word('NAME')}",
        f"detente \\- {word(ABOUT)}",
        f".SH {word('SYNOPSIS')}",
        ".B detente",
        word("COMMAND [ARGUMENTS]"),
        f".SH {word('COMMANDS')}",
    ]
    for each in commands:
        lines += [f".SS {_troff(usage(each, language))}", _troff(each.help)]
        for given in each.parameters:
            lines += [".TP", f".B {_troff(_heading(given))}", _troff(given.help) or "\\&"]
    lines += [
        f".SH {word('EXIT STATUS')}",
        word("0 where all went well; else the code of the error, which one sentence on standard error explains."),
    ]
    return "\n".join(lines) + "\n"


def markdown(commands: Iterable[Command], language: str = "en") -> str:
    """A section a command, a table of its arguments."""
    parts = []
    for each in commands:
        parts.append(f"## `detente {each.name}`\n\n{each.help}\n\n```\n{usage(each, language)}\n```\n")
        if each.parameters:
            rows = [f"| `{_heading(given)}` | {given.help.replace('|', chr(92) + '|')} |" for given in each.parameters]
            parts.append(
                "\n".join((f"| {say('Arguments', language)} | {say('Meaning', language)} |", "|---|---|", *rows, ""))
            )
    return "\n".join(parts)


def usage(each: Command, language: str = "en") -> str:
    """The line that tells how a command is called."""
    words = [
        given.names[0] if given.required else f"[{given.names[0]}]" for given in each.parameters if not given.option
    ]
    options = [say("[OPTIONS]", language)] if any(given.option for given in each.parameters) else []
    return " ".join(("detente", each.name, *words, *options))


def _heading(given: Parameter) -> str:
    return ", ".join(given.names) + (f" {given.value}" if given.value else "")


def _troff(text: str) -> str:
    """Backslashes and hyphens as themselves, and no line that a leading full stop would make a macro."""
    plain = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{plain}" if plain.startswith((".", "'")) else plain


FORMATS = {"man": man, "markdown": markdown}
