"""`make report`: runs every measurement and writes docs/evaluation.md, so that no figure is ever written by hand.

Each section is the output of one command, which stands above it. What needs the sets of ../shared is left out, and said so,
where they are not on the machine.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent.parent
SHARED = HERE.parent / "shared" / "eval"
TARGET = HERE / "docs" / "evaluation.md"
HEAD = """# Evaluation
Written by `make report`; every figure below is the output of the command above it. *Open* rows were studied while rules and words were
written, *blind* rows were scored and never read: the distance between the two tells how much is fitted.
"""


@dataclass(frozen=True)
class Section:
    title: str
    about: str
    command: tuple[str, ...]  # after `python`
    keep: str = ""  # only lines that hold this
    shared: str = ""  # the file of ../shared/eval that it needs


def relations(language: str, rows: str) -> Section:
    file = f"relations_{language}_dev.tsv"
    name = {"en": "English", "fr": "French"}[language]
    command = ("../shared/eval/score_relations.py", f"../shared/eval/{file}", "--language", language, "--rows", rows)
    return Section(
        f"Relations, {name}, {rows} rows",
        "The 15-class benchmark; anchors in ../shared/eval/README.md.",
        command,
        shared=file,
    )


SECTIONS = (
    Section("Events of whole documents", "Gold articles of our own writing, half blind.", ("-m", "evaluation.gold", "--no-floors")),
    *(relations(language, rows) for language in ("en", "fr") for rows in ("open", "blind")),
    Section(
        "Confidence, rules, ablation",
        "The same benchmark: what `confidence` is worth (reliability), which files of the lexicon decide, and what is lost without a part.",
        ("-m", "evaluation.calibration", "../shared/eval"), shared="relations_en_dev.tsv",
    ),
    Section("Actors", "Phrases with their country and first sector; sentences in which nobody acts.", ("-m", "evaluation.actors")),
    Section("Questions answered", "Questions over the chronicle with the evidence that must be cited, and unanswerable ones, half blind; and what a judge said of answers and of told"
        " statements, by the procedure in `evaluation/ask/judging.py`. The judge wrote the product and the questions.", ("-m", "evaluation.ask")),
    Section("No events", "Sentences that name two states and tell no event.", ("-m", "evaluation.non_events")),
    Section("Injected blocks", "Splices of our own writing, half blind.", ("-m", "evaluation.splices")),
    Section(
        "Injected blocks, development set", "", ("../shared/eval/score_splices.py", "../shared/eval/splices_dev.json"), shared="splices_dev.json"
    ),
    Section("One event, many reports", "Invented events told in many reports.", ("-m", "evaluation.merge")),
    Section(
        "Turning points", "Real events of 2011-2015 and 2018; the penalties were chosen on these dyads.",
        ("../shared/eval/score_turning_points.py", "../shared/eval/dyads_dev.tsv.gz", "../shared/eval/turning_points_dev.tsv"), "turning points:", "turning_points_dev.tsv",
    ),
    Section(
        "Turning points by detector, bands, forecasts", "On the same events.",
        ("-m", "evaluation.turning_points", "../shared/eval/dyads_dev.tsv.gz", "../shared/eval/turning_points_dev.tsv"), shared="turning_points_dev.tsv",
    ),
)  # fmt: skip


def run(section: Section) -> str:
    """The output of a section's command, or why there is none."""
    module = section.command[1] if section.command[0] == "-m" else None
    if section.shared and not (SHARED / section.shared).exists():
        return f"left out: ../shared/eval/{section.shared} is not on this machine"
    if module and not exists(module):
        return f"left out: {module} is not there"
    done = subprocess.run([sys.executable, *section.command], cwd=HERE, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(section.command)} failed:\n{done.stderr[-2000:]}")
    return "\n".join(line for line in done.stdout.strip().splitlines() if section.keep in line)


def exists(module: str) -> bool:
    path = HERE / Path(*module.split("."))
    return path.with_suffix(".py").exists() or (path / "__main__.py").exists()


def main() -> None:
    parts = [HEAD]
    for section in SECTIONS:
        print(section.title, file=sys.stderr)
        command = " ".join(section.command)
        parts.append(f"## {section.title}\n{section.about}\n\n`python {command}`\n\n```text\n{run(section)}\n```\n")
    TARGET.write_text("\n".join(parts), encoding="utf-8")


if __name__ == "__main__":
    main()
