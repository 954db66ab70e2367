"""`python -m benchmarks.actors`: speed and memory of the gazetteer, the automaton and the resolution, on one core.

Figures are per second of processor time, so that other work on the machine does not count.
"""

from __future__ import annotations

import resource
import time
from datetime import date

SCAN, RESOLVE, MEGABYTES = 10_000_000, 10_000, 200  # what must be reached


def memory() -> float:
    """Peak resident memory of this process, megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def texts() -> str:
    """Some 4 million characters of running text: our sentences and phrases, over and over."""
    from evaluation.actors.__main__ import table

    sentences = [row["sentence"] for row in table("no_actors.tsv")]
    phrases = [row["phrase"] for row in table("phrases.tsv")]
    news = [f"Reporters said on Tuesday that {phrase} had not yet answered the offer of talks." for phrase in phrases]
    text = " ".join(line for pair in zip(sentences, news, strict=False) for line in pair)
    return text * (4_000_000 // len(text) + 1)


def main() -> int:
    before = memory()
    begin = time.process_time()
    from detente.world.actors import mentions, resolve
    from detente.world.actors.scan import scanner
    from detente.world.gazetteer import gazetteer

    gazetteer()
    loaded = time.process_time() - begin
    begin = time.process_time()
    automaton = scanner()
    built = time.process_time() - begin
    print(f"names                 {len(automaton.forms):>12,}")
    print(f"gazetteer loaded      {loaded:>12.2f} s, automaton built {built:.2f} s")

    text = texts()
    begin = time.process_time()
    hits = sum(len(automaton.scan(text[at : at + 4000])) for at in range(0, len(text), 4000))
    scan = len(text) / (time.process_time() - begin)
    print(f"scan                  {scan:>12,.0f} characters/s, boundaries checked ({hits:,} names in {len(text):,})")

    from evaluation.actors.__main__ import table

    phrases = [(row["phrase"], row["language"]) for row in table("phrases.tsv")]
    begin = time.process_time()
    for phrase, language in phrases:
        resolve(phrase, language=language, on=date(2018, 6, 12))
    cold = len(phrases) / (time.process_time() - begin)
    begin = time.process_time()
    for _ in range(30):
        for phrase, language in phrases:
            resolve(phrase, language=language, on=date(2018, 6, 12))
    warm = 30 * len(phrases) / (time.process_time() - begin)
    print(f"resolve, first time   {cold:>12,.0f} phrases/s")
    print(f"resolve, seen before  {warm:>12,.0f} phrases/s")

    sample = text[:200_000]
    begin = time.process_time()
    found = len(mentions(sample, language="en"))
    took = time.process_time() - begin
    print(f"mentions              {len(sample) / took:>12,.0f} characters/s ({found:,} mentions)")
    print(f"memory                {memory():>12,.0f} MB at its peak, {before:,.0f} before loading")
    good = scan >= SCAN and warm >= RESOLVE and memory() < MEGABYTES
    print("good enough" if good else f"below: {SCAN:,} characters/s, {RESOLVE:,} phrases/s, {MEGABYTES} MB")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
