"""Checks the corpus and counts it: `python -m training.check_corpus [FOLDER]`; exit 1 where a line is at fault."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from training.passages import CORPUS, Passage, read_corpus

FIELDS = ("register", "type", "status", "likelihood")


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
            if event.status == "happened" and event.edtf and event.edtf[:4] > one.published[:4]:
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


def main(arguments: list[str]) -> int:
    """Prints faults, else counts by language; the exit status."""
    root = Path(arguments[0]) if arguments else CORPUS
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
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
