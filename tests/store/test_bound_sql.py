"""Values, paths and ids reach SQL bound: a quote that comes from outside is a letter like any other."""

import ast
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from detente.errors import BadQuery, CasebookError, NotFound
from detente.exchange.formats.mapped import mapping
from detente.exchange.importing import import_file
from detente.store.casebook import Casebook
from detente.store.serving.duck import marks, run
from tests.store.test_casebook import ARTICLES
from tests.store.toy import toy_open, toy_read

SOURCE = Path(__file__).parents[2] / "src" / "detente"
OLD = Path(__file__).with_name("data") / "casebook-0861c9a.zip"
MORE = "2024-06-20 PRK condemn USA in Pyongyang: the exercise was condemned\n2024-06-19 RUS meet PRK in Pyongyang: they met\n"
EVENT_TABLE = 'id,day,from,to,type\nUKR\'1,2024-05-01,UKR,RUS,ACCUSE\n"o""x\'2",2024-05-02,RUS,UKR,ASSAULT\n'
MAPPING = 'delimiter = ","\n[columns]\nid = "id"\ndate = "day"\nactor = "from"\nrecipient = "to"\nevent = "type"\n'


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """A casebook in a folder with an apostrophe, with a generation, an overlay and imports."""
    folder = tmp_path / "l'affaire"
    folder.mkdir()
    for name, text in (("l'un.txt", ARTICLES), ("l'autre.txt", MORE)):
        (folder / name).write_text(text, encoding="utf-8")
    with Casebook.open(folder / "l'affaire.casebook") as book:
        for name in ("l'un.txt", "l'autre.txt"):
            book.add(folder / name, reader=toy_read, opener=toy_open)
        yield book


def test_a_casebook_in_a_folder_with_an_apostrophe_is_asked_like_any_other(casebook: Casebook) -> None:
    assert casebook.view.state().over is not None, "the second text is in an overlay"
    assert {row["deed"] for row in casebook.event_rows()} == {
        "meet",
        "sign",
        "impose-sanctions",
        "provide-aid",
        "condemn",
    }
    assert len(casebook.event_rows(dyad="RUS-PRK", since="2024-06-19", until="2024-06-19", limit=1, latest=True)) == 1
    assert casebook.cube(actor="RUS").num_rows and casebook.network().num_rows and casebook.volume().num_rows
    assert casebook.quarantine().column("text").to_pylist() == ["advert: buy now"]
    assert casebook.rates().num_rows and casebook.stories().num_rows == 0 and casebook.search("treaty").num_rows
    casebook.refresh(rebuild=True)
    assert casebook.compact() >= 0 and not casebook.check()
    assert len(casebook.event_rows(event="CONSULT")) == 1


@pytest.mark.parametrize("odd", ["o'x", "'; DROP TABLE pairs; --", '"', "l’été", "\\", "%"])
def test_quotes_in_what_is_asked_for_find_nothing_and_break_nothing(casebook: Casebook, odd: str) -> None:
    for name in ("actor", "recipient", "event", "mode", "deed", "source", "coder"):
        assert casebook.event_rows(**{name: odd}) == [], name
    assert casebook.event_rows(ids=[odd]) == []
    casebook.search(odd)  # raises nothing
    with pytest.raises(NotFound):
        casebook.event(odd)
    with pytest.raises(NotFound):
        casebook.document(odd)
    assert casebook.view.segment_table("blocks", documents=[odd]).num_rows == 0
    assert casebook.view.segment_table("blocks", odd).num_rows == 0


@pytest.mark.parametrize("odd", ["o'x", "y", ""])
def test_judging_and_correcting_what_is_not_there_writes_nothing(casebook: Casebook, odd: str) -> None:
    known = casebook.event_rows(event="CONSULT")[0]["told"][0]["report"]
    for pair in ((odd, "z'z"), (known, odd), (odd, known)):
        with pytest.raises(NotFound):
            casebook.judge(*pair, same=True, author="ana", reason="")
    with pytest.raises(NotFound):
        casebook.correct(odd, "status", "planned", author="ana", reason="")
    assert casebook.ledger.execute("SELECT count(*) FROM verdict").fetchone() == (0,)
    assert casebook.corrections().num_rows == 0


