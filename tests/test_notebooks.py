"""The notebooks of the documentation run from top to bottom, with the package's own data alone."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

TOP = Path(__file__).parent.parent
FOLDER = TOP / "docs" / "notebooks"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all: the casebook that the first one fills serves the next."""
    return tmp_path_factory.mktemp("notebooks")


@pytest.mark.model
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_runs_to_its_end(path: Path, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(TOP / "src"), os.environ.get("PYTHONPATH", ""))))
    monkeypatch.setenv("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    book = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in book.cells), f"{path.name} is kept without outputs"
    NotebookClient(book, timeout=240, resources={"metadata": {"path": str(desk)}}).execute()
    shown = [output for cell in book.cells for output in cell.get("outputs", ()) if output.output_type != "error"]
    assert len(shown) >= 3


def test_there_are_the_three_that_the_guide_names() -> None:
    named = (FOLDER.parent / "index.md").read_text(encoding="utf-8")
    assert all(path.stem in named for path in FOLDER.glob("*.ipynb"))
    assert len(list(FOLDER.glob("*.ipynb"))) == 3
