"""`detente completion`: what teaches a shell to complete commands and options."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from detente.errors import BadQuery

Words = dict[str, list[tuple[str, str]]]  # what was typed so far -> (word, help)


def command(shell: Annotated[str, typer.Argument(help="bash, zsh or fish.")]) -> None:
    """Print the completion script of a shell; bash: eval "$(detente completion bash)" in ~/.bashrc."""
    if shell not in SHELLS:
        raise BadQuery(f"no completion for the shell {shell!r}: there is one for {', '.join(SHELLS)}")
    sys.stdout.write(SHELLS[shell](words()))


def words() -> Words:
    """Under each command, and under "" for the program itself, the words that can follow it."""
    from detente.cli import COMMANDS
    from detente.cli.reference import commands
    from detente.cli.tongue import say

    found: Words = {"": [(name, say(text)) for name, (_, text) in COMMANDS.items()]}
    for each in commands():
        here = found.setdefault(each.name, [])
        here.extend((name, given.help) for given in each.parameters if given.option for name in given.names)
        parent, _, last = each.name.rpartition(" ")
        if parent:
            found[parent].append((last, each.help))
    return found


def bash(found: Words) -> str:
    """A function that looks up the longest command typed; files are completed where no word fits."""
    cases = "\n".join(
        f'        "{name}") words="{" ".join(word for word, _ in following)}" ;;' for name, following in found.items()
    )
    return f"""_detente() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" typed="${{COMP_WORDS[1]}}" words=""
    [ "$COMP_CWORD" -eq 1 ] && typed=""
    case "$typed ${{COMP_WORDS[2]}}" in {_patterns(found)}) [ "$COMP_CWORD" -gt 2 ] && typed="$typed ${{COMP_WORDS[2]}}" ;; esac
    case "$typed" in
{cases}
    esac
    COMPREPLY=($(compgen -W "$words" -- "$current"))
}}
complete -o default -F _detente detente
"""


def _patterns(found: Words) -> str:
    return "|".join(f'"{name}"' for name in found if " " in name) or '""'


def zsh(found: Words) -> str:
    """The function of bash under zsh's own emulation of it."""
    return "autoload -U +X bashcompinit && bashcompinit\n" + bash(found)


def fish(found: Words) -> str:
    """A line a word; descriptions are shown beside it."""
    lines = []
    for name, following in found.items():
        seen = "__fish_use_subcommand" if not name else f"__fish_seen_subcommand_from {name.split()[-1]}"
        for word, text in following:
            plain = text.replace("\\", "\\\\").replace("'", "\\'")
            kind = (
                f"-l {word[2:]}"
                if word.startswith("--")
                else f"-s {word[1:]}"
                if word.startswith("-")
                else f"-a {word}"
            )
            lines.append(f"complete -c detente -n '{seen}' {kind} -d '{plain}'")
    return "\n".join(lines) + "\n"


SHELLS: dict[str, Callable[[Words], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
