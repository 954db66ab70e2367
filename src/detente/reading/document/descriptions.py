"""What a noun phrase without a name describes: *the kingdom*, *les deux camps*, *its ally*, *the army*.

The words are in `languages/XX/descriptions.tsv`, the forms of states in `world/gazetteer/state_forms.tsv`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.languages import folder_of
from detente.reading.document.scene import Scene
from detente.records import Actor
from detente.text import tables
from detente.world.gazetteer.tables import rows

NOTHING: frozenset[str] = frozenset()
# What PLOVER writes in place of a country for those who are no state's.
BODIES = frozenset(("IGO", "UNO", "EUR", "NGO"))
STATELESS = BODIES | {"ISM", "IMG", "MNC"}
MODIFIERS = frozenset(("amod", "det", "nummod", "compound", "advmod", "det:predet"))


@dataclass(frozen=True, slots=True)
class Description:
    """`one`: a party of which `fits` may be asked; `group`: `size` parties together; `relation`: another than its owner; `nobody`:
    somebody whom the text has not told."""

    kind: Literal["one", "group", "relation", "nobody"]
    size: int = 1
    form: str = ""  # "state", "body", or a form of state_forms.tsv

    def fits(self, one: Actor) -> bool:
        if self.form == "body":
            return one.country in BODIES
        return one.country not in STATELESS and (self.form == "state" or one.country in states_of(self.form))


@cache
def words(language: str) -> Mapping[str, frozenset[str]]:
    """Word -> its kinds."""
    found: dict[str, set[str]] = {}
    for word, kind in tables.rows(folder_of(language) / "descriptions.tsv", ("word", "kind")):
        found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@cache
def forms() -> Mapping[str, frozenset[str]]:
    return {
        form: frozenset(countries.split())
        for _, (form, countries, _source) in rows("state_forms.tsv", "form countries source")
    }


def states_of(form: str) -> frozenset[str]:
    """The states of a form (*kingdom*, *island*)."""
    return forms().get(form, NOTHING)


def kinds_of(scene: Scene, index: int) -> frozenset[str]:
    """The kinds of a word, by its lemma or form."""
    table, token = words(scene.sentence.language), scene.token(index)
    return table.get(token.lemma.lower(), NOTHING) | table.get(token.form.lower(), NOTHING)


def definite(scene: Scene, index: int) -> bool:
    """Whether a noun has a definite or demonstrative article."""
    return any(
        scene.token(kid).relation.startswith("det")
        and (scene.token(kid).features.get("Definite") == "Def" or scene.token(kid).features.get("PronType") == "Dem")
        for kid in scene.sentence.children(index)
    )


def plural(scene: Scene, index: int) -> bool:
    return scene.token(index).features.get("Number") == "Plur"


def is_inner(scene: Scene, index: int) -> bool:
    """Whether a noun speaks of people of the state that they face (*protesters*, *l'opposition*)."""
    beside = (kid for kid in scene.sentence.children(index) if scene.token(kid).relation == "compound")
    return any("inner" in kinds_of(scene, one) for one in (index, *beside))


def describe(scene: Scene, index: int) -> Description | None:
    """What the phrase of a noun describes; None where it is no such description."""
    kinds = kinds_of(scene, index)
    if not kinds:
        return None
    beside = [kid for kid in scene.sentence.children(index) if scene.token(kid).relation in MODIFIERS]
    modifiers = [kinds_of(scene, kid) for kid in beside]
    marks = NOTHING.union(*modifiers)
    the = definite(scene, index)
    size = next((int(kind.removeprefix("size:")) for kind in marks if kind.startswith("size:")), 0)
    if plural(scene, index):
        strange = any(scene.token(kid).relation == "amod" and "pair" not in kinds_of(scene, kid) for kid in beside)
        bare = "parties" in kinds and the
        counted = "several" in kinds and (the or size) and (size or "pair" in marks)
        if (bare or counted) and not strange:
            return Description("group", size or 2)
        return Description("relation", 0) if "relation" in kinds else None
    if "relation" in kinds:
        return Description("relation")
    form = next((kind.removeprefix("form:") for kind in kinds if kind == "state" or kind.startswith("form:")), "")
    form = form or ("body" if "body" in kinds else "")
    if not form or not the:
        return None
    return Description("nobody") if "another" in marks else Description("one", form=form)
