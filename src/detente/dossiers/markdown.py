"""A dossier as Markdown with footnotes: readable as it stands."""

from __future__ import annotations

import re

from detente.dossiers.model import Dossier, Reference, Table
from detente.dossiers.telling import about, words

SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&!])")
LISTED = re.compile(r"^(\d+)([.)] )|^([-+] )")


def render(dossier: Dossier) -> bytes:
    """UTF-8. The picture is left to the other formats; its figures stand in the table."""
    lines = [f"# {plain(dossier.title)}", "", plain(dossier.period), "", f"*{plain(dossier.labels['made'])}*"]
    for section in dossier.sections:
        lines += ["", f"## {plain(section.title)}", ""]
        lines += [
            f"- {plain(one.text)} {''.join(f'[^{number}]' for number in one.references)}"
            + (f"  \n  *{plain(one.tag)}*" if one.tag else "")
            for one in section.claims
        ]
        lines += ["", *(f"- {plain(text)}" for text in section.gaps), ""] if section.gaps else []
        lines += ["", *(f"*{plain(text)}*\n" for text in section.notes)] if section.notes else []
        lines += ["", *grid(section.table)] if section.table else []
    lines += ["", f"## {plain(dossier.labels['references'])}", ""]
    lines += [f"[^{one.number}]: {reference(one, dossier)}" for one in dossier.references]
    return ("\n".join(lines) + "\n").encode()


def plain(text: str) -> str:
    """Words on one line that mean nothing to Markdown."""
    text = SPECIAL.sub(r"\\\1", " ".join(text.split(" ")).replace("\n", " "))
    return LISTED.sub(lambda m: f"{m[1]}\\{m[2]}" if m[1] else f"\\{m[3]}", text)


def grid(table: Table) -> list[str]:
    rows = [table.head, tuple("---" for _ in table.head), *table.rows]
    return [f"| {' | '.join(cell if cell == '---' else plain(cell) for cell in row)} |" for row in rows]


def reference(one: Reference, dossier: Dossier) -> str:
    where = f" <{one.address}>" if one.address and not re.search(r"[\s<>]", one.address) else ""
    return f"{words(one, dossier, plain(one.words))} — {plain(about(one))}{where}"
