"""Which date belongs to which predicate of a sentence, and what a date that is told from another event comes to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import Protocol, TypeVar

from detente.languages import LANGUAGES
from detente.reading.document.scene import Scene
from detente.records import When
from detente.text import tables
from detente.world.dates import Expression, find, resolve
from detente.world.dates.resolve import named_unit

NEAR = 25  # characters from a date to a noun that still stands in it: *à l'automne dernier, lors d'une rencontre*
RELATIVE = frozenset({"after", "before"})


@cache
def carriers(language: str) -> frozenset[str]:
    """Words that carry on the time of the sentence before (*alors*, *then*, *en contrepartie*)."""
    return frozenset(row[0].lower() for row in tables.rows(LANGUAGES / language / "carriers.tsv", ("words",)))


def expressions(scene: Scene) -> list[Expression]:
    """Date expressions of a sentence; spans count in the document."""
    begin = scene.span.begin
    found = find(scene.words, scene.sentence.language)
    return [Expression(e.begin + begin, e.stop + begin, e.kind, e.values, e.direction, e.bound, e.end) for e in found]


def date_alone(scene: Scene, published: date | None) -> When | None:
    """The date that a sentence consists of (*3 March.*): the heading of an entry in a chronology."""
    if len(scene.words.split()) > 8:  # before the search, which costs as much as a tenth of the parse
        return None
    found = expressions(scene)
    if len(found) != 1:
        return None
    rest = scene.text[scene.span.begin : found[0].begin] + scene.text[found[0].stop : scene.span.stop]
    return resolve(found[0], published) if not any(c.isalnum() for c in rest) else None


class Spanned(Protocol):
    """Anything that stands somewhere in the text."""

    @property
    def begin(self) -> int | None: ...
    @property
    def stop(self) -> int | None: ...


Thing = TypeVar("Thing", bound=Spanned)


def homes(
    scene: Scene, found: Iterable[Thing], predicates: frozenset[int], *, through: bool = True
) -> dict[int, Thing]:
    """Each date or place goes to the predicate it hangs under in the parse: token of the predicate to what is found.

    Not `through`: what belongs to a noun that is no predicate (*la capitale de la Chine*) says nothing of the verb above.
    """
    out: dict[int, Thing] = {}
    tokens = scene.sentence.tokens
    for thing in found:
        begin, stop = thing.begin or 0, thing.stop or 0
        inside = sorted(
            (t.index for t in tokens if begin <= scene.base + t.begin < stop), key=lambda i: depth(scene, i)
        )
        if not inside:
            continue
        here = inside[0]
        for _ in range(len(tokens)):
            if here in predicates:
                out.setdefault(here, thing)
                break
            head = tokens[here].head
            foreign = not through and tokens[here].relation.startswith("nmod") and head not in predicates
            if head == here or foreign:
                break
            here = head
    return out


def depth(scene: Scene, index: int) -> int:
    """How far a token is from the root."""
    steps, tokens = 0, scene.sentence.tokens
    while tokens[index].head != index and steps < len(tokens):
        index, steps = tokens[index].head, steps + 1
    return steps


def dated(
    scene: Scene, predicates: Mapping[int, str], published: date | None, previous: When | None
) -> dict[int, When | None]:
    """The date of each predicate (token to tense, "past" or "future") of a sentence.

    A predicate without a date of its own takes that of the participle or clause beside it, then the sentence's only date, then,
    where the sentence carries on (*alors*, a pluperfect), that of the event before.
    """
    found = expressions(scene)
    absolute = [e for e in found if e.kind not in RELATIVE]
    own = homes(scene, absolute, hosts(scene, predicates))
    out: dict[int, When | None] = {}
    for index, tense in predicates.items():
        expression = own.get(index)
        if expression is None and absolute and verbal(scene, index):
            expression = beside(scene, index, own) or (absolute[0] if len(absolute) == 1 else None)
        elif expression is None and absolute:
            above = clause_above(scene, index)
            expression = own.get(above) if above is not None and above not in predicates else None
            if expression is None and len(absolute) == 1:
                gap = scene.base + scene.token(index).begin - absolute[0].stop
                owned = any(i in predicates for i in own)
                expression = absolute[0] if 0 <= gap <= NEAR or (gap >= 0 and not owned) else None
        out[index] = (
            resolve(expression, published, tense=tense) if expression and expression.kind not in RELATIVE else None
        )
    relative(scene, [e for e in found if e.kind in RELATIVE], out, previous)
    if previous is not None and not absolute and carries_on(scene):
        out = {index: when or told_from(previous) for index, when in out.items()}
    return out


def hosts(scene: Scene, predicates: Iterable[int]) -> frozenset[int]:
    """What a date or place may belong to: predicates, and every verb, whether it tells an event or not."""
    return frozenset(predicates) | {t.index for t in scene.sentence.tokens if t.upos == "VERB"}


def clause_above(scene: Scene, index: int) -> int | None:
    """The verb of the clause in which a noun stands."""
    tokens, here = scene.sentence.tokens, index
    while tokens[here].head != here:
        here = tokens[here].head
        if tokens[here].upos == "VERB":
            return here
    return None


def verbal(scene: Scene, index: int) -> bool:
    return scene.token(index).upos in ("VERB", "AUX", "ADJ")


def beside(scene: Scene, index: int, own: Mapping[int, Thing]) -> Thing | None:
    """The date or place of a clause that hangs on this predicate, or of the one that it hangs on."""
    for other, thing in own.items():
        token, here = scene.token(other), scene.token(index)
        if token.head == index and token.relation in ("advcl", "conj", "xcomp", "ccomp", "acl"):
            return thing
        if here.head == other and here.relation in ("advcl", "conj", "xcomp", "ccomp", "obl", "obj"):
            return thing
    return None


def relative(scene: Scene, found: list[Expression], out: dict[int, When | None], previous: When | None) -> None:
    """*Neuf mois après la visite*: the event named after the words is so much earlier than the one they hang on."""
    for expression in found:
        ruled = [
            i for i in out if verbless(scene, i) and 0 <= scene.base + scene.token(i).begin - expression.stop <= 20
        ]
        others = [w for i, w in out.items() if i not in ruled and w and w.first]
        anchor = others[0] if others else previous
        if anchor is None or anchor.first is None:
            continue
        count = int(expression.values.get("n", 1)) * (1 if expression.kind == "after" else -1)
        unit = str(expression.values.get("unit", "day"))
        if ruled:
            edtf, days = named_unit(anchor.first, -count, unit)
            out[ruled[0]] = When(edtf, *days, f"event of {anchor.edtf}", expression.begin, expression.stop)
        elif previous and previous.first:
            edtf, days = named_unit(previous.first, count, unit)
            told = When(edtf, *days, f"event of {previous.edtf}", expression.begin, expression.stop)
            for index in [i for i, when in out.items() if when is None]:
                out[index] = told


def verbless(scene: Scene, index: int) -> bool:
    return not verbal(scene, index)


def carries_on(scene: Scene) -> bool:
    """Whether a sentence goes on in the time of the one before: a word says so, or a pluperfect."""
    words = f" {scene.words.lower().replace('’', chr(39))} "
    if any(f" {word} " in words or words.startswith(f" {word},") for word in carriers(scene.sentence.language)):
        return True
    return any(pluperfect(scene, t.index) for t in scene.sentence.tokens if t.relation == "aux")


def pluperfect(scene: Scene, index: int) -> bool:
    token = scene.token(index)
    form = token.features.get("Tense")
    return token.lemma in ("avoir", "être", "have") and (
        form == "Imp" or (form == "Past" and token.form.lower() == "had")
    )


def told_from(previous: When) -> When:
    return When(previous.edtf, previous.first, previous.last, f"event of {previous.edtf}")
