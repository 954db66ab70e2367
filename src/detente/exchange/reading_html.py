"""A reading as one self-contained page: the text with each event's words highlighted and linked to its card."""

from __future__ import annotations

from html import escape

from detente.exchange.labels import colon, labels, quoted, visible
from detente.exchange.lines import certainty, date_of, in_time, names, said_by, unresolved
from detente.exchange.reading_markdown import heading
from detente.records import Event, Reading

STYLE = """
:root { color-scheme: light dark; --mark: #ffe08a; --aside: #8884; --line: #8886; }
@media (prefers-color-scheme: dark) { :root { --mark: #6b5300; } }
body { font: 16px/1.55 system-ui, sans-serif; margin: 0 auto; max-width: 78rem; padding: 1rem; }
main { display: grid; grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); gap: 2rem; }
@media (max-width: 50rem) { main { display: block; } }
article { white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: var(--mark); color: inherit; border-radius: .2em; } mark a { color: inherit; text-decoration-thickness: 1px; }
.aside { background: var(--aside); opacity: .6; } .aside::before { content: attr(data-reason); display: block; font-size: .8rem; }
.card { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; margin: 0 0 .8rem; }
.card:target, mark:target { outline: 3px solid #c60; } .card h3 { margin: 0 0 .2rem; font-size: 1rem; }
.card p { margin: .2rem 0; } .card blockquote { margin: .3rem 0 0; padding-left: .7rem; border-left: 3px solid var(--line); font-size: .9rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; } dd { margin: 0; }
@media print { main { display: block; } .card { break-inside: avoid; } }
"""


def as_html(reading: Reading, language: str | None = None) -> str:
    """One page, no script, nothing from outside. Every word of the document is escaped."""
    tongue = language or reading.document.language or "en"
    word = labels(tongue)
    events = in_time(reading)
    title = escape(reading.document.title or reading.document.source)
    facts = "".join(f"<dt>{word[key]}</dt><dd>{escape(value)}</dd>" for key, value in heading(reading, tongue))
    parts = [
        f'<!doctype html>\n<html lang="{escape(tongue)}"><head><meta charset="utf-8">',
        f'<meta name="viewport" content="width=device-width"><title>{title}</title><style>{STYLE}</style></head><body>',
        f"<h1>{title}</h1><dl>{facts}</dl><main><article lang='{escape(reading.document.language or tongue)}'>{body(reading, events, tongue)}</article><aside>",
        f"<h2>{word['events']}</h2>",
        *(card(event, number, tongue) for number, event in enumerate(events, start=1)),
        "" if events else f"<p>{word['events_none']}</p>",
        lists(reading, tongue),
        "</aside></main></body></html>\n",
    ]
    return visible("\n".join(parts))


def card(event: Event, number: int, tongue: str) -> str:
    who = escape(f"{names(event.actor)} → {names(event.recipient)}" if event.recipient else names(event.actor))
    quotes = "".join(
        f'<blockquote><a href="#w{number}-{i}">{escape(quoted(e.text, tongue))}</a></blockquote>'
        for i, e in enumerate(event.evidence)
    )
    place = f" · {escape(event.place.text)}" if event.place else ""
    return (
        f'<section class="card" id="e{number}"><h3>{number}. {escape(date_of(event, tongue))}{place}</h3><p><strong>{who}</strong></p>'
        f"<p>{event.event}{' / ' + event.mode if event.mode else ''} · <code>{escape(event.deed)}</code></p>"
        f"<p>{escape(certainty(event, tongue))} · {escape(said_by(event, tongue))}</p>{quotes}</section>"
    )


def body(reading: Reading, events: list[Event], tongue: str) -> str:
    """The text cut at every edge of a trigger or block; where triggers overlap, the first one keeps the words."""
    text = reading.document.text
    marks: list[tuple[int, int, str]] = []
    for number, event in enumerate(events, start=1):
        for i, evidence in enumerate(event.evidence):
            begin, stop = evidence.trigger
            if all(stop <= b or begin >= s for b, s, _ in marks):
                marks.append(
                    (
                        begin,
                        stop,
                        f'<mark id="w{number}-{i}"><a href="#e{number}">{escape(text[begin:stop])}</a></mark>',
                    )
                )
    aside = {
        b.begin: (b.stop, f"{labels(tongue).get(f'kind_{b.kind}', b.kind)}: {', '.join(b.reasons)}")
        for b in reading.blocks
        if not b.kept
    }
    cuts = sorted(
        [(b, s, m) for b, s, m in marks if not any(x <= b < y for x, (y, _) in aside.items())]
        + [(b, s, "") for b, (s, _) in aside.items()]
    )
    out, at = [], 0
    for begin, stop, mark in cuts:
        if begin < at:
            continue
        out.append(escape(text[at:begin]))
        out.append(
            mark or f'<span class="aside" data-reason="{escape(aside[begin][1])}">{escape(text[begin:stop])}</span>'
        )
        at = stop
    out.append(escape(text[at:]))
    return "".join(out)


def lists(reading: Reading, tongue: str) -> str:
    """Commitments, transfers, questions, what is unresolved, and notes on the document."""
    word = labels(tongue)
    rows = {
        "leads": [
            f"{date_of(lead, tongue)}: {names(lead.actor)} → {names(lead.recipient)}, {lead.event}: {quoted(lead.evidence[0].text, tongue)}"
            for lead in reading.leads
        ],
        "commitments": [
            f"{', '.join(c.parties)}{colon(tongue)}{', '.join(word.get(o, o) for o in c.obligations)} ({c.signed or word['undated']})"
            for c in reading.commitments
        ],
        "transfers": [
            f"{t.provider} → {t.recipient}{colon(tongue)}{t.good} ({word[t.status]}, {word[t.likelihood]})"
            for t in reading.transfers
        ],
        "questions": list(reading.questions),
        "unresolved": [unresolved(u, tongue) for u in reading.unresolved],
        "notes": list(reading.document.notes),
    }
    return "".join(
        f"<h2>{word[key]}</h2><ul>{''.join(f'<li>{escape(row)}</li>' for row in found)}</ul>"
        for key, found in rows.items()
        if found
    )
