"""A reading in the terminal: what was set aside and why, then events in order of time, each with its quoted words."""

from __future__ import annotations

from textwrap import wrap

from rich.console import Console
from rich.text import Text

from detente.exchange.labels import colon, labels, quoted, visible
from detente.exchange.lines import certainty, date_of, in_time, names, said_by, set_aside, unresolved
from detente.exchange.reading_markdown import heading
from detente.records import Event, Reading

WIDTH = 110  # what fits a report; a terminal that is narrower wraps


def print_reading(reading: Reading, console: Console | None = None, language: str | None = None) -> None:
    """Print a reading; colours only where the terminal has them."""
    tongue = language or reading.document.language
    word = labels(tongue)
    out = console or Console(highlight=False, width=None if Console().is_terminal else WIDTH)
    out.print(Text(visible(reading.document.title or reading.document.source), style="bold"))
    out.print(
        Text(visible(" · ".join(f"{word[key]}{colon(tongue)}{value}" for key, value in heading(reading, tongue))))
    )
    section(out, f"{word['set_aside']}", set_aside(reading, tongue) or [word["set_aside_none"]])
    out.print(Text(f"\n{word['events']} ({len(reading.events)})", style="bold"))
    if not reading.events:
        put(out, word["events_none"])
    for event in in_time(reading):
        print_event(out, event, tongue)
    if reading.leads:
        out.print(Text(f"\n{word['leads']} ({len(reading.leads)})", style="bold"))
    for lead in reading.leads:
        print_event(out, lead, tongue)
    section(out, word["commitments"], [f"{' · '.join(c.parties)}{colon(tongue)}{', '.join(word.get(o, o) for o in c.obligations)}  {quoted(c.instrument or '', tongue)}  {c.signed or word['undated']}" for c in reading.commitments])  # fmt: skip
    section(out, word["transfers"], [f"{t.provider} → {t.recipient}{colon(tongue)}{t.good}  [{word[t.category]}; {word[t.status]}, {word[t.likelihood]}]" for t in reading.transfers])  # fmt: skip
    section(out, word["questions"], [" ".join(q.split()) for q in reading.questions])
    section(out, word["unresolved"], [unresolved(u, tongue) for u in reading.unresolved])
    section(out, word["notes"], list(reading.document.notes))


def print_event(out: Console, event: Event, tongue: str | None) -> None:
    who = f"{names(event.actor)} → {names(event.recipient)}" if event.recipient else names(event.actor)
    head = Text(f"  {date_of(event, tongue):<12} ", style="bold")
    head.append(f"{event.event:<10} ", style="cyan")
    head.append(visible(who))
    out.print(head)
    place = f" · {event.place.text}" if event.place else ""
    put(out, f"{event.deed} · {certainty(event, tongue)} · {said_by(event, tongue)}{place}", 15, "dim")
    for evidence in event.evidence:
        put(out, quoted(evidence.text, tongue), 15, "italic")


def section(out: Console, title: str, lines: list[str]) -> None:
    """A titled list; nothing where there is nothing to list."""
    if lines:
        out.print(Text(f"\n{title}", style="bold"))
        for line in lines:
            put(out, line)


def put(out: Console, words: str, indent: int = 2, style: str = "") -> None:
    """An indented paragraph, broken at spaces only: never at the space inside « », where rich would break it."""
    for line in wrap(visible(words), max(20, out.width - indent), break_long_words=False, break_on_hyphens=False):
        out.print(Text(" " * indent + line, style=style), soft_wrap=True)
