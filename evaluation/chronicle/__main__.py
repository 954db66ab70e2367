"""Events of the demo as a file for a judge, and what the judge said of them.

usage: python -m evaluation.chronicle draw [--seed N] [--file FILE]    read the chronicle, draw 100 events
       python -m evaluation.chronicle carry EARLIER [--file FILE]      take over the verdicts of an earlier file
       python -m evaluation.chronicle count [--file FILE]              print the shares

The procedure. Each document of the chronicle that the demo shows is read by itself, without a casebook, so that an event has the
sentences of one document. Events are put in the order of a hash of the seed and of all that is judged; the first hundred are
drawn. A change of the rules thus draws anew only what it changed. The judge did not write the rules that are judged, and
does not look at them. Each event is held against its own sentences alone (`/` stands between two of them), and against PLOVER;
the dispatch is opened only to see whom a pronoun or a description stands for:
*right* where type, actor, recipient and status are as the sentence tells; *partly* where the deed is told, but one of these is
wrong, or missing where the sentence tells it; *wrong* where the sentence does not tell the deed, the pair is false, the doer is
inverted, or a deed counts as done that was only promised, demanded or denied. A deed of the right type may bear a neighbour's
name, but not one that the sentence contradicts. A demand counts as demanded or happened, an agreement to do something as
planned or happened. Dates are shown and not judged. `why` names the kind of error, a colon and what the sentence tells; a
*false pair* is two parties that the sentence does not bring together by any such deed. A verdict is carried over only where
nothing that was judged has changed. Whoever mends rules by these rows makes them too good a witness: then a second seed is
drawn, and judged.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from detente.data import CHRONICLE
from detente.errors import DataError
from detente.pipeline import read_source
from detente.records import Actor, Event
from detente.text import tables

DRAWN = Path(__file__).parent / "drawn.tsv"
COLUMNS = ("number", "type", "deed", "actor", "recipient", "status", "date", "sentence", "verdict", "why")
VERDICTS = ("right", "partly", "wrong")
FALSE_PAIR = "false pair"
SIZE = 100
SEED = 18


@dataclass(frozen=True, slots=True)
class Row:
    """An event as the judge sees it, and the verdict, which is empty until there is one."""

    type: str
    deed: str
    actor: str
    recipient: str
    status: str
    date: str
    sentence: str
    verdict: str = ""
    why: str = ""

    @property
    def judged(self) -> tuple[str, ...]:
        """All that a verdict hangs on; the date is not judged."""
        return self.type, self.deed, self.actor, self.recipient, self.status, self.sentence

    @property
    def kind(self) -> str:
        """The kind of error that `why` names."""
        return self.why.partition(":")[0].strip()


def codes(actors: Sequence[Actor]) -> str:
    """The codes of one side: countries, the members of a collective, else the name or the words."""
    named = (actor.country or "+".join(actor.members) or actor.name or actor.text for actor in actors)
    return ", ".join(dict.fromkeys(named))


def shown(event: Event) -> Row:
    """An event for the judge; the sides of a mutual act are marked, a likelihood is told where it is not certain."""
    sentences = dict.fromkeys(" ".join(evidence.text.split()) for evidence in event.evidence)
    return Row(
        type=event.event,
        deed=event.deed,
        actor=codes(event.actor),
        recipient=(codes(event.recipient) + (" (both)" if event.both else "")).strip(),
        status=event.status if event.likelihood == "certain" else f"{event.status} ({event.likelihood})",
        date=event.date.edtf if event.date else "",
        sentence=" / ".join(sentences),
    )


def drawn(events: Iterable[Row], seed: int = SEED, size: int = SIZE) -> list[Row]:
    """The first `size` events in the order of their hashes; the same event told in the same words counts once."""

    def place(row: Row) -> bytes:
        return blake2b("\t".join((str(seed), *row.judged)).encode(), digest_size=16).digest()

    return sorted({row.judged: row for row in events}.values(), key=place)[:size]


def carried(rows: Iterable[Row], earlier: Iterable[Row]) -> list[Row]:
    """Rows with the verdicts that earlier rows have on the same event with the same sentences."""
    known = {row.judged: row for row in earlier if row.verdict}
    verdicts = ((row, known.get(row.judged, row)) for row in rows)
    return [replace(row, verdict=judged.verdict, why=judged.why) for row, judged in verdicts]


def load(path: Path) -> list[Row]:
    """The rows of a file. Raises `DataError` for a verdict that is none, or one that needs a reason and has none."""
    rows = []
    for line, (_, *cells) in tables.lines(path, COLUMNS):
        row = Row(*cells)
        if row.verdict not in ("", *VERDICTS):
            raise DataError(f"{path}:{line}: verdict {row.verdict!r}, expected {', '.join(VERDICTS)} or none yet")
        if row.verdict in ("partly", "wrong") and not row.why:
            raise DataError(f"{path}:{line}: {row.verdict} without a reason; expected `kind: what the sentence tells`")
        rows.append(row)
    return rows


def save(rows: Iterable[Row], path: Path) -> None:
    lines = ["\t".join(COLUMNS)]
    for number, row in enumerate(rows, start=1):
        cells = (row.type, row.deed, row.actor, row.recipient, row.status, row.date, row.sentence, row.verdict, row.why)
        lines.append("\t".join((str(number), *cells)))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def shares(rows: Sequence[Row]) -> Iterator[str]:
    """The lines that `count` prints: each verdict's number and share of the rows judged, and the kinds of error."""
    judged = [row for row in rows if row.verdict]
    verdicts = Counter(row.verdict for row in judged)
    false_pairs = sum(row.kind == FALSE_PAIR for row in judged)
    counts = [*((verdict, verdicts[verdict]) for verdict in VERDICTS), (FALSE_PAIR, false_pairs)]
    yield f"{len(judged)} of {len(rows)} events judged"
    for name, number in counts if judged else ():
        yield f"{name:12} {number:3}  {number / len(judged):.0%}"
    for kind, number in Counter(row.kind for row in judged if row.verdict != "right").most_common():
        yield f"    {number:3}  {kind}"


def main(words: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(prog="evaluation.chronicle", description=(__doc__ or "").partition("\n")[0])
    modes = options.add_subparsers(dest="mode", required=True)
    draw = modes.add_parser("draw", help="read the chronicle and draw events")
    draw.add_argument("--seed", type=int, default=SEED)
    carry = modes.add_parser("carry", help="take over the verdicts of an earlier file")
    carry.add_argument("earlier", type=Path)
    count = modes.add_parser("count", help="print the shares of the verdicts")
    for mode in (draw, carry, count):
        mode.add_argument("--file", type=Path, default=DRAWN, help="the file of drawn events")
    chosen = options.parse_args(words)
    if chosen.mode == "draw":
        if any(row.verdict for row in load(chosen.file)):
            sys.exit(f"{chosen.file} holds verdicts, which drawing would lose; draw to another with --file, then carry")
        events = [shown(event) for reading in read_source(str(CHRONICLE)) for event in reading.events]
        save(drawn(events, chosen.seed), chosen.file)
        print(f"{len(events)} events read; drawn to {chosen.file}")
    elif chosen.mode == "carry":
        rows = carried(load(chosen.file), load(chosen.earlier))
        save(rows, chosen.file)
        print(f"{sum(bool(row.verdict) for row in rows)} of {len(rows)} rows have a verdict")
    else:
        print("\n".join(shares(load(chosen.file))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
