"""Who resembles whom in its ties (weighted kappa), and what changed between two periods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from detente.dyads.table import Counting, Events, Floats, events
from detente.dyads.ties import WEIGHT, network
from detente.errors import BadQuery

if TYPE_CHECKING:
    import pyarrow as pa


def kappa(x: Floats, y: Floats, weights: Floats | None = None) -> float | None:
    """Häge's chance-corrected similarity of two valued portfolios: Cohen's weighted kappa with squared distances.

    1 - sum w (x-y)^2 / [sum w (x-mx)^2 + sum w (y-my)^2 + W (mx-my)^2], with weighted means mx, my (Häge 2011, Political Analysis 19:
    287-305). 1: the same portfolio; 0: what chance would give; negative: opposed. None where neither portfolio varies.
    """
    w = np.ones(len(x)) if weights is None else weights
    if not len(x) or w.sum() <= 0:
        return None
    mx, my = float((w * x).sum() / w.sum()), float((w * y).sum() / w.sum())
    by_chance = float((w * (x - mx) ** 2).sum() + (w * (y - my) ** 2).sum() + w.sum() * (mx - my) ** 2)
    return None if by_chance <= 1e-12 else 1.0 - float((w * (x - y) ** 2).sum()) / by_chance


def similarity(
    table: Any,
    *,
    first: date | None = None,
    last: date | None = None,
    counting: Counting = "certain",
    least: int = 3,
    commitments: Iterable[Mapping[str, Any]] = (),
    among: list[str] | None = None,
) -> pa.Table:
    """How alike the ties of each two actors are: a, b, events_kappa, commitments_kappa, shared (third actors with whom both have ties).

    A tie's value is the sum of its events by quad class over their number, between -2 and 2; of commitments (mappings with `parties`
    and `obligations`), 3 for defence, 2 for neutrality or non-aggression, 1 for consultation. The two actors themselves are left out
    of the portfolios. Sorted from the most alike.
    """
    import pyarrow as pa

    here = network(table, first=first, last=last, counting=counting, least=least, among=among)
    value: dict[tuple[str, str], float] = {}
    number: dict[tuple[str, str], int] = {}
    everything = events(table).between(first, last).counted(counting)
    for row in here.ties.select(["actor", "recipient"]).to_pylist():
        pair = (min(row["actor"], row["recipient"]), max(row["actor"], row["recipient"]))
        number.setdefault(pair, 0)
    for pair, total, count in _pair_sums(everything):
        if pair in number:
            value[pair], number[pair] = total / count, count
    bonds = _bonds(commitments)
    names = sorted({name for pair in (*value, *bonds) for name in pair})
    ties, pacts = _matrix(names, value), _matrix(names, bonds)
    rows: list[dict[str, Any]] = []
    for i, a in enumerate(names):
        for j in range(i + 1, len(names)):
            others = np.ones(len(names), dtype=bool)
            others[[i, j]] = False
            shared = int(((ties[i] != 0) & (ties[j] != 0) & others).sum())
            one, two = kappa(ties[i, others], ties[j, others]), kappa(pacts[i, others], pacts[j, others])
            rows.append(
                {"a": a, "b": names[j], "events_kappa": _round(one), "commitments_kappa": _round(two), "shared": shared}
            )
    rows.sort(key=lambda row: (-(row["events_kappa"] if row["events_kappa"] is not None else -9.0), row["a"], row["b"]))
    schema = [
        ("a", pa.string()),
        ("b", pa.string()),
        ("events_kappa", pa.float64()),
        ("commitments_kappa", pa.float64()),
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema([*schema, ("shared", pa.int64())]))


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _matrix(names: list[str], value: Mapping[tuple[str, str], float]) -> Floats:
    where = {name: i for i, name in enumerate(names)}
    matrix = np.zeros((len(names), len(names)))
    for (a, b), total in value.items():
        matrix[where[a], where[b]] = matrix[where[b], where[a]] = total
    return matrix


def _bonds(commitments: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str], float]:
    """The strongest obligation between each two parties."""
    worth = {"defence": 3.0, "neutrality": 2.0, "non-aggression": 2.0, "consultation": 1.0}
    found: dict[tuple[str, str], float] = {}
    for pact in commitments:
        strength = max((worth.get(obligation, 0.0) for obligation in pact["obligations"]), default=0.0)
        parties = sorted(pact["parties"])
        for i, a in enumerate(parties):
            for b in parties[i + 1 :]:
                found[a, b] = max(found.get((a, b), 0.0), strength)
    return found


def _pair_sums(table: Events) -> list[tuple[tuple[str, str], float, int]]:
    """Each pair of actors with the summed quad weights and the number of its events."""
    size = len(table.names)
    low, high = np.minimum(table.actor, table.recipient), np.maximum(table.actor, table.recipient)
    keys, back = np.unique(low * size + high, return_inverse=True)
    totals = np.bincount(back, weights=WEIGHT[table.quad], minlength=len(keys))
    counts = np.bincount(back, minlength=len(keys))
    pairs = [(table.names[int(key) // size], table.names[int(key) % size]) for key in keys]
    return [(pair, float(total), int(count)) for pair, total, count in zip(pairs, totals, counts, strict=True)]


def change(
    table: Any,
    before: tuple[date, date],
    after: tuple[date, date],
    *,
    counting: Counting = "certain",
    least: int = 5,
) -> pa.Table:
    """What changed in each dyad from one period to another, each held against how much was read in it.

    Columns: a, b; cooperation and conflict, each with _before, _after (counts) and _ratio (of rates, with half an event added to each);
    z (the larger change of the two in standard errors of the log ratio, signed: up is towards cooperation), verdict (`closer`, `apart`,
    `new`, `gone`, `as before`), events_before, events_after. Sorted by the size of z.
    """
    import pyarrow as pa

    if before[0] > before[1] or after[0] > after[1]:
        raise BadQuery(f"a period ends before it begins: {before}, {after}")
    everything = events(table).counted(counting)
    parts = [everything.between(*before), everything.between(*after)]
    exposed = [max(len(part), 1) for part in parts]
    tallies = [_tally(part) for part in parts]
    rows: list[dict[str, Any]] = []
    for pair in sorted({*tallies[0], *tallies[1]}):
        counts = [tally.get(pair, Tally(0, 0, [])) for tally in tallies]
        if sum(count.cooperation + count.conflict for count in counts) >= least:
            rows.append(_changed(pair, counts, exposed))
    rows.sort(key=lambda row: (-abs(row["z"]), row["a"], row["b"]))
    fields: list[tuple[str, Any]] = [("a", pa.string()), ("b", pa.string())]
    for channel in ("cooperation", "conflict"):
        fields += [
            (f"{channel}_before", pa.int64()),
            (f"{channel}_after", pa.int64()),
            (f"{channel}_ratio", pa.float64()),
        ]
    fields += [("z", pa.float64()), ("verdict", pa.string())]
    fields += [(f"events_{when}", pa.list_(pa.string())) for when in ("before", "after")]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


class Tally(NamedTuple):
    """A pair's events of a period."""

    cooperation: int
    conflict: int
    handles: list[str]


