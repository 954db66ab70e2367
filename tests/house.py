"""What the house is counted by: each counter reads the syntax trees of the source and names what it counts, `file:line what`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "detente"
LONGEST = 60  # lines of a function, its signature and docstring with it


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file, read once."""
    return ast.parse(path.read_text(encoding="utf-8"))


def files(*stages: str, but: Iterable[str] = ()) -> list[Path]:
    """The Python files of some stages (all of them where none is named), in order."""
    out = tuple(but)
    found = (path for stage in stages or ("",) for path in (SOURCE / stage).rglob("*.py"))
    return sorted(path for path in found if path.relative_to(SOURCE).parts[0].removesuffix(".py") not in out)


def engine() -> list[Path]:
    """The files of the engine: all but those in the folder of a language."""
    packs = {path.parent for path in PACKS.glob("*/grammar.tsv")}
    return [path for path in files() if not packs & set(path.parents)]


def at(path: Path, node: ast.AST, what: str) -> str:
    """A line of a failure: where, and what."""
    where = path.relative_to(SOURCE) if path.is_relative_to(SOURCE) else path.name
    return f"{where}:{getattr(node, 'lineno', 0)} {what}"


# --- tables ----------------------------------------------------------------------------------------------------------------


def readers(path: Path) -> list[str]:
    """Places that take a line of a tab-separated table apart by hand: `.split("\\t")`, `.partition("\\t")`, a csv reader over tabs."""
    found = []
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        first = node.args[0] if node.args else None
        tab = isinstance(first, ast.Constant) and first.value == "\t"
        if name in ("split", "rsplit", "partition", "rpartition") and tab:
            found.append(at(path, node, f".{name}('\\t')"))
        elif name in ("reader", "DictReader") and any(
            isinstance(word.value, ast.Constant) and word.value.value in ("\t", "excel-tab") for word in node.keywords
        ):
            found.append(at(path, node, f"csv.{name} over tabs"))
    return found


# --- signatures, queries, lengths ------------------------------------------------------------------------------------------


def loose(path: Path) -> list[str]:
    """Parameters and results of functions, and fields of classes, whose type names `Any`."""
    found = []
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            arguments = node.args
            parameters = [
                *arguments.posonlyargs,
                *arguments.args,
                *arguments.kwonlyargs,
                arguments.vararg,
                arguments.kwarg,
            ]
            typed = [(one.arg, one.annotation) for one in parameters if one is not None]
            found += [at(path, node, f"{node.name}({name})") for name, type_ in typed if names_any(type_)]
            found += [at(path, node, f"{node.name} ->")] if names_any(node.returns) else []
        elif isinstance(node, ast.ClassDef):
            fields = [one for one in node.body if isinstance(one, ast.AnnAssign) and names_any(one.annotation)]
            found += [at(path, one, f"{node.name}.{ast.unparse(one.target)}") for one in fields]
    return found


def names_any(type_: ast.expr | None) -> bool:
    """Whether a type names `Any`, also within quotes."""
    if type_ is None:
        return False
    words = [node.value for node in ast.walk(type_) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return any(re.search(r"\bAny\b", text) for text in (ast.unparse(type_), *words))


QUERY = re.compile(r"^\s*\(?\s*(?:SELECT|WITH \w+ AS|FROM \w+|INSERT INTO|UPDATE \w+ SET|DELETE FROM)\b")


def queries(path: Path) -> list[str]:
    """SQL written in a file: a string that opens as a statement of SQL does."""
    pieces = {
        id(value) for node in ast.walk(tree(path)) if isinstance(node, ast.JoinedStr) for value in node.values[1:]
    }
    return [
        at(path, node, text.split("\n")[0].strip()[:60])
        for node, text in strings(path)
        if QUERY.match(text) and id(node) not in pieces
    ]


def long(path: Path) -> list[str]:
    """Functions of more than `LONGEST` lines, from `def` to their last line."""
    return [
        at(path, node, f"{node.name} {node.end_lineno - node.lineno + 1} lines")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno
        if node.end_lineno - node.lineno + 1 > LONGEST
    ]


def strings(path: Path) -> Iterator[tuple[ast.Constant, str]]:
    """String constants of a file that are no docstring."""
    prose = {
        id(node.body[0].value)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body
        if isinstance(node.body[0], ast.Expr)
    }
    found = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Constant) and id(node) not in prose)
    for node in sorted(found, key=lambda node: (node.lineno, node.col_offset)):
        if isinstance(node.value, str):
            yield node, node.value


# --- words of a language ---------------------------------------------------------------------------------------------------

PACKS = SOURCE / "languages"
FIRST = ("word", "words", "lemma", "form")  # the first column of tables that hold words as they are written
# Tables and kinds of `grammar.tsv` whose words only join others: no name of ours is one of them but by `OURS`.
CLOSED = ("anaphora", "owners", "place_words", "prepositions", "purposes", "conditions")
JOINING = ("relative", "personal", "possessive", "reflexive", "preposition", "negation", "condition", "speaking", "source", "between",
           "complement", "agent", "dative", "either", "inverted", "none", "excepting", "genitive", "origin", "seat",
           "demonstrative", "perfect", "beneficiary", "inner", "toward", "particle", "lead", "conjunction")  # fmt: skip
