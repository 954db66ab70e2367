"""The house of DESIGN.md as a table: a stage imports only what stands left of it, and heavy libraries have one home."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "detente"

# In flow order. `pipeline` is the map over them; `api` is the public face; web and cli stand outside.
ORDER = [
    "records",
    "errors",
    "settings",
    "data",
    "text",
    "sources",
    "cleaning",
    "languages",
    "codebook",
    "world",
    "reading",
    "pipeline",
    "store",
    "dyads",
    "pacts",
    "telling",
    "answers",
    "exchange",
    "dossiers",
    "watch",
    "api",
    "web",
    "cli",
]

# A library and the only stages that may import it.
HOMES = {
    "duckdb": {"store", "dyads", "exchange"},
    "spacy": {"languages"},
    "fastapi": {"web"},
    "pydantic": {"web"},
    "starlette": {"web"},
    "uvicorn": {"web"},
    "mcp": {"web"},
    "distributed": {"store"},
    "trafilatura": {"sources"},
    "typer": {"cli"},
    "rich": {"cli"},
}


def stage_of(path: Path) -> str:
    """The stage a file belongs to: its folder, or its own name at the top."""
    parts = path.relative_to(SOURCE).parts
    return parts[0].removesuffix(".py") if len(parts) == 1 else parts[0]


def imports_of(path: Path) -> set[str]:
    """Dotted names of all modules that a file imports, in functions too."""
    package = ("detente", *path.relative_to(SOURCE).with_suffix("").parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level]) if node.level else ""
            module = ".".join(filter(None, (base, node.module or "")))
            found.add(module)
            if module == "detente":
                found.update(f"detente.{alias.name}" for alias in node.names)
    return found


FILES = sorted(
    path for path in SOURCE.rglob("*.py") if path.name not in ("__init__.py", "__main__.py") or path.parent != SOURCE
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_stage_imports_only_what_stands_left_of_it(path: Path) -> None:
    here = stage_of(path)
    assert here in ORDER, f"{here} has no place in the house: name it in ORDER of tests/test_layers.py"
    for module in imports_of(path):
        if module.startswith("detente."):
            stage = module.split(".")[1]
            if stage in ORDER:
                assert ORDER.index(stage) <= ORDER.index(here), (
                    f"{path.name} ({here}) imports {module}, which stands right of it"
                )
        library = module.split(".")[0]
        assert here in HOMES.get(library, {here}), (
            f"{path.name} ({here}) imports {library}, which lives in {HOMES.get(library)}"
        )


def test_records_import_nothing_of_ours() -> None:
    assert not any(name.startswith("detente") for name in imports_of(SOURCE / "records.py"))
