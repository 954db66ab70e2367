"""Checks the corpus and counts it: `python -m training.check_corpus [FOLDER]`; exit 1 where a line is at fault.

`--card` writes the counts into the data card, docs/corpus.md, besides.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from training.passages import CORPUS, Passage, read_corpus

CARD = Path(__file__).parents[1] / "docs" / "corpus.md"
MARKS = ("<!-- counts: python -m training.check_corpus --card -->", "<!-- end of counts -->")


def own_faults(passages: Iterable[Passage]) -> list[str]:
    """What the format cannot see: ids used twice, a side without words of an act that needs one, days after a deed."""
    faults, seen = [], {}
    for one in passages:
        where = f"{one.file}:{one.line}"
        if (one.language, one.id) in seen:
            faults.append(f"{where}: id {one.id!r} is used at {seen[one.language, one.id]} too")
        seen[one.language, one.id] = where
        for event in one.events:
            place = f"{one.file}:{event.line}"
            if event.actor.begin < 0 and event.recipient.begin < 0:
                faults.append(f"{place}: neither side is told: not an event")
            if event.both and (event.actor.begin < 0):
                faults.append(f"{place}: 'both' without an actor")
            day = event.edtf.split("/")[0]
            if event.status == "happened" and "W" not in day and day > one.published[: len(day)]:
                faults.append(f"{place}: happened in {event.edtf}, after its text ({one.published})")
    return faults


def counts(passages: list[Passage]) -> dict[str, Counter[str]]:
    """How many passages, sentences and annotations of each kind."""
    events = [event for one in passages for event in one.events]
    return {
        "all": Counter(
            passages=len(passages),
            sentences=sum(len(re.findall(r"[.!?…](?=[\s»”\"]|$)", one.text)) or 1 for one in passages),
            words=sum(len(one.text.split()) for one in passages),
            events=len(events),
            transfers=sum(len(one.transfers) for one in passages),
            commitments=sum(len(one.commitments) for one in passages),
            empty=sum(not (one.events or one.transfers or one.commitments) for one in passages),
            blind=sum(one.blind for one in passages),
            both=sum(event.both for event in events),
            dated=sum(event.date.begin >= 0 for event in events),
            spoken=sum(event.speaker.begin >= 0 for event in events),
        ),
        "register": Counter(one.register for one in passages),
        "type": Counter(event.type for event in events),
        "status": Counter(event.status for event in events),
        "likelihood": Counter(event.likelihood for event in events),
        "state": Counter(code for event in events for side in (event.actor, event.recipient) for code in side.codes),
    }


def card(passages: list[Passage]) -> str:
    """The counts as Markdown: a column a language."""
    languages = sorted({one.language for one in passages})
    tables = {one: counts([each for each in passages if each.language == one]) for one in languages}
    lines = [f"| | {' | '.join(languages)} |", f"|---|{'---:|' * len(languages)}"]
    for name in ("all", "register", "type", "status", "likelihood"):
        keys = sorted({key for table in tables.values() for key in table[name]})
        lines += [
            f"| {'' if name == 'all' else name + ': '}{key} | {' | '.join(str(tables[one][name][key]) for one in languages)} |"
            for key in (tables[languages[0]]["all"] if name == "all" else keys)
        ]
    shares = [max(table["state"].values()) / max(1, sum(table["state"].values())) for table in tables.values()]
    lines.append(f"| codes in use | {' | '.join(str(len(tables[one]['state'])) for one in languages)} |")
    lines.append(f"| share of the most frequent code | {' | '.join(f'{share:.1%}' for share in shares)} |")
    return "\n".join(lines)


def with_counts(text: str, table: str) -> str:
    """The data card's text with the counts between its marks renewed."""
    before, _, rest = text.partition(MARKS[0])
    return f"{before}{MARKS[0]}\n{table}\n{MARKS[1]}{rest.partition(MARKS[1])[2]}"


def main(arguments: list[str]) -> int:
    """Prints faults, else counts by language; the exit status."""
    folders = [one for one in arguments if one != "--card"]
    root = Path(folders[0]) if folders else CORPUS
    faults: list[str] = []
    passages = list(read_corpus(root, faults))
    faults += own_faults(passages)
    for fault in faults:
        print(fault)
    for language in sorted({one.language for one in passages}):
        table = counts([one for one in passages if one.language == language])
        for name, counter in table.items():
            shown = counter.most_common(None if name != "state" else 12)
            print(f"{language} {name}: " + ", ".join(f"{key} {count}" for key, count in shown))
        print(f"{language} codes in use: {len(table['state'])}")
    print(f"{len(faults)} faults")
    if "--card" in arguments and not faults:
        CARD.write_text(with_counts(CARD.read_text(encoding="utf-8"), card(passages)), encoding="utf-8")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