PATTERN = re.compile(r"\\[bswdSWD.]|\(\?|\[|\w\|\w")  # what a regular expression has and a word has not
# Words of a language that are written the same as a code of ours; each stands for the code wherever it is quoted.
OURS = {
    "of": "a kind of word in `world/actors`", "at": "a kind of word in `world/actors`", "for": "a kind of word in `world/actors`",
    "by": "a kind of word in `world/actors`", "and": "a kind of word in `world/actors`", "toward": "a field of a reaction",
    "former": "a mark of an office", "from": "a field of a query", "to": "a field of a query", "between": "a form of question",
    "who": "a form of question", "which": "a form of question", "whom": "a part of a telling", "whose": "a part of a question",
    "if": "a form of question", "about": "a direction of a date", "this": "a direction of a date", "er": "a direction of a date",
    "both": "a side of an event", "none": "nothing found", "nobody": "a kind of `anaphora.tsv`",
    "several": "a kind of `descriptions.tsv`", "latter": "a kind of `anaphora.tsv`", "not": "a value of `grammar.tsv`",
    "front": "a value of `grammar.tsv`", "with": "a mark of a row of the lexicon", "over": "an operator's field", "no": "an answer",
    "we": "a kind of the cleaning's lexicon", "aux": "a relation of Universal Dependencies", "fin": "a value of VerbForm",
    "mm": "the month of a day's pattern", "point": "a precision of a place", "off": "a state of a switch", "sea": "a way to a war",
    "bus": "the sector of business", "fortune": "a kind of advertisement",
    "head-first": "a trait of a language", "city": "a precision of a place", "region": "a precision of a place", "publication": "a column of a table",
    "user": "a word of web addresses", "détente": "our name", "it": "Italian", "he": "Hebrew", "la": "Latin", "de": "German", "in": "SQL",
    "on": "SQL", "as": "SQL", "or": "SQL",
}  # fmt: skip


def cells(path: Path) -> Iterator[list[str]]:
    """The rows of a table of a language, its header first; read by hand, so that the counters hang on nothing they count."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip().lower() for cell in line.split("\t")]


@cache
def vocabulary(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a pack: those that only join others, and all."""
    closed, every = set[str](), set[str]()
    for path in sorted((PACKS / language).glob("*.tsv")):
        header, *rows = cells(path)
        if header[0] in FIRST:
            every.update(row[0] for row in rows)
            joining = (row[0] for row in rows if path.stem in CLOSED or (path.stem == "grammar" and row[1] in JOINING))
            closed.update(joining)
    for path in sorted((PACKS / language / "lexicon").glob("*.tsv")):
        every.update(row[0].split()[0] for row in cells(path))
    return frozenset(closed), frozenset(every)


@cache
def names() -> frozenset[str]:
    """Every name that our own code uses, lower-case: a word that is spelled like one cannot be told from it."""
    attributes = ("id", "attr", "arg", "name")
    nodes = (node for path in files() for node in ast.walk(tree(path)))
    found = (getattr(node, attribute, None) for node in nodes for attribute in attributes)
    return frozenset(name.strip("_").lower() for name in found if isinstance(name, str))


@cache
def foreign(language: str, known: str = "en") -> tuple[frozenset[str], frozenset[str]]:
    """Words of a pack that are no code of ours: those that only join others, and those that English, in which we write, has not."""
    closed, every = vocabulary(language)
    own = every - vocabulary(known)[1] - names() if language != known else frozenset[str]()
    codes = {word for word in every if len(word) < 2 or word.startswith("-")} | OURS.keys()
    return closed - codes, own - codes


def listed(path: Path) -> set[int]:
    """The strings of a file that stand in a set, a tuple, a list or a table, or that something is compared with."""
    found = set[int]()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Set | ast.Tuple | ast.List):
            found.update(id(one) for one in node.elts)
        elif isinstance(node, ast.Dict):
            found.update(id(one) for one in (*node.keys, *node.values))
        elif isinstance(node, ast.Compare):
            found.update(id(one) for one in (node.left, *node.comparators))
    return found


def words_quoted(path: Path) -> list[str]:
    """Strings of a file that are a word of a language, or a regular expression with such words in it."""
    inside, found = listed(path), list[str]()
    languages = sorted(one.name for one in PACKS.iterdir() if (one / "grammar.tsv").exists())
    for node, text in strings(path):
        pattern = bool(PATTERN.search(text))
        parts = re.findall(r"(?<![\\\w{<-])[^\W\d_]+'?", text) if pattern else [text.strip()]
        if QUERY.match(text) or all(part in languages for part in parts):
            continue
        said = set[str]()
        for language in languages:
            closed, own = foreign(language)
            words = own | closed if pattern or id(node) in inside else own
            said.update(part for part in parts if part.lower() in words and part in (part.lower(), part.capitalize()))
        if said:
            found.append(at(path, node, ", ".join(sorted(said))))
    return found
