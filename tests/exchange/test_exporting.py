"""Exports: what goes out comes back, and the field's own libraries take it."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.cli import main
from detente.errors import BadQuery
from detente.exchange import cameo
from detente.exchange.exporting import export
from detente.exchange.formats import FORMATS, find
from detente.exchange.importing import import_file
from detente.store.casebook import Casebook
from tests.store.test_casebook import make

COUNTRIES = ["RUS", "PRK", "USA", "FRA", "UKR", "XKX", "UNO", ""]
ROWS = st.lists(
    st.tuples(
        st.dates(date(1979, 1, 1), date(2030, 12, 31)), st.sampled_from(COUNTRIES), st.sampled_from(COUNTRIES),
        st.sampled_from(sorted(code for code in cameo.codes() if len(code) > 2)),
        st.sampled_from(["", "Paris", "Nur-Sultan", "Saint-Étienne"]), st.floats(-90, 90).map(lambda x: round(x, 4)),
        st.floats(-180, 180).map(lambda x: round(x, 4)),
    ),
    min_size=1, max_size=25,
)  # fmt: skip
WRITABLE = [name for name in FORMATS if find(name).exporter]
# What each format can carry. POLECAT and PLOVER have no CAMEO: statements, which have no PLOVER type, stay behind.
KEPT = {
    "icews": ("date", "actor", "recipient", "event", "mode", "intensity", "latitude", "longitude"),
    "gdelt2": ("date", "actor", "recipient", "event", "mode", "intensity", "latitude", "longitude", "place_name"),
    "polecat": ("date", "actor", "recipient", "event", "mode", "contexts", "intensity", "latitude", "longitude"),
    "plover": ("date", "actor", "recipient", "event", "mode", "contexts", "intensity", "latitude", "longitude"),
}


def casebook_of(folder: Path, rows: list[tuple[Any, ...]]) -> Casebook:
    path = folder / "rows.tsv"
    names = ["date", "actor", "recipient", "cameo", "place_name", "latitude", "longitude"]
    path.write_text(
        "\t".join(names) + "\n" + "".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8"
    )
    book = Casebook.open(folder / "one")
    [done] = import_file(book, path, "table")
    assert (done.taken, done.left_out) == (len(rows), 0)
    return book


def cells(book: Casebook, names: tuple[str, ...], *, typed: bool) -> Counter[str]:
    rows = [row for row in book.events_table().to_pylist() if row["event"] or not typed]
    return Counter(repr([row[name] for name in names]) for row in rows)


@pytest.mark.parametrize("name", KEPT)
@settings(max_examples=3, deadline=None)
@given(rows=ROWS)
def test_what_goes_out_comes_back(name: str, rows: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        book = casebook_of(folder, rows)
        file = folder / "out"
        export(book, name, file)
        back = Casebook.open(folder / "two")
        if file.stat().st_size:
            [done] = import_file(back, file, name)
            assert done.left_out == 0
        typed = name in ("polecat", "plover")
        assert cells(back, KEPT[name], typed=typed) == cells(book, KEPT[name], typed=typed)
        book.close()
        back.close()


@settings(max_examples=3, deadline=None)
@given(rows=ROWS)
def test_tables_hold_the_events_table(rows: list[tuple[Any, ...]]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        book = casebook_of(folder, rows)
        table = book.events_table()
        for name in ("parquet", "arrow", "csv"):
            assert export(book, name, folder / name) == len(rows)
        assert pq.read_table(folder / "parquet").equals(table)
        with pa.memory_map(str(folder / "arrow")) as source:
            assert pa.ipc.open_file(source).read_all().equals(table)
        assert len((folder / "csv").read_text(encoding="utf-8").splitlines()) == len(rows) + 1
        book.close()


@pytest.fixture
def both(tmp_path: Path) -> Casebook:
    """A casebook with read and imported events."""
    book = make(tmp_path)
    path = tmp_path / "more.tsv"
    path.write_text(
        "date\tactor\trecipient\tcameo\tplace_name\tplace_country\tlatitude\tlongitude\turl\n"
        "2024-01-02\tFRA\tUNO\t057\tParis\tFRA\t48.9\t2.3\thttps://a.example/x\n2024-01-03\tUSA\t\t010\t\t\t\t\t\n"
    )
    import_file(book, path)
    book.correct(book.event_ids(coder="detente")[0], "note", "seen", author="ana", reason="")
    return book


@pytest.mark.parametrize("name", WRITABLE)
def test_every_format_is_written_twice_the_same(name: str, both: Casebook, tmp_path: Path) -> None:
    one, two = tmp_path / "1", tmp_path / "2"
    written = export(both, name, one)
    assert written > 0
    export(both, name, two)
    assert one.read_bytes() == two.read_bytes()


def test_stix_is_taken_by_its_library(both: Casebook, tmp_path: Path) -> None:
    import stix2

    path = tmp_path / "bundle.json"
    written = export(both, "stix", path)
    bundle = stix2.parse(path.read_text(encoding="utf-8"), allow_custom=False)
    kinds = Counter(item["type"] for item in bundle.objects)
    assert sum(kinds.values()) == written
    assert kinds["note"] == both.counts()["events"]
    known = {item["id"] for item in bundle.objects}
    assert all(ref in known for item in bundle.objects for ref in item.get("object_refs", []))


def test_followthemoney_is_taken_by_its_library(both: Casebook, tmp_path: Path) -> None:
    from followthemoney import model

    path = tmp_path / "entities.json"
    export(both, "followthemoney", path)
    entities = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    known = {entity["id"] for entity in entities}
    for entity in entities:
        proxy = model.get_proxy(entity)
        assert proxy.schema.validate(entity) is None
        # every property is one of the schema, and no value was thrown away as invalid
        cleaned = model.make_entity(proxy.schema)
        for name, values in entity["properties"].items():
            cleaned.add(name, values, cleaned=False)
            assert len(cleaned.get(name)) == len(set(values)), (name, values)
            if name in ("organizer", "involved", "proof"):
                assert set(values) <= known
    assert Counter(entity["schema"] for entity in entities)["Event"] == both.counts()["events"]


def test_geojson_and_graphml_are_taken_by_their_libraries(both: Casebook, tmp_path: Path) -> None:
    import geojson
    import networkx as nx

    export(both, "geojson", tmp_path / "e.geojson")
    found = geojson.loads((tmp_path / "e.geojson").read_text(encoding="utf-8"))
    assert found.is_valid
    assert len(found.features) == both.counts()["events"]
    assert [f.geometry.coordinates for f in found.features if f.geometry] == [[2.3, 48.9]]
    export(both, "graphml", tmp_path / "e.graphml")
    graph = nx.read_graphml(tmp_path / "e.graphml", force_multigraph=True)
    assert graph.has_edge("FRA", "UNO")
    table = both.events_table().to_pylist()
    assert sum(data["events"] for *_, data in graph.edges(data=True)) == sum(bool(r["actor"] and r["recipient"]) for r in table)  # fmt: skip


ANNOTATION = {
    "type": "object", "required": ["@context", "id", "type", "target", "body"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"}, "type": {"const": "Annotation"},
        "target": {
            "type": "object", "required": ["source", "selector"],
            "properties": {"selector": {"type": "array", "items": {"oneOf": [
                {"required": ["type", "start", "end"], "properties": {"type": {"const": "TextPositionSelector"}, "start": {"type": "integer", "minimum": 0}}},
                {"required": ["type", "exact"], "properties": {"type": {"const": "TextQuoteSelector"}, "exact": {"type": "string", "minLength": 1}}},
            ]}}},
        },
    },
}  # fmt: skip


def test_annotations_point_at_the_words(both: Casebook, tmp_path: Path) -> None:
    import jsonschema

    path = tmp_path / "e.jsonld"
    export(both, "webannotation", path)
    page = json.loads(path.read_text(encoding="utf-8"))["first"]["items"]
    texts = {row["id"]: both.document(row["id"]).text for row in both.documents().to_pylist()}
    for item in page:
        jsonschema.validate(item, ANNOTATION)
        position, quote = item["target"]["selector"]
        assert any(text[position["start"] : position["end"]] == quote["exact"] for text in texts.values())
    assert len(page) == both.counts()["reports"]


def test_plover_records_have_what_plover_requires(both: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "e.jsonl"
    export(both, "plover", path)
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert all(record.get(name) for name in ("id", "date", "actor", "event"))
        assert "deed" in record["detente"]


def test_export_from_the_command_line(both: Casebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "e.geojson"
    assert main(["export", str(both.folder), "-o", str(target), "--actor", "FRA"]) == 0
    assert "1 records (geojson)" in capsys.readouterr().out
    assert main(["export", str(both.folder), "-o", str(tmp_path / "e.doc")]) == 11
    assert main(["export", str(both.folder), "-o", str(tmp_path / "x"), "-f", "acled"]) == 11
    with pytest.raises(BadQuery, match="cannot write"):
        export(both, "csv", tmp_path / "none" / "e.csv")
    assert not list(tmp_path.glob(".partial*"))
