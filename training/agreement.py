"""Agreement of two annotators: `hide` draws passages and writes them without their `@` lines, `compare` counts.

`python -m training.agreement hide --count 30 --seed 5 > bare.txt`, annotate `bare.txt` from the text alone, then
`python -m training.agreement compare bare.txt`. Two events are the same when their triggers overlap (or, failing that,
type and sides agree); strict agreement asks for type, codes of both sides and status.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from training.passages import CorpusEvent, Passage, read_corpus, read_text

FIELDS = ("type", "actor", "recipient", "status", "likelihood", "both", "date", "speaker")


def drawn(count: int, seed: int) -> list[Passage]:
    """Passages drawn for a second annotation: half in each language, none of the pairs and headlines."""
    random, chosen = Random(seed), []
    for language in ("en", "fr"):
        pool = [
            one
            for one in read_corpus()
            if one.language == language and not one.file.startswith("pairs-") and one.register != "headline"
        ]
        chosen += random.sample(pool, count // 2)
    return chosen


def bare(passage: Passage) -> str:
    """A passage without its annotation, its language told after its id."""
    return f"# {passage.language}:{passage.id}\t{passage.register}\t{passage.published}\n{passage.text}\n"


def _value(event: CorpusEvent, name: str) -> object:
    if name in ("actor", "recipient"):
        return tuple(sorted(getattr(event, name).codes))
    if name == "date":
        return event.edtf
    if name == "speaker":
        return event.speaker.begin >= 0
    return getattr(event, name)


def _sides(event: CorpusEvent) -> tuple[object, ...]:
    actor, recipient = _value(event, "actor"), _value(event, "recipient")
    if event.both:
        return (True, frozenset(event.actor.codes + event.recipient.codes))
    return (False, actor, recipient)


def strict(first: CorpusEvent, second: CorpusEvent) -> bool:
    """Whether type, sides (in any order when mutual) and status agree."""
    return (first.type, _sides(first), first.status) == (second.type, _sides(second), second.status)


def matched(first: Sequence[CorpusEvent], second: Sequence[CorpusEvent]) -> list[tuple[CorpusEvent, CorpusEvent]]:
    """Pairs of events told by overlapping words, the likest first; each event in one pair at most."""
    scored = []
    for i, one in enumerate(first):
        for j, other in enumerate(second):
            overlap = one.trigger.begin < other.trigger.stop and other.trigger.begin < one.trigger.stop
            alike = sum(_value(one, name) == _value(other, name) for name in FIELDS)
            if overlap or (one.type == other.type and _sides(one) == _sides(other)):
                scored.append((-alike - 10 * overlap, i, j))
    pairs, used_i, used_j = [], set(), set()
    for _, i, j in sorted(scored):
        if i not in used_i and j not in used_j:
            used_i.add(i)
            used_j.add(j)
            pairs.append((first[i], second[j]))
    return pairs


def compared(second: Sequence[Passage]) -> tuple[Counter[str], list[str]]:
    """Counts over passages annotated twice, and one line for each disagreement."""
    gold = {f"{one.language}:{one.id}": one for one in read_corpus()}
    total: Counter[str] = Counter()
    told: list[str] = []
    for other in second:
        one = gold[other.id]
        pairs = matched(one.events, other.events)
        total.update(passages=1, first=len(one.events), second=len(other.events), matched=len(pairs))
        for mine, theirs in pairs:
            total["strict"] += strict(mine, theirs)
            differ = [name for name in FIELDS if _value(mine, name) != _value(theirs, name)]
            total.update(name for name in FIELDS if name not in differ)
            if differ:
                shown = ", ".join(f"{name} {_value(mine, name)} / {_value(theirs, name)}" for name in differ)
                told.append(f"{other.id} {mine.trigger.words!r}: {shown}")
        seen = {id(event) for pair in pairs for event in pair}
        for whose, events in (("first", one.events), ("second", other.events)):
            told += [f"{other.id} {e.trigger.words!r} {e.type}: {whose} only" for e in events if id(e) not in seen]
    return total, told


def main() -> None:
    """Writes bare passages, or the agreement of a second annotation with the corpus."""
    parser = argparse.ArgumentParser(description="agreement of two annotators")
    parser.add_argument("what", choices=["hide", "compare"])
    parser.add_argument("file", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--seed", type=int, default=5)
    chosen = parser.parse_args()
    if chosen.what == "hide":
        print("\n".join(bare(one) for one in drawn(chosen.count, chosen.seed)))
        return
    total, told = compared(list(read_text(chosen.file.read_text(encoding="utf-8"), "", chosen.file.name)))
    print("\n".join(told))
    both = total["first"] + total["second"]
    print(f"{total['passages']} passages, {total['first']} events of the first, {total['second']} of the second")
    print(f"told by the same words: F1 {2 * total['matched'] / both:.3f}")
    print(f"strict (type, sides, status): F1 {2 * total['strict'] / both:.3f}")
    for name in FIELDS:
        print(f"{name} of matched: {total[name] / total['matched']:.3f}")


if __name__ == "__main__":
    main()
