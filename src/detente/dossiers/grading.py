"""How credible a sentence is, from 1 to 6 of the Admiralty scale, by how many independent sources tell what it tells.

1 three or more agree; 2 two agree; 3 one says so as certain; 4 sources disagree; 5 more deny it than affirm it;
6 one source, not as certain or by hearsay: its truth cannot be judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from detente.store.fusion.fuse import origin_of

Row = Mapping[str, Any]


def credibility(event: Row, proof: Row) -> int:
    """The figure for one sentence (`proof`, an evidence of one of the reports) of an event as `Casebook.event` gives it."""
    reports: Sequence[Any] = event["told"] or ()
    origins = origin_of(reports) if reports else []
    sides: dict[bool, set[int]] = {True: set(), False: set()}
    for report, origin in zip(reports, origins, strict=True):
        sides[report["status"] == "negated"].add(origin)
    denies = proof["status"] == "negated"
    agree, against = sides[denies], sides[not denies]
    if against or event["contested"]:
        return 5 if len(against) > len(agree) else 4
    return of_count(
        len(agree), sure=proof["likelihood"] == "certain" and (proof["said_by"] or {}).get("kind") != "hearsay"
    )


def of_count(sources: int, *, sure: bool = True) -> int:
    """The figure where nobody disagrees."""
    if sources >= 3:
        return 1
    if sources == 2:
        return 2
    return 3 if sure else 6


__all__ = ["credibility", "of_count"]
