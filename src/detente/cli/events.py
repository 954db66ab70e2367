"""`detente events`: what a casebook knows, filtered, each event down to its sentences."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.options import Book, Folder, Tongue, casebook_of, told_in

if TYPE_CHECKING:
    from detente.store.casebook import Casebook


def command(
    folder: Folder = None,
    casebook: Book = None,
    dyad: Annotated[
        str | None,
        typer.Option(help="Two states in either direction, by code or name: RUS-PRK, 'Russia - North Korea'."),
    ] = None,
    actor: Annotated[
        list[str] | None, typer.Option(help="Who acts, by code or name; several times for several.")
    ] = None,
    recipient: Annotated[list[str] | None, typer.Option(help="To whom it is done, by code or name.")] = None,
    type: Annotated[list[str] | None, typer.Option(help="PLOVER type: AID, ASSAULT, ...")] = None,
    deed: Annotated[str | None, typer.Option(help="Deed, or part of its chain: provide-weapons.")] = None,
    since: Annotated[str | None, typer.Option(help="First day: 2024-06-19, 2024-06 or 2024.")] = None,
    until: Annotated[str | None, typer.Option(help="Last day.")] = None,
    status: Annotated[list[str] | None, typer.Option(help="happened, planned, conditional, demanded, negated.")] = None,
    likelihood: Annotated[list[str] | None, typer.Option(help="certain, probable, possible.")] = None,
    source: Annotated[str | None, typer.Option(help="Part of the site's or the source's name.")] = None,
    text: Annotated[str | None, typer.Option(help="Words that a sentence of it holds.")] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Only what sources dispute.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many; 0: all.")] = 50,
    latest: Annotated[bool, typer.Option("--latest", help="The newest first.")] = False,
    unfold: Annotated[bool, typer.Option("--unfold", "-u", help="With every sentence and why they are one.")] = False,
    id: Annotated[list[str] | None, typer.Option(help="Events by id.")] = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text, jsonl, csv or parquet.")] = "text",
    output: Annotated[str | None, typer.Option("--output", "-o", help="Write to this file.")] = None,
    language: Tongue = None,
) -> None:
    """List events of a casebook by day, with filters; --unfold shows the sentences."""
    from detente.store.casebook import Casebook

    filters = chosen(
        dyad=dyad, actor=actor, recipient=recipient, event=type, deed=deed, since=since, until=until, status=status,
        likelihood=likelihood, source=source, contested=contested, ids=id,
    )  # fmt: skip
    with Casebook.open(casebook_of(folder or casebook), create=False) as book:
        asked: dict[str, Any] = {"text": text, "limit": limit or None, "latest": latest, **filters}
        if format != "text" or output is not None:
            shown = hand_over(book, asked, format, output, unfold=unfold)
        else:
            shown = listed(book, asked, told_in(language), unfold=unfold)
        cut_short(shown, limit, lambda: len(matching(book, text, filters)))


def chosen(**asked: Any) -> dict[str, Any]:
    """The filters as the casebook takes them: names as codes, what was left out as None. Raises BadQuery for an unknown name."""
    from detente.telling.whom import code_of, kind_of, pair_of

    filters: dict[str, Any] = {name: value or None for name, value in asked.items()}
    if filters["dyad"]:
        filters["dyad"] = pair_of(filters["dyad"])
    for name, read in (("actor", code_of), ("recipient", code_of), ("event", kind_of)):
        if filters[name]:
            filters[name] = [read(one) for one in filters[name]]
    return filters


def hand_over(book: Casebook, asked: dict[str, Any], format: str, output: str | None, *, unfold: bool) -> int:
    """Write the events as a table for programs; how many they are."""
    from detente.cli.tables import write

    table = book.events(**asked)
    whole = unfold or format in ("jsonl", "parquet")
    write(table if whole else table.drop_columns(NESTED), format, output)
    return len(table)


def listed(book: Casebook, asked: dict[str, Any], tongue: str, *, unfold: bool) -> int:
    """Print the events, each with its words and our reading in a language; how many they are."""
    from detente.telling.wording import say

    rows = book.event_rows(**asked)
    for row in rows:
        sys.stdout.write(line_of(row) + "\n" + told(row, tongue))
        if unfold:
            sys.stdout.write(unfolded(row))
    if not rows:
        sys.stdout.write(say("no-match", tongue) + "\n")
    return len(rows)


def told(row: dict[str, Any], tongue: str) -> str:
    """The words of an event's best source, and our reading of them, in the reader's language."""
    from detente.telling.event import tell
    from detente.telling.wording import quoted

    telling = tell(row, tongue)
    shown = [quoted(telling.quote, tongue)] if telling.quote else []
    if telling.says:
        shown.append(telling.tag)
    return "".join(f"    {text}\n" for text in shown)


def matching(book: Casebook, text: str | None, filters: dict[str, Any]) -> list[str]:
    """The ids of all events that match."""
    from detente.store.search import matching_events

    chosen = filters | ({"ids": matching_events(book.folder, book.view, text)} if text else {})
    return book.event_ids(**{key: value for key, value in chosen.items() if value is not None})


def cut_short(shown: int, limit: int, count: Callable[[], int]) -> None:
    """Say, on standard error, how many events were left out, and how to have them all."""
    if limit and shown == limit and (every := count()) > shown:
        sys.stderr.write(f"{shown} of {every} events are shown: --limit 0 gives all, --latest the newest first\n")


NESTED = ["actors", "recipients", "place", "said_by", "condition", "links", "updates", "told"]


def names(side: list[dict[str, Any]]) -> str:
    """Who: codes where known, the words of the text otherwise."""
    return "+".join(actor["country"] or actor["name"] or actor["text"] for actor in side) or "-"


def line_of(row: dict[str, Any]) -> str:
    """One event on one line."""
    arrow = "<->" if row["both"] else "->"
    marks = [] if row["status"] in ("happened", None) else [row["status"]]
    marks += [] if row["likelihood"] in ("certain", None) else [row["likelihood"]]
    marks += ["contested"] if row["contested"] else []
    place = f" in {row['place']['name']}" if row["place"] else ""
    day = row["edtf"] or "undated"
    told = f"{row['sources']} source{'s' if row['sources'] != 1 else ''}" if row["sources"] else "sources not told"
    system = [] if row["coder"] == "detente" else [f"coded by {row['coder']}"]
    notes = ", ".join([*marks, *system, told])
    return (
        f"{row['event_id']}  {day:10}  {names(row['actors'])} {arrow} {names(row['recipients'])}"
        f"  {row['event'] or 'STATEMENT'} {row['deed']}{place}  [{notes}]"
    )


def unfolded(row: dict[str, Any]) -> str:
    """The sentences of an event and the links between its reports."""
    from detente.store.serving.detail import proofs_of

    lines = []
    for proof in proofs_of(row):
        where = proof["site"] or proof["source"]
        day = proof["published"] or "undated"
        lines.append(f"    {where} {day} [{proof['begin']}:{proof['stop']}] {' '.join(proof['text'].split())}")
    lines += [
        f"    one event: {link['a']} = {link['b']} ({link['score']:.2f}: {link['why']})" for link in row["links"] or []
    ]
    return "\n".join(lines) + "\n"
