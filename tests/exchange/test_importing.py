"""Imports: what is taken, what is left out and why, with the line; nothing lost, nothing doubled."""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from benchmarks import exchange as benchmark
from detente.cli import main
from detente.errors import BadTable, DataError, MissingSource
from detente.exchange import cameo, chunks, countries, importing, unpack
from detente.exchange.formats import FORMATS, find, gdelt, icews, phoenix, polecat
from detente.exchange.formats.mapped import mapping
from detente.exchange.importing import import_file, report
from detente.exchange.rows import Rows, between, day_any
from detente.store.casebook import Casebook
from detente.store.imports import imported

SHARED = Path(__file__).parents[3] / "shared"


@pytest.fixture
def book(tmp_path: Path) -> Casebook:
    return Casebook.open(tmp_path / "book")


def gdelt_row(number: int, columns: tuple[str, ...] = gdelt.COLUMNS2, **cells: str) -> str:
    row = dict.fromkeys(columns, "") | {
        "GLOBALEVENTID": str(number), "SQLDATE": "20180612", "Actor1CountryCode": "USA", "Actor1Name": "UNITED STATES",
        "Actor1Type1Code": "GOV", "Actor2CountryCode": "PRK", "Actor2Name": "PYONGYANG", "EventCode": "042",
        "GoldsteinScale": "1.9", "NumSources": "3", "ActionGeo_Type": "4", "ActionGeo_FullName": "Singapore",
        "ActionGeo_CountryCode": "SN", "ActionGeo_Lat": "1.29", "ActionGeo_Long": "103.85", "DATEADDED": "20180612120000",
        "SOURCEURL": "https://www.daily.example/world/summit.html",
    }  # fmt: skip
    return "\t".join((row | cells)[name] for name in columns)


def row_of(columns: tuple[str, ...], cells: dict[str, str], delimiter: str = "\t") -> str:
    return delimiter.join(cells.get(name, "") for name in columns)


