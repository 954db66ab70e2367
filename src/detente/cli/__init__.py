"""The command line. One file a command; a command's file is loaded only when the command is called.

`COMMANDS` is the list: name of the command, module, one-line help. `detente --help` prints it without loading any of them.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from detente.errors import DetenteError

# name -> (module, help); in the order of an analyst's work
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("detente.cli.demo", "Fill a casebook, read an article into it, answer its question."),
    "clean": ("detente.cli.clean", "Show a page with what is set aside, and why."),
    "read": ("detente.cli.read", "Read one document into cited events."),
    "add": ("detente.cli.add", "Read sources into a casebook; resumes, and passes over what is known."),
    "events": ("detente.cli.events", "List events of a casebook, with filters, down to the sentences."),
    "import": ("detente.cli.import_", "Import events of GDELT, ICEWS, POLECAT, ACLED, ... into a casebook."),
    "export": ("detente.cli.export", "Write events as PLOVER, ICEWS, GDELT, CSV, GeoJSON, STIX, ..."),
    "compare": ("detente.cli.compare", "How far two systems agree, by type, dyad or month."),
    "doctor": ("detente.cli.doctor", "What is installed, whether the models are whole, what is missing."),
    "lexicon": ("detente.cli.lexicon", "The words the coder knows: list, search, coverage, check."),
    "actors": ("detente.cli.actors", "Search the actors, show one, explain how a phrase is resolved."),
    "dyad": ("detente.cli.dyad", "The course of two states' relations, with its turning points."),
    "turning-points": ("detente.cli.turning_points", "When dyads turned, with trigger and evidence."),
    "reactions": ("detente.cli.reactions", "What third parties did after an event, and who kept silent."),
    "network": ("detente.cli.network", "Who stands with whom in a period, and what changed."),
    "commitments": ("detente.cli.commitments", "Which pacts bind whom, from the file and from texts."),
    "what-if": ("detente.cli.what_if", "What the clauses of pacts say should follow from an attack."),
    "outlook": ("detente.cli.outlook", "How likely material conflict is in the next week and month."),
    "ask": ("detente.cli.ask", "Ask in French or English; every sentence of the answer is cited."),
    "dossier": ("detente.cli.dossier", "A brief on two states or a topic, every claim of it cited."),
    "grade": ("detente.cli.grade", "How reliable each source is held to be, from A to F."),
    "correct": ("detente.cli.correct", "Confirm, dispute, correct or annotate an event; list what was said."),
    "watch": ("detente.cli.watch", "Saved queries that tell what is new, what turned, what contradicts."),
    "serve": ("detente.cli.serve", "The analyst's desk in a browser, over one casebook."),
    "mcp": ("detente.cli.mcp", "Let language models ask a casebook (Model Context Protocol)."),
    "casebook": ("detente.cli.casebook", "What a casebook holds; check, compact, backup, import."),
    "restore": ("detente.cli.restore", "Take back a block that cleaning set aside, and read its document anew."),
    "completion": ("detente.cli.completion", "Print what teaches a shell to complete commands and options."),
    "manual": ("detente.cli.manual", "Print the manual of all commands, as a man page or Markdown."),
    "recode": ("detente.cli.recode", "Read a casebook anew after an upgrade, and see what changes."),
}

# What `detente --help` groups the commands by: the task, and the commands for it.
GROUPS: dict[str, tuple[str, ...]] = {
    "Begin": ("demo", "doctor"),
    "Read": ("read", "clean", "add", "import"),
    "Look": ("events", "dyad", "turning-points", "reactions", "network", "actors"),
    "Ask": ("ask", "dossier", "commitments", "what-if", "outlook", "watch"),
    "Judge": ("correct", "grade", "restore", "compare", "lexicon"),
    "Show and hand on": ("serve", "mcp", "export"),
    "Keep": ("casebook", "recode", "completion", "manual"),
}


def usage(language: str | None = None) -> str:
    """The help of the whole program, in the language that the environment asks for."""
    from detente.cli.tongue import say

    width = max(map(len, COMMANDS))
    about, call, arguments, more = (
        say(message, language)
        for message in (
            "Détente reads news and analysis and keeps a ledger of what states do to one another.",
            "Usage:",
            "COMMAND [ARGUMENTS]",
            "`detente COMMAND --help` tells the arguments. `detente --version` tells the version.",
        )
    )
    lines = "\n\n".join(
        "\n".join([say(task, language), *(f"  {name:{width}}  {say(COMMANDS[name][1], language)}" for name in names)])
        for task, names in GROUPS.items()
    )
    return f"{about}\n\n{call} detente {arguments}\n\n{lines}\n\n{more}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code (that of the error where one is raised, see `detente.errors`)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in ("-h", "--help", "help"):
        sys.stdout.write(usage())
        return 0
    if words[0] in ("-V", "--version"):
        from detente import __version__

        sys.stdout.write(f"detente {__version__}\n")
        return 0
    name, *rest = words
    if name not in COMMANDS:
        from difflib import get_close_matches

        near = get_close_matches(name, COMMANDS, n=1)
        hint = f" Did you mean `{near[0]}`?" if near else ""
        sys.stderr.write(f"detente: there is no command {name!r}.{hint} `detente --help` lists them.\n")
        return 2
    return run(name, rest)


def application(name: str, language: str | None = None) -> Any:
    """A command's module as a click command, whose help is in the language that the environment asks for."""
    import typer
    from typer.main import get_command

    from detente.cli.tongue import speaking

    module = import_module(COMMANDS[name][0])
    app = getattr(module, "app", None)  # a module with several subcommands brings its own
    if app is None:
        app = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
        app.command(name=name)(module.command)
    return speaking(get_command(app), language)


def run(name: str, arguments: list[str]) -> int:
    """Load a command's module and call it; errors that a user can mend become one sentence and an exit code."""
    command = application(name)
    try:
        result = command.main(arguments, prog_name=f"detente {name}", standalone_mode=False)
    except DetenteError as error:
        sys.stderr.write(f"detente {name}: {error}\n")
        return error.exit_code
    except KeyboardInterrupt:
        sys.stderr.write(f"detente {name}: interrupted\n")
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 141
    except Exception as error:
        if hasattr(error, "format_message") and hasattr(error, "exit_code"):  # click's own usage errors
            sys.stderr.write(f"detente {name}: {error.format_message()} (see `detente {name} --help`)\n")
            return int(error.exit_code)
        if type(error).__name__ == "Abort":
            return 130
        raise
    return int(result) if isinstance(result, int) else 0
