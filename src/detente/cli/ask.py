"""`detente ask`: a question in French or English, answered from a casebook, each sentence with its citations."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.options import Book, Language, casebook_of, told_in

if TYPE_CHECKING:
    from detente.answers import Answer


class Shown(StrEnum):
    table = "table"
    json = "json"


def command(
    question: Annotated[
        str, typer.Argument(help="The question, in French or English; left out: those that the texts ask are listed.")
    ] = "",
    casebook: Book = None,
    language: Annotated[
        Language | None, typer.Option(help="Language of question and answer; guessed if left out.")
    ] = None,
    more: Annotated[bool, typer.Option("--more", help="All statements, not only the three that answer best.")] = False,
    format: Annotated[Shown, typer.Option("--format", "-f", help="table for people, json for programs.")] = Shown.table,
) -> int:
    """Answer from the ledger only; what it does not carry is declined (exit code 1) with what is missing."""
    from detente.answers import ask
    from detente.answers.offered import offered
    from detente.store.casebook import Casebook

    with Casebook.open(casebook_of(casebook), create=False) as book:
        if not question:
            return offer(offered(book), told_in(language), format)
        answer = ask(book, question, language=language.value if language else None)
    sys.stdout.write(as_json(answer) if format is Shown.json else as_text(answer, more=more))
    return int(answer.declined)


def offer(listed: list[str], tongue: str, format: Shown) -> int:
    """The questions that the texts ask; exit code 1 where they ask none."""
    from detente.telling.wording import say

    if format is Shown.json:
        sys.stdout.write(json.dumps({"questions": listed}, ensure_ascii=False, indent=1) + "\n")
    else:
        lines = [say("offered" if listed else "none-offered", tongue), *(f"– {text}" for text in listed)]
        sys.stdout.write("\n".join(lines) + "\n")
    return int(not listed)


def as_json(answer: Answer) -> str:
    return json.dumps(asdict(answer) | {"declined": answer.declined}, ensure_ascii=False, default=str, indent=1) + "\n"


def as_text(answer: Answer, *, more: bool = False) -> str:
    """The short answer, then numbered statements with their sources: the best, or all of them (`more`)."""
    from detente.telling.wording import quoted, say

    tongue = answer.question.language
    lines = [answer.understood, *(["", answer.direct] if answer.direct else [])]
    for number, said in enumerate((*answer.sentences, *(answer.more if more else ())), 1):
        lines += ["", f"{number}. {said.text}"]
        lines += [f"   {said.tag}"] if said.tag else []
        told = [quoted(said.quote, tongue), said.tag]  # what stands above already is not said again
        for one in said.citations:
            source = ", ".join(part for part in (one.source, one.date, one.event) if part)
            shown = (said.quote.strip("… ") not in one.text or not said.quote) and quoted(one.text, tongue) not in told
            lines.append(f"   {quoted(one.text, tongue)} [{source}]" if shown else f"   [{source}]")
    if answer.more and not more:
        lines += ["", say("more-statements", tongue, n=len(answer.more))]
    if answer.missing or answer.notes:
        lines.append("")
    lines += [f"– {text}" for text in (*answer.missing, *answer.notes)]
    return "\n".join(lines) + "\n"
