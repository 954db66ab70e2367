"""A third language is a folder: `toy`, some thirty words of Esperanto, is read end to end, and nothing else knows of it.

It comes as another distribution would bring it, by an entry point, in a process of its own: what the engine keeps of its languages
is built once.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (
    "La armeo de Ĉado atakis Kenjon la 3-an de marto 2024. Norvegio liveros armilojn al Peruo. Kenjo ne atakis Peruon. "
    "La ministro de Peruo renkontis Norvegion. Norvegio rifuzis renkonti Ĉadon."
)
SCRIPT = """
import json, sys
import detente
from detente.languages import packs
reading = detente.read(sys.argv[1], language="eo", published="2024-03-20", quick=True)
rows = [(e.deed, [a.country for a in e.actor], [a.country for a in e.recipient], e.status, e.date.edtf if e.date else None,
         sorted({s for a in e.actor for s in a.sectors})) for e in reading.events]
print(json.dumps({"packs": sorted(packs()), "events": rows, "actor": detente.actor("la ministro de Ĉado", language="eo").country}))
"""


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[list[object]]]:
    """What the engine reads with the toy installed."""
    folder = tmp_path_factory.mktemp("site")
    info = folder / "toy-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[detente.languages]\neo = tests.languages.toy\n", encoding="utf-8")
    (folder / "news.txt").write_text(TEXT, encoding="utf-8")
    paths = os.pathsep.join(map(str, (folder, ROOT, ROOT / "src")))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(folder / "news.txt")],
        env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found: dict[str, list[list[object]]] = json.loads(done.stdout)
    return found


def test_the_pack_is_found_beside_ours(read: dict[str, list[list[object]]]) -> None:
    assert read["packs"] == ["en", "eo", "fr"]


def test_its_text_is_read_by_its_own_words_alone(read: dict[str, list[list[object]]]) -> None:
    assert read["events"] == [
        ["attack", ["TCD"], ["KEN"], "happened", "2024-03-03", ["MIL"]],
        ["promise(provide-weapons)", ["NOR"], ["PER"], "planned", None, ["GOV"]],
        ["not(attack)", ["KEN"], ["PER"], "negated", None, ["GOV"]],
        ["meet", ["PER"], ["NOR"], "happened", None, ["GOV"]],
        ["refuse(meet)", ["NOR"], ["TCD"], "happened", None, ["GOV"]],
    ]


def test_its_actors_are_known_by_its_names(read: dict[str, list[list[object]]]) -> None:
    assert read["actor"] == "TCD"


def test_nothing_outside_its_folder_names_it() -> None:
    """The engine has no word of it: no file of the source speaks of the language or of one of its verbs."""
    lexicon = (Path(__file__).parent / "toy" / "lexicon" / "verbs.tsv").read_text(encoding="utf-8")
    verbs = [line.split()[0] for line in lexicon.splitlines()[1:]]
    source = ROOT / "src" / "detente"
    texts = [path.read_text(encoding="utf-8") for path in source.rglob("*.py")]
    texts += [path.read_text(encoding="utf-8") for path in source.rglob("languages/**/*.tsv")]
    assert [verb for verb in verbs for text in texts if f'"{verb}"' in text or f"\n{verb}\t" in text] == []
    assert not any('"eo"' in text for text in texts)