def test_an_imported_id_with_a_quote_is_served_and_listed(casebook: Casebook) -> None:
    folder = casebook.folder.parent
    (folder / "table.csv").write_text(EVENT_TABLE, encoding="utf-8")
    (folder / "table.toml").write_text(MAPPING, encoding="utf-8")
    import_file(casebook, folder / "table.csv", mapping(folder / "table.toml"))
    rows = casebook.event_rows(dyad="UKR-RUS")
    assert sorted(row["event"] for row in rows) == ["ACCUSE", "ASSAULT"]
    for row in rows:
        assert casebook.event(row["event_id"])["event"] == row["event"]
        casebook.correct(row["event_id"], "note", "l'apostrophe", author="o'ana", reason="d'accord")
    assert set(casebook.corrections().column("author").to_pylist()) == {"o'ana"}


def test_what_duckdb_refuses_leaves_as_an_error_that_names_the_step(casebook: Casebook) -> None:
    with duckdb.connect() as duck, pytest.raises(CasebookError, match=r"write the counts.*casebook check"):
        run(duck, "write the counts", "COPY nowhere TO ? (FORMAT parquet)", ["x.parquet"])
    with pytest.raises(BadQuery, match="cannot be answered"):
        casebook.sql("SELECT nothing_such FROM pairs")


def test_a_casebook_of_the_build_before_opens_and_is_read_on(tmp_path: Path) -> None:
    with zipfile.ZipFile(OLD) as archive:
        archive.extractall(tmp_path)
    (tmp_path / "more.txt").write_text(MORE, encoding="utf-8")
    with Casebook.open(tmp_path / "old.casebook") as book:
        assert {(row["event"], row["deed"]) for row in book.event_rows()} >= {
            ("SUPPORT", "sign-agreement"),
            ("AID", "provide-aid"),
        }
        assert book.search("camions").num_rows == 1
        book.add(tmp_path / "more.txt", reader=toy_read, opener=toy_open)
        assert len(book.event_rows(dyad="RUS-PRK")) == 1
        assert not book.check()
        book.backup(tmp_path / "copy.casebook")
    shutil.rmtree(tmp_path / "old.casebook")
    with Casebook.open(tmp_path / "copy.casebook") as book:
        assert book.counts()["documents"] == 3


# Pieces of SQL that are written by us and may stand in an f-string: constants, and names of columns, tables and conditions that
# hold marks. Whatever else is a value, and is bound.
PIECES = re.compile(
    r"[A-Z_]+(\.[A-Z_]+)?(\.format\(side='(actor|recipient)'\))?|marks(\(\w+\))?|struct_type\('\w+'\)|files_as\(.*\)|int\(\w+\)|"
    r"' (AND|OR|UNION ALL BY NAME) '\.join\(.*\)|'[^']*' if [^']+ else ('[^']*'|taken\.NO_MENTIONS|f'LIMIT \{int\(limit\)\}')|"
    r"(alone|base|bounds?|column|columns|condition|count|days|files|found|kinds|likes|name|old|only|query|rest|same|score|side|sides|site|sql|table|text|told|where|window)"
)
SQL = re.compile(
    r"\bSELECT\b|\bCOPY\b|INSERT (OR \w+ )?INTO|DELETE FROM|UPDATE \w+ SET|CREATE (OR REPLACE )?(VIEW|TABLE)|FROM read_parquet|WHERE .* = "
)


def glued(path: Path) -> list[str]:
    """Values written into SQL as text: a quote or a repr around what is put in, or a piece that is none of ours."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.JoinedStr):
            continue
        fixed = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
        if not SQL.search(fixed) or "detente" in fixed:
            continue
        for before, part in zip([None, *node.values], node.values, strict=False):
            if not isinstance(part, ast.FormattedValue):
                continue
            words = ast.unparse(part.value)
            quoted = isinstance(before, ast.Constant) and str(before.value).endswith("'")
            if part.conversion == ord("r") or quoted or not PIECES.fullmatch(words):
                found.append(f"{path.name}:{node.lineno}: {words}")
    return found


@pytest.mark.parametrize("stage", ["store", "dyads", "exchange", "answers", "web", "cli", "dossiers", "watch", "pacts"])
def test_no_value_is_written_into_sql(stage: str) -> None:
    assert [line for path in sorted((SOURCE / stage).rglob("*.py")) for line in glued(path)] == []


def test_the_search_for_glued_values_finds_them(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text(
        "a = f\"SELECT x FROM y WHERE id = '{name}'\"\nb = f'FROM read_parquet({files!r})'\nc = f'SELECT {user_input} FROM y'\n"
    )
    assert [line.split(":")[1] for line in glued(bad)] == ["1", "2", "3"]
    assert marks([]) == "NULL" and marks([1, 2]) == "?, ?"
