"""Writes the outputs that README.md and LISEZMOI.md show: `python -m tools.readme`.

A block between `<!-- run: ARGUMENTS | lines FIRST-LAST -->` and `<!-- end -->` is what `detente ARGUMENTS` prints, those lines of it; each
is run in an empty folder with the examples beside it, as a newcomer would. A block between `<!-- figures: en -->` and `<!-- end -->` is a table
of figures that stand in docs/evaluation.md, so that none is written by hand.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[1]
PAGES = ("README.md", "LISEZMOI.md")
BLOCK = re.compile(
    r"(<!-- run: (?P<call>[^|]+?) \| lines (?P<first>\d+)-(?P<last>\d+) -->\n)(?P<shown>.*?)(<!-- end -->)", re.DOTALL
)


def output(call: str, first: int, last: int) -> str:
    """Some lines of what a call prints, counted from 1."""
    env = os.environ | {"COLUMNS": "100", "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "detente", *shlex.split(call)],
        cwd=TOP,
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()[first - 1 : last])


# What is measured, in both languages; the section of docs/evaluation.md; the figures in it.
FIGURES = (
    ("Relation of two marked actors, English, rows never read (macro-F1 over 15 types)", "Relation de deux acteurs marqués, anglais, lignes jamais lues (F1 macro sur 15 types)",
     "Relations, English, blind rows", r"type macro-F1 (\S+)"),
    ("The same in French", "La même en français", "Relations, French, blind rows", r"type macro-F1 (\S+)"),
    ("Events of whole articles, blind: precision, recall", "Événements d’articles entiers, à l’aveugle : précision, rappel",
     "Events of whole documents", r"\nblind +\d+ +\d+ +\d+ +(\S+) +(\S+)"),
    ("Fresh questions answered rightly, wrongly, of all that texts answer", "Questions nouvelles : justes, fausses, sur celles auxquelles les textes répondent",
     "Questions answered", r"judged, fresh, answerable: right (\d+), partly \d+, wrong (\d+), declined \d+ of (\d+)"),
    ("Told statements that their quotation denies, of 200", "Énoncés que leur citation dément, sur 200", "Questions answered", r"judged, told statements: borne \d+, denied (\d+)"),
    ("Sentences without an event that got one, English", "Phrases sans événement qui en reçoivent un, anglais", "No events", r"en +\d+ of \d+ sentences got an event \((\S+)\)"),
    ("The same in French", "La même en français", "No events", r"fr +\d+ of \d+ sentences got an event \((\S+)\)"),
    ("Injected blocks set aside, blind: precision, recall", "Blocs injectés mis à l’écart, à l’aveugle : précision, rappel", "Injected blocks", r"blind: precision (\S+) +recall (\S+)"),
)  # fmt: skip
TABLE = re.compile(r"(<!-- figures: (?P<language>en|fr) -->\n)(?P<shown>.*?)(<!-- end -->)", re.DOTALL)
HEADS = {"en": ("measured", "figure"), "fr": ("mesuré", "chiffre")}


def figures(language: str) -> str:
    """The table of figures, from the page that `make report` writes. Raises SystemExit for one that the page lacks."""
    sections = dict(
        part.split("\n", 1) for part in (TOP / "docs" / "evaluation.md").read_text(encoding="utf-8").split("\n## ")[1:]
    )
    lines = ["| {} | {} |".format(*HEADS[language]), "|---|---|"]
    for english, french, section, pattern in FIGURES:
        found = re.search(pattern, sections.get(section, ""))
        if found is None:
            raise SystemExit(f"docs/evaluation.md: {section}: nothing like {pattern}: run `make report`")
        lines.append(f"| {french if language == 'fr' else english} | {', '.join(found.groups())} |")
    return "\n".join(lines)


def renewed(text: str) -> str:
    """A page with its outputs and figures as they are now."""
    text = TABLE.sub(lambda match: f"{match[1]}\n{figures(match['language'])}\n\n{match[4]}", text)

    def shown(match: re.Match[str]) -> str:
        words = output(match["call"], int(match["first"]), int(match["last"]))
        return f"{match[1]}```text\n{words}\n```\n{match[6]}"

    return BLOCK.sub(shown, text)


def main() -> None:
    for name in PAGES:
        page = TOP / name
        page.write_text(renewed(page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
