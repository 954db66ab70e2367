"""One event, many reports: which reports, of different documents, tell the same event, and why.

Two reports are compared by deed, day, place and wording; `WEIGHTS` holds what each point is worth. Links that reach
`SAME` are followed from the strongest to the weakest, except where they would join what cannot be one event: two
events of one document, exact days too far apart, or what an analyst has put apart. The outcome depends on the set of
reports alone, not on the order of arrival, and each link keeps its score and its reasons.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from detente.store.fusion.reports import NEAR_DAYS, Told

SAME = 0.60
WEEK = 7  # days within which a follow-up is likely to be told
WEIGHTS = {
    "same deed": 0.33,
    "same core of the deed": 0.27,
    "same type and mode": 0.20,
    "same type": 0.14,
    "same day": 0.33,
    "next day": 0.10,
    "told within the week": 0.20,
    "day within the month": 0.08,
    "day within the period": 0.04,
    "same place": 0.12,
    "other place": -0.50,
    "same names": 0.10,
    "some other names": -0.12,
    "other names": -0.50,
    "other figures": -0.12,
    "recipient missing": -0.08,
    "wording": 0.50,
    "told as a copy": 0.40,
}


class Link(NamedTuple):
    """Two reports that look like one event."""

    score: float
    a: str
    b: str
    why: str


def overlap(a: frozenset[Any], b: frozenset[Any]) -> float:
    """Shared part of the smaller set."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def jaccard(a: frozenset[Any], b: frozenset[Any]) -> float:
    return len(a & b) / len(a | b) if a and b else 0.0


def same_people(a: Told, b: Told) -> bool:
    """Whether the sides can be the same: one code in common on each, crosswise too where the deed is mutual."""

    def meet(x: frozenset[str], y: frozenset[str]) -> bool:
        return not x or not y or bool(x & y)

    straight = meet(a.sides[0], b.sides[0]) and meet(a.sides[1], b.sides[1])
    crossed = (a.both or b.both) and meet(a.sides[0], b.sides[1]) and meet(a.sides[1], b.sides[0])
    return straight or crossed


def by_deed(a: Told, b: Told) -> str | None:
    if a.deed == b.deed and a.event == b.event:
        return "same deed"
    if a.core == b.core and a.core:
        return "same core of the deed"
    if a.event == b.event:
        return "same type and mode" if a.mode == b.mode else "same type"
    return None


def by_day(a: Told, b: Told) -> str | None:
    if a.exact and b.exact:
        apart = abs((a.first - b.first).days)
        return "same day" if apart == 0 else "next day" if apart <= NEAR_DAYS else None
    if a.first > b.last or b.first > a.last:
        return None
    one, two = when_told(a), when_told(b)
    if one and two and abs((one - two).days) <= WEEK and (a.published or b.published):
        return "told within the week"
    longest = max((a.last - a.first).days, (b.last - b.first).days)
    return "day within the month" if longest <= 31 else "day within the period"


def when_told(report: Told) -> date | None:
    """The exact day of an event, or for a vague one the day on which it was told."""
    return report.first if report.exact else report.published


def by_words(a: Told, b: Told, *, apart: bool) -> tuple[float, list[str]]:
    """Score of the wording, and its reasons."""
    one, two = a.wording, b.wording
    copied = overlap(one.shingles, two.shingles) if min(len(one.shingles), len(two.shingles)) > 3 else 0.0
    shared = one.names & two.names
    other = bool(one.names and two.names and not shared)
    figures = bool(one.figures and two.figures and one.figures.isdisjoint(two.figures))
    if copied >= 0.8 and not (other or figures or apart):
        return WEIGHTS["wording"] + WEIGHTS["told as a copy"], ["told as a copy"]
    alike = overlap(one.names | one.figures, two.names | two.figures)
    if a.language == b.language:
        alike = max(alike, overlap(one.words, two.words))
    alike = (jaccard(one.words, two.words) + alike) / 2
    score, why = WEIGHTS["wording"] * alike, [f"wording {alike:.2f}"]
    if other:
        score, why = score + WEIGHTS["other names"], [*why, "other names"]
    elif shared:
        names = "same names" if shared in (one.names, two.names) else "some other names"
        score, why = score + WEIGHTS[names], [*why, names]
    if figures:
        score, why = score + WEIGHTS["other figures"], [*why, "other figures"]
    return score, why


def compare(a: Told, b: Told) -> Link | None:
    """The link between two reports, where they look like one event."""
    if a.document == b.document or not same_people(a, b):
        return None
    deed, day = by_deed(a, b), by_day(a, b)
    if deed is None or day is None:
        return None
    score, why = WEIGHTS[deed] + WEIGHTS[day], [deed, day]
    if a.place[0] and b.place[0]:
        place = "same place" if a.place[0] == b.place[0] else "other place"
        score, why = score + WEIGHTS[place], [*why, place]
    if not all(a.sides) or not all(b.sides):
        score, why = score + WEIGHTS["recipient missing"], [*why, "recipient missing"]
    if score + WEIGHTS["wording"] + WEIGHTS["told as a copy"] < SAME:
        return None
    more, words = by_words(a, b, apart="other place" in why)
    score = round(score + more, 4)
    if score < SAME:
        return None
    first, second = sorted((a.report, b.report))
    return Link(score, first, second, "; ".join([*why, *words]))


