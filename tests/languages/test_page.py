"""docs/languages.md names every table of a language, with its columns."""

import re
from pathlib import Path

from detente.languages import folder_of, packs

PAGE = Path(__file__).parents[2] / "docs" / "languages.md"


def header(path: Path) -> list[str]:
    lines = (
        line for line in path.read_text(encoding="utf-8").splitlines() if line.strip() and not line.startswith("#")
    )
    return next(lines).split("\t")


def test_every_table_is_named_with_its_columns() -> None:
    rows = re.findall(r"^\| `([\w/*]+\.tsv)` \| ([^|]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    told = {name: columns.strip().split(", ") for name, columns in rows}
    found: dict[str, list[list[str]]] = {}
    for folder in map(folder_of, packs()):
        for path in (*folder.glob("*.tsv"), folder / "lexicon" / "objects.tsv"):
            found.setdefault(str(path.relative_to(folder)), []).append(header(path))
        found.setdefault("lexicon/*.tsv", []).extend(
            header(path) for path in (folder / "lexicon").glob("*.tsv") if path.name != "objects.tsv"
        )
    assert set(told) == set(found)
    for name, headers in found.items():
        assert all([column for column in one if column != "demonyms"] == told[name] for one in headers), name
