"""The signed, directed network of a period: ties, communities, brokers, and the triangles that are out of balance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from detente.dyads.table import Counting, Events, events

if TYPE_CHECKING:
    import pyarrow as pa

WEIGHT = np.array([0.0, 1.0, 2.0, -1.0, -2.0])  # of an event by quad class: material deeds count twice


@dataclass(frozen=True, slots=True)
class Network:
    """`ties`: actor, recipient, cooperation, conflict, weight, sign, events. `actors`: actor, community, broker (betweenness over
    friendly ties), friends, foes, events. `triangles`: a, b, c, their three signs, strength (the weakest tie), balanced.
    `balance`: share of triangles in balance, and what shuffled signs would give."""

    ties: pa.Table
    actors: pa.Table
    triangles: pa.Table
    balance: float | None
    balance_by_chance: float | None


def network(
    table: Any,
    *,
    first: date | None = None,
    last: date | None = None,
    counting: Counting = "certain",
    least: int = 3,
    among: list[str] | None = None,
) -> Network:
    """The network of a period among actors with at least `least` events between them (`among`: only these actors).

    A tie's weight is log(1 + sum) of its events by quad class (verbal 1, material 2, conflict negative), its sign that of the sum.
    Communities are Louvain's over friendly ties (Blondel et al. 2008), balance that of Cartwright & Harary (1956): a triangle is in
    balance if the product of its signs is positive.
    """
    everything = events(table).between(first, last).counted(counting)
    if among is not None:
        chosen = np.array([name in set(among) for name in everything.names] or [False])
        everything = everything.take(chosen[everything.actor] & chosen[everything.recipient])
    import pyarrow as pa

    rows = _ties(everything, least)
    sums = _mutual(rows)
    triangles, balance, chance = _triangles(sums)
    schema = [("actor", pa.string()), ("recipient", pa.string()), ("cooperation", pa.int64()), ("conflict", pa.int64())]
    schema += [("weight", pa.float64()), ("sign", pa.string()), ("events", pa.list_(pa.string()))]
    ties = pa.Table.from_pylist(rows, schema=pa.schema(schema))
    corners = [(name, pa.string()) for name in "abc"] + [(name, pa.string()) for name in ("ab", "ac", "bc")]
    corners += [("strength", pa.float64()), ("balanced", pa.bool_())]
    return Network(
        ties, _actors(sums, rows), pa.Table.from_pylist(triangles, schema=pa.schema(corners)), balance, chance
    )


def _ties(table: Events, least: int) -> list[dict[str, Any]]:
    """Directed ties of the pairs that have enough events between them in both directions taken together."""
    size = len(table.names)
    key = table.actor * size + table.recipient
    pair = np.minimum(table.actor, table.recipient) * size + np.maximum(table.actor, table.recipient)
    _, back, number = np.unique(pair, return_inverse=True, return_counts=True)
    kept = np.flatnonzero(number[back] >= least) if len(pair) else np.zeros(0, dtype=np.int64)
    order = kept[np.argsort(key[kept], kind="stable")]
    rows: list[dict[str, Any]] = []
    for group in np.split(order, np.flatnonzero(np.diff(key[order])) + 1) if len(order) else []:
        part = table.take(group)
        total = float(WEIGHT[part.quad].sum())
        rows.append(
            {
                "actor": table.names[int(part.actor[0])],
                "recipient": table.names[int(part.recipient[0])],
                "cooperation": int((part.quad <= 2).sum()),
                "conflict": int((part.quad >= 3).sum()),
                "weight": round(float(np.sign(total) * np.log1p(abs(total))), 4),
                "sign": sign(total),
                "events": part.handles(),
            }
        )
    return rows


def sign(total: float) -> str:
    """`+`, `-` or `0`."""
    return "+" if total > 0 else "-" if total < 0 else "0"


def _mutual(rows: list[dict[str, Any]]) -> dict[tuple[str, str], float]:
    """Undirected weights of pairs: the sum of both directions."""
    sums: dict[tuple[str, str], float] = {}
    for row in rows:
        pair = (min(row["actor"], row["recipient"]), max(row["actor"], row["recipient"]))
        sums[pair] = sums.get(pair, 0.0) + row["weight"]
    return sums


def _triangles(sums: dict[tuple[str, str], float]) -> tuple[list[dict[str, Any]], float | None, float | None]:
    """All triangles with their signs; the share in balance, and its expectation if signs were dealt out at random."""
    near: dict[str, set[str]] = {}
    for (a, b), total in sums.items():
        if total:
            near.setdefault(a, set()).add(b)
            near.setdefault(b, set()).add(a)
    rows: list[dict[str, Any]] = []
    for a in sorted(near):
        for b, c in combinations(sorted(name for name in near[a] if name > a), 2):
            if c not in near[b]:
                continue
            sides = sums[a, b], sums[a, c], sums[b, c]
            balanced = bool(np.prod(np.sign(sides)) > 0)
            rows.append({"a": a, "b": b, "c": c, "ab": sign(sides[0]), "ac": sign(sides[1]), "bc": sign(sides[2])})
            rows[-1] |= {"strength": round(min(map(abs, sides)), 4), "balanced": balanced}
    rows.sort(key=lambda row: (row["balanced"], -row["strength"], row["a"], row["b"], row["c"]))
    if not rows:
        return rows, None, None
    good = sum(total > 0 for total in sums.values()) / max(sum(total != 0 for total in sums.values()), 1)
    chance = good**3 + 3 * good * (1 - good) ** 2
    return rows, round(sum(row["balanced"] for row in rows) / len(rows), 4), round(chance, 4)


def _actors(sums: dict[tuple[str, str], float], rows: list[dict[str, Any]]) -> pa.Table:
    """One row an actor: its community and brokerage among friendly ties, its friends and foes."""
    import networkx as nx
    import pyarrow as pa

    names = sorted({name for pair in sums for name in pair})
    friendly = nx.Graph()
    friendly.add_nodes_from(names)
    friendly.add_weighted_edges_from((a, b, total) for (a, b), total in sorted(sums.items()) if total > 0)
    groups = nx.community.louvain_communities(friendly, weight="weight", seed=7) if names else []
    ranked = sorted(map(sorted, groups), key=lambda group: (-len(group), group))
    community = {name: number for number, group in enumerate(ranked, 1) for name in group}
    for _, _, data in friendly.edges(data=True):
        data["distance"] = 1.0 / data["weight"]
    broker = nx.betweenness_centrality(friendly, weight="distance") if len(names) <= 400 else dict.fromkeys(names, 0.0)
    found = []
    for name in names:
        own = [total for pair, total in sums.items() if name in pair]
        found.append(
            {
                "actor": name,
                "community": community[name],
                "broker": round(float(broker[name]), 4),
                "friends": sum(total > 0 for total in own),
                "foes": sum(total < 0 for total in own),
                "events": sum(
                    row["cooperation"] + row["conflict"] for row in rows if name in (row["actor"], row["recipient"])
                ),
            }
        )
    found.sort(key=lambda row: (-row["broker"], row["actor"]))
    schema = [("actor", pa.string()), ("community", pa.int64()), ("broker", pa.float64())]
    schema += [(name, pa.int64()) for name in ("friends", "foes", "events")]
    return pa.Table.from_pylist(found, schema=pa.schema(schema))
