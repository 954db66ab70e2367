"""The house of DESIGN.md as a table: a stage imports only what stands left of it, and heavy libraries have one home."""

import ast
from collections.abc import Iterator
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
    """Dotted names of all modules that a file imports: in functions too, and by `import_module("...")`."""
    package = ("detente", *path.relative_to(SOURCE).with_suffix("").parts)
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level]) if node.level else ""
            module = ".".join(filter(None, (base, node.module or "")))
            found.add(module)
            found.update(f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
            found.update(argument.value for argument in node.args if isinstance(argument, ast.Constant))
    return found


def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for path in SOURCE.rglob("*.py"):
        parts = ("detente", *path.relative_to(SOURCE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def running(node: ast.AST) -> Iterator[ast.AST]:
    """All that runs: what stands under `if TYPE_CHECKING` is for the reader alone."""
    for child in ast.iter_child_nodes(node):
        if not (isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test)):
            yield child
            yield from running(child)


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """Groups of modules each of which reaches all others: what is left when leaves and what only leaves reach are taken away."""
    reach: dict[str, set[str]] = {}

    def reached(start: str) -> set[str]:
        seen, waiting = set[str](), [start]
        while waiting:
            for other in graph[waiting.pop()] - seen:
                seen.add(other)
                waiting.append(other)
        return seen

    for name in graph:
        reach[name] = reached(name)
    groups = {tuple(sorted(b for b in reach[a] if a in reach[b])) for a in graph if a in reach[a]}
    return [list(group) for group in sorted(groups)]


def graph_of() -> dict[str, set[str]]:
    """Who imports whom when it runs."""
    known = modules()
    graph: dict[str, set[str]] = {}
    for name, path in known.items():
        named: set[str] = set()
        for node in running(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                named.update(f"{node.module}.{alias.name}" for alias in node.names)
                if not all(f"{node.module}.{alias.name}" in known for alias in node.names):
                    named.add(node.module)
            elif isinstance(node, ast.Import):
                named.update(alias.name for alias in node.names)
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("import_module"):
                named.update(str(argument.value) for argument in node.args if isinstance(argument, ast.Constant))
        graph[name] = {one for one in named if one in known and one != name}
    return graph


def test_no_circle_of_files() -> None:
    assert circles(graph_of()) == []


def test_the_search_for_circles_finds_them() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}, "d": {"a"}}) == [["b", "c"]]


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
