"""Imported tables through backup, damage, an older ledger and the joining of casebooks: nothing vanishes without a word."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from detente.cli import main
from detente.errors import CasebookError
from detente.exchange import importing
from detente.exchange.importing import import_file
from detente.store.casebook import Casebook
from detente.store.imports import imported
from detente.store.imports import served as taken
from detente.store.ledger import book as books
from tests.exchange.test_importing import gdelt_row
from tests.store.older import UNDO, age

MENTION = (
    "{n}\t20180612\t20180612120000\t1\tdaily.example\thttps://daily.example/a\t4\t-1\t-1\t-1\t1\t60\t2000\t-1.5\t\t\n"
)


def table(path: Path, numbers: range) -> Path:
    """GDELT rows with these ids, and one that is left out."""
    path.write_text("".join(gdelt_row(n) + "\n" for n in numbers) + gdelt_row(9, EventCode="999") + "\n")
    return path


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Casebook:
    """20 events in parts of 5 and one rejected row, 3 mentions."""
    monkeypatch.setattr(importing, "PART_ROWS", 4)
    monkeypatch.setattr(importing.chunks.cut, "__kwdefaults__", importing.chunks.cut.__kwdefaults__ | {"size": 1100})
    monkeypatch.setattr(importing.unpack, "BLOCK", 1100)
    made = Casebook.open(tmp_path / "book")
    import_file(made, table(tmp_path / "events", range(20)))
    (tmp_path / "mentions").write_text("".join(MENTION.format(n=n) for n in range(3)))
    import_file(made, tmp_path / "mentions")
    assert (count(made), len(files(made, "part")), len(files(made, "rejected"))) == (20, 4, 1)
    return made


def files(book: Casebook, kind: str) -> list[Path]:
    return [Path(path) for path in taken.files_of(book.folder, book.ledger, kind)]


def count(book: Casebook) -> int:
    return int(book.sql("SELECT count(*) AS n FROM pairs").column("n")[0].as_py())


def cubed(book: Casebook) -> int:
    return int(book.sql("SELECT coalesce(sum(events), 0)::BIGINT AS n FROM cube").column("n")[0].as_py())


def test_a_backup_holds_what_was_imported(book: Casebook, tmp_path: Path) -> None:
    (book.folder / "imported" / "stray").mkdir()
    (book.folder / "imported" / "stray" / "part-00000.parquet").touch()
    book.backup(tmp_path / "copy")
    copy = Casebook.open(tmp_path / "copy", create=False)
    assert copy.fingerprint() == book.fingerprint()
    assert copy.cube().to_pylist() == book.cube().to_pylist()
    for kind in ("part", "cube", "mentions", "rejected"):
        assert [p.relative_to(copy.folder) for p in files(copy, kind)] == [p.relative_to(book.folder) for p in files(book, kind)]  # fmt: skip
        assert [p.read_bytes() for p in files(copy, kind)] == [p.read_bytes() for p in files(book, kind)]
    assert not (copy.folder / "imported" / "stray").exists()
    assert copy.check() == []
    again = import_file(copy, tmp_path / "events")  # known by its content: not taken twice
    assert (again[0].taken, count(copy)) == (20, 20)


@pytest.mark.parametrize("kind", ["part", "mentions", "rejected"])
@pytest.mark.parametrize("harm", ["lost", "changed", "other", "empty"])
def test_a_lost_or_changed_file_is_told_with_the_command_that_mends_it(
    kind: str, harm: str, book: Casebook, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = files(book, kind)[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes({"lost": b"", "changed": bytes(data), "other": files(book, "cube")[1].read_bytes(), "empty": b""}[harm])  # fmt: skip
    if harm == "lost":
        path.unlink()
        with pytest.raises(CasebookError, match="casebook check"):
            files(book, kind)
        with pytest.raises(CasebookError, match="is missing"):
            book.backup(tmp_path / "copy")
    [finding] = book.check()
    assert not finding.repaired
    assert finding.place == str(path.relative_to(book.folder))
    identity, source = path.parent.name, tmp_path / ("mentions" if kind == "mentions" else "events")
    assert f"`detente import --remove {identity} --casebook {book.folder}`, then import {source} again" in finding.what
    assert main(["casebook", "check", str(book.folder)]) == 1
    assert main(["import", "--remove", identity, "--casebook", str(book.folder)]) == 0
    assert main(["import", str(source), "--casebook", str(book.folder)]) == 0
    assert "all is well" not in capsys.readouterr().out
    assert book.check() == []
    assert (count(book), cubed(book), book.sql("FROM mentions").num_rows) == (20, 20, 3)


def test_a_missing_part_stops_queries_instead_of_counting_too_little(book: Casebook) -> None:
    files(book, "part")[1].unlink()
    book.close()
    with pytest.raises(CasebookError, match="part-00001"):
        Casebook.open(book.folder).events_table()


@pytest.mark.parametrize("harm", ["lost", "changed"])
def test_a_lost_or_changed_cube_is_counted_anew(harm: str, book: Casebook) -> None:
    before = book.cube().to_pylist()
    path = files(book, "cube")[2]
    shutil.copy(files(book, "part")[0], path) if harm == "changed" else path.unlink()
    [finding] = book.check()
    assert (finding.place, finding.repaired) == (str(path.relative_to(book.folder)), "counted anew")
    assert book.cube().to_pylist() == before
    assert book.check() == []


def test_what_a_killed_import_left_is_swept(book: Casebook) -> None:
    home = files(book, "part")[0].parent
    left = [home / ".partial-part-00009.parquet", home / "part-00009.parquet", book.folder / "imported" / "gone" / "part-00000.parquet"]  # fmt: skip
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"half")
    assert {finding.place for finding in book.check()} == {str(path.relative_to(book.folder)) for path in left}
    assert not any(path.exists() for path in left)
    assert (count(book), book.check()) == (20, [])


def test_imports_of_an_older_casebook_are_listed_and_checked_by_their_rows(book: Casebook) -> None:
    before, kinds = book.fingerprint(), ("part", "cube", "mentions", "rejected")
    listed = {kind: files(book, kind) for kind in kinds}
    book.close()
    age(book.folder, 5)
    old = Casebook.open(book.folder)
    assert {kind: files(old, kind) for kind in kinds} == listed
    assert (old.fingerprint(), old.check()) == (before, [])
    shutil.copy(listed["rejected"][0], listed["part"][0])
    assert [finding.place for finding in old.check()] == [str(listed["part"][0].relative_to(old.folder))]


def test_every_migration_can_be_undone_and_done(tmp_path: Path) -> None:
    assert set(UNDO) == set(books.MIGRATIONS)
    for version in UNDO:
        Casebook.open(tmp_path / str(version)).close()
        age(tmp_path / str(version), version)
        with Casebook.open(tmp_path / str(version)) as book, Casebook.open(tmp_path / "new") as new:
            query = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
            assert book.ledger.execute(query).fetchall() == new.ledger.execute(query).fetchall()


def test_imports_of_another_casebook_are_taken_over_without_doubles(book: Casebook, tmp_path: Path) -> None:
    with Casebook.open(tmp_path / "other") as other:
        import_file(other, table(tmp_path / "more", range(15, 32)))
        [theirs] = imported.listed(other.ledger)
    for _ in range(2):
        book.import_casebook(tmp_path / "other")
        assert (count(book), cubed(book), book.sql("FROM mentions").num_rows) == (32, 32, 3)
    taken = imported.find(book.ledger, theirs.id)
    assert taken and (taken.taken, taken.left_out, taken.done) == (12, 6, True)
    assert taken.reasons == {imported.DOUBLE: 5, "unknown CAMEO code": 1}
    assert sum(row["reason"] == imported.DOUBLE for row in imported.rejected(book.folder, book.ledger, theirs.id)) == 5
    assert book.check() == []


def test_an_import_that_was_cut_short_here_is_taken_over_whole(book: Casebook, tmp_path: Path) -> None:
    def stop(state: imported.Import) -> None:
        raise KeyboardInterrupt

    with Casebook.open(tmp_path / "half") as half:
        with pytest.raises(KeyboardInterrupt):
            import_file(half, tmp_path / "events", progress=stop)
        assert count(half) == 5
        half.import_casebook(book.folder)
        assert (count(half), cubed(half), half.check()) == (20, 20, [])
        assert half.fingerprint() == book.fingerprint()
