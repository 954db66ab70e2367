"""Answers and told statements as files for a judge, and what judges said of them.

The procedure. A judge reads each answer as an analyst would, the short answer and the three statements beside it, and lays it
beside the gold: *right* where it tells what was asked and nothing false; *partly* where the right sentence is among the
statements but the short answer is missing, or something beside it misleads; *wrong* where what is told first is false or answers
another question; *declined* where it declines what the texts answer. A question that no text answers is *right* when declined.
A statement is laid beside its own quotation alone, whoever read it: *borne* where each part of the line (who, what, to whom,
when as far as the words go, on whose word) stands in the words; *denied* where a part is false by the words; *beyond* where a
part is neither. Verdicts are kept with the line that was judged: a line that has changed since is judged again.

The draw of statements is by `SEED`; after a change a new seed is drawn, so that what was mended is not what is judged. The draw that
is kept was of this casebook and one of open texts that are not shipped: of the latter only the verdict is kept. The half "blind" has
been studied since and is no longer clean; "fresh" was written from the texts before the work on answers of December 2026, and judged
once, at its end: whoever works on answers after that writes a new half.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from detente.answers import Answer, ask
from detente.data import CHRONICLE
from detente.errors import BadQuery
from detente.store.casebook import Casebook
from detente.text import tables

HERE = Path(__file__).parent
JUDGED = ("id", "half", "language", "form", "question", "gold")
VERDICTS = ("id", "verdict", "line")
ON_ANSWERS = ("right", "partly", "wrong", "declined")
ON_STATEMENTS = ("borne", "denied", "beyond")
STATEMENTS = 200
SEED = 2207


@dataclass(frozen=True, slots=True)
class Posed:
    """A question to be judged, and what a right answer tells."""

    id: str
    half: str
    language: str
    form: str
    text: str
    gold: str


@dataclass(frozen=True, slots=True)
class Line:
    """A told statement and the words that it rests on."""

    id: str
    place: str  # answer, dossier or page
    told: str
    quotation: str


def posed(half: str | None = None) -> list[Posed]:
    """The questions of a half (both), in the order of the file."""
    found = [Posed(*row) for row in tables.rows(HERE / "judged.tsv", JUDGED)]
    return [one for one in found if half in (None, one.half)]


def fill(book: Casebook) -> None:
    """Read the chronicle and the gold articles into a casebook."""
    from evaluation.gold.articles import articles

    source = book.folder.parent / "gold.jsonl"
    with source.open("w", encoding="utf-8") as file:
        for one in articles():
            row = {"id": one.name, "date": str(one.published), "language": one.language, "title": one.title}
            text = one.path.read_text(encoding="utf-8")
            file.write(json.dumps(row | {"site": one.name, "text": text}, ensure_ascii=False) + "\n")
    book.add([str(CHRONICLE), str(source)])


def answered(book: Casebook, text: str) -> Answer | None:
    """The answer; None for a question that is refused with an error that says why (an empty one)."""
    try:
        return ask(book, text)
    except BadQuery:
        return None


def shown(answer: Answer | None) -> str:
    """An answer as a judge reads it: the short answer and the statements that stand beside it."""
    if answer is None or answer.declined:
        return "(declined) " + " ".join(answer.missing if answer else ())
    parts = [answer.direct, *(" | ".join(filter(None, (one.text, one.tag))) for one in answer.sentences), *answer.notes]
    return " // ".join(part for part in parts if part)


PAIRS = (("RUS", "PRK"), ("KOR", "JPN"), ("USA", "CHN"), ("RUS", "UKR"), ("KOR", "PRK"))  # of the dossiers


def statements(
    book: Casebook, asked: Sequence[Posed] | None = None, pairs: Sequence[tuple[str, str]] = PAIRS
) -> Iterator[Line]:
    """The statements that answers (to all questions), dossiers and pages tell of events, each with the quotation it stands on."""
    from detente.dossiers import Scope, gather
    from detente.telling.event import tell

    for one in posed() if asked is None else asked:
        answer = answered(book, one.text)
        for said in (*answer.sentences, *answer.more) if answer else ():
            if said.quote:
                yield Line("", "answer", said.tag, said.quote)
    for pair in pairs:
        for tongue in ("en", "fr"):
            dossier = gather(book, Scope(pair), language=tongue)  # type: ignore[arg-type]
            for claim in dossier.claims:
                words = " ".join(dossier.reference(number).words for number in claim.references)
                yield Line("", "dossier", f"{claim.text} | {claim.tag}" if claim.tag else claim.text, words)
    for row in book.event_rows(latest=True, limit=300):
        for tongue in ("en", "fr"):
            told = tell(row, tongue)
            if told.quote:
                yield Line("", "page", f"{told.title(tongue)} | {told.tag}", told.quote)


def drawn(told: Iterable[Line], count: int = STATEMENTS, seed: int = SEED) -> list[Line]:
    """Statements drawn at random, the same at each run over the same casebook: a third from answers, dossiers and pages each."""
    pools: dict[str, dict[tuple[str, str], Line]] = {}
    for one in told:
        pools.setdefault(one.place, {}).setdefault((one.told, one.quotation), one)
    chance = random.Random(seed)
    taken = []
    for _, pool in sorted(pools.items()):
        lines = sorted(pool.values(), key=lambda one: (one.told, one.quotation))
        taken += chance.sample(lines, min(len(lines), -(-count // len(pools))))
    chance.shuffle(taken)
    return [Line(f"s{at:03}", one.place, one.told, one.quotation) for at, one in enumerate(taken[:count], 1)]


def verdicts(name: str) -> dict[str, tuple[str, str]]:
    """Id -> verdict, and the line that was judged. Raises ValueError for a verdict that is none."""
    allowed = ON_STATEMENTS if name.startswith("statement") else ON_ANSWERS
    found = {}
    for identity, verdict, line in tables.rows(HERE / name, VERDICTS):
        if verdict not in allowed:
            raise ValueError(f"{name}: {identity}: {verdict!r} is not one of {', '.join(allowed)}")
        found[identity] = (verdict, line)
    return found


def summary() -> list[str]:
    """What judges said so far, in a line a set."""
    given = verdicts("verdicts.tsv")
    lines = []
    for half in ("open", "blind", "fresh"):
        of = {one.id: one for one in posed(half)}
        for name, wanted in (("answerable", False), ("unanswerable", True)):
            ids = [one for one, asked in of.items() if (asked.form == "none") == wanted and one in given]
            counts = Counter(given[one][0] for one in ids)
            lines.append(
                f"{half}, {name}: " + ", ".join(f"{key} {counts[key]}" for key in ON_ANSWERS) + f" of {len(ids)}"
            )
    told = Counter(verdict for verdict, _ in verdicts("statement_verdicts.tsv").values())
    lines.append("told statements: " + ", ".join(f"{key} {told[key]}" for key in ON_STATEMENTS) + f" of {told.total()}")
    return lines


__all__ = ["Line", "Posed", "answered", "drawn", "fill", "posed", "shown", "statements", "summary", "verdicts"]