ICEWS = {
    "Event ID": "20718170", "Event Date": "2014-03-18", "Source Name": "Vladimir Putin", "Source Country": "Russian Federation",
    "Event Text": "Occupy territory", "CAMEO Code": "192", "Intensity": "-9.5", "Target Name": "Ukraine",
    "Target Country": "Ukraine", "Publisher": "Interfax", "City": "Simferopol", "Country": "Ukraine", "Latitude": "44.95",
    "Longitude": "34.1",
}  # fmt: skip
POLECAT = {
    "Event ID": "W1", "Event Date": "2023-09-13", "Event Type": "CONSULT", "Event Mode": "visit", "Intensity": "1.9",
    "Contexts": "military;diplomatic", "Actor Name": "Kim Jong Un", "Actor Country": "PRK", "Actor Sectors": "GOV",
    "Recipient Name": "Russia", "Recipient Country": "RUS", "Country": "Russia", "Latitude": "51.9", "Longitude": "128.3",
    "Publication Date": "2023-09-14", "Source": "Agency",
}  # fmt: skip
PHOENIX = {
    "EventID": "p1", "Date": "20150801", "SourceActorFull": "FRAGOV", "SourceActorEntity": "FRA", "SourceActorRole": "GOV",
    "TargetActorFull": "DEU", "TargetActorEntity": "DEU", "EventCode": "040", "GoldsteinScore": "1.0",
}  # fmt: skip
UCDP = """id,type_of_violence,side_a,side_b,gwnoa,gwnob,number_of_sources,where_coordinates,country,latitude,longitude,date_start,date_end,notes
7,1,Government of Ukraine,Government of Russia,369,365,2,"Bakhmut, town",Ukraine,48.6,38.0,2023-01-02 00:00:00,2023-01-03 00:00:00,"two
lines"
8,9,A,B,,,-1,,,,,2023-01-02,2023-01-02,
"""
ACLED = """event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,country,location,latitude,longitude,geo_precision,source,notes
SOM1,06 January 2023,Battles,Armed clash,Military Forces of Somalia (2022-),Al Shabaab,Somalia,Masaje,3.1,45.2,1,Agency; Radio,"They said ""stop"", again"
SOM2,00 January 2023,Battles,Armed clash,A,B,Somalia,Masaje,3.1,45.2,1,Agency,
SOM3,07 January 2023,Battles,Dance,A,B,Somalia,Masaje,3.1,45.2,1,Agency,
"""
PLOVER = """{"id": "e1", "date": "2024-06-19", "actor": [{"code": "PRK", "entity_text": "Pyongyang"}], "recipient": [{"code": "RUS"}], "event": "AGREE", "mode": "", "event_scale": 6.0}
{"id": "e2", "date": "2024-06-19", "actor": [{"code": "PRK"}]}
not json
"""
FILES = {
    "gdelt2": gdelt_row(1) + "\n",
    "gdelt1": gdelt_row(1, gdelt.COLUMNS1) + "\n",
    "icews": "\t".join(icews.COLUMNS) + "\n" + row_of(icews.COLUMNS, ICEWS) + "\n",
    "polecat": "\t".join(polecat.COLUMNS) + "\n" + row_of(polecat.COLUMNS, POLECAT) + "\n",
    "phoenix": row_of(phoenix.DAILY, PHOENIX) + "\n",
    "petrarch": "20150801\tUSAGOV\tRUS\t040\t\n",
    "ucdp-ged": UCDP,
    "acled": ACLED,
    "plover": PLOVER,
    "table": "date\tactor\trecipient\tcameo\n2011-10-08\tCHN\tKOR\t057\n",
    "plover-csv": "date,actor,recipient,event\n2011-10-08,CHN,KOR,SUPPORT\n",
    "phoenix-cline": ",".join(phoenix.CLINE) + "\n" + row_of(phoenix.CLINE, {"eid": "1", "story_date": "8/1/2015", "year": "2015", "month": "8", "day": "1", "source": "USAGOV", "source_root": "USA", "source_agent": "GOV", "target": "RUS", "target_root": "RUS", "code": "040"}, ",") + "\n",
}  # fmt: skip
EXPECTED = {  # actor, recipient, event, mode, day
    "gdelt2": ("USA", "PRK", "CONSULT", "visit", "2018-06-12"),
    "gdelt1": ("USA", "PRK", "CONSULT", "visit", "2018-06-12"),
    "icews": ("RUS", "UKR", "COERCE", "seize", "2014-03-18"),
    "polecat": ("PRK", "RUS", "CONSULT", "visit", "2023-09-13"),
    "phoenix": ("FRA", "DEU", "CONSULT", None, "2015-08-01"),
    "petrarch": ("USA", "RUS", "CONSULT", None, "2015-08-01"),
    "phoenix-cline": ("USA", "RUS", "CONSULT", None, "2015-08-01"),
    "ucdp-ged": ("UKR", "RUS", "ASSAULT", None, "2023-01-02"),
    "acled": ("SOM", "SOM", "ASSAULT", "firearms", "2023-01-06"),
    "plover": ("PRK", "RUS", "AGREE", None, "2024-06-19"),
    "table": ("CHN", "KOR", "SUPPORT", None, "2011-10-08"),
    "plover-csv": ("CHN", "KOR", "SUPPORT", None, "2011-10-08"),
}


