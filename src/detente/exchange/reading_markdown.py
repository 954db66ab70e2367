"""A reading as Markdown, to paste into a note."""

from __future__ import annotations

import re

from detente.exchange.labels import colon, labels, quoted, visible
from detente.exchange.lines import certainty, date_of, in_time, names, said_by, set_aside, unresolved
from detente.records import Event, Reading

SPECIAL = re.compile(r"([\\*_\[\]<>`])")


def literal(words: str) -> str:
    """Words of a document as Markdown that shows them as they are: no markup, no HTML."""
    return SPECIAL.sub(r"\\\1", visible(words))


def as_markdown(reading: Reading, language: str | None = None) -> str:
    """Headings, one list item an event with its quoted sentence, then commitments, transfers, questions, what is unresolved."""
    tongue = language or reading.document.language
    word = labels(tongue)
    out = [f"# {literal(reading.document.title or reading.document.source)}", ""]
    out += [f"- {word[key]}{colon(tongue)}{literal(value)}" for key, value in heading(reading, tongue)]
    out += ["", f"## {word['set_aside']}", ""]
    out += [f"- {literal(line)}" for line in set_aside(reading, tongue)] or [f"- {word['set_aside_none']}"]
    out += ["", f"## {word['events']}", ""]
    if not reading.events:
        out.append(word["events_none"])
    out += [line for event in in_time(reading) for line in event_lines(event, tongue)]
    if reading.leads:
        out += ["", f"## {word['leads']}", ""]
        out += [line for lead in reading.leads for line in event_lines(lead, tongue)]
    if reading.commitments:
        out += ["", f"## {word['commitments']}", ""]
        for c in reading.commitments:
            obligations = ", ".join(word.get(o, o) for o in c.obligations)
            out.append(
                f"- {', '.join(c.parties)}{colon(tongue)}{obligations} — {literal(quoted(c.instrument or '', tongue))} ({c.signed or word['undated']})"
            )
    if reading.transfers:
        out += ["", f"## {word['transfers']}", ""]
        for t in reading.transfers:
            out.append(
                f"- {t.provider} → {t.recipient}{colon(tongue)}{literal(t.good)} ({word[t.category]}; {word[t.status]}, {word[t.likelihood]})"
            )
    if reading.questions:
        out += ["", f"## {word['questions']}", "", *[f"- {literal(' '.join(q.split()))}" for q in reading.questions]]
    if reading.unresolved:
        out += ["", f"## {word['unresolved']}", ""]
        out += [f"- {literal(unresolved(u, tongue))}" for u in reading.unresolved]
    if reading.document.notes:
        out += ["", f"## {word['notes']}", "", *[f"- {literal(note)}" for note in reading.document.notes]]
    return "\n".join(out) + "\n"


def event_lines(event: Event, tongue: str | None) -> list[str]:
    """An event as an item of a list, with its quoted sentences."""
    who = f"{names(event.actor)} → {names(event.recipient)}" if event.recipient else names(event.actor)
    item = f"- **{date_of(event, tongue)}** · {literal(who)} · `{event.event}` `{event.deed}`"
    item += f" · {literal(certainty(event, tongue))} · {literal(said_by(event, tongue))}"
    return [item, *(f"  > {literal(quoted(evidence.text, tongue))}" for evidence in event.evidence)]


def heading(reading: Reading, tongue: str | None) -> list[tuple[str, str]]:
    """What is known of the document, as (label key, value)."""
    document, word = reading.document, labels(tongue)
    published = document.published.isoformat() if document.published else word["published_unknown"]
    rows = [
        ("author", document.author),
        ("site", document.site),
        ("published", published),
        ("language", document.language),
    ]
    return [(key, value) for key, value in rows if value]
