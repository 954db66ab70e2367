"""GraphML: actors as nodes, and an edge for each directed pair and quad class, with number of events and mean intensity."""

from __future__ import annotations

from pathlib import Path

from detente.exchange.countries import name_of
from detente.exchange.exporting import Source
from detente.exchange.format import Format

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def write(source: Source, path: Path) -> int:
    """A directed multigraph; events without an actor or a recipient are in no edge. Returns the number of edges."""
    import networkx as nx
    import pyarrow.compute as pc

    table = source.table()
    named = pc.and_(pc.is_valid(table.column("actor")), pc.is_valid(table.column("recipient")))
    sums = table.filter(named).group_by(["actor", "recipient", "quad"]).aggregate(
        [("event_id", "count"), ("intensity", "mean"), ("date", "min"), ("date", "max")]
    )  # fmt: skip
    graph = nx.MultiDiGraph()
    for row in sums.sort_by([(name, "ascending") for name in ("actor", "recipient", "quad")]).to_pylist():
        for code in (row["actor"], row["recipient"]):
            graph.add_node(code, name=name_of(code))
        known = {
            "quad": row["quad"],
            "kind": QUADS.get(row["quad"], ""),
            "events": row["event_id_count"],
            "intensity": row["intensity_mean"],
            "first": str(row["date_min"]),
            "last": str(row["date_max"]),
        }
        attributes = {key: value for key, value in known.items() if value not in (None, "None")}
        edge = f"{row['actor']}-{row['recipient']}-{row['quad']}"  # the id of an edge is its own in the whole graph
        graph.add_edge(row["actor"], row["recipient"], key=edge, **attributes)
    nx.write_graphml_xml(graph, path, encoding="utf-8")
    return int(graph.number_of_edges())


GRAPHML = Format("graphml", "GraphML, the network of actors", exporter=write, suffix=".graphml")

__all__ = ["GRAPHML"]