def links(reports: Iterable[Told]) -> list[Link]:
    """All links among some reports, each once, the strongest first."""
    keyed: dict[tuple[str, str], list[Told]] = {}
    for report in reports:
        for pair in report.pairs:
            keyed.setdefault(pair, []).append(report)
    return order(link for pair in sorted(keyed) for link in sweep(keyed[pair]))


def order(found: Iterable[Link]) -> list[Link]:
    """Links in the order in which they are followed, each once though two reports share several pairs."""
    return sorted(set(found), key=lambda link: (-link.score, link.a, link.b))


def sweep(reports: Sequence[Told]) -> Iterator[Link]:
    """Links among reports of one pair: only those whose types or deeds and whose times touch are compared.

    Of twins, which tell the same in the same words, one speaks for all: a text that a hundred sites copy is compared with what
    others tell once, and each copy with the copy before it.
    """
    groups: dict[str, list[Told]] = {}
    for report in sorted(reports, key=lambda report: (report.first, report.last, report.report)):
        groups.setdefault(report.event, []).append(report)
        groups.setdefault(f" {report.core}", []).append(report)
    for group in groups.values():
        numbers: dict[tuple[Any, ...], int] = {}
        open_: dict[int, list[Told]] = {}
        met: set[tuple[int, int]] = set()
        for report in group:
            mine = numbers.setdefault(report.likeness, len(numbers))
            past = report.first.toordinal() - NEAR_DAYS
            open_ = {key: twins for key, twins in open_.items() if twins[0].last.toordinal() >= past}
            for key, twins in open_.items():
                other = next((one for one in reversed(twins) if one.document != report.document), None)
                if other is None or (key, mine) in met:
                    continue
                if key != mine:
                    met |= {(key, mine), (mine, key)}
                link = compare(other, report)
                if link is not None:
                    yield link
            open_.setdefault(mine, []).append(report)


class Group:
    """Reports joined so far, and what keeps others out."""

    __slots__ = ("documents", "first", "last", "members")

    def __init__(self, report: Told):
        self.members = [report.report]
        self.documents = {report.document}
        # exact days only: a vague date never keeps a report out
        self.first = report.first if report.exact else date.max
        self.last = report.first if report.exact else date.min

    def takes(self, other: Group) -> bool:
        first, last = min(self.first, other.first), max(self.last, other.last)
        return self.documents.isdisjoint(other.documents) and (last <= first or (last - first).days <= NEAR_DAYS)

    def join(self, other: Group) -> None:
        self.members += other.members
        self.documents |= other.documents
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Reports of one event, with the links that joined them. `component` names all it could be confused with."""

    members: tuple[str, ...]
    links: tuple[Link, ...]
    component: str
    linked: bool = False  # whether a member looks like a report of any other event too

    @property
    def event_id(self) -> str:
        return self.members[0]


def partition(
    reports: Mapping[str, Told], found: Sequence[Link], verdicts: Mapping[tuple[str, str], bool]
) -> list[Cluster]:
    """Clusters of two and more reports, and single reports that have a link which was not followed.

    `verdicts` are an analyst's: True joins whatever the score, False keeps apart.
    """
    forced = [Link(9.0, a, b, "an analyst joined them") for (a, b), same in sorted(verdicts.items()) if same]
    apart = [pair for pair, same in verdicts.items() if not same]
    every = [link for link in [*forced, *found] if link.a in reports and link.b in reports]
    groups = {name: Group(reports[name]) for link in every for name in (link.a, link.b)}
    component = {name: name for name in groups}
    used: dict[str, list[Link]] = {}

    def root(name: str) -> str:
        while component[name] != name:
            component[name] = name = component[component[name]]
        return name

    for link in every:
        one, two = root(link.a), root(link.b)
        component[max(one, two)] = min(one, two)
        left, right = groups[link.a], groups[link.b]
        if left is right:
            continue
        split = any(
            (a in left.members and b in right.members) or (a in right.members and b in left.members) for a, b in apart
        )
        if split or not (link.score >= 9 or left.takes(right)):
            continue
        left.join(right)
        for name in right.members:
            groups[name] = left
        used.setdefault(link.a, []).append(link)
    clusters = []
    for group in {id(group): group for group in groups.values()}.values():
        members = tuple(sorted(group.members))
        joined = sorted(link for name in members for link in used.get(name, ()))
        clusters.append(Cluster(members, tuple(joined), root(members[0]), linked=True))
    return sorted(clusters, key=lambda cluster: cluster.members)


__all__ = ["Cluster", "Link", "compare", "links", "order", "partition", "sweep"]
