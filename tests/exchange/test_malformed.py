"""Malformed input of every format: good rows land, bad ones stand aside with line, reason and words, and the report says so."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from detente.cli import main
from detente.errors import BadTable
from detente.exchange import chunks
from detente.exchange.formats import gdelt, icews, phoenix, polecat
from detente.exchange.importing import import_file, report
from detente.store.casebook import Casebook
from detente.store.imports import imported
from tests.exchange.test_importing import FILES, ICEWS, PHOENIX, POLECAT, gdelt_row

NO_DAY, NO_CAMEO, NO_PLOVER = "no day that can be", "unknown CAMEO code", "unknown PLOVER type"
INTENSITY, PLACE = "intensity is no number", "latitude or longitude that cannot be"
Cell = tuple[str, str, str]  # column, a value that is wrong, the reason


@dataclass(frozen=True)
class Spec:
    """A good row of a format, and what may be wrong with one."""

    cells: dict[str, str]
    id: str  # "": rows have no ids
    day: Cell  # year 0
    type: Cell  # text where a number is due
    code: Cell | None
    text: str  # a column of words
    country: str  # a column of countries; "": none
    columns: tuple[str, ...] = ()  # default: those of `cells`
    header: bool = True
    delimiter: str = "\t"

    def row(self, number: int, **cells: str) -> str:
        """A row with this id."""
        given = self.cells | ({self.id: f"{number}"} if self.id else {}) | cells
        if self.delimiter == "json":
            record = {name: given[name] for name in ("id", "date", "event", "event_scale") if given[name]}
            sides = {side: [{"code": given[side]}] for side in ("actor", "recipient")}
            return json.dumps(record | sides | {"event_loc": {"name": given["place"]}}, ensure_ascii=False)
        line = io.StringIO()
        quoting = csv.QUOTE_MINIMAL if self.delimiter == "," else csv.QUOTE_NONE
        writer = csv.writer(line, delimiter=self.delimiter, quoting=quoting, quotechar='"', lineterminator="\n")
        writer.writerow([given.get(name, "") for name in self.columns or self.cells])
        return line.getvalue().removesuffix("\n")

    def file(self, rows: Iterable[str]) -> str:
        head = [self.delimiter.join(self.columns or self.cells)] if self.header else []
        return "\n".join([*head, *rows]) + "\n"


GDELT = dict(zip(gdelt.COLUMNS2, gdelt_row(1).split("\t"), strict=True))
GED = {"id": "1", "type_of_violence": "1", "side_a": "A", "side_b": "B", "gwnoa": "369", "gwnob": "365", "where_coordinates": "Town", "latitude": "48.6", "longitude": "38.0", "date_start": "2023-01-02", "date_end": "2023-01-03"}  # fmt: skip
ACLED = {"event_id_cnty": "1", "event_date": "06 January 2023", "event_type": "Battles", "sub_event_type": "Armed clash", "actor1": "Military Forces of Somalia (2022-)", "actor2": "Military Forces of Kenya (2013-)", "country": "Somalia", "location": "Masaje", "latitude": "3.1", "longitude": "45.2"}  # fmt: skip
CLINE = {"eid": "1", "story_date": "8/21/2015", "source": "USAGOV", "source_root": "USA", "target": "RUS", "target_root": "RUS", "code": "040", "goldstein": "1.0", "lat": "1", "lon": "2", "placename": "Town"}  # fmt: skip
OWN = {"id": "1", "date": "2011-10-08", "actor": "CHN", "recipient": "KOR", "intensity": "1.0", "place_name": "Town"}
MENTION = dict.fromkeys(gdelt.MENTIONS, "") | {"GLOBALEVENTID": "1", "MentionTimeDate": "20180612120000", "MentionSourceName": "Town", "SentenceID": "4", "Confidence": "60"}  # fmt: skip
PLOVER = {"id": "e1", "date": "2024-06-19", "event": "AGREE", "event_scale": "6.0", "actor": "PRK", "recipient": "RUS", "place": "Town"}  # fmt: skip
EVENT_CODE, GOLDSTEIN = ("EventCode", "999", NO_CAMEO), ("GoldsteinScale", "high", INTENSITY)
SPECS = {
    "gdelt2": Spec(GDELT, "GLOBALEVENTID", ("SQLDATE", "00000612", NO_DAY), GOLDSTEIN, EVENT_CODE, "ActionGeo_FullName", "Actor1CountryCode", header=False),
    "gdelt1": Spec(GDELT, "GLOBALEVENTID", ("SQLDATE", "00000612", NO_DAY), ("ActionGeo_Lat", "north", PLACE), EVENT_CODE, "ActionGeo_FullName", "Actor2CountryCode", gdelt.COLUMNS1, header=False),
    "gdelt2-mentions": Spec(MENTION, "", ("MentionTimeDate", "00000612120000", NO_DAY), ("Confidence", "high", "Confidence is no number from 0 to 100"), None, "MentionSourceName", "", header=False),
    "icews": Spec(ICEWS, "Event ID", ("Event Date", "0000-03-18", NO_DAY), ("Intensity", "high", INTENSITY), ("CAMEO Code", "999", NO_CAMEO), "City", "Source Country", icews.COLUMNS),
    "polecat": Spec(POLECAT, "Event ID", ("Event Date", "0000-09-13", NO_DAY), ("Intensity", "high", INTENSITY), ("Event Type", "DANCE", NO_PLOVER), "Source", "Actor Country", polecat.COLUMNS),
    "phoenix": Spec(PHOENIX, "EventID", ("Date", "00000801", NO_DAY), ("GoldsteinScore", "high", INTENSITY), ("EventCode", "999", NO_CAMEO), "LocationName", "SourceActorEntity", phoenix.DAILY, header=False),
    "petrarch": Spec({"date": "20150801", "source": "USAGOV", "target": "RUS", "code": "040", "issues": "", "ids": "", "url": "Town"}, "", ("date", "00000801", NO_DAY), ("date", "monday", NO_DAY), ("code", "999", NO_CAMEO), "url", "target", header=False),
    "phoenix-cline": Spec(CLINE, "eid", ("story_date", "8/1/0000", NO_DAY), ("goldstein", "high", INTENSITY), ("code", "999", NO_CAMEO), "placename", "source_root", phoenix.CLINE, delimiter=","),
    "ucdp-ged": Spec(GED, "id", ("date_start", "0000-01-02", NO_DAY), ("latitude", "north", PLACE), ("type_of_violence", "9", "type_of_violence is not 1, 2 or 3"), "where_coordinates", "gwnoa", delimiter=","),
    "acled": Spec(ACLED, "event_id_cnty", ("event_date", "06 January 0000", NO_DAY), ("longitude", "east", PLACE), ("sub_event_type", "Dance", "unknown sub_event_type"), "location", "country", delimiter=","),
    "plover": Spec(PLOVER, "id", ("date", "0000-06-19", NO_DAY), ("event_scale", "high", INTENSITY), ("event", "DANCE", NO_PLOVER), "place", "actor", header=False, delimiter="json"),
    "table": Spec(OWN | {"cameo": "057"}, "id", ("date", "0000-10-08", NO_DAY), ("intensity", "high", INTENSITY), ("cameo", "999", NO_CAMEO), "place_name", "actor"),
    "plover-csv": Spec(OWN | {"event": "SUPPORT"}, "id", ("date", "0000-10-08", NO_DAY), ("intensity", "high", INTENSITY), ("event", "DANCE", NO_PLOVER), "place_name", "recipient", delimiter=","),
}  # fmt: skip
every = pytest.mark.parametrize("name", SPECS)


def take(book: Casebook, path: Path, text: str | bytes, name: str) -> imported.Import:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    [done] = import_file(book, path)
    assert done.format == name  # recognised, whatever is wrong further down
    return done


def aside(book: Casebook, done: imported.Import) -> list[tuple[int, str, str, str]]:
    rows = imported.rejected(book.folder, book.ledger, done.id)
    return [(row["line"], row["reason"], row["value"], row["row"]) for row in rows]


@pytest.fixture
def book(tmp_path: Path) -> Casebook:
    return Casebook.open(tmp_path / "book")


def test_every_format_that_is_imported_is_here() -> None:
    assert set(FILES) | {"gdelt2-mentions"} == set(SPECS)


@every
@pytest.mark.parametrize("kind", ["day", "type", "code"])
def test_a_wrong_cell_leaves_its_row_out(name: str, kind: str, book: Casebook, tmp_path: Path) -> None:
    spec = SPECS[name]
    wrong: Cell | None = getattr(spec, kind)
    if wrong is None:
        assert (name, kind) == ("gdelt2-mentions", "code")  # the one format without codes
        return
    column, value, reason = wrong
    bad = spec.row(2, **{column: value})
    done = take(book, tmp_path / "file", spec.file([spec.row(1), bad, spec.row(3)]), name)
    line = 2 + spec.header
    shown = value[:8] if column == "MentionTimeDate" else value
    assert (done.taken, aside(book, done)) == (2, [(line, reason, shown, bad)])
    assert f"  left out 1: {reason}; line {line} ({shown})\n" in report([done], book)


@every
def test_a_double_id_is_left_out(name: str, book: Casebook, tmp_path: Path) -> None:
    spec = SPECS[name]
    done = take(book, tmp_path / "file", spec.file([spec.row(1), spec.row(2), spec.row(1), spec.row(3)]), name)
    if not spec.id:  # each row counts: nothing tells them apart
        assert (done.taken, done.left_out) == (4, 0)
        return
    assert (done.taken, aside(book, done)) == (3, [(3 + spec.header, imported.DOUBLE, "1", spec.row(1))])
    later = take(book, tmp_path / "later", spec.file([spec.row(3), spec.row(4)]), name)
    assert (later.taken, [row[:2] for row in aside(book, later)]) == (1, [(1 + spec.header, imported.DOUBLE)])


@every
def test_rows_with_too_few_or_too_many_cells_are_left_out(name: str, book: Casebook, tmp_path: Path) -> None:
    spec = SPECS[name]
    whole = spec.row(2)
    if spec.delimiter == "json":
        short, long, reasons = (
            '{"id": "2"}',
            whole + "}",
            ["required field date is missing", "no JSON record on one line"],
        )
    else:
        short, long = whole.rpartition(spec.delimiter)[0], whole + spec.delimiter + "more"
        reasons = [f"not {len(spec.columns or spec.cells)} columns"] * 2
    done = take(book, tmp_path / "file", spec.file([spec.row(1), short, long, "", spec.row(3)]), name)
    first = 2 + spec.header
    found = [(line, reason, row) for line, reason, _, row in aside(book, done)]
    assert (done.taken, found) == (2, [(first, reasons[0], short), (first + 1, reasons[1], long)])


@every
def test_a_table_without_a_needed_column_is_refused_in_one_sentence(
    name: str, book: Casebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spec, path = SPECS[name], tmp_path / "file"
    if spec.delimiter == "json":
        return  # records have no columns: a missing field is told by its line
    column = spec.day[0]
    lines = [line.split(spec.delimiter) for line in spec.file([spec.row(1)]).splitlines()]
    at = (spec.columns or tuple(spec.cells)).index(column)
    without = [spec.delimiter.join(cells[:at] + cells[at + 1 :]) for cells in lines]
    path.write_text("\n".join(without) + "\n")
    if spec.header:
        with pytest.raises(BadTable, match=f"line 1: the columns {column} are missing"):
            import_file(book, path, name)
        assert main(["import", str(path), "-c", str(book.folder), "-f", name]) == 12
        assert f"the columns {column} are missing" in capsys.readouterr().err
    else:
        [done] = import_file(book, path, name)
        assert done.taken == 0 and done.left_out == 1


@every
def test_lines_in_another_encoding_are_read_and_remarked(name: str, book: Casebook, tmp_path: Path) -> None:
    spec = SPECS[name]
    rows = [spec.row(n, **{spec.text: "Besançon"}) for n in (1, 2, 3)]
    data = spec.file([*rows[:1], "@", *rows[2:]]).encode().replace(b"@", rows[1].encode("cp1252"))
    done = take(book, tmp_path / "file", data, name)
    assert (done.taken, done.left_out) == (3, 0)
    assert done.remarks[chunks.ANOTHER_ENCODING] == 1
    assert f"  remark 1: {chunks.ANOTHER_ENCODING}\n" in report([done], book)
    paths = [
        Path(path) for path in imported.files_of(book.folder, book.ledger, "mentions" if "mentions" in name else "part")
    ]
    words = book.sql(f"FROM read_parquet('{paths[0]}')").to_pylist()
    assert sum("Besançon" in row.values() for row in words) == 3


@every
def test_a_truncated_zip_gives_what_it_holds(name: str, book: Casebook, tmp_path: Path) -> None:
    spec, packed = SPECS[name], io.BytesIO()
    rows = [spec.row(n, **{spec.text: f"Town {n * n * 7919 % 99991}"}) for n in range(2000)]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.csv", spec.file(rows))
    data = packed.getvalue()
    done = take(book, tmp_path / "cut", data[: len(data) * 2 // 3], name)
    assert not done.done
    assert 100 < done.taken < 2000
    [(line, reason, _, row)] = aside(book, done)
    assert (line, reason) == (done.taken + 1 + spec.header, chunks.BROKEN)
    assert rows[done.taken].startswith(row)
    told = report([done], book)
    assert "cut short" in told and "cut off" in told


@every
def test_a_country_that_is_not_known_is_remarked_and_left_empty(name: str, book: Casebook, tmp_path: Path) -> None:
    spec = SPECS[name]
    if not spec.country:
        assert name == "gdelt2-mentions"
        return
    unknown = "999" if spec.country == "gwnoa" else "Qqq"
    done = take(book, tmp_path / "file", spec.file([spec.row(1), spec.row(2, **{spec.country: unknown})]), name)
    assert (done.taken, done.left_out) == (2, 0)
    assert (
        sum(count for remark, count in done.remarks.items() if remark.endswith("values that are not known here")) == 1
    )


def test_records_that_are_no_json_or_hold_half_characters_do_not_stop_an_import(book: Casebook, tmp_path: Path) -> None:
    spec = SPECS["plover"]
    deep = "[" * 100_000
    half = spec.row(2).replace("Town", "\\ud800wn")
    done = take(book, tmp_path / "file", spec.file([spec.row(1), deep, half, "17", spec.row(3)]), "plover")
    assert done.taken == 3
    assert [row[:2] for row in aside(book, done)] == [
        (2, "no JSON record on one line"),
        (4, "no JSON record on one line"),
    ]


def test_a_quoted_cell_that_is_cut_in_the_middle_is_told_as_one_row(book: Casebook, tmp_path: Path) -> None:
    spec = SPECS["acled"]
    rows = [spec.row(n, location="two\nlines") for n in range(3)]
    data, packed = spec.file(rows).encode(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        file.writestr("a.csv", data)
    whole = packed.getvalue()
    end = whole.index(b"lines", whole.index(b"lines", whole.index(b"lines") + 1) + 1)
    done = take(book, tmp_path / "cut", whole[:end], "acled")
    assert (done.taken, [row[:2] for row in aside(book, done)]) == (2, [(6, chunks.BROKEN)])
