"""The codebook: PLOVER's types, the deeds under them, the operators over deeds, and what they compose to.

The data are the TOML files in `codebook/` (one a type, and `operators.toml`), `goldstein.tsv` and `intensities.tsv`; this module
reads and checks them, and answers: what is `refuse(promise(stop(impose-sanctions)))`?
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from detente.errors import DataError
from detente.records import Quad, Status
from detente.text import tables

FOLDER = Path(__file__).parent
DE_ESCALATE = "0356"  # CAMEO: express intent to de-escalate
KEPT_OPEN = (("not", "refuse"), ("refuse", "refuse"))  # *has not ruled out*, *refused to rule out*


@dataclass(frozen=True, slots=True)
class Deed:
    """What is or would be done: a leaf of the codebook."""

    name: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    en: str
    fr: str
    intensity: float | None = None  # where it is not that of the code
    mutual: str | None = None  # the deed it is when two do it together: *exercise* is *joint-exercise*


@dataclass(frozen=True, slots=True)
class Operator:
    """What is said of a deed. See the head of `operators.toml` for the meaning of each field."""

    name: str
    alone: str
    over: Mapping[str, str]
    target: Mapping[str, str]
    mode: Mapping[str, str]
    cameo: Mapping[str, str]
    status: Status
    roles: str
    en: str
    fr: str
    inner: Literal["fact", "undone", "open"] = "open"


@dataclass(frozen=True, slots=True)
class Composed:
    """What a chain of operators over a deed comes to."""

    event: str  # PLOVER type; "" where the words are no event (a bare `say`)
    mode: str | None
    quad: Quad
    contexts: tuple[str, ...]
    cameo: str
    intensity: float  # Goldstein scale, -10 to 10
    status: Status
    chain: str  # "promise(stop(impose-sanctions))"


@dataclass(frozen=True, slots=True)
class Codebook:
    """All types, deeds and operators, and the Goldstein scores of CAMEO codes."""

    quads: Mapping[str, Quad]
    names: Mapping[str, Mapping[str, str]]  # type -> language -> its name in words
    deeds: Mapping[str, Deed]
    operators: Mapping[str, Operator]
    goldstein: Mapping[str, float]

    def intensity(self, cameo: str) -> float:
        """Goldstein score of a CAMEO code, or of its longest known prefix; 0 for none."""
        while cameo and cameo not in self.goldstein:
            cameo = cameo[:-1]
        return self.goldstein.get(cameo, 0.0)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError(f"{path}: {error}; expected TOML, see docs/codebook.md") from error


def _goldstein(path: Path) -> dict[str, float]:
    scores = {}
    for number, (code, score, _) in tables.lines(path, ("code", "score", "source")):
        try:
            scores[code] = float(score)
        except ValueError as error:
            raise DataError(f"{path}:{number}: {code} {score!r}; expected a CAMEO code and its score") from error
    return scores


def _intensities(path: Path, deeds: Mapping[str, Deed]) -> dict[str, float]:
    scores = {}
    for number, (deed, score, _) in tables.lines(path, ("deed", "score", "category")):
        try:
            scores[deeds[deed].name] = float(score)
        except (KeyError, ValueError) as error:
            raise DataError(
                f"{path}:{number}: {deed} {score}; expected a deed of the codebook and its score"
            ) from error
    return scores


@lru_cache(maxsize=1)
def load() -> Codebook:
    """The codebook of the project, read once. Raises DataError with file and key when a file is wrong."""
    quads: dict[str, Quad] = {}
    names: dict[str, dict[str, str]] = {}
    deeds: dict[str, Deed] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem == "operators":
            continue
        table = _read(path)
        kind = table["type"]
        quads[kind] = table["quad"]
        names[kind] = {key: table[key] for key in ("en", "fr")}
        for name, row in table["deeds"].items():
            if name in deeds:
                raise DataError(
                    f"{path}: deed {name!r} is also in {deeds[name].type.lower()}.toml; a deed has one type"
                )
            contexts = tuple(row["contexts"])
            mode, mutual = row["mode"] or None, row.get("mutual")
            deeds[name] = Deed(name, kind, mode, contexts, row["cameo"], row["en"], row["fr"], None, mutual)
    for name, score in _intensities(FOLDER / "intensities.tsv", deeds).items():
        deeds[name] = replace(deeds[name], intensity=score)
    operators = {name: _operator(name, row, quads, deeds) for name, row in _read(FOLDER / "operators.toml").items()}
    return Codebook(quads, names, deeds, operators, _goldstein(FOLDER / "goldstein.tsv"))


def _operator(name: str, row: dict[str, Any], quads: Mapping[str, Quad], deeds: Mapping[str, Deed]) -> Operator:
    keys = {*quads, *deeds, "1", "2", "3", "4"}
    for part in ("over", "target", "mode", "cameo"):
        for key, value in row.get(part, {}).items():
            wrong = key not in keys or (part in ("over", "target") and value not in {*quads, *deeds, "=", ""})
            if wrong:
                raise DataError(
                    f"{FOLDER / 'operators.toml'}: [{name}] {part}: {key} = {value!r}; expected types or deeds"
                )
    empty: dict[str, str] = {}
    return Operator(
        name,
        row["alone"],
        row["over"],
        row.get("target", empty),
        row.get("mode", empty),
        row.get("cameo", empty),
        row["status"],
        row["roles"],
        row["en"],
        row["fr"],
        row.get("inner", "open"),
    )


def quad_of(event: str) -> Quad:
    """Quad class of a PLOVER type (1 and 2 cooperation, 3 and 4 conflict); 0 for what is no type."""
    return load().quads.get(event, 0)


@lru_cache(maxsize=1)
def _plainest() -> Mapping[str, str]:
    return dict(tables.rows(FOLDER / "plainest.tsv", ("event", "deed")))  # type: ignore[arg-type]


def plainest(event: str) -> str:
    """The plainest deed of a type, for an event of which only the type is known."""
    return _plainest()[event]


@lru_cache(maxsize=100_000)
def compose(operators: Sequence[str], deed: str | None, target: bool = False) -> Composed:
    """What operators, outermost first, come to over a deed (None: the innermost operator stands alone).

    `operators` must be a tuple. `target`: the recipient of the event is the one whom the deed would hit, not the one spoken to.
    """
    book = load()
    if operators[:2] in KEPT_OPEN and (deed or operators[2:]):  # it may come
        ahead = compose(("promise", *operators[2:]), deed, target)
        inside = compose(operators[2:], deed).chain
        return replace(ahead, chain=f"{operators[0]}(refuse({inside}))")
    if deed is None and not operators:
        return Composed("", None, 0, (), "", 0.0, "happened", "")
    chain, event, cameo = "", "", ""
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    waiting = list(operators)
    status: Status = "happened"
    reached = deed
    undone = False  # a hostility that is not to come: *vowed not to attack*
    if deed is None:
        chain = waiting.pop()
        status = book.operators[chain].status
        reached = book.operators[chain].alone or None
    if reached is not None:
        leaf = book.deeds[reached]
        event, mode, cameo, contexts = leaf.type, leaf.mode, leaf.cameo, leaf.contexts
        chain = chain or leaf.name
    while waiting:
        operator = book.operators[waiting.pop()]
        chain = f"{operator.name}({chain})"
        if not event:
            status = operator.status
            continue
        keys = (reached or "", event, str(book.quads[event]))
        result = _first(operator.over, keys)
        if target and not waiting:
            result = _first(operator.target, keys) or result
        result = "=" if result is None else result
        if undone and operator.name == "promise" and result == "THREATEN":
            event, mode, cameo, status, reached, undone = "AGREE", "", DE_ESCALATE, operator.status, None, False
            continue
        undone = (undone or operator.name == "not") and result == "="
        if result != "=" or operator.status != "happened":  # "=" and "happened" say nothing new of the deed
            status = operator.status
        if result == "=":
            continue
        if result == "":  # what is only supposed is no event, whatever else is said of it
            chain = "".join(f"{name}(" for name in waiting) + chain + ")" * len(waiting)
            return Composed("", None, 0, (), "", 0.0, status, chain)
        if result in book.deeds:
            leaf = book.deeds[result]
            event, mode, cameo = leaf.type, leaf.mode, leaf.cameo
            reached = result
        else:
            event, mode, cameo = result, _first(operator.mode, keys), _first(operator.cameo, keys) or cameo
            reached = None
    own = book.deeds[reached].intensity if reached else None
    return Composed(
        event, mode, quad_of(event), contexts, cameo, book.intensity(cameo) if own is None else own, status, chain
    )


def _first(table: Mapping[str, str], keys: tuple[str, ...]) -> str | None:
    return next((table[key] for key in keys if key in table), None)