def _tally(table: Events) -> dict[tuple[str, str], Tally]:
    """Cooperation, conflict and handles of each pair."""
    if not len(table):
        return {}
    size = len(table.names)
    key = np.minimum(table.actor, table.recipient) * size + np.maximum(table.actor, table.recipient)
    order = np.argsort(key, kind="stable")
    found = {}
    for group in np.split(order, np.flatnonzero(np.diff(key[order])) + 1):
        part = table.take(group)
        pair = (table.names[int(key[group[0]]) // size], table.names[int(key[group[0]]) % size])
        found[pair] = Tally(int((part.quad <= 2).sum()), int((part.quad >= 3).sum()), part.handles())
    return found


def _changed(pair: tuple[str, str], counts: list[Tally], exposed: list[int]) -> dict[str, Any]:
    row: dict[str, Any] = {"a": pair[0], "b": pair[1]}
    scores = []
    for channel in ("cooperation", "conflict"):
        old, new = (int(getattr(count, channel)) for count in counts)
        ratio = (new + 0.5) / exposed[1] / ((old + 0.5) / exposed[0])
        scores.append(float(np.log(ratio) / np.sqrt(1 / (old + 0.5) + 1 / (new + 0.5))))
        row |= {f"{channel}_before": old, f"{channel}_after": new, f"{channel}_ratio": round(ratio, 3)}
    z = max((scores[0], -scores[1]), key=abs)
    row["z"] = round(z, 2)
    totals = [count.cooperation + count.conflict for count in counts]
    moved = "closer" if z > 2 else "apart" if z < -2 else "as before"
    row["verdict"] = "new" if not totals[0] else "gone" if not totals[1] else moved
    return row | {"events_before": counts[0].handles, "events_after": counts[1].handles}
