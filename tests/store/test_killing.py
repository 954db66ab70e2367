"""Kills, a full disk and a folder that cannot be written. The long form: `make kills`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from detente.errors import CasebookError
from detente.store.ledger import files
from tests.store.killing import soak
from tests.store.test_casebook import make
from tests.store.toy import toy_open, toy_read


def test_kills_and_full_disks_leave_what_an_undisturbed_run_leaves(tmp_path: Path) -> None:
    got, wanted, ways = soak(tmp_path, kills=4, count=350, kind="here", seed=3)
    assert got == wanted
    assert sum(ways.values()) >= 2


def test_a_full_disk_is_one_sentence_and_nothing_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    casebook = make(tmp_path)
    before = casebook.fingerprint()
    more = tmp_path / "more.txt"
    more.write_text("2024-08-01 USA strike RUS: more words", encoding="utf-8")

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "flush", full)
        with pytest.raises(CasebookError, match="make room"):
            casebook.add(more, reader=toy_read, opener=toy_open)
    assert casebook.fingerprint() == before
    assert casebook.add(more, reader=toy_read, opener=toy_open).added == 1
    assert len(casebook.events(event="ASSAULT")) == 1


def test_a_folder_that_cannot_be_written_is_read_and_says_so(tmp_path: Path) -> None:
    """Runs as another user where the tests run as root, for whom no folder is closed."""
    make(tmp_path).close()
    book = tmp_path / "book"
    for path in [book, *book.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    for parent in [*tmp_path.parents[:3], tmp_path]:
        parent.chmod(0o755)
    script = (
        "import os, sys\n"
        "from detente.store.casebook import Casebook\n"
        "from detente.errors import CasebookError\n"
        "import detente.store.serving.queries, detente.store.care, detente.store.fusion.fuse, detente.store.serving.generation, detente.store.search\n"
        "if os.geteuid() == 0: os.setgid(65534); os.setuid(65534)\n"
        f"book = Casebook.open({str(book)!r})\n"
        "print(len(book.events()))\n"
        "try: book.refresh(rebuild=True)\n"
        "except CasebookError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=os.environ, check=False)
    assert done.returncode == 0, done.stderr
    count, said = done.stdout.strip().split("\n", 1)
    assert count == "4"
    assert "cannot be written to" in said or "cannot write to" in said