@pytest.mark.parametrize("name", FILES)
def test_each_format_is_recognised_and_taken(name: str, book: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(FILES[name], encoding="utf-8")
    [done] = import_file(book, path)
    assert (done.format, done.taken, done.done) == (name, 1, True)
    [row] = book.events_table().to_pylist()
    assert (row["actor"], row["recipient"], row["event"], row["mode"], str(row["date"])) == EXPECTED[name]
    assert (row["status"], row["likelihood"], row["deed"]) == (None, None, "")  # nobody said


def test_what_gdelt_tells_beyond_the_pair(book: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "20180612.export.CSV.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("20180612.export.CSV", gdelt_row(1) + "\n" + gdelt_row(2, Actor2CountryCode="", Actor2KnownGroupCode="UNO", EventCode="010") + "\n")  # fmt: skip
    import_file(book, path)
    one, two = book.events_table().to_pylist()
    assert (one["place_country"], one["latitude"], one["sources"], one["sites"]) == ("SGP", 1.29, 3, ["daily.example"])
    assert (two["recipient"], two["event"], two["quad"]) == ("UNO", None, 1)  # a statement: PLOVER has no type for it
    assert book.event("gdelt2:1")["actors"][0]["sectors"] == ["GOV"]
    mentions = tmp_path / "mentions"
    mentions.write_text("1\t20180612\t20180612120000\t1\tdaily.example\thttps://daily.example/a\t4\t-1\t-1\t-1\t1\t60\t2000\t-1.5\t\t\n")  # fmt: skip
    [told] = import_file(book, mentions)
    assert (told.format, told.taken) == ("gdelt2-mentions", 1)
    joined = book.sql("SELECT m.site, m.sentence, p.actor FROM mentions m JOIN pairs p USING (event_id)").to_pylist()
    assert joined == [{"site": "daily.example", "sentence": 4, "actor": "USA"}]
    assert book.cube(actor="USA").num_rows == 2
    assert len(book.events_table(coder="detente")) == 0


def reasons(book: Casebook, path: Path, format: str | None = None) -> tuple[int, dict[int, str]]:
    [done] = import_file(book, path, format)
    left_out = {row["line"]: row["reason"] for row in imported.rejected(book.folder, book.ledger, done.id)}
    assert done.left_out == len(left_out)
    return done.taken, left_out


def test_bad_rows_of_gdelt_stand_aside_with_line_and_reason(book: Casebook, tmp_path: Path) -> None:
    rows = [
        gdelt_row(1), gdelt_row(2, SQLDATE="00000612"), gdelt_row(3, SQLDATE="20180231"), gdelt_row(4, EventCode="999"),
        gdelt_row(1), gdelt_row(6, GoldsteinScale="high"), "too\tfew", gdelt_row(8, ActionGeo_Lat="95"), "",
        gdelt_row(10, EventCode="---"), gdelt_row(11, GLOBALEVENTID=""), gdelt_row(12, SQLDATE=""), gdelt_row(13) + "\textra",
        gdelt_row(14, EventCode="42"),
    ]  # fmt: skip
    path = tmp_path / "bad.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    taken, left_out = reasons(book, path, "gdelt2")
    assert taken == 2
    assert left_out == {
        2: "no day that can be", 3: "no day that can be", 4: "unknown CAMEO code", 5: imported.DOUBLE,
        6: "intensity is no number", 7: "not 61 columns", 8: "latitude or longitude that cannot be",
        10: "unknown CAMEO code", 11: "no id", 12: "no date", 13: "not 61 columns",
    }  # fmt: skip
    assert {row["event_id"] for row in book.events_table().to_pylist()} == {"gdelt2:1", "gdelt2:14"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [("ucdp-ged", {4: "type_of_violence is not 1, 2 or 3"}), ("plover", {2: "required field event is missing", 3: "no JSON record on one line"}),
     ("acled", {3: "no day that can be", 4: "unknown sub_event_type"})],
)  # fmt: skip
def test_bad_rows_of_others(name: str, expected: dict[int, str], book: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(FILES[name], encoding="utf-8")
    assert reasons(book, path) == (1, expected)


@pytest.mark.parametrize(
    "name", ["icews", "polecat", "phoenix", "table", "plover-csv", "phoenix-cline", "gdelt1", "petrarch"]
)
def test_a_bad_day_and_a_short_row_are_left_out_in_every_table(name: str, book: Casebook, tmp_path: Path) -> None:
    delimiter = find(name).importer.delimiter  # type: ignore[union-attr]
    lines = FILES[name].splitlines()
    day = {"icews": "2014-03-18", "polecat": "2023-09-13", "phoenix-cline": "2015,8,1", "phoenix": "20150801", "gdelt1": "20180612", "petrarch": "20150801"}  # fmt: skip
    worse = lines[-1].replace(day.get(name, "2011-10-08"), "2015,0,0" if name == "phoenix-cline" else "0000-00-00", 1)
    path = tmp_path / "file"
    path.write_text("\n".join([*lines, worse, f"a{delimiter}b"]) + "\n", encoding="utf-8")
    taken, left_out = reasons(book, path, name)
    assert taken == 1
    assert left_out[len(lines) + 1] == "no day that can be"
    assert left_out[len(lines) + 2].startswith("not ")


def test_mixed_encodings_are_read_and_remarked(book: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "mixed.tsv"
    good = gdelt_row(1, ActionGeo_FullName="Besançon").encode()
    path.write_bytes(good + b"\n" + gdelt_row(2, ActionGeo_FullName="Besançon").encode("cp1252") + b"\r\n")
    [done] = import_file(book, path)
    assert done.taken == 2
    assert done.remarks[chunks.ANOTHER_ENCODING] == 1
    assert {row["place_name"] for row in book.events_table().to_pylist()} == {"Besançon"}


def packed(kind: str, text: str) -> bytes:
    if kind == "gzip":
        return gzip.compress(text.encode())
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.tsv", text)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", ["gzip", "zip"])
def test_a_packed_file_that_breaks_off_gives_what_it_holds(kind: str, book: Casebook, tmp_path: Path) -> None:
    text = "".join(gdelt_row(n, SOURCEURL=f"https://a.example/{n * 7919}") + "\n" for n in range(2000))
    data = packed(kind, text)
    path = tmp_path / "cut"
    path.write_bytes(data[: len(data) * 2 // 3])
    [done] = import_file(book, path)
    assert not done.done
    assert 500 < done.taken < 2000
    assert done.reasons[chunks.BROKEN] == 1
    assert "cut off" in report([done], book)
    path.write_bytes(data)  # fetched again: another content, and what is known is not doubled
    [whole] = import_file(book, path)
    assert (whole.taken + done.taken, whole.done) == (2000, True)
    assert len(book.events_table()) == 2000


def test_a_killed_import_goes_on_without_loss_or_doubles(
    book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "PART_ROWS", 300)
    monkeypatch.setattr(chunks.cut, "__kwdefaults__", chunks.cut.__kwdefaults__ | {"size": 40_000})
    monkeypatch.setattr(unpack, "BLOCK", 40_000)
    path = tmp_path / "events.tsv"
    path.write_text("".join(gdelt_row(n) + "\n" for n in range(2000)), encoding="utf-8")

    def stop(state: imported.Import) -> None:
        if state.parts == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        import_file(book, path, progress=stop)
    assert 0 < len(book.events_table()) < 2000
    [done] = import_file(book, path)
    assert (done.taken, done.left_out, done.done) == (2000, 0, True)
    lines = book.sql("SELECT count(DISTINCT event_id) AS n FROM pairs").to_pylist()
    assert lines == [{"n": 2000}]
    again = import_file(book, path)
    assert (len(book.events_table()), again[0].parts) == (2000, done.parts)


def test_quoted_rows_keep_their_lines_across_chunks(
    book: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks.cut, "__kwdefaults__", chunks.cut.__kwdefaults__ | {"size": 200})
    monkeypatch.setattr(unpack, "BLOCK", 100)
    head, *_ = ACLED.splitlines()
    good = 'X{n},2023-01-06,Battles,Armed clash,A,B,Somalia,M,3,45,1,S,"a ""b""\n, c\nd"'
    bad = 'Y{n},2023-01-06,Battles,Nothing,A,B,Somalia,M,3,45,1,S,"a\nb"'
    path = tmp_path / "acled.csv"
    path.write_text("\n".join([head, *((bad if n % 5 == 4 else good).format(n=n) for n in range(40))]) + "\n")
    taken, left_out = reasons(book, path)
    starts, line = [], 2
    for n in range(40):
        starts.append(line)
        line += 2 if n % 5 == 4 else 3
    assert taken == 32
    assert sorted(left_out) == starts[4::5]


def test_tables_that_fit_no_format_say_so(book: Casebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "odd.tsv"
    path.write_text("a\tb\n1\t2\n", encoding="utf-8")
    with pytest.raises(BadTable, match="no format has such a first row"):
        import_file(book, path)
    with pytest.raises(BadTable, match="Event ID, Event Date, Event Text are missing"):
        import_file(book, path, "icews")
    with pytest.raises(MissingSource):
        import_file(book, tmp_path / "none")
    assert main(["import", str(path), "-c", str(book.folder)]) == 12
    assert main(["import", str(path), "-c", str(book.folder), "-f", "icew"]) == 11
    assert "did you mean icews" in capsys.readouterr().err


def test_any_table_by_a_mapping(book: Casebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "mine.csv"
    table.write_text('day,from,to,kind\n19/06/2024,"Russia",North Korea,AGREE\n20/06/2024,Russia,Japan,NOTHING\n')
    described = tmp_path / "mine.toml"
    described.write_text('coder = "MyLab"\ndelimiter = ","\ncountries = "name"\n[columns]\ndate = "day"\nactor = "from"\nrecipient = "to"\nevent = "kind"\n')  # fmt: skip
    aside = tmp_path / "aside.tsv"
    words = ["import", str(table), "-c", str(book.folder), "--mapping", str(described), "--rejected", str(aside)]
    assert main(words) == 0
    assert "1 taken, 1 left out" in capsys.readouterr().out
    [row] = book.events_table(coder="MyLab").to_pylist()
    assert (row["actor"], row["recipient"], str(row["date"])) == ("RUS", "PRK", "2024-06-19")
    assert aside.read_text().splitlines()[1].split("\t")[1:4] == ["3", "unknown PLOVER type", "NOTHING"]
    assert main(["events", str(book.folder), "-u"]) == 0
    assert "coded by MyLab" in capsys.readouterr().out
    described.write_text('colour = "red"\n')
    with pytest.raises(DataError, match="colour"):
        mapping(described)


def test_an_import_can_be_taken_out(book: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text(FILES["gdelt2"])
    [done] = import_file(book, path)
    assert len(book.events_table()) == 1
    assert main(["import", "--remove", done.id, "-c", str(book.folder)]) == 0
    assert len(book.events_table()) == 0
    assert import_file(book, path)[0].taken == 1


def test_real_rows_come_in_without_loss(book: Casebook, capsys: pytest.CaptureFixture[str]) -> None:
    path = SHARED / "eval" / "dyads_dev.tsv.gz"
    if not path.exists():
        pytest.skip("../shared is not there")
    [done] = import_file(book, path, coder="ICEWS")
    assert (done.taken, done.left_out) == (136_671, 0)
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file][1:]
    before = Counter(cameo.codes()[row[3]].event for row in rows)
    after = Counter(book.events_table().column("event").to_pylist())
    assert after == before
    assert after[None] == sum(row[3].startswith("01") for row in rows)  # statements, which PLOVER does not have
    assert book.events_table().column("actor").null_count == 0


def test_conversion_is_the_official_table_but_for_what_is_noted() -> None:
    path = SHARED / "reference" / "CAMEO2PLOVER-2021.txt"
    if not path.exists():
        pytest.skip("../shared is not there")
    for line in path.read_text(encoding="utf-8").splitlines():
        head = line.partition("#")[0]
        code, _, rest = head.partition(":")
        if not code.isdigit() or len(code) < 3:
            continue
        event, mode, contexts = [part.strip() for part in ([*rest.split(","), "", ""])[:3]]
        ours = cameo.codes()[code]
        assert ours.event == event
        if "was" not in ours.source:
            assert (ours.mode or "", " ".join(ours.contexts)) == (mode, contexts.replace(";", ""))


def test_countries_of_other_systems() -> None:
    known = countries.codes()
    expected = {("fips", "GM"): "DEU", ("fips", "RS"): "RUS", ("gw", "365"): "RUS", ("cow", "731"): "PRK", ("cameo", "ROM"): "ROU", ("iso2", "FR"): "FRA"}  # fmt: skip
    assert {key: known[key] for key in expected} == expected
    assert countries.country_of("Military Forces of Russia (2000-)") == "RUS"


def test_every_format_can_be_loaded_and_says_what_it_is() -> None:
    for name in FORMATS:
        assert find(name).name == name
        assert find(name).title


def test_the_benchmark_makes_rows_that_are_taken_and_its_peers_count_the_same(book: Casebook, tmp_path: Path) -> None:
    path = tmp_path / "events.zip"
    size = benchmark.write(path, 3000)
    assert 300 < size / 3000 < 600
    [done] = import_file(book, path)
    assert (done.format, done.taken, done.left_out, done.remarks) == ("gdelt2", 3000, 0, {})
    assert benchmark.by_polars(path) == benchmark.by_pandas(path) == 3000
    assert book.events_table().column("date").null_count == 0


def test_rows_longer_than_a_block_and_bad_rows_in_later_blocks_keep_their_lines(book: Casebook, tmp_path: Path) -> None:
    rows = [gdelt_row(n) for n in range(9000)]
    rows[8000] = "short"
    rows[20] = gdelt_row(20, SOURCEURL="https://a.example/" + "x" * (chunks.BLOCK + 100))
    path = tmp_path / "long.tsv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert path.stat().st_size > 3 * chunks.BLOCK
    assert reasons(book, path) == (8999, {8001: "not 61 columns"})
    path.write_text(
        "\n".join([*rows[:20], *(gdelt_row(n) for n in range(9001, 18000)), "short"]) + "\n", encoding="utf-8"
    )
    taken, left_out = reasons(book, path)
    assert (taken, left_out[9020]) == (8999, "not 61 columns")
    assert list(left_out) == [*range(1, 21), 9020]
    assert {row for line, row in left_out.items() if line <= 20} == {imported.DOUBLE}


def test_the_order_of_a_part_is_that_of_its_columns() -> None:
    days = [date(2020, 1, 2), date(1700, 1, 1), date(2200, 12, 31)]
    chance = random.Random(2)
    rows = [{"actor": chance.choice(["USA", "FRA", None]), "recipient": chance.choice([None, "RUS", "AAA"]), "date": chance.choice(days)} for _ in range(500)]  # fmt: skip
    table = pa.Table.from_pylist(rows, schema=pa.schema([("actor", pa.string()), ("recipient", pa.string()), ("date", pa.date32())]))  # fmt: skip
    ordered = table.take(importing.order_of(table))
    assert ordered.equals(table.sort_by([(name, "ascending") for name in table.column_names]))


@pytest.mark.parametrize(
    "cell", ["1.5", " 1.5 ", "-90", "1_0", "1e1", "nan", "inf", "0x1", "abc", "91", "", "-90.0001"]
)
def test_numbers_read_at_once_are_those_read_one_by_one(cell: str) -> None:
    """The way all at once must judge as the way by distinct texts does."""
    for others in (["2"], ["2", "word"]):  # the second list forces the slow way
        texts = [cell or None, *others]
        read = Rows(chunks.Chunk(pa.table({"n": pa.array(texts, pa.string())}), np.arange(len(texts))))
        slow = Rows(chunks.Chunk(pa.table({"n": pa.array(texts, pa.string())}), np.arange(len(texts))))
        got = read.numbers("n", pa.float64(), -90, 90, wrong="bad")
        expected = slow.map("n", between(-90, 90), pa.float64(), wrong="bad")
        assert (got.to_pylist(), read.reason.tolist()) == (expected.to_pylist(), slow.reason.tolist())


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("03/04/2024", None),  # the third of April or the fourth of March
        ("19/06/2024", "2024-06-19"),
        ("06/19/2024", "2024-06-19"),
        ("05/05/2024", "2024-05-05"),
        ("4 March 2024", "2024-03-04"),
        ("2024-03-04", "2024-03-04"),
    ],
)
def test_a_day_that_may_be_two_is_none(text: str, day: str | None) -> None:
    found = day_any(text)
    assert (found and found.isoformat()) == day
